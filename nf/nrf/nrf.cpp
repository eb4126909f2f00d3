// SPDX-License-Identifier: Apache-2.0
// What the NRF hears, the profiles it keeps and what it finds among them.
#include "nf/nrf/nrf.hpp"

#include <algorithm>

#include "simulator/protocol/form.hpp"

namespace akmasim::nrf {
namespace {

constexpr std::int64_t discovery_validity_s = 3600;

bool has(const std::vector<std::string>& list, const std::string& text) {
    return std::ranges::find(list, text) != list.end();
}

bool offers_to(const nnrf::NfProfile& profile, const std::string& nf_type) {
    if (!profile.nf_service_list) return false;
    return std::ranges::any_of(*profile.nf_service_list, [&](const auto& one) {
        const auto& types = one.second.allowed_nf_types;
        return !types || has(*types, nf_type);
    });
}

// TS 29.510 AanfInfo: without a list an AAnF serves every Routing Indicator.
bool serves(const nnrf::NfProfile& profile, const std::string& routing_indicator) {
    if (!profile.aanf_info_list) return true;
    return std::ranges::any_of(*profile.aanf_info_list, [&](const auto& one) {
        const auto& list = one.second.routing_indicators;
        return !list || std::ranges::find(*list, RoutingIndicator(routing_indicator)) != list->end();
    });
}

}  // namespace

Result<std::unique_ptr<Nrf>> Nrf::make(Surroundings around, Configuration configuration) {
    auto signer = TRY(crypto::es256::Signer::from(configuration.signing_key, configuration.public_key));
    return std::unique_ptr<Nrf>(new Nrf(std::move(around), std::move(configuration), std::move(signer)));
}

const NfRecord* Nrf::record_of(const Address& party) const {
    const auto found = std::ranges::find(configuration_.nfs, party_of(party), &NfRecord::party);
    return found == configuration_.nfs.end() ? nullptr : &*found;
}

Result<void> Nrf::hear(const Envelope& incoming, Turn& turn) {
    if (!incoming.http || incoming.http->status != 0) return fail(Cause::unexpected, "the NRF only serves requests");
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    if (route.operation == &sbi::nf_register)
        return conversations_.hear(0, TRY(read_request<RegisterNf>(incoming, route.parameter)), turn);
    if (route.operation == &sbi::nf_discover) {
        auto query = TRY(form::read<nnrf::SearchQuery>(route.query));
        return conversations_.hear(0, Discover{"", std::move(query)}, turn);
    }
    if (route.operation != &sbi::access_token)
        return fail(Cause::unexpected, incoming.http->path + " is not a service of the NRF");
    auto wanted = TRY(form::read<nnrf::AccessTokenReq>(text_of(incoming.octets)));
    return conversations_.hear(0, WantsToken{"", std::move(wanted)}, turn);
}

Result<Nrf::State> Nrf::on(const Serving& serving, const RegisterNf& request, Turn& turn) {
    // TS 33.501 13.3.1: the NRF knows by its certificate who registers; nobody registers as somebody else.
    const auto& profile = request.body;
    const auto* record = record_of(turn.sender());
    const bool itself = record != nullptr && record->nf_instance_id == request.parameter &&
                        profile.nf_instance_id.text() == request.parameter && profile.nf_type == record->nf_type;
    if (!itself) {
        respond_problem(turn, turn.reply_to(), 403, "UNAUTHORIZED_NF");  // the cause's name is assumed
        return State{serving};
    }
    profiles_.insert_or_assign(profile.nf_instance_id, profile);
    respond(turn, turn.reply_to(), sbi::nf_register, profile,
            "http://nrf" + sbi::path_of(sbi::nf_register, request.parameter));
    return State{serving};
}

Result<Nrf::State> Nrf::on(const Serving& serving, const Discover& request, Turn& turn) {
    // TS 33.501 13.3.1: who asks is authenticated; and a producer is found only by those whom its profile allows.
    const auto& wanted = request.body;
    const auto* record = record_of(turn.sender());
    if (record == nullptr || record->nf_type != wanted.requester_nf_type) {
        respond_problem(turn, turn.reply_to(), 403, "UNAUTHORIZED_NF");
        return State{serving};
    }
    nnrf::SearchResult result;
    result.validity_period = discovery_validity_s;
    for (const auto& [id, profile] : profiles_) {
        const bool meant = profile.nf_type == wanted.target_nf_type && offers_to(profile, record->nf_type);
        // TS 33.535 6.7: the Routing Indicator tells one AAnF from another.
        if (meant && (!wanted.routing_indicator || serves(profile, *wanted.routing_indicator)))
            result.nf_instances.push_back(profile);
    }
    respond(turn, turn.reply_to(), sbi::nf_discover, result);
    return State{serving};
}

}  // namespace akmasim::nrf

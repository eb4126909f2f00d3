// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/nrf_client.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/form.hpp"

namespace akmasim {
namespace {

constexpr Time second = 1'000'000'000;
// A token or a discovery so near its end is not used any more: one second as `exp` has whole ones, one for the way.
constexpr Time reserve = 2 * second;
constexpr std::int64_t longest_s = 86'400;  // whatever the NRF says, it is asked once a day
constexpr int most_announcements = 5;       // that an NRF leaves without an answer (assumed)

const Address nrf{"nrf", ""};

Envelope* request_in(Effect& effect) {
    auto* envelope = std::get_if<Envelope>(&effect);
    const bool request = envelope != nullptr && is_sbi(envelope->link) && envelope->link != Link::nnrf &&
                         envelope->http && envelope->http->status == 0;
    return request ? envelope : nullptr;
}

// The party that a profile's FQDN names: aanf-west.5gc... is the AAnF west.
Address address_of(const nnrf::NfProfile& profile) {
    const auto& fqdn = profile.fqdn.text();
    const auto label = fqdn.substr(0, fqdn.find('.'));
    const auto hyphen = label.find('-');
    if (hyphen == std::string::npos) return {label, ""};
    return {label.substr(0, hyphen), label.substr(hyphen + 1)};
}

}  // namespace

void NrfClient::announce(Turn& turn) {
    announced_ = 1;
    register_here(turn);
}

void NrfClient::register_here(Turn& turn) const {
    // TS 33.501 13.3.1, TS 29.510 NFRegister: who we are and which services we offer to whom.
    nnrf::NfProfile profile{
        NfInstanceId(access_.nf_instance_id), access_.nf_type, "REGISTERED", Fqdn(access_.fqdn), {}, {}};
    auto services = nnrf::services_of(access_.nf_type, access_.withheld, access_.tokens);
    if (!services.empty()) profile.nf_service_list = std::move(services);
    if (access_.nf_type == "AANF") {
        auto& info = profile.aanf_info_list.emplace()["0"];
        for (const auto& indicator : access_.routing_indicators.value_or(std::vector<std::string>{}))
            (info.routing_indicators ? *info.routing_indicators : info.routing_indicators.emplace())
                .emplace_back(indicator);
    }
    ask(turn, sbi::nf_register, nrf, profile, 0, access_.nf_instance_id);
}

void NrfClient::dispatch(Turn& turn, Requests& outstanding) {
    for (auto& effect : std::exchange(turn.effects, {})) {
        auto* request = request_in(effect);
        if (request == nullptr) {
            turn.effects.push_back(std::move(effect));
            continue;
        }
        Waiting waiting{std::move(*request), {}};
        if (const auto sought = turn.seeking.find(waiting.request.stream); sought != turn.seeking.end())
            waiting.serving = sought->second;
        if (ready(waiting, turn, outstanding, nullptr))
            turn.effects.emplace_back(std::move(waiting.request));
        else
            waiting_.push_back(std::move(waiting));
    }
}

std::optional<NrfClient::Need> NrfClient::lack(const Waiting& waiting) const {
    if (waiting.serving) return Need{"", *waiting.serving};
    const auto& request = waiting.request;
    if (!access_.tokens || !request.http->authorization.empty()) return std::nullopt;
    const auto route = sbi::match(request.http->method, request.http->path, request.link);
    if (!route || route->operation->scope.empty()) return std::nullopt;
    auto scope = std::string(route->operation->scope);
    if (!route->operation->further_scope.empty()) scope.append(" ").append(route->operation->further_scope);
    return Need{std::string(nnrf::nf_type_of(request.to.role)), std::move(scope)};
}

bool NrfClient::fill(Waiting& waiting, const Need& need, Time now, Requests& outstanding, const Need* answered) const {
    const auto usable = [&](Time until) { return until > now + reserve || (answered != nullptr && *answered == need); };
    if (!need.nf_type.empty()) {
        const auto held = tokens_.find(need);
        if (held == tokens_.end() || !usable(held->second.until)) return false;
        waiting.request.http->authorization = "Bearer " + held->second.text;
        return true;
    }
    const auto held = found_.find(need);
    if (held == found_.end() || !usable(held->second.until)) return false;
    waiting.request.to = held->second.address;
    if (const auto known = outstanding.find(waiting.request.stream); known != outstanding.end())
        known->second.peer = held->second.address;
    waiting.serving.reset();
    return true;
}

bool NrfClient::ready(Waiting& waiting, Turn& turn, Requests& outstanding, const Need* answered) {
    while (const auto need = lack(waiting)) {
        if (fill(waiting, *need, turn.now(), outstanding, answered)) continue;
        ask_for(*need, turn);
        return false;
    }
    return true;
}

void NrfClient::ask_for(const Need& need, Turn& turn) {
    if (std::ranges::any_of(asked_, [&](const auto& one) { return one.second == need; })) return;
    std::uint64_t stream = 0;
    if (need.nf_type.empty()) {
        // TS 33.535 6.7: the AAnF that serves the Routing Indicator, of those that the NRF knows.
        auto head = sbi::request_head(sbi::nf_discover);
        const auto indicator = need.of.empty() ? std::nullopt : std::optional(need.of);
        head.path += "?" + form::write(nnrf::SearchQuery{"AANF", access_.nf_type, indicator});
        head.content_type.clear();
        stream = turn.request(Link::nnrf, nrf, std::move(head), "", 0, std::string(sbi::nf_discover.response));
    } else {
        // TS 33.501 13.4.1.1: an access token for all producers of a type, with the client credentials grant.
        auto head = sbi::request_head(sbi::access_token);
        head.content_type = form::media_type;
        const nnrf::AccessTokenReq body{"client_credentials", access_.nf_instance_id, access_.nf_type, need.nf_type,
                                        need.of};
        stream = turn.request(Link::nnrf, nrf, std::move(head), form::write(body), 0,
                              std::string(sbi::access_token.response));
    }
    asked_.insert_or_assign(stream, need);
}

// TS 29.510 5.2.2.2 (assumed): a profile that the NRF leaves without an answer is sent again.
void NrfClient::registered(int status, Turn& turn) {
    if (status >= 300) turn.refused(Cause::unauthorized, fmt::format("the NRF answers {} to the profile", status));
    if (!is_in_place(status) || announced_++ >= most_announcements) return;
    register_here(turn);
}

Result<NrfClient::GivenUp> NrfClient::hear(const Envelope& response, const Outstanding& of, Turn& turn,
                                           Requests& outstanding) {
    const int status = response.http->status;
    if (of.operation == sbi::nf_register.response) {
        registered(status, turn);
        return GivenUp{};
    }
    const auto question = asked_.find(response.stream);
    if (question == asked_.end()) return fail(Cause::unexpected, "an answer of the NRF to no question of ours");
    const auto need = question->second;
    const auto kept = status < 300 ? keep(need, response, turn.now())
                                   : Result<void>(fail(Cause::unauthorized, fmt::format("the NRF answers {}", status)));
    asked_.erase(question);
    if (!kept) {
        turn.refused(kept.error().cause, fmt::format("{}: {}", kept.error().detail, need.of));
        const bool unreadable = status < 300 && kept.error().cause == Cause::malformed;
        return GivenUp{give_up(need), unreadable ? status_of_unreadable : is_in_place(status) ? status : 403};
    }
    for (auto& waiting : std::exchange(waiting_, {})) {
        if (ready(waiting, turn, outstanding, &need))
            turn.effects.emplace_back(std::move(waiting.request));
        else
            waiting_.push_back(std::move(waiting));
    }
    return GivenUp{};
}

Result<void> NrfClient::keep(const Need& need, const Envelope& response, Time now) {
    if (need.nf_type.empty()) {
        const auto result = TRY(body::read<nnrf::SearchResult>(text_of(response.octets)));
        if (result.nf_instances.empty()) return fail(Cause::unexpected, "the NRF knows no AAnF for this");
        auto address = address_of(result.nf_instances.front());
        if (address.role != "aanf") return fail(Cause::unexpected, "the NRF names somebody who is no AAnF for this");
        const auto validity = std::clamp<std::int64_t>(result.validity_period, 0, longest_s) * second;
        found_.insert_or_assign(need, Found{std::move(address), now + validity});
        return {};
    }
    const auto token = TRY(body::read<nnrf::AccessTokenRsp>(text_of(response.octets)));
    // RFC 6749 7.1: a token of a type that we do not understand is not used.
    if (token.token_type != "Bearer") return fail(Cause::unexpected, "a token that is no bearer token");
    const auto validity = std::clamp<std::int64_t>(token.expires_in.value_or(0), 0, longest_s) * second;
    tokens_.insert_or_assign(need, Token{token.access_token, now + validity});
    return {};
}

std::vector<Envelope> NrfClient::give_up(const Need& need) {
    std::vector<Envelope> given_up;
    for (auto& waiting : std::exchange(waiting_, {})) {
        if (lack(waiting) == need)
            given_up.push_back(std::move(waiting.request));
        else
            waiting_.push_back(std::move(waiting));
    }
    return given_up;
}

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
// Another USIM, or other values in it, while the UE runs. What was derived from the old ones stays until it is
// replaced; the home network's key does not outlive its USIM.
#include "nf/ue/me.hpp"
#include "simulator/protocol/body.hpp"

namespace akmasim::ue {
namespace {

struct UsimChange {
    crypto::CredentialsChange credentials;
    std::optional<Sqn> sqn;
    std::optional<std::int64_t> sqn_delta;
    std::optional<std::int64_t> sqn_age_limit;
    std::optional<RoutingIndicator> routing_indicator;

    static void fields(auto& m, auto& visit) {
        crypto::CredentialsChange::fields(m.credentials, visit);
        visit("sqn", m.sqn);
        visit("sqnDelta", m.sqn_delta);
        visit("sqnAgeLimit", m.sqn_age_limit);
        visit("routingIndicator", m.routing_indicator);
    }
};

}  // namespace

Result<void> Me::provision(const std::string& json) {
    auto change = TRY(body::read<UsimChange>(json));
    const auto& credentials = change.credentials;
    const bool another = credentials.k || credentials.op || credentials.op_type;
    TRY(crypto::apply(std::move(change.credentials), profile_.credentials));
    if (change.sqn_delta) profile_.sqn_delta = *change.sqn_delta;
    if (change.sqn_age_limit) profile_.sqn_age_limit = *change.sqn_age_limit;
    if (change.routing_indicator) profile_.routing_indicator = *change.routing_indicator;
    profile_.sqn = change.sqn.value_or(usim_.last_accepted());
    usim_ = TRY(Usim::of(profile_));
    usim_invalid_ = false;
    if (!another) return {};
    // TS 33.501 6.2.2.2: with another USIM the ME deletes K_AUSF, and with it goes what was derived of it for AKMA.
    // Deregistration alone deletes neither.
    k_ausf_.reset();
    akma_.reset();
    return {};
}

}  // namespace akmasim::ue

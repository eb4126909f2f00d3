// SPDX-License-Identifier: Apache-2.0
// Another USIM, or other values in it, while the UE runs. What was derived from the old ones stays until it is
// replaced.
#include "nf/ue/me.hpp"
#include "simulator/protocol/body.hpp"

namespace akmasim::ue {
namespace {

struct UsimChange {
    std::optional<LongTermKey> k;
    std::optional<std::string> op;
    std::optional<std::string> op_type;
    std::optional<Sqn> sqn;
    std::optional<std::int64_t> sqn_delta;
    std::optional<std::int64_t> sqn_age_limit;
    std::optional<RoutingIndicator> routing_indicator;

    static void fields(auto& m, auto& visit) {
        visit("key", m.k);
        visit("op", m.op);
        visit("opType", m.op_type);
        visit("sqn", m.sqn);
        visit("sqnDelta", m.sqn_delta);
        visit("sqnAgeLimit", m.sqn_age_limit);
        visit("routingIndicator", m.routing_indicator);
    }
};

}  // namespace

Result<void> Me::provision(const std::string& json) {
    auto change = TRY(body::read<UsimChange>(json));
    if (change.op) {
        if (change.op_type.value_or("OPC") == "OP") {
            if (!change.k) return fail(Cause::invalid, "an OP without its key");
            profile_.opc = crypto::opc_from_op(*change.k, TRY(Op::from_text(*change.op)));
        } else {
            profile_.opc = TRY(Opc::from_text(*change.op));
        }
    }
    if (change.k) profile_.k = std::move(*change.k);
    if (change.sqn_delta) profile_.sqn_delta = *change.sqn_delta;
    if (change.sqn_age_limit) profile_.sqn_age_limit = *change.sqn_age_limit;
    if (change.routing_indicator) profile_.routing_indicator = *change.routing_indicator;
    profile_.sqn = change.sqn.value_or(usim_.last_accepted());
    usim_ = usim_of(profile_);
    usim_invalid_ = false;
    return {};
}

}  // namespace akmasim::ue

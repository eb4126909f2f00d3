// SPDX-License-Identifier: Apache-2.0
// A subscription changes while the UDM runs: what the operator does in its repository.
#include "nf/udm/udm.hpp"
#include "simulator/crypto/milenage.hpp"

namespace akmasim::udm {
namespace {

struct SubscriptionChange {
    Supi supi;
    std::optional<LongTermKey> k;
    std::optional<std::string> op;
    std::optional<std::string> op_type;
    std::optional<AmfField> amf;
    std::optional<Sqn> sqn;
    std::optional<bool> akma;
    std::optional<RoutingIndicator> routing_indicator;
    std::optional<std::string> auth_method;
    std::optional<bool> separation_bit;
    std::optional<Gpsi> gpsi;

    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("key", m.k);
        visit("op", m.op);
        visit("opType", m.op_type);
        visit("amf", m.amf);
        visit("sqn", m.sqn);
        visit("akma", m.akma);
        visit("routingIndicator", m.routing_indicator);
        visit("authMethod", m.auth_method);
        visit("separationBit", m.separation_bit);
        visit("gpsi", m.gpsi);
    }
};

}  // namespace

Result<void> Udm::provision(const std::string& json) {
    auto change = TRY(body::read<SubscriptionChange>(json));
    const auto found = subscriptions_.find(change.supi);
    if (found == subscriptions_.end()) return fail(Cause::unexpected, "a change for nobody");
    auto& [record, sqn, events, amf] = found->second;
    if (change.op) {
        if (change.op_type.value_or("OPC") == "OP") {
            if (!change.k) return fail(Cause::invalid, "an OP without its key");
            record.opc = crypto::opc_from_op(*change.k, TRY(Op::from_text(*change.op)));
        } else {
            record.opc = TRY(Opc::from_text(*change.op));
        }
    }
    if (change.k) record.k = std::move(*change.k);
    if (change.amf) record.amf = *change.amf;
    if (change.sqn) sqn = SequenceNumber::of(*change.sqn);
    if (change.akma) record.akma = *change.akma;
    if (change.routing_indicator) record.routing_indicator = *change.routing_indicator;
    if (change.auth_method) record.auth_method = *change.auth_method;
    if (change.separation_bit) record.separation_bit = *change.separation_bit;
    if (change.gpsi) record.gpsi = *change.gpsi;
    return {};
}

}  // namespace akmasim::udm

// SPDX-License-Identifier: Apache-2.0
// A subscription changes while the UDM runs: what the operator does in its repository.
#include "nf/udm/udm.hpp"

namespace akmasim::udm {
namespace {

struct SubscriptionChange {
    Supi supi;
    crypto::CredentialsChange credentials;
    std::optional<AmfField> amf;
    std::optional<Sqn> sqn;
    std::optional<bool> akma;
    std::optional<RoutingIndicator> routing_indicator;
    std::optional<std::string> auth_method;
    std::optional<bool> separation_bit;
    std::optional<Gpsi> gpsi;

    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        crypto::CredentialsChange::fields(m.credentials, visit);
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
    auto& subscription = found->second;
    auto& record = subscription.record;
    TRY(crypto::apply(std::move(change.credentials), record.credentials));
    subscription.f = TRY(crypto::functions_of(record.credentials));
    if (change.amf) record.amf = *change.amf;
    if (change.sqn) subscription.sqn = SequenceNumber::of(*change.sqn);
    if (change.akma) record.akma = *change.akma;
    if (change.routing_indicator) record.routing_indicator = *change.routing_indicator;
    if (change.auth_method) record.auth_method = *change.auth_method;
    if (change.separation_bit) record.separation_bit = *change.separation_bit;
    if (change.gpsi) record.gpsi = *change.gpsi;
    return {};
}

}  // namespace akmasim::udm

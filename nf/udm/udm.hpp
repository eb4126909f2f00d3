// SPDX-License-Identifier: Apache-2.0
// The UDM with its ARPF and SIDF: it opens SUCIs, makes authentication vectors and says who may use AKMA.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/crypto/suci.hpp"
#include "simulator/keys/sequence_number.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/nudm.hpp"

namespace akmasim::udm {

struct HomeNetworkKeyRecord {
    int id = 0;
    int scheme = 0;  // 1 profile A, 2 profile B
    HomeNetworkPrivateKey private_key;

    static void fields(auto& m, auto& visit) {
        visit("id", m.id);
        visit("scheme", m.scheme);
        visit("privateKey", m.private_key);
    }
};

struct SubscriptionRecord {
    Supi supi;
    LongTermKey k;
    Opc opc;
    AmfField amf;
    Sqn sqn;  // the last one used
    bool akma = false;
    RoutingIndicator routing_indicator;
    std::optional<std::string> auth_method;  // 5g-aka (absent) or eap-aka-prime
    std::optional<bool> separation_bit;      // false: a fault, vectors as for access that is not 5G

    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("key", m.k);
        visit("opc", m.opc);
        visit("amf", m.amf);
        visit("sqn", m.sqn);
        visit("akma", m.akma);
        visit("routingIndicator", m.routing_indicator);
        visit("authMethod", m.auth_method);
        visit("separationBit", m.separation_bit);
    }
};

struct Configuration {
    std::vector<HomeNetworkKeyRecord> home_network_keys;
    std::vector<SubscriptionRecord> subscribers;
    std::vector<std::string> serving_networks;  // authorised ones; empty: all

    static void fields(auto& m, auto& visit) {
        visit("homeNetworkKeys", m.home_network_keys);
        visit("subscribers", m.subscribers);
        visit("servingNetworks", m.serving_networks);
    }
};

using GenerateAuthData = Request<sbi::generate_auth_data, nudm::AuthenticationInfoRequest>;
using ConfirmAuth = Request<sbi::confirm_auth, nudm::AuthEvent>;

// A subscriber as the UDM keeps it.
struct Subscription {
    SubscriptionRecord record;
    SequenceNumber sqn;
    std::uint64_t auth_events = 0;
};

class Udm final : public Resident {
public:
    struct Serving {
        static constexpr std::string_view name = "Serving";
    };
    using State = std::variant<Serving>;
    using Hears = std::variant<GenerateAuthData, ConfirmAuth>;

    static Result<std::unique_ptr<Udm>> make(Surroundings around, Configuration configuration);

    Result<State> on(const Serving&, const GenerateAuthData&, Turn&);
    Result<State> on(const Serving&, const ConfirmAuth&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;

private:
    explicit Udm(Surroundings around) : Resident(std::move(around)) {}

    // The SIDF: TS 33.501 6.12.5. The cause of TS 29.503 is the error's text; towards the UE all look alike.
    Result<Supi> identify(const std::string& supi_or_suci) const;
    Result<Supi> reveal(const std::string& suci) const;
    // TS 33.102 6.3.5: true when the AUTS is genuine and SQN follows the USIM's.
    bool resynchronise(Subscription& subscription, const nudm::ResynchronizationInfo& info);
    Result<void> hear_order(const Envelope& incoming);
    nudm::AuthenticationInfoResult make_vector(Subscription& subscription, const ServingNetworkName& network,
                                               Turn& turn);

    std::vector<crypto::HomeNetworkKey> keys_;
    std::vector<std::pair<int, int>> key_names_;  // (id, scheme) of keys_
    std::map<Supi, Subscription> subscriptions_;
    std::vector<std::string> serving_networks_;
    Conversations<Udm> conversations_{*this};
};

}  // namespace akmasim::udm

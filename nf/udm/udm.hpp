// SPDX-License-Identifier: Apache-2.0
// The UDM with its ARPF and SIDF: it opens SUCIs, makes authentication vectors and says who may use AKMA.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/keys/sequence_number.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/nas_identity.hpp"
#include "simulator/protocol/nudm.hpp"
#include "simulator/protocol/nudm_uecm.hpp"

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
    crypto::Credentials credentials;
    AmfField amf;
    Sqn sqn;  // the last one used
    bool akma = false;
    RoutingIndicator routing_indicator;
    std::optional<std::string> auth_method;  // 5g-aka (absent) or eap-aka-prime
    std::optional<bool> separation_bit;      // false: a fault, vectors as for access that is not 5G
    std::optional<Gpsi> gpsi;

    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        crypto::Credentials::fields(m.credentials, visit);
        visit("amf", m.amf);
        visit("sqn", m.sqn);
        visit("akma", m.akma);
        visit("routingIndicator", m.routing_indicator);
        visit("authMethod", m.auth_method);
        visit("separationBit", m.separation_bit);
        visit("gpsi", m.gpsi);
    }
};

struct Configuration {
    std::vector<HomeNetworkKeyRecord> home_network_keys;
    std::vector<SubscriptionRecord> subscribers;
    std::vector<nudm::PlmnId> plmns;            // its own: of these it opens SUCIs
    std::vector<std::string> realms;            // likewise, of SUCIs that are NAIs
    std::vector<std::string> serving_networks;  // authorised ones; empty: all
    std::optional<bool> reauthentication;       // whether the AAnF may have a primary authentication run; absent: yes

    static void fields(auto& m, auto& visit) {
        visit("homeNetworkKeys", m.home_network_keys);
        visit("subscribers", m.subscribers);
        visit("plmns", m.plmns);
        visit("realms", m.realms);
        visit("servingNetworks", m.serving_networks);
        visit("reauthentication", m.reauthentication);
    }
};

using GenerateAuthData = Request<sbi::generate_auth_data, nudm::AuthenticationInfoRequest>;
using ConfirmAuth = Request<sbi::confirm_auth, nudm::AuthEvent>;
using RegisterAmf = Request<sbi::amf_registration, nudm::Amf3GppAccessRegistration>;
using GetAmfRegistration = Request<sbi::get_amf_registration, sbi::NoBody>;
using TriggerAuth = Request<sbi::auth_trigger, nudm::ReauthenticationOf>;
using TranslateId = Request<sbi::id_translation, sbi::NoBody>;
using Reauthenticating = Response<sbi::reauth_notification, sbi::NoBody>;
using KeyForgotten = Response<sbi::deregister_ue, sbi::NoBody>;

// Which AMF serves a subscriber: Nudm_UECM.
struct ServingAmf {
    Address amf;
    nudm::Amf3GppAccessRegistration registration;
};

// A subscriber as the UDM keeps it.
struct Subscription {
    SubscriptionRecord record;
    std::unique_ptr<const crypto::AuthenticationFunctions> f;
    SequenceNumber sqn;
    std::uint64_t auth_events = 0;
    std::optional<Address> ausf;  // which holds the newest K_AUSF
    std::optional<ServingAmf> serving_amf;
};

class Udm final : public Resident {
public:
    struct Serving {
        static constexpr std::string_view name = "Serving";
    };
    using State = std::variant<Serving>;
    using Hears = std::variant<GenerateAuthData, ConfirmAuth, RegisterAmf, GetAmfRegistration, TriggerAuth, TranslateId,
                               Reauthenticating, KeyForgotten, command::RemoveContext>;

    static Result<std::unique_ptr<Udm>> make(Surroundings around, Configuration configuration);

    Result<State> on(const Serving&, const GenerateAuthData&, Turn&);
    Result<State> on(const Serving&, const ConfirmAuth&, Turn&);
    Result<State> on(const Serving&, const RegisterAmf&, Turn&);
    Result<State> on(const Serving&, const GetAmfRegistration&, Turn&);
    Result<State> on(const Serving&, const TriggerAuth&, Turn&);
    Result<State> on(const Serving&, const TranslateId&, Turn&);
    Result<State> on(const Serving&, const Reauthenticating&, Turn&);
    Result<State> on(const Serving&, const command::RemoveContext&, Turn&);
    Result<State> on(const Serving&, const KeyForgotten&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;

private:
    explicit Udm(Surroundings around) : Resident(std::move(around)) {}

    Result<void> hear_authentication(const Envelope& incoming, const sbi::Matched& route, Turn& turn);
    Result<void> hear_context_management(const Envelope& incoming, const sbi::Matched& route, Turn& turn);
    // nullptr: answered already, 404.
    Subscription* subscription_for(const std::string& ue_id, Turn& turn);

    // The SIDF: TS 33.501 6.12.5. The cause of TS 29.503 is the error's text; towards the UE all look alike.
    Result<Supi> identify(const std::string& supi_or_suci) const;
    Result<Supi> reveal(const std::string& suci) const;
    [[nodiscard]] bool is_home_of(const nas::Suci& suci) const;
    // TS 33.102 6.3.5: true when the AUTS is genuine and SQN follows the USIM's.
    bool resynchronise(Subscription& subscription, const nudm::ResynchronizationInfo& info);
    Result<void> hear_order(const Envelope& incoming, Turn& turn);
    Result<void> provision(const std::string& json);
    nudm::AuthenticationInfoResult make_vector(Subscription& subscription, const ServingNetworkName& network,
                                               Turn& turn);

    std::vector<crypto::HomeNetworkKey> keys_;
    std::vector<std::pair<int, int>> key_names_;  // (id, scheme) of keys_
    std::map<Supi, Subscription> subscriptions_;
    std::vector<nudm::PlmnId> plmns_;
    std::vector<std::string> realms_;
    std::vector<std::string> serving_networks_;
    bool reauthentication_ = true;
    Conversations<Udm> conversations_{*this};
};

}  // namespace akmasim::udm

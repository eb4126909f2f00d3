// SPDX-License-Identifier: Apache-2.0
// The AAnF: it keeps the newest AKMA context of each subscriber, makes K_AF for application functions and may ask for a
// fresh primary authentication (TS 33.535 6.1, 6.2, 6.6).
//
//   Serving -- RetrieveApplicationKeyRequest --> Serving, or first AwaitingServingNetwork, then AwaitingGpsi
//   Serving -- RefreshKey --> AwaitingTrigger, Serving -- DisableService --> AwaitingAcks
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "simulator/keys/hierarchy.hpp"
#include "simulator/machine/omissions.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nudm_uecm.hpp"

namespace akmasim::aanf {

// What the operator agreed with one application function.
struct AfRecord {
    std::string party;                     // who it is, as its certificate says it
    std::string fqdn;                      // the only one that it may ask for
    // Of the Ua* protocols it may use, ten hex digits each, yyzz for any suite; empty: all that are known.
    std::vector<std::string> ua_star_ids;
    std::optional<std::string> meant_ua_star_id;  // by an AF_ID that is the FQDN alone
    std::string identity;                  // what it learns of a UE: "supi" or "gpsi"
    bool visited = false;                  // it stands in a visited network

    static void fields(auto& m, auto& visit) {
        visit("party", m.party);
        visit("fqdn", m.fqdn);
        visit("uaStarIds", m.ua_star_ids);
        visit("meantUaStarId", m.meant_ua_star_id);
        visit("identity", m.identity);
        visit("visited", m.visited);
    }
};

// What is done when a UE roams (TS 33.535 4.1 names the cases; the policy's form is assumed).
struct RoamingPolicy {
    std::vector<std::string> declined_networks;  // MCC and MNC: their requirements, such as interception, are not met
    bool visited_afs = true;                     // whether an AF in a visited network gets keys

    static void fields(auto& m, auto& visit) {
        visit("declinedNetworks", m.declined_networks);
        visit("visitedAfs", m.visited_afs);
    }
};

struct Configuration {
    std::int64_t key_lifetime_s = 86'400;      // how long a K_AF is good for (operator policy, assumed)
    std::vector<std::string> authorized_afs;   // FQDNs; empty: every AF of the operator
    std::optional<std::vector<AfRecord>> afs;  // absent: a requester is not asked who it is
    std::optional<RoamingPolicy> roaming;
    Omissions omits;                      // af-id-check, expiry-check
    std::optional<bool> refresh_expired;  // a key that ran out makes the AAnF ask for a primary authentication

    static void fields(auto& m, auto& visit) {
        visit("keyLifetime", m.key_lifetime_s);
        visit("authorizedAfs", m.authorized_afs);
        visit("afs", m.afs);
        visit("roaming", m.roaming);
        visit("refreshExpired", m.refresh_expired);
        visit("omits", m.omits);
    }
};

using RegisterAnchorKey = Request<sbi::register_anchor_key, naanf::AkmaKeyInfo>;
using RemoveContext = Request<sbi::remove_context, naanf::CtxRemove>;
using RetrieveApplicationKey = Request<sbi::retrieve_application_key, naanf::AkmaAfKeyRequest>;
using ServingNetworkFound = Response<sbi::get_amf_registration, nudm::Amf3GppAccessRegistration>;
using IdTranslated = Response<sbi::id_translation, nudm::IdTranslationResult>;
using AuthTriggered = Response<sbi::auth_trigger, sbi::NoBody>;
using ServiceDisableAcked = Response<sbi::service_disable, sbi::NoBody>;

// Who wants to hear that the service ends for a UE, while the key that it got is good.
struct Listener {
    Address who;
    const sbi::Operation* notification;
    std::string uri;
    AKid a_kid;
    Time until;
};

// What the AAnF keeps for a subscriber: TS 33.535 4.2.1.
struct AkmaContext {
    AKid a_kid;
    KAkma k_akma;
    std::map<std::string, Time> expiries;  // of each K_AF that was given, by AF_ID
    std::vector<Listener> listeners;
    bool disabled = false;
    std::optional<Gpsi> gpsi;  // where it was registered under a GPSI alone
};

// A key request that passed the first checks.
struct KeyRequest {
    ReplyTo af;
    keys::AfId af_id;
    AKid a_kid;
    Supi supi;
    std::string identity;  // what the answer tells of the UE: "supi", "gpsi" or nothing
    std::optional<Uri> notif_uri;
    std::optional<naanf::SuppFeat> supp_feat;  // what both support
};

class Aanf final : public Resident {
public:
    struct Serving {
        static constexpr std::string_view name = "Serving";
    };
    struct AwaitingServingNetwork {
        static constexpr std::string_view name = "AwaitingServingNetwork";
        KeyRequest request;
    };
    struct AwaitingGpsi {
        static constexpr std::string_view name = "AwaitingGpsi";
        KeyRequest request;
    };
    struct AwaitingTrigger {
        static constexpr std::string_view name = "AwaitingTrigger";
        bool ordered = false;  // by the scenario, which wants to know the outcome
    };
    struct AwaitingAcks {
        static constexpr std::string_view name = "AwaitingAcks";
        std::size_t missing = 0;
        int worst = 0;  // the status of an AF that did not take the notification
    };
    using State = std::variant<Serving, AwaitingServingNetwork, AwaitingGpsi, AwaitingTrigger, AwaitingAcks>;
    using Hears =
        std::variant<RegisterAnchorKey, RemoveContext, RetrieveApplicationKey, ServingNetworkFound, IdTranslated,
                     AuthTriggered, ServiceDisableAcked, command::RefreshKey, command::DisableService>;

    Aanf(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}

    Result<State> on(const Serving&, const RegisterAnchorKey&, Turn&);
    Result<State> on(const Serving&, const RemoveContext&, Turn&);
    Result<State> on(const Serving&, const RetrieveApplicationKey&, Turn&);
    Result<State> on(const AwaitingServingNetwork&, const ServingNetworkFound&, Turn&);
    Result<State> on(const AwaitingGpsi&, const IdTranslated&, Turn&);
    Result<State> on(const Serving&, const command::RefreshKey&, Turn&);
    Result<State> on(const AwaitingTrigger&, const AuthTriggered&, Turn&);
    Result<State> on(const Serving&, const command::DisableService&, Turn&);
    Result<State> on(const AwaitingAcks&, const ServiceDisableAcked&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;
    void count(Held& held) const override {
        held["conversations"] = conversations_.size();
        held["contexts"] = contexts_.size();
        held["A-KIDs"] = by_a_kid_.size();
    }

private:
    // A conversation of its own for each request: most end where they begin.
    template <class Message>
    Result<void> hear_in(std::uint64_t conversation, const Message& message, Turn& turn);
    Result<void> hear_response(const Envelope& incoming, Turn& turn);
    Result<void> hear_order(const Envelope& incoming, Turn& turn);

    // Whether something newer of this subscriber was heard already; if not, this is the newest.
    bool is_late(const Supi& supi, const Turn& turn);
    bool is_repeat(const Supi& supi, const naanf::AkmaKeyInfo& info) const;
    [[nodiscard]] const AfRecord* record_of(const Address& af) const;
    // By whom the link names: the AF itself, or the FQDN that the NEF has checked.
    [[nodiscard]] const AfRecord* record_for(const Envelope& asking, const std::string& fqdn) const;
    [[nodiscard]] std::optional<keys::AfId> meant(const Envelope& asking, const std::string& af_id) const;
    [[nodiscard]] bool authorized(const Envelope& asking, const keys::AfId& af_id) const;
    static bool may_use(const AfRecord* record, std::string_view ua_star_id);
    State decide(KeyRequest request, Turn& turn);
    State identify(KeyRequest request, Turn& turn);
    State give_key(const KeyRequest& request, const std::optional<Gpsi>& gpsi, Turn& turn);
    State trigger_authentication(const Supi& supi, bool ordered, Turn& turn);

    Configuration configuration_;
    std::map<Supi, AkmaContext> contexts_;  // one that was registered under a GPSI alone: by that
    std::map<AKid, Supi> by_a_kid_;
    std::map<Supi, std::int64_t> latest_;  // when what is kept, or was removed, came to be: milliseconds since 1970
    std::uint64_t conversation_ = 0;  // the one being heard
    std::uint64_t newest_ = 0;
    Conversations<Aanf> conversations_{*this};
};

}  // namespace akmasim::aanf

// SPDX-License-Identifier: Apache-2.0
// The NEF, for application functions outside the operator's domain: it checks who asks, asks the AAnF itself and says
// who the UE is by its GPSI. The SUPI stays inside (TS 33.535 6.3).
//
//   Serving -- RetrieveApplicationKeyRequest (N33) --> AwaitingKey -- response (N63) --> AwaitingGpsi or Serving
//   AwaitingGpsi -- IdTranslationResponse --> Serving;  Serving -- ServiceDisableNotification --> AwaitingAck -->
//   Serving
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "simulator/machine/aanf_selection.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nudm_uecm.hpp"

namespace akmasim::nef {

// An application function with which the operator has an agreement.
struct AfRecord {
    std::string party;  // who it is, as its certificate says it
    std::string fqdn;   // the only one that it may ask for
    bool gpsi = true;   // it may learn the GPSI (nnef-akma:gpsi-access)

    static void fields(auto& m, auto& visit) {
        visit("party", m.party);
        visit("fqdn", m.fqdn);
        visit("gpsi", m.gpsi);
    }
};

struct Configuration {
    std::vector<AfRecord> afs;
    std::string realm;  // of the A-KIDs of this operator
    std::optional<AanfRecords> aanfs;

    static void fields(auto& m, auto& visit) {
        visit("afs", m.afs);
        visit("realm", m.realm);
        visit("aanfs", m.aanfs);
    }
};

using RetrieveByAf = Request<sbi::retrieve_by_nef, naanf::AkmaAfKeyRequest>;
using KeyRetrieved = Response<sbi::retrieve_for_nef, naanf::AkmaAfKeyData>;
using IdTranslated = Response<sbi::id_translation, nudm::IdTranslationResult>;
using ServiceDisabled = Request<sbi::service_disable_to_nef, naanf::ServiceDisableNotif>;
using NotificationTaken = Response<sbi::service_disable_by_nef, sbi::NoBody>;

class Nef final : public Resident {
public:
    struct Serving {
        static constexpr std::string_view name = "Serving";
    };
    struct AwaitingKey {
        static constexpr std::string_view name = "AwaitingKey";
        ReplyTo af;
        AKid a_kid;
        bool tells_gpsi = false;
        std::optional<Uri> notif_uri;
        std::optional<naanf::SuppFeat> supp_feat;
    };
    struct AwaitingGpsi {
        static constexpr std::string_view name = "AwaitingGpsi";
        ReplyTo af;
        std::shared_ptr<naanf::AkmaAfKeyData> data;
    };
    struct AwaitingAck {
        static constexpr std::string_view name = "AwaitingAck";
        ReplyTo aanf;
        std::size_t missing = 0;
        int worst = 0;
    };
    using State = std::variant<Serving, AwaitingKey, AwaitingGpsi, AwaitingAck>;
    using Hears = std::variant<RetrieveByAf, KeyRetrieved, IdTranslated, ServiceDisabled, NotificationTaken>;

    Nef(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}

    Result<State> on(const Serving&, const RetrieveByAf&, Turn&);
    Result<State> on(const AwaitingKey&, const KeyRetrieved&, Turn&);
    Result<State> on(const AwaitingGpsi&, const IdTranslated&, Turn&);
    Result<State> on(const Serving&, const ServiceDisabled&, Turn&);
    Result<State> on(const AwaitingAck&, const NotificationTaken&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect&) const override { return {}; }
    void count(Held& held) const override {
        held["conversations"] = conversations_.size();
        held["A-KIDs"] = listeners_.size();
    }

private:
    template <class Message>
    Result<void> hear_in(std::uint64_t conversation, const Message& message, Turn& turn);
    [[nodiscard]] const AfRecord* agreement_with(const Address& af, const std::string& af_id) const;

    struct Listener {
        Address who;
        std::string uri;
    };
    struct Told {
        std::vector<Listener> who;
        Time until = 0;  // the last key under the A-KID runs out
    };
    void forget_expired(Time now);

    Configuration configuration_;
    std::map<AKid, Told> listeners_;
    std::multimap<Time, AKid> ends_;  // when a key under an A-KID runs out
    std::uint64_t conversation_ = 0;  // the one being heard
    std::uint64_t newest_ = 0;
    Conversations<Nef> conversations_{*this};
};

}  // namespace akmasim::nef

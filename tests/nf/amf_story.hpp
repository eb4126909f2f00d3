// SPDX-License-Identifier: Apache-2.0
// An AMF, a UE on N1 and an AUSF on N12: how they come from state to state, with either method.
#pragma once

#include <functional>

#include "simulator/keys/hierarchy.hpp"
#include "simulator/keys/nas_context.hpp"
#include "simulator/protocol/nausf.hpp"
#include "tests/nf/stage.hpp"

namespace akmasim::nf::test {

inline const std::string serving_network = "5G:mnc001.mcc001.3gppnetwork.org";
inline const Supi supi_of_alice("imsi-001010000000001");
inline const auto rand_ = filled<Rand>(0x11);
inline const auto res_star = filled<ResStar>(0x22);

inline std::string amf_configuration(const std::string& more = "") {
    return R"({"mcc":"001","mnc":"01","ea":["EA2"],"ia":["IA2","IA0"],"nullIntegrityAlways":false,)"
           R"("capability":"configuration","seedCapabilitySent":true,"akmaCapability":true)" +
           more + "}";
}

inline Envelope on_n1(Octets octets, std::string ue = "alice", std::uint64_t connection = 7) {
    return octets_from(Link::n1, {"ue", ue}, {"amf", ""}, connection, std::move(octets), ue);
}

inline nas::RegistrationRequest registration(std::vector<int> ea = {0, 2}, std::vector<int> ia = {0, 2}) {
    nas::RegistrationRequest request;
    request.identity = nas::Suci{nas::SupiFormat::imsi, "001", "01", "", "0000", 0, 0, {0, 0, 0, 0, 0x10}};
    request.ue_security_capability.emplace();
    for (const int algorithm : ea) request.ue_security_capability->add_ea(algorithm);
    for (const int algorithm : ia) request.ue_security_capability->add_ia(algorithm);
    return request;
}

inline nas::DeregistrationRequest deregistration(bool switch_off = false) {
    nas::DeregistrationRequest request;
    request.switch_off = switch_off;
    request.identity = nas::Guti{"001", "01", 1, 1, 0, 7};
    return request;
}

// The AMF, and what its peers know while they bring it from state to state.
class AmfStory {
public:
    Turned hears_plain(const nas::Message& message) { return amf.hears(on_n1(nas::encode(message))); }
    Turned hears_protected(const nas::Message& message, SecurityHeader header = SecurityHeader::ciphered) {
        return amf.hears(on_n1(ue.protect(nas::encode(message), header, Direction::uplink)));
    }

    Turned registers(const nas::RegistrationRequest& request = registration()) {
        auto turned = hears_plain(request);
        if (const auto asked = turned.sent(Link::n12); !asked.empty()) question = asked.front();
        return turned;
    }
    static nausf::UEAuthenticationCtx vector() {
        nausf::UEAuthenticationCtx context;
        context.five_g_auth_data = nausf::Av5gAka{rand_, keys::hres_star(rand_, res_star), filled<Autn>(0x33)};
        context.links.confirmation =
            nausf::Link{Uri("http://ausf/nausf-auth/v1/ue-authentications/5/5g-aka-confirmation")};
        return context;
    }
    Turned gets_vector() { return amf.hears(response(question, sbi::authenticate, vector())); }
    Turned ue_answers(const ResStar& with = res_star) {
        nas::AuthenticationResponse answer;
        answer.res_star = with;
        auto turned = hears_plain(answer);
        if (const auto asked = turned.sent(Link::n12); !asked.empty()) question = asked.front();
        return turned;
    }
    static nausf::ConfirmationDataResponse success() {
        return {nausf::AuthResult::success, supi_of_alice, filled<KSeaf>(0x44)};
    }
    Turned home_confirms(std::uint32_t first_count = 0) {
        auto turned = amf.hears(response(question, sbi::aka_confirmation, success()));
        fresh = context(first_count);
        if (!secured()) ue = fresh.clone();
        return turned;
    }
    static NasContext context(std::uint32_t first_count = 0) {
        const keys::Kdf unwatched;
        const auto k_amf = keys::k_amf(unwatched, filled<KSeaf>(0x44), supi_of_alice, Octets{0, 0});
        return {keys::k_nas_enc(unwatched, k_amf, 2), keys::k_nas_int(unwatched, k_amf, 2), 2, 2, first_count};
    }
    [[nodiscard]] bool secured() const { return ue.ia() != 0; }

    // EAP-AKA': packets are opaque to the AMF, so any octets will do.
    static nausf::UEAuthenticationCtx eap_start() {
        nausf::UEAuthenticationCtx context;
        context.auth_type = nausf::AuthType::eap_aka_prime;
        context.five_g_auth_data = eap::Payload{{1, 1, 0, 5, 50}};
        context.links.eap_session = nausf::Link{Uri("http://ausf/nausf-auth/v1/ue-authentications/5/eap-session")};
        return context;
    }
    Turned gets_eap() { return amf.hears(response(question, sbi::authenticate, eap_start())); }
    Turned ue_answers_eap() {
        nas::AuthenticationResponse answer;
        answer.eap = Octets{2, 1, 0, 5, 50};
        auto turned = secured() ? hears_protected(answer) : hears_plain(answer);
        if (const auto asked = turned.sent(Link::n12); !asked.empty()) question = asked.front();
        return turned;
    }
    static nausf::EapSession eap_success() {
        nausf::EapSession session;
        session.eap_payload.value = eap::Payload{{3, 1, 0, 4}};
        session.auth_result = nausf::AuthResult::success;
        session.supi = supi_of_alice;
        session.k_seaf = filled<KSeaf>(0x44);
        return session;
    }
    Turned home_says(const nausf::EapSession& session) {
        auto turned = amf.hears(response(question, sbi::eap_session, session));
        fresh = context();
        return turned;
    }
    Turned ue_completes_security() {
        nas::SecurityModeComplete complete;
        complete.nas_message_container = nas::encode(registration());
        return hears_protected(complete, SecurityHeader::ciphered_new_context);
    }
    // What the UDM says of the AMF's registration.
    Turned udm_answers(const Turned& asking, int status = 201) {
        const auto asked = asking.sent_once(Link::n8);
        if (status >= 300) return amf.hears(problem_response(asked, status, ""));
        return amf.hears(json_response(asked, status, status == 204 ? std::string_view{} : text_of(asked.octets)));
    }
    Turned ue_is_let_in() { return udm_answers(ue_completes_security()); }
    Turned ue_completes_registration() { return hears_protected(nas::RegistrationComplete{}); }

    // Plays the story as far as a state; false: no story leads there.
    bool up_to(std::string_view state) {
        if (state == "Idle") return true;
        if (state == "Rejected") {
            auto nobody = registration();
            nobody.ue_security_capability.reset();
            hears_plain(nobody);
            return true;
        }
        if (state == "AwaitingIdentity") {
            auto stranger = registration();
            stranger.identity = nas::Guti{"001", "01", 1, 1, 0, 7};
            registers(stranger);
            return true;
        }
        if (state.find("Eap") != std::string_view::npos) {
            registers();
            gets_eap();
            if (state == "AwaitingEapSession") ue_answers_eap();
            return true;
        }
        if (state == "Deregistered" || state == "AwaitingDeregistrationAccept") {
            up_to("Registered");
            if (state == "Deregistered")
                hears_protected(deregistration());
            else
                amf.hears(order(command::Deregister{supi_of_alice.text(), false, false}));
            return true;
        }
        const std::vector<std::pair<std::string_view, std::function<void()>>> chapters{
            {"AwaitingVector", [this] { registers(); }},
            {"AwaitingResStar", [this] { gets_vector(); }},
            {"AwaitingConfirmation", [this] { ue_answers(); }},
            {"AwaitingSecurityMode", [this] { home_confirms(); }},
            {"AwaitingUdmRegistration", [this] { asked_udm.emplace(ue_completes_security()); }},
            {"AwaitingComplete", [this] { udm_answers(*asked_udm); }},
            {"Registered", [this] { ue_completes_registration(); }}};
        for (const auto& [name, play] : chapters) {
            play();
            if (name == state) return true;
        }
        return false;
    }

    explicit AmfStory(const std::string& more = "") : amf("amf", amf_configuration(more)) {}

    Stage amf;
    NasContext ue;      // in use
    NasContext fresh;   // what the newest authentication made
    Envelope question;  // what the AMF asked last
    std::optional<Turned> asked_udm;
};

}  // namespace akmasim::nf::test

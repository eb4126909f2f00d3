// SPDX-License-Identifier: Apache-2.0
// N8 and Nudm: who serves a UE, re-authentication on request of the AAnF (Nudm_UECM), and whose GPSI is which SUPI
// (Nudm_SDM) of TS 29.503.
#pragma once

#include "simulator/protocol/body.hpp"

namespace akmasim::nudm {

struct PlmnId {
    std::string mcc;
    std::string mnc;
    auto operator<=>(const PlmnId&) const = default;
    static void fields(auto& m, auto& visit) {
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
    }
};

struct Guami {
    PlmnId plmn_id;
    std::string amf_id;  // six hexadecimal digits
    static void fields(auto& m, auto& visit) {
        visit("plmnId", m.plmn_id);
        visit("amfId", m.amf_id);
    }
};

struct Amf3GppAccessRegistration {
    static constexpr std::string_view name = "AmfRegistrationRequest";
    NfInstanceId amf_instance_id;
    Uri dereg_callback_uri;
    Guami guami;
    std::string rat_type;  // "NR"
    // TS 33.501 6.1.5.2: where the UDM asks for a primary authentication (the member's spelling is assumed).
    std::optional<Uri> reauth_notify_callback_uri;
    static void fields(auto& m, auto& visit) {
        visit("amfInstanceId", m.amf_instance_id);
        visit("deregCallbackUri", m.dereg_callback_uri);
        visit("guami", m.guami);
        visit("ratType", m.rat_type);
        visit("reauthNotifyCallbackUri", m.reauth_notify_callback_uri);
    }
};

// The body of the trigger and of the notification that follows from it.
struct ReauthenticationOf {
    static constexpr std::string_view name = "AuthTriggerRequest";
    Supi supi;
    static void fields(auto& m, auto& visit) { visit("supi", m.supi); }
};

struct IdTranslationResult {
    static constexpr std::string_view name = "IdTranslationResponse";
    Supi supi;
    std::optional<Gpsi> gpsi;
    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("gpsi", m.gpsi);
    }
};

}  // namespace akmasim::nudm

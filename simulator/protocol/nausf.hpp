// SPDX-License-Identifier: Apache-2.0
// N12, SEAF to AUSF: the bodies of Nausf_UEAuthentication (TS 29.509).
#pragma once

#include <array>
#include <utility>

#include "simulator/protocol/body.hpp"
#include "simulator/protocol/eap.hpp"

namespace akmasim::nausf {

enum class AuthType { five_g_aka, eap_aka_prime };
constexpr auto enum_names(AuthType) {
    return std::array{std::pair{AuthType::five_g_aka, std::string_view("5G_AKA")},
                      std::pair{AuthType::eap_aka_prime, std::string_view("EAP_AKA_PRIME")}};
}

enum class AuthResult { success, failure, ongoing };
constexpr auto enum_names(AuthResult) {
    return std::array{std::pair{AuthResult::success, std::string_view("AUTHENTICATION_SUCCESS")},
                      std::pair{AuthResult::failure, std::string_view("AUTHENTICATION_FAILURE")},
                      std::pair{AuthResult::ongoing, std::string_view("AUTHENTICATION_ONGOING")}};
}

struct ResynchronizationInfo {
    Rand rand;
    Auts auts;
    static void fields(auto& m, auto& visit) {
        visit("rand", m.rand);
        visit("auts", m.auts);
    }
};

struct AuthenticationInfo {
    static constexpr std::string_view name = "AuthenticateRequest";
    SupiOrSuci supi_or_suci;
    ServingNetworkName serving_network_name;
    std::optional<ResynchronizationInfo> resynchronization_info;
    static void fields(auto& m, auto& visit) {
        visit("supiOrSuci", m.supi_or_suci);
        visit("servingNetworkName", m.serving_network_name);
        visit("resynchronizationInfo", m.resynchronization_info);
    }
};

// TS 33.501 6.1.3.2.0 step 5: the 5G SE AV, without XRES* and K_AUSF.
struct Av5gAka {
    Rand rand;
    HresStar hxres_star;
    Autn autn;
    static void fields(auto& m, auto& visit) {
        visit("rand", m.rand);
        visit("hxresStar", m.hxres_star);
        visit("autn", m.autn);
    }
};

struct Link {
    Uri href;
    static void fields(auto& m, auto& visit) { visit("href", m.href); }
};

// Where the next request goes: one of them, by the method.
struct Links {
    std::optional<Link> confirmation;
    std::optional<Link> eap_session;
    static void fields(auto& m, auto& visit) {
        visit("5g-aka", m.confirmation);
        visit("eap-session", m.eap_session);
    }
};

struct UEAuthenticationCtx {
    static constexpr std::string_view name = "AuthenticateResponse";
    AuthType auth_type = AuthType::five_g_aka;
    std::variant<Av5gAka, eap::Payload> five_g_auth_data;
    Links links;
    std::optional<ServingNetworkName> serving_network_name;
    static void fields(auto& m, auto& visit) {
        visit("authType", m.auth_type);
        visit("5gAuthData", m.five_g_auth_data);
        visit("_links", m.links);
        visit("servingNetworkName", m.serving_network_name);
    }
};

struct ConfirmationData {
    static constexpr std::string_view name = "AkaConfirmationRequest";
    body::Nullable<ResStar> res_star;  // null: the UE was not reached
    static void fields(auto& m, auto& visit) { visit("resStar", m.res_star); }
};

struct ConfirmationDataResponse {
    static constexpr std::string_view name = "AkaConfirmationResponse";
    AuthResult auth_result{};
    std::optional<Supi> supi;
    std::optional<KSeaf> k_seaf;
    static void fields(auto& m, auto& visit) {
        visit("authResult", m.auth_result);
        visit("supi", m.supi);
        visit("kseaf", m.k_seaf);
    }
};

// Both ways of TS 33.501 6.1.3.1: a request has the packet alone; the last response has the result and its keys.
struct EapSession {
    static constexpr std::string_view name = "EapSessionRequest";
    body::Nullable<eap::Payload> eap_payload;
    std::optional<KSeaf> k_seaf;
    std::optional<Links> links;
    std::optional<AuthResult> auth_result;
    std::optional<Supi> supi;
    static void fields(auto& m, auto& visit) {
        visit("eapPayload", m.eap_payload);
        visit("kSeaf", m.k_seaf);
        visit("_links", m.links);
        visit("authResult", m.auth_result);
        visit("supi", m.supi);
    }
};

// To an AUSF: drop what is kept of this UE.
struct DeregistrationInfo {
    static constexpr std::string_view name = "UeAuthDeregisterRequest";
    Supi supi;
    static void fields(auto& m, auto& visit) { visit("supi", m.supi); }
};

}  // namespace akmasim::nausf

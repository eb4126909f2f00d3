// SPDX-License-Identifier: Apache-2.0
// N13, AUSF to UDM: the bodies of Nudm_UEAuthentication (TS 29.503).
#pragma once

#include "simulator/protocol/nausf.hpp"

namespace akmasim::nudm {

using nausf::AuthType;
using nausf::ResynchronizationInfo;

enum class AvType { five_g_he_aka, eap_aka_prime };
constexpr auto enum_names(AvType) {
    return std::array{std::pair{AvType::five_g_he_aka, std::string_view("5G_HE_AKA")},
                      std::pair{AvType::eap_aka_prime, std::string_view("EAP_AKA_PRIME")}};
}

struct AuthenticationInfoRequest {
    static constexpr std::string_view name = "GenerateAuthDataRequest";
    ServingNetworkName serving_network_name;
    NfInstanceId ausf_instance_id;
    std::optional<ResynchronizationInfo> resynchronization_info;
    static void fields(auto& m, auto& visit) {
        visit("servingNetworkName", m.serving_network_name);
        visit("ausfInstanceId", m.ausf_instance_id);
        visit("resynchronizationInfo", m.resynchronization_info);
    }
};

// TS 33.501 6.1.3.2.0 step 1: the 5G HE AV.
struct Av5gHeAka {
    static constexpr std::pair<std::string_view, std::string_view> discriminator{"avType", "5G_HE_AKA"};
    AvType av_type = AvType::five_g_he_aka;
    Rand rand;
    ResStar xres_star;
    Autn autn;
    KAusf k_ausf;
    static void fields(auto& m, auto& visit) {
        visit("avType", m.av_type);
        visit("rand", m.rand);
        visit("xresStar", m.xres_star);
        visit("autn", m.autn);
        visit("kausf", m.k_ausf);
    }
};

// TS 33.501 6.1.3.1 step 1: the transformed authentication vector AV'.
struct AvEapAkaPrime {
    static constexpr std::pair<std::string_view, std::string_view> discriminator{"avType", "EAP_AKA_PRIME"};
    AvType av_type = AvType::eap_aka_prime;
    Rand rand;
    Res xres;
    Autn autn;
    CkPrime ck_prime;
    IkPrime ik_prime;
    static void fields(auto& m, auto& visit) {
        visit("avType", m.av_type);
        visit("rand", m.rand);
        visit("xres", m.xres);
        visit("autn", m.autn);
        visit("ckPrime", m.ck_prime);
        visit("ikPrime", m.ik_prime);
    }
};

struct AuthenticationInfoResult {
    static constexpr std::string_view name = "GenerateAuthDataResponse";
    AuthType auth_type = AuthType::five_g_aka;
    std::variant<Av5gHeAka, AvEapAkaPrime> authentication_vector;
    std::optional<Supi> supi;
    std::optional<bool> akma_ind;
    std::optional<RoutingIndicator> routing_id;  // TS 33.535 6.1 step 2: there whenever akma_ind is
    static void fields(auto& m, auto& visit) {
        visit("authType", m.auth_type);
        visit("authenticationVector", m.authentication_vector);
        visit("supi", m.supi);
        visit("akmaInd", m.akma_ind);
        visit("routingId", m.routing_id);
    }
};

// Request and response of the result confirmation have the same body.
struct AuthEvent {
    static constexpr std::string_view name = "ConfirmAuthRequest";
    NfInstanceId nf_instance_id;
    bool success = false;
    DateTime time_stamp;
    AuthType auth_type = AuthType::five_g_aka;
    ServingNetworkName serving_network_name;
    static void fields(auto& m, auto& visit) {
        visit("nfInstanceId", m.nf_instance_id);
        visit("success", m.success);
        visit("timeStamp", m.time_stamp);
        visit("authType", m.auth_type);
        visit("servingNetworkName", m.serving_network_name);
    }
};

}  // namespace akmasim::nudm

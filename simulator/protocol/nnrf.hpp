// SPDX-License-Identifier: Apache-2.0
// Nnrf, to the NRF: profiles of network functions, what a discovery finds, and access tokens (TS 29.510).
#pragma once

#include <map>

#include "simulator/protocol/body.hpp"

namespace akmasim::nnrf {

struct NfServiceVersion {
    std::string api_version_in_uri;
    std::string api_full_version;
    static void fields(auto& m, auto& visit) {
        visit("apiVersionInUri", m.api_version_in_uri);
        visit("apiFullVersion", m.api_full_version);
    }
};

using ScopesByNfType = std::map<std::string, std::vector<std::string>>;

struct NfService {
    std::string service_instance_id;
    std::string service_name;  // "naanf-akma"
    std::vector<NfServiceVersion> versions;
    std::string scheme;             // "http"
    std::string nf_service_status;  // "REGISTERED"
    std::optional<std::vector<std::string>> allowed_nf_types;
    std::optional<ScopesByNfType> allowed_operations_per_nf_type;
    std::optional<bool> oauth2_required;
    static void fields(auto& m, auto& visit) {
        visit("serviceInstanceId", m.service_instance_id);
        visit("serviceName", m.service_name);
        visit("versions", m.versions);
        visit("scheme", m.scheme);
        visit("nfServiceStatus", m.nf_service_status);
        visit("allowedNfTypes", m.allowed_nf_types);
        visit("allowedOperationsPerNfType", m.allowed_operations_per_nf_type);
        visit("oauth2Required", m.oauth2_required);
    }
};

struct AanfInfo {
    std::optional<std::vector<RoutingIndicator>> routing_indicators;  // absent: it serves all
    static void fields(auto& m, auto& visit) { visit("routingIndicators", m.routing_indicators); }
};

// What a network function says of itself. Not modelled: heartbeats, capacity, locality, slices.
struct NfProfile {
    static constexpr std::string_view name = "NfRegisterRequest";
    NfInstanceId nf_instance_id;
    std::string nf_type;    // "AANF"
    std::string nf_status;  // "REGISTERED"
    Fqdn fqdn;              // its first label is the party: aanf, aanf-west
    std::optional<std::map<std::string, NfService>> nf_service_list;
    std::optional<std::map<std::string, AanfInfo>> aanf_info_list;
    static void fields(auto& m, auto& visit) {
        visit("nfInstanceId", m.nf_instance_id);
        visit("nfType", m.nf_type);
        visit("nfStatus", m.nf_status);
        visit("fqdn", m.fqdn);
        visit("nfServiceList", m.nf_service_list);
        visit("aanfInfoList", m.aanf_info_list);
    }
};

// The query of a discovery.
struct SearchQuery {
    static constexpr std::string_view name = "NfDiscoverRequest";
    std::string target_nf_type;
    std::string requester_nf_type;
    std::optional<std::string> routing_indicator;
    static void fields(auto& m, auto& visit) {
        visit("target-nf-type", m.target_nf_type);
        visit("requester-nf-type", m.requester_nf_type);
        visit("routing-indicator", m.routing_indicator);
    }
};

struct SearchResult {
    static constexpr std::string_view name = "NfDiscoverResponse";
    std::int64_t validity_period = 0;  // seconds
    std::vector<NfProfile> nf_instances;
    static void fields(auto& m, auto& visit) {
        visit("validityPeriod", m.validity_period);
        visit("nfInstances", m.nf_instances);
    }
};

// application/x-www-form-urlencoded, see form.hpp.
struct AccessTokenReq {
    static constexpr std::string_view name = "AccessTokenRequest";
    std::string grant_type;  // "client_credentials"
    std::string nf_instance_id;
    std::optional<std::string> nf_type;
    std::optional<std::string> target_nf_type;
    std::string scope;
    static void fields(auto& m, auto& visit) {
        visit("grant_type", m.grant_type);
        visit("nfInstanceId", m.nf_instance_id);
        visit("nfType", m.nf_type);
        visit("targetNfType", m.target_nf_type);
        visit("scope", m.scope);
    }
};

struct AccessTokenRsp {
    static constexpr std::string_view name = "AccessTokenResponse";
    std::string access_token;  // a JSON Web Token, see jwt.hpp
    std::string token_type;    // "Bearer"
    std::optional<std::int64_t> expires_in;
    std::optional<std::string> scope;  // where it is not all that was asked for
    static void fields(auto& m, auto& visit) {
        visit("access_token", m.access_token);
        visit("token_type", m.token_type);
        visit("expires_in", m.expires_in);
        visit("scope", m.scope);
    }
};

// RFC 6749 5.2.
struct AccessTokenErr {
    static constexpr std::string_view name = "AccessTokenResponse";
    std::string error;  // "invalid_client", "invalid_scope", ...
    static void fields(auto& m, auto& visit) { visit("error", m.error); }
};

// What a token says. Not modelled: an audience of NF instances, tokens for slices or other networks.
struct AccessTokenClaims {
    static constexpr std::string_view name = "accessToken";
    NfInstanceId iss;
    NfInstanceId sub;
    std::string aud;  // an NF type
    std::string scope;
    std::int64_t exp = 0;  // seconds since 1970
    static void fields(auto& m, auto& visit) {
        visit("iss", m.iss);
        visit("sub", m.sub);
        visit("aud", m.aud);
        visit("scope", m.scope);
        visit("exp", m.exp);
    }
};

// The NF type of a role ("AANF" of aanf, "AF" of msgin5g); empty: the NRF does not know the like.
std::string_view nf_type_of(std::string_view role);

// The services of an NF type, and which of their operations the NF types that consume them may use. What stands in
// `withheld` no AF may.
std::map<std::string, NfService> services_of(std::string_view nf_type, const std::vector<std::string>& withheld,
                                             bool tokens);

// Whether each scope of `needed` stands in `granted`; both are separated by spaces (RFC 6749 3.3).
bool covers(std::string_view granted, std::string_view needed);
std::vector<std::string> scopes_of(std::string_view list);

}  // namespace akmasim::nnrf

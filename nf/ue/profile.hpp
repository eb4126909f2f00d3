// SPDX-License-Identifier: Apache-2.0
// What a UE is given before it is switched on: its USIM, its ME settings, its MSGin5G configuration.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/base/names.hpp"
#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/machine/omissions.hpp"

namespace akmasim::ue {

// An MSGin5G server that the UE is configured for.
struct ServerAccess {
    std::string instance;  // which of several; empty: the only one
    Fqdn fqdn;
    std::string mode;                       // implicit or explicit
    std::vector<std::string> ua_protocols;  // what to ask for on Ua, by preference (base/ua_protocols.hpp)
    std::string trust_anchor;               // DER in hexadecimal; for servers with a certificate

    static void fields(auto& m, auto& visit) {
        visit("instance", m.instance);
        visit("fqdn", m.fqdn);
        visit("mode", m.mode);
        visit("uaProtocols", m.ua_protocols);
        visit("trustAnchor", m.trust_anchor);
    }
};

// When a connection is tried again; times in nanoseconds.
struct RetryPolicy {
    std::int64_t within = 0;  // since K_AKMA was derived
    std::int64_t first = 0;   // before the first try; then twice as long each time
    int times = 0;

    static void fields(auto& m, auto& visit) {
        visit("within", m.within);
        visit("first", m.first);
        visit("times", m.times);
    }
};

struct Profile {
    std::string name;  // in the scenario
    std::string mcc;   // of the home network
    std::string mnc;
    std::optional<ServingNetworkName> serving_network;  // where the UE roams; absent: at home
    Supi supi;
    crypto::Credentials credentials;
    Sqn sqn;                                    // the last one the USIM accepted
    std::optional<std::int64_t> sqn_delta;      // the largest jump of SEQ it accepts; absent: as TS 33.102 C.3 has it
    std::optional<std::int64_t> sqn_age_limit;  // how old SEQ may be; absent, 0: no limit
    RoutingIndicator routing_indicator;
    int protection_scheme = 0;
    std::string home_network_public_key;  // hexadecimal
    int home_network_public_key_id = 0;
    std::optional<std::uint32_t> first_nas_count;  // of security contexts that a registration makes; absent: 0
    std::vector<std::string> ea;                   // EA0, EA2, ...
    std::vector<std::string> ia;
    std::string capability;        // configuration, seed-literal or none: how the UE learns that AKMA can be used
    bool akma_capability = false;  // what its configuration says
    std::optional<std::string> akma_profile;  // how K_AKMA is derived (keys/akma_profiles.hpp); absent: as it should
    Omissions omits;                          // capability-comparison, count-check, sqn-check
    UeServiceId ue_service_id;
    std::vector<ServerAccess> servers;
    std::optional<RetryPolicy> retry;            // absent: a client does not try again by itself
    std::optional<UaStarId> ua_star_id;          // instead of the table's
    std::optional<std::string> static_identity;  // the baselines without AKMA
    std::optional<StaticPsk> static_psk;
    std::optional<BearerToken> token;

    static void fields(auto& m, auto& visit) {
        visit("name", m.name);
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
        visit("servingNetwork", m.serving_network);
        visit("supi", m.supi);
        crypto::Credentials::fields(m.credentials, visit);
        visit("sqn", m.sqn);
        visit("sqnDelta", m.sqn_delta);
        visit("sqnAgeLimit", m.sqn_age_limit);
        visit("routingIndicator", m.routing_indicator);
        visit("protectionScheme", m.protection_scheme);
        visit("homeNetworkPublicKey", m.home_network_public_key);
        visit("homeNetworkPublicKeyId", m.home_network_public_key_id);
        visit("firstNasCount", m.first_nas_count);
        visit("ea", m.ea);
        visit("ia", m.ia);
        visit("capability", m.capability);
        visit("akmaCapability", m.akma_capability);
        visit("akmaProfile", m.akma_profile);
        visit("omits", m.omits);
        visit("ueServiceId", m.ue_service_id);
        visit("servers", m.servers);
        visit("retry", m.retry);
        visit("uaStarId", m.ua_star_id);
        visit("staticIdentity", m.static_identity);
        visit("staticPsk", m.static_psk);
        visit("token", m.token);
    }
};

struct Configuration {
    std::vector<Profile> subscribers;

    static void fields(auto& m, auto& visit) { visit("subscribers", m.subscribers); }
};

}  // namespace akmasim::ue

// SPDX-License-Identifier: Apache-2.0
// What a scenario says of each network function.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulator/base/timers.hpp"
#include "simulator/scenario/values.hpp"
#include "simulator/scenario/words.hpp"

namespace akmasim::scenario {

struct Plmn {
    Quoted mcc;
    Quoted mnc;
    static void fields(auto& m, auto& visit) {
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
    }
};

// How long timers of base/timers.hpp run, by name; those that are not here, as long as that table says.
struct TimerSettings {
    std::map<std::string, std::int64_t, std::less<>> lengths;  // nanoseconds
    static void fields(auto& m, auto& visit) {
        for (const auto& rule : timer_rules) {
            if (!rule.at.empty()) continue;
            std::optional<Duration> length;
            visit(rule.name, length);
            if (length) m.lengths.emplace(rule.name, length->ns);
        }
    }
};

// A client whose registration is young and whose connection fails tries again.
struct RetrySettings {
    Duration within{2 * one_second};           // how young: since the UE was registered
    Duration first{one_second / 20};           // before the first try; then twice as long each time
    int times = 5;
    static void fields(auto& m, auto& visit) {
        visit.optional("within", m.within);
        visit.optional("first", m.first);
        visit.optional("times", m.times);
    }
};

struct UeSettings {
    std::string capability = "configuration";  // configuration, seed-literal, none
    bool akma_capability = true;               // what is configured, or delivered
    bool capability_sent = true;               // seed-literal: whether the AMF sends the message at all
    // TS 33.501 5.2.2, 5.2.3: what a UE shall implement; 128-NEA3 and 128-NIA3 it may.
    std::vector<std::string> ea{"EA0", "EA1", "EA2"};
    std::vector<std::string> ia{"IA0", "IA1", "IA2"};
    std::optional<Hex<5>> ua_star_id;       // of AF_ID, instead of the one of the protocol
    std::string akma_profile = "standard";  // how the UEs derive K_AKMA: standard, fc-6a, rid-as-p0, imsi-prefix
    std::vector<std::string> omits;         // checks left out: capability-comparison, count-check, sqn-check
    TimerSettings timers;
    std::optional<RetrySettings> retry;     // absent: a client does not try again by itself
    static void fields(auto& m, auto& visit) {
        visit.optional("capability", m.capability, Words(words::capabilities));
        visit.optional("akmaCapability", m.akma_capability);
        visit.optional("capabilitySent", m.capability_sent);
        visit.optional("ea", m.ea, Words(words::encryption));
        visit.optional("ia", m.ia, Words(words::integrity));
        visit("uaStarId", m.ua_star_id);
        visit.optional("akmaProfile", m.akma_profile, Words(words::akma_profiles));
        visit.any_of("omits", m.omits, Words(words::omitted_by_ue));
        visit.optional("timers", m.timers);
        visit("retry", m.retry);
    }
};

struct AmfSettings {
    std::vector<std::string> ea{"EA2", "EA1", "EA0"};  // by priority (TS 33.501 5.5.1, 5.5.2)
    std::vector<std::string> ia{"IA2", "IA1"};
    bool null_integrity_always = false;
    bool authenticate_known_ue = false;         // a UE that its 5G-GUTI names and whose request verifies
    int identify_after_failure = 0;             // how often a UE that refused a challenge is asked who it is
    std::string eap_success = "security-mode";  // or authentication-result
    std::int64_t first_nas_count = 0;           // of the contexts that registrations make; COUNT has 24 bits
    int first_ng_ksi = -1;                      // tried first, though it be in use
    std::optional<Plmn> plmn;                   // the serving network, where the UEs roam; absent: the home network
    TimerSettings timers;
    static void fields(auto& m, auto& visit) {
        visit.optional("ea", m.ea, Words(words::encryption));
        visit.optional("ia", m.ia, Words(words::integrity));
        visit.optional("nullIntegrityAlways", m.null_integrity_always);
        visit.optional("authenticateKnownUe", m.authenticate_known_ue);
        visit.optional("identifyAfterFailure", m.identify_after_failure);
        visit.optional("eapSuccess", m.eap_success, Words(words::eap_successes));
        visit.optional("firstNgKsi", m.first_ng_ksi);
        visit.optional("firstNasCount", m.first_nas_count);
        visit("plmn", m.plmn);
        visit.optional("timers", m.timers);
    }
};

struct RoamingSettings {
    std::vector<std::string> declined_networks;  // mcc and mnc in one: '00102'
    bool visited_afs = true;
    static void fields(auto& m, auto& visit) {
        visit.optional("declinedNetworks", m.declined_networks);
        visit.optional("visitedAfs", m.visited_afs);
    }
};

struct AusfSettings {
    std::vector<int> kdfs{1};                 // AT_KDF, by preference (RFC 9048 3.2)
    std::string anchor_key = "after-answer";  // when it goes to the AAnF: after or before the SEAF's answer
    std::optional<int> workers;               // of a load scenario
    TimerSettings timers;
    static void fields(auto& m, auto& visit) {
        visit.optional("anchorKey", m.anchor_key, Words(words::anchor_keys));
        visit.optional("kdfs", m.kdfs);
        visit("workers", m.workers);
        visit.optional("timers", m.timers);
    }
};

struct UdmSettings {
    std::vector<Plmn> plmns;                    // its own, of which it opens SUCIs; empty: the home network
    std::vector<std::string> realms;            // likewise of NAIs; empty: those of the subscribers
    std::vector<std::string> serving_networks;  // those that may serve the operator's subscribers; empty: all
    bool reauthentication = true;               // whether the AAnF may have a primary authentication run
    TimerSettings timers;
    static void fields(auto& m, auto& visit) {
        visit.optional("plmns", m.plmns);
        visit.optional("realms", m.realms);
        visit.optional("servingNetworks", m.serving_networks);
        visit.optional("reauthentication", m.reauthentication);
        visit.optional("timers", m.timers);
    }
};

struct AanfSettings {
    Duration key_lifetime{24 * 3600 * one_second};
    std::vector<std::string> routing_indicators;             // that it serves; empty: all
    std::optional<std::vector<std::string>> authorized_afs;  // FQDNs; absent: that of the server
    std::vector<std::string> ua_star_ids;                    // that the server may use; empty: of what it takes
    std::string identity = "supi";                           // what the server learns of a UE: supi, gpsi
    bool refresh_expired = false;
    std::vector<std::string> omits;  // checks left out: af-id-check, expiry-check
    std::optional<RoamingSettings> roaming;
    TimerSettings timers;
    static void fields(auto& m, auto& visit) {
        visit.optional("keyLifetime", m.key_lifetime);
        visit.optional("routingIndicators", m.routing_indicators);
        visit("authorizedAfs", m.authorized_afs);
        visit.optional("uaStarIds", m.ua_star_ids);
        visit.optional("identity", m.identity, Words(words::identities));
        visit.optional("refreshExpired", m.refresh_expired);
        visit.any_of("omits", m.omits, Words(words::omitted_by_aanf));
        visit("roaming", m.roaming);
        visit.optional("timers", m.timers);
    }
};

struct NefSettings {
    std::optional<std::vector<std::string>> authorized_afs;  // FQDNs; absent: that of the server
    bool gpsi = true;                                        // whether the server learns the GPSI
    TimerSettings timers;
    static void fields(auto& m, auto& visit) {
        visit("authorizedAfs", m.authorized_afs);
        visit.optional("gpsi", m.gpsi);
        visit.optional("timers", m.timers);
    }
};

struct Msgin5gSettings {
    std::string fqdn = "msgin5g.example.com";
    OneOrMore ua_protocol{{"tls13-psk"}};             // what the UEs ask for, by preference
    std::optional<std::vector<std::string>> accepts;  // what the server takes; absent: what the UEs ask for
    std::optional<Hex<5>> ua_star_id;                 // as for the UEs; set on one side alone the keys differ
    std::string early_data = "refuse";                // of tls13-0rtt (RFC 8446 E.5)
    std::optional<std::string> realm;                 // of http-digest, instead of the server's own
    std::optional<std::string> certificate_fqdn;      // the name in the certificate, instead of fqdn
    bool cookie = true;                               // of dtls12-psk
    std::vector<std::string> cipher_suites;           // of TLS 1.2; empty: all that are known
    std::string mode = "implicit";
    bool akma = true;
    bool accept_separator = false;
    std::optional<std::string> via;     // nef: the server stands outside the operator's domain
    std::optional<std::string> claims;  // a rogue's: the FQDN of another AF, for which it asks
    bool anonymous = false;
    bool notifications = false;      // gives a notifUri with its key requests
    bool visited = false;            // the server stands in a visited network
    std::vector<std::string> omits;  // checks left out: association-check, identity-comparison
    TimerSettings timers;
    static void fields(auto& m, auto& visit) {
        visit.optional("fqdn", m.fqdn);
        visit.optional("uaProtocol", m.ua_protocol, Words(words::ua_protocol_names));
        visit("accepts", m.accepts, Words(words::ua_protocol_names));
        visit("uaStarId", m.ua_star_id);
        visit.optional("earlyData", m.early_data, Words(words::early_data));
        visit.optional("cookie", m.cookie);
        visit("realm", m.realm);
        visit("certificateFqdn", m.certificate_fqdn);
        visit.optional("cipherSuites", m.cipher_suites, Words(words::cipher_suites));
        visit.optional("mode", m.mode, Words(words::modes));
        visit.optional("akma", m.akma);
        visit.optional("acceptSeparator", m.accept_separator);
        visit("via", m.via);
        visit("claims", m.claims);
        visit.optional("anonymous", m.anonymous);
        visit.optional("notifications", m.notifications);
        visit.optional("visited", m.visited);
        visit.any_of("omits", m.omits, Words(words::omitted_by_server));
        visit.optional("timers", m.timers);
    }
};

struct McfSettings {
    std::optional<std::map<std::string, std::string>> associations;  // UE Service ID -> SUPI or GPSI
    static void fields(auto& m, auto& visit) { visit("associations", m.associations); }
};

struct Nfs {
    UeSettings ue;
    AmfSettings amf;
    AusfSettings ausf;
    UdmSettings udm;
    AanfSettings aanf;
    Msgin5gSettings msgin5g;
    McfSettings mcf;
    std::optional<NefSettings> nef;
    std::map<std::string, AanfSettings> aanfs;        // several, by name, instead of the one
    std::map<std::string, Msgin5gSettings> msgin5gs;  // likewise
    static void fields(auto& m, auto& visit) {
        visit.optional("ue", m.ue);
        visit.optional("amf", m.amf);
        visit.optional("ausf", m.ausf);
        visit.optional("udm", m.udm);
        visit.optional("aanf", m.aanf);
        visit.optional("msgin5g", m.msgin5g);
        visit.optional("mcf", m.mcf);
        visit("nef", m.nef);
        visit.optional("aanfs", m.aanfs);
        visit.optional("msgin5gs", m.msgin5gs);
    }
};

// What is wrong with the access tokens that one consumer gets.
struct TokenFault {
    std::optional<std::string> audience;   // an NF type, instead of the producer's
    std::optional<std::string> scope;      // instead of what the consumer may do
    bool expired = false;                  // when it is issued
    std::optional<std::string> signature;  // wrong, none
    static void fields(auto& m, auto& visit) {
        visit("audience", m.audience);
        visit("scope", m.scope);
        visit.optional("expired", m.expired);
        visit("signature", m.signature, Words(words::signatures));
    }
};

struct NrfSettings {
    std::string tokens = "on";                 // off: it registers and finds network functions, no more
    Duration lifetime{3600 * one_second};      // of a token
    std::map<std::string, TokenFault> faults;  // by consumer: msgin5g, aanf-west
    static void fields(auto& m, auto& visit) {
        visit.optional("tokens", m.tokens, Words(words::tokens));
        visit.optional("lifetime", m.lifetime);
        visit.optional("faults", m.faults);
    }
};

}  // namespace akmasim::scenario

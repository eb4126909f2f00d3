// SPDX-License-Identifier: Apache-2.0
// A scenario as the runner uses it. Each struct says its members once; the decoder (and what else needs them) visits
// them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulator/fabric/plan.hpp"
#include "simulator/fabric/timing.hpp"
#include "simulator/scenario/claims.hpp"
#include "simulator/scenario/load.hpp"
#include "simulator/scenario/orders.hpp"
#include "simulator/scenario/words.hpp"

namespace akmasim::scenario {

struct Clock {
    std::string mode = "virtual";
    std::string start = "2026-01-01T00:00:00Z";
    static void fields(auto& m, auto& visit) {
        visit.optional("mode", m.mode, Words(words::clock_modes));
        visit.optional("start", m.start);
    }
};

struct Plmn {
    Quoted mcc;
    Quoted mnc;
    static void fields(auto& m, auto& visit) {
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
    }
};

struct HomeNetworkKey {
    int id = 0;
    int scheme = 0;
    Hex<32> private_key;
    static void fields(auto& m, auto& visit) {
        visit("id", m.id);
        visit("scheme", m.scheme);
        visit("privateKey", m.private_key);
    }
};

// Of the algorithm set TUAK (TS 35.231).
struct TuakSettings {
    int iterations = 1;  // of Keccak
    int res_octets = 8;
    static void fields(auto& m, auto& visit) {
        visit.optional("iterations", m.iterations);
        visit.optional("resOctets", m.res_octets);
    }
};

// What the USIM has otherwise than the UDM.
struct UsimDifferences {
    std::optional<std::string> algorithm;
    std::optional<Hex<0>> key;
    std::optional<Hex<0>> op;
    std::optional<std::string> op_type;
    std::optional<Hex<6>> sqn;
    std::int64_t sqn_delta = std::int64_t{1} << 28;  // TS 33.102 C.3: the largest jump of SEQ that is accepted
    std::int64_t sqn_age_limit = 0;                  // TS 33.102 C.2.2: how old SEQ may be; 0: no limit
    static void fields(auto& m, auto& visit) {
        visit.optional("sqnDelta", m.sqn_delta);
        visit.optional("sqnAgeLimit", m.sqn_age_limit);
        visit("algorithm", m.algorithm, Words(words::algorithms));
        visit("key", m.key);
        visit("op", m.op);
        visit("opType", m.op_type, Words(words::op_types));
        visit("sqn", m.sqn);
    }
};

// How a subscriber is known to the MSGin5G server without AKMA, in the baselines.
struct Baseline {
    std::optional<std::string> psk_identity;
    std::optional<Hex<32>> psk;
    std::optional<Hex<32>> token;
    static void fields(auto& m, auto& visit) {
        visit("pskIdentity", m.psk_identity);
        visit("psk", m.psk);
        visit("token", m.token);
    }
};

// Spelled as UERANSIM spells them.
struct Subscriber {
    std::string supi;
    std::optional<std::string> gpsi;
    std::string algorithm = "milenage";  // or tuak
    TuakSettings tuak;
    Hex<0> key;                          // K: 16 octets; with tuak 16 or 32
    Hex<0> op;                           // 16 octets; with tuak 32
    std::optional<std::string> op_type;  // OP, OPC (absent); with tuak TOP, TOPC (absent)
    Hex<2> amf{"8000"};
    Hex<6> sqn{"000000000000"};
    Quoted routing_indicator{"0"};
    int protection_scheme = 0;
    std::optional<Hex<0>> home_network_public_key;
    int home_network_public_key_id = 0;
    std::string auth_method = "5g-aka";  // what the UDM chooses: 5g-aka, eap-aka-prime
    bool separation_bit = true;          // false: the UDM makes vectors as for access that is not 5G
    bool akma = false;
    std::vector<std::string> af;
    std::optional<std::string> ue_service_id;
    UsimDifferences usim;
    Baseline baseline;
    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("gpsi", m.gpsi);
        visit.optional("algorithm", m.algorithm, Words(words::algorithms));
        visit.optional("tuak", m.tuak);
        visit("key", m.key);
        visit("op", m.op);
        visit("opType", m.op_type, Words(words::op_types));
        visit.optional("amf", m.amf);
        visit.optional("sqn", m.sqn);
        visit.optional("routingIndicator", m.routing_indicator);
        visit.optional("protectionScheme", m.protection_scheme);
        visit("homeNetworkPublicKey", m.home_network_public_key);
        visit.optional("homeNetworkPublicKeyId", m.home_network_public_key_id);
        visit.optional("authMethod", m.auth_method, Words(words::authentication_methods));
        visit.optional("separationBit", m.separation_bit);
        visit.optional("akma", m.akma);
        visit.optional("af", m.af);
        visit("ueServiceId", m.ue_service_id);
        visit.optional("usim", m.usim);
        visit.optional("baseline", m.baseline);
    }
};

struct UeSettings {
    std::string capability = "configuration";  // configuration, seed-literal, none
    bool akma_capability = true;               // what is configured, or delivered
    bool capability_sent = true;               // seed-literal: whether the AMF sends the message at all
    std::vector<std::string> ea{"EA0", "EA2"};
    std::vector<std::string> ia{"IA0", "IA2"};
    std::optional<Hex<5>> ua_star_id;       // of AF_ID, instead of the one of the protocol
    std::string akma_profile = "standard";  // how the UEs derive K_AKMA: standard, fc-6a, rid-as-p0, imsi-prefix
    std::vector<std::string> omits;         // checks left out: capability-comparison, sqn-check
    static void fields(auto& m, auto& visit) {
        visit.optional("capability", m.capability, Words(words::capabilities));
        visit.optional("akmaCapability", m.akma_capability);
        visit.optional("capabilitySent", m.capability_sent);
        visit.optional("ea", m.ea, Words(words::encryption));
        visit.optional("ia", m.ia, Words(words::integrity));
        visit("uaStarId", m.ua_star_id);
        visit.optional("akmaProfile", m.akma_profile, Words(words::akma_profiles));
        visit.any_of("omits", m.omits, Words(words::omitted_by_ue));
    }
};

struct AmfSettings {
    std::vector<std::string> ea{"EA2", "EA0"};  // by priority
    std::vector<std::string> ia{"IA2", "IA0"};
    bool null_integrity_always = false;
    bool authenticate_known_ue = false;         // a UE that its 5G-GUTI names and whose request verifies
    int identify_after_failure = 0;             // how often a UE that refused a challenge is asked who it is
    std::string eap_success = "security-mode";  // or authentication-result
    std::int64_t first_nas_count = 0;           // of the contexts that registrations make; COUNT has 24 bits
    int first_ng_ksi = -1;                      // tried first, though it be in use
    std::optional<Plmn> plmn;                   // the serving network, where the UEs roam; absent: the home network
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
    std::vector<int> kdfs{1};    // AT_KDF, by preference (RFC 9048 3.2)
    std::optional<int> workers;  // of a load scenario
    static void fields(auto& m, auto& visit) {
        visit.optional("kdfs", m.kdfs);
        visit("workers", m.workers);
    }
};

struct UdmSettings {
    std::vector<std::string> serving_networks;  // those that may serve the operator's subscribers; empty: all
    bool reauthentication = true;               // whether the AAnF may have a primary authentication run
    static void fields(auto& m, auto& visit) {
        visit.optional("servingNetworks", m.serving_networks);
        visit.optional("reauthentication", m.reauthentication);
    }
};

struct AanfSettings {
    Duration key_lifetime{3600 * one_second};
    std::vector<std::string> routing_indicators;             // that it serves; empty: all
    std::optional<std::vector<std::string>> authorized_afs;  // FQDNs; absent: that of the server
    std::vector<std::string> ua_star_ids;                    // that the server may use; empty: all
    std::string identity = "supi";                           // what the server learns of a UE: supi, gpsi
    bool refresh_expired = false;
    std::vector<std::string> omits;  // checks left out: af-id-check, expiry-check
    std::optional<RoamingSettings> roaming;
    static void fields(auto& m, auto& visit) {
        visit.optional("keyLifetime", m.key_lifetime);
        visit.optional("routingIndicators", m.routing_indicators);
        visit("authorizedAfs", m.authorized_afs);
        visit.optional("uaStarIds", m.ua_star_ids);
        visit.optional("identity", m.identity, Words(words::identities));
        visit.optional("refreshExpired", m.refresh_expired);
        visit.any_of("omits", m.omits, Words(words::omitted_by_aanf));
        visit("roaming", m.roaming);
    }
};

struct NefSettings {
    std::optional<std::vector<std::string>> authorized_afs;  // FQDNs; absent: that of the server
    bool gpsi = true;                                        // whether the server learns the GPSI
    static void fields(auto& m, auto& visit) {
        visit("authorizedAfs", m.authorized_afs);
        visit.optional("gpsi", m.gpsi);
    }
};

struct Msgin5gSettings {
    std::string fqdn = "msgin5g.example.com";
    OneOrMore ua_protocol{{"tls13-psk"}};             // what the UEs ask for, by preference
    std::optional<std::vector<std::string>> accepts;  // what the server takes; absent: what the UEs ask for
    std::optional<Hex<5>> ua_star_id;                 // as for the UEs; set on one side alone the keys differ
    std::string early_data = "accept";                // of tls13-0rtt
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
    std::map<std::string, AanfSettings> aanfs;  // several, by name, instead of the one
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

// How a procedure is expected to end. Empty members are not compared.
struct Outcome {
    std::string kind = "success";  // success, rejected, failed, ignored; none: a step that has no outcome
    std::string by;
    std::optional<int> cause;
    std::string at;
    std::string alert;
    Mark mark;
};

struct Check {
    std::string kind;  // same, differs, is, absent, present, unchanged
    std::vector<std::string> operands;
    Mark mark;
};

struct Expectation {
    Outcome outcome;
    std::string order = "subsequence";  // or exact, any: of `sees`
    std::optional<Duration> within;     // virtual time from the step's order to its last event
    std::vector<Pattern> sees;
    std::vector<Pattern> never;
    std::vector<std::vector<Pattern>> one_of;
};

struct Step {
    std::string id;
    std::string title;
    std::vector<Order> orders;                       // what is triggered, one after another
    std::optional<std::vector<std::string>> enable;  // the adversary's rules that are on; nothing: all
    Expectation expect;
    std::vector<Check> checks;
    std::vector<std::pair<std::string, std::string>> save;  // name -> ue.alice.A-KID
    Mark mark;
};

// A bug that is known: until that day the scenario is expected to fail.
struct Xfail {
    std::string reason;
    std::optional<std::string> until;  // the last day, '2026-12-31'
    static void fields(auto& m, auto& visit) {
        visit("reason", m.reason);
        visit("until", m.until);
    }
};

struct Scenario {
    std::string name;
    std::string case_name;  // of its matrix, "ua=tls12-psk,auth=5g-aka"; empty: it has none
    std::string title;
    std::string description;
    std::vector<std::string> clauses;
    std::vector<std::string> tags;
    std::optional<Xfail> xfail;
    bool abstract = false;
    std::optional<std::uint64_t> seed;
    Clock clock;
    std::optional<Plmn> plmn;
    std::vector<HomeNetworkKey> home_network_keys;
    std::map<std::string, Subscriber> subscribers;
    Nfs nfs;
    fabric::Timing timing;           // of links and cost, upon the defaults
    std::optional<NrfSettings> nrf;  // absent: no NRF
    std::optional<fabric::Plan> adversary;
    std::vector<Step> steps;
    std::vector<KeyLeak> leaks;
    std::vector<Claim> secrecy;  // over the whole run
    std::map<std::string, Fleet> fleets;
    std::map<std::string, std::vector<Step>> flows;
    std::optional<Load> load;  // then it is not played
    std::vector<Collected> collect;
    std::vector<Threshold> thresholds;
};

// A scenario, or everything that is wrong with it.
struct Loaded {
    std::optional<Scenario> scenario;  // absent when anything is wrong
    Node resolved;
    Diagnostics wrong;
    Diagnostics warnings;  // what keeps nothing from running: unused variables, no title
};

using Variables = std::map<std::string, std::string>;  // of --var name=value

// All cases of a file's matrix, in the order listed; without a matrix the one scenario.
struct Cases {
    std::vector<Loaded> all;  // each with its scenario, unless something is wrong
    int repeat = 1;
    bool shuffled = false;
    Diagnostics wrong;
    Diagnostics warnings;
};

Cases load_cases(const std::string& path, const Variables& variables = {});
// One of them; without a name the first.
Loaded load_file(const std::string& path, const Variables& variables = {}, const std::string& case_name = {});
Loaded load_resolved(const std::string& json, const std::string& origin);  // out of a recording's header

}  // namespace akmasim::scenario

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
#include "simulator/scenario/settings.hpp"
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

// How a procedure is expected to end. Empty members are not compared.
struct Outcome {
    std::string kind = "success";  // success, rejected, failed, ignored; none: a step that has no outcome
    std::string by;
    std::optional<int> cause;
    std::string named;   // a cause without a number: TIMEOUT
    std::string reason;  // the failure cause of a body
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
    TimerSettings timers;
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
    bool one_seed = false;  // of all cases; repetitions differ
    Diagnostics wrong;
    Diagnostics warnings;
};

Cases load_cases(const std::string& path, const Variables& variables = {});
// One of them; without a name the first.
Loaded load_file(const std::string& path, const Variables& variables = {}, const std::string& case_name = {});
Loaded load_resolved(const std::string& json, const std::string& origin);  // out of a recording's header

}  // namespace akmasim::scenario

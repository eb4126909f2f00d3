// SPDX-License-Identifier: Apache-2.0
// The load part of a scenario: many generated subscribers, each through the same flow, at rates that follow a plan.
// Not modelled: network functions that run freely. Such a scenario is read and checked, and not played.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulator/scenario/values.hpp"

namespace akmasim::scenario {

// subscribers: { NAME: { generate: ... } }. {i} in a text is the number of the subscriber, from 1: '{i%100:%04d}'.
struct Fleet {
    std::int64_t count = 0;
    std::string supi;
    std::string keys = "derive";  // K, OPc and SQN come from the seed and the SUPI
    std::string routing_indicator = "0";
    int protection_scheme = 0;
    int home_network_public_key_id = 0;
    bool akma = false;
    static void fields(auto& m, auto& visit) {
        visit("count", m.count);
        visit("supi", m.supi);
        visit.optional("keys", m.keys);
        visit.optional("routingIndicator", m.routing_indicator);
        visit.optional("protectionScheme", m.protection_scheme);
        visit.optional("homeNetworkPublicKeyId", m.home_network_public_key_id);
        visit.optional("akma", m.akma);
    }
};

// How many begin a second, reached in a straight line at the end of the stage.
struct Stage {
    std::string to;  // '200/s'
    Duration lasts;
    static void fields(auto& m, auto& visit) {
        visit("to", m.to);
        visit("for", m.lasts);
    }
};

struct ArrivalPlan {
    std::string model = "open";            // whoever waits holds up nobody
    std::string distribution = "poisson";  // or constant
    std::vector<Stage> stages;
    static void fields(auto& m, auto& visit) {
        visit.optional("model", m.model);
        visit.optional("distribution", m.distribution);
        visit("stages", m.stages);
    }
};

struct StopAfter {
    std::optional<std::int64_t> flows;
    std::optional<Duration> time;
    static void fields(auto& m, auto& visit) {
        visit("flows", m.flows);
        visit("time", m.time);
    }
};

struct KeptTraces {
    std::int64_t failed = 0;
    std::int64_t sampled = 0;
    static void fields(auto& m, auto& visit) {
        visit.optional("failed", m.failed);
        visit.optional("sampled", m.sampled);
    }
};

struct Load {
    std::string flow;
    std::string over;  // a fleet
    ArrivalPlan arrival;
    std::int64_t max_in_flight = 1000;
    std::optional<Duration> warmup;
    StopAfter stop_after;
    KeptTraces record;
    static void fields(auto& m, auto& visit) {
        visit("flow", m.flow);
        visit("over", m.over);
        visit("arrival", m.arrival);
        visit.optional("maxInFlight", m.max_in_flight);
        visit("warmup", m.warmup);
        visit("stopAfter", m.stop_after);
        visit.optional("record", m.record);
    }
};

struct Collected {
    std::string metric;
    std::vector<std::string> stats;
    static void fields(auto& m, auto& visit) {
        visit("metric", m.metric);
        visit("stats", m.stats);
    }
};

struct Threshold {
    std::string metric;
    std::optional<std::string> stat;
    std::optional<std::string> lt;
    std::optional<std::string> le;
    std::optional<std::string> gt;
    std::optional<std::string> ge;
    std::optional<std::string> eq;
    static void fields(auto& m, auto& visit) {
        visit("metric", m.metric);
        visit("stat", m.stat);
        visit("lt", m.lt);
        visit("le", m.le);
        visit("gt", m.gt);
        visit("ge", m.ge);
        visit("eq", m.eq);
    }
};

}  // namespace akmasim::scenario

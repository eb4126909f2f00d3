// SPDX-License-Identifier: Apache-2.0
// links: and cost: in a file, and a load part, which is read and checked but not played.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/scenario/timing.hpp"
#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

const std::string step = "steps:\n  - register: { ue: alice }\n";

Time cost_of(const Scenario& scenario, crypto::Operation operation) {
    return scenario.timing.cost[static_cast<std::size_t>(operation)];
}

TEST(Links, AreTheDefaultsUnlessTheFileSaysOthers) {
    const auto plain = load_text(upon_base(step));
    ASSERT_TRUE(plain.scenario) << told(plain);
    auto expected = default_timing();
    expected.timers = plain.scenario->timing.timers;
    EXPECT_EQ(fabric::to_json(plain.scenario->timing), fabric::to_json(expected));
    const auto loaded =
        load_text(upon_base("links: { N1: { delay: 10ms, jitter: 2ms, rate: 1Mbit/s }, Ua: { rate: 500kbit/s } }\n"
                            "cost: { ecdh: 1ms }\n" +
                            step));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    const auto& links = loaded.scenario->timing.links;
    EXPECT_EQ(links.at(Link::n1).delay, 10'000'000);
    EXPECT_EQ(links.at(Link::n1).jitter, 2'000'000);
    EXPECT_EQ(links.at(Link::n1).bit_s, 1'000'000U);
    EXPECT_EQ(links.at(Link::ua).delay, default_timing().links.at(Link::ua).delay);
    EXPECT_EQ(links.at(Link::ua).bit_s, 500'000U);
    EXPECT_EQ(cost_of(*loaded.scenario, crypto::Operation::ecdh), 1'000'000);
    EXPECT_GT(cost_of(*loaded.scenario, crypto::Operation::verify), 0);
}

TEST(Links, ThatAreNoneTakeAllTimeAway) {
    const auto loaded = load_text(upon_base("links: none\n" + step));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    EXPECT_TRUE(loaded.scenario->timing.links.empty());
    EXPECT_EQ(cost_of(*loaded.scenario, crypto::Operation::ecdh), 0);
}

TEST(Links, AndCostsThatCannotBeAreRefused) {
    const std::vector<std::pair<std::string, std::string>> refusals{
        {"links: fast\n", "4:8 expected none, or links"},
        {"links: { N2: { delay: 1ms } }\n", "4:10 'N2' is no link; expected N1, "},
        {"links: { ua: { delay: 1ms } }\n", "'ua' is no link"},
        {"links: { control: { delay: 1ms } }\n", "'control' is no link"},
        {"links: { N1: { delay: 10 } }\n", "expected a duration with its unit"},
        {"links: { N1: { delays: 1ms } }\n", "unknown key 'delays'; did you mean 'delay'?"},
        {"links: { N1: { delay: 1ms, jitter: 2ms } }\n", "a jitter that is not longer than the delay"},
        {"links: { N1: { rate: fast } }\n", "4:22 expected a rate such as 500kbit/s"},
        {"links: { N1: { rate: 0Mbit/s } }\n", "expected a rate such as 500kbit/s"},
        {"links: { N1: { rate: 1MB/s } }\n", "expected a rate such as 500kbit/s"},
        {"cost: 60us\n", "4:7 expected operations and what they take"},
        {"cost: { ecdhe: 60us }\n", "4:9 'ecdhe' is no operation; expected keygen, ecdh, "},
        {"cost: { ecdh: fast }\n", "expected a duration with its unit"},
        {"links: none\ncost: { ecdh: 60us }\n", "5:1 expected no cost where links are none"},
        {"links: none\nsteps: [{ register: { ue: alice }, expect: { within: 1s } }]\n",
         "5:46 expected no 'within' where links are none"},
    };
    for (const auto& [text, wanted] : refusals) {
        const auto whole = text.find("steps:") == std::string::npos ? text + step : text;
        EXPECT_THAT(told(load_text(upon_base(whole))), HasSubstr(wanted)) << text;
    }
}

const std::string load =
    "clock: { mode: real }\n"
    "subscribers:\n  fleet:\n    generate: { count: 10000, supi: 'imsi-00101{i:%010d}', keys: derive, "
    "routingIndicator: '{i%100:%04d}', protectionScheme: 1, akma: true }\n"
    "nfs: { ausf: { workers: 2 } }\n"
    "flows:\n  full:\n    - register: { ue: '${self}' }\n    - connect: { ue: '${self}', to: msgin5g }\n"
    "load:\n  flow: full\n  over: fleet\n"
    "  arrival: { model: open, distribution: poisson, stages: [ { to: 200/s, for: 20s }, { to: 0/s, for: 5s } ] }\n"
    "  maxInFlight: 4000\n  warmup: 10s\n  stopAfter: { flows: 10000, time: 5m }\n  record: { failed: 100, sampled: 20 "
    "}\n"
    "collect: [ { metric: nf.*.cpu, stats: [mean] } ]\n"
    "thresholds: [ { metric: flow.failed.ratio, lt: 0.001 }, { metric: nf.ausf.rss, stat: max, lt: 512MiB } ]\n";

TEST(Load, IsReadWhole) {
    const auto loaded = load_text(upon_base(load));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    const auto& what = *loaded.scenario;
    EXPECT_EQ(what.fleets.at("fleet").count, 10'000);
    EXPECT_FALSE(what.subscribers.contains("fleet"));
    EXPECT_TRUE(what.subscribers.contains("alice"));
    EXPECT_THAT(what.flows.at("full"), SizeIs(2));
    EXPECT_EQ(what.load->max_in_flight, 4000);
    EXPECT_THAT(what.load->arrival.stages, SizeIs(2));
    EXPECT_THAT(what.thresholds, SizeIs(2));
}

TEST(Load, IsRefusedWhereSomethingInItCannotBe) {
    const std::vector<std::array<std::string, 3>> refusals{
        {"flow: full", "flow: ful", "no flow is called 'ful'"},
        {"over: fleet", "over: alice", "no subscribers are generated under the name 'alice'"},
        {"model: open", "model: closed", "expected model: open"},
        {"poisson", "poison", "expected distribution: poisson, or constant"},
        {"to: 200/s", "to: 200", "expected a rate such as 200/s"},
        {"for: 20s", "for: 20", "expected a duration"},
        {"maxInFlight: 4000", "maxInFlight: 0", "expected a number of 1 at least"},
        {"stopAfter: { flows: 10000, time: 5m }", "stopAfter: {}", "after which it ends"},
        {"sampled: 20", "sample: 20", "unknown key 'sample'"},
        {"{i:%010d}", "{i:%012d}", "is no SUPI"},
        {"{i:%010d}", "{n}", "is the subscriber's number"},
        {"{i%100:%04d}", "{i:%04d}0", "is no routingIndicator"},
        {"keys: derive", "keys: random", "expected keys: derive"},
        {"count: 10000", "count: 0", "expected a count of 1 to"},
        {"nf.*.cpu", "nf.smf.cpu", "expected a metric such as"},
        {"[mean]", "[average]", "expected mean, min, max"},
        {"lt: 512MiB", "lt: much", "expected a bound such as"},
        {", lt: 0.001", "", "expected a bound: lt"},
        {"connect: { ue: '${self}'", "connect: { ue: bob", "no subscriber is called 'bob'"},
        {"workers: 2", "workers: 0", "expected workers, 1 to 64"},
        {"mode: real", "mode: fast", "'fast' is not known"},
    };
    for (const auto& [what, with, wanted] : refusals) {
        auto text = load;
        const auto at = text.find(what);
        ASSERT_NE(at, std::string::npos) << what;
        text.replace(at, what.size(), with);
        EXPECT_THAT(told(load_text(upon_base(text))), HasSubstr(wanted)) << with;
    }
    EXPECT_THAT(told(load_text(upon_base("nfs: { ausf: { workers: 2 } }\n" + step))),
                HasSubstr("in a scenario with load"));
}

}  // namespace
}  // namespace akmasim::scenario::test

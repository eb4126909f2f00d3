// SPDX-License-Identifier: Apache-2.0
// Random weather: the shipped scenarios while messages are lost, late, doubled, out of order or altered, all from a
// seed. What a step then reaches is open; asserted is what must hold in any weather.
#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "nf/registry.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/fabric/simulated_host.hpp"
#include "simulator/scenario/runner.hpp"
#include "tests/system/derivers.hpp"
#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

constexpr std::uint64_t seeds = 200;

// Of a thousand messages, so many meet this fate.
struct Odds {
    std::uint32_t lost = 0;
    std::uint32_t late = 0;  // by up to 40 ms, so that others overtake it
    std::uint32_t doubled = 0;
    std::uint32_t altered = 0;  // in one bit
};

class Weather final : public fabric::Tap {
public:
    Weather(std::uint64_t seed, Odds odds) : random_(seed, "weather"), odds_(odds) {}

    std::vector<Arrival> cross(Envelope sent, const Crossing&) override {
        if (happens(odds_.lost)) return {};
        if (happens(odds_.altered) && !sent.octets.empty()) {
            const auto bit = drawn() % (8 * sent.octets.size());
            sent.octets[bit / 8] ^= static_cast<Octet>(1U << bit % 8);
        }
        std::vector<Arrival> arrivals;
        if (happens(odds_.doubled)) arrivals.push_back({sent, delay()});
        arrivals.push_back({std::move(sent), happens(odds_.late) ? delay() : 0});
        return arrivals;
    }

private:
    std::uint32_t drawn() {
        std::uint32_t number = 0;
        const auto octets = random_.draw<FixedOctets<"weather", 4>>();
        for (const Octet octet : octets.view()) number = number << 8 | octet;
        return number;
    }
    bool happens(std::uint32_t of_a_thousand) { return drawn() % 1000 < of_a_thousand; }
    Time delay() { return static_cast<Time>(drawn() % 40'000'000); }

    crypto::SeededRandom random_;
    Odds odds_;
};

// One run of one scenario in one weather.
class Day {
public:
    Day(const scenario::Scenario& what, const std::string& resolved, std::uint64_t seed, Odds odds)
        : weather_(seed, odds),
          recorder_({what.name, resolved, seed, what.clock.start, "any", false, scenario::secrets_of(what),
                     scenario::facts_of(what), !what.secrecy.empty()}),
          host_(fabric::SimulatedHost::start(
                    scenario::starts_of(what, seed, derivers()), nf::make)
                    .value()),
          fabric_(*host_, &recorder_, what.timing) {
        fabric_.add(weather_);
        const auto random = [seed](std::string_view label) {
            return std::make_unique<crypto::SeededRandom>(seed, label);
        };
        run_ = scenario::play(what, fabric_, recorder_, {}, random);
    }

    [[nodiscard]] const scenario::Run& run() const { return run_; }
    [[nodiscard]] Result<std::string> recording() const { return recorder_.finish("open", true); }

    // What a role holds about a subscriber; empty: nothing, or nobody plays that role.
    std::string held(const std::string& role, const std::string& name, const std::string& supi, std::string_view item) {
        const auto inspection = fabric_.inspect({role, role == "ue" ? name : ""}, {name, supi});
        if (!inspection) return "";
        for (const auto& one : inspection->items) {
            if (one.name == item) return one.text;
        }
        return "";
    }

private:
    Weather weather_;
    record::Recorder recorder_;
    std::unique_ptr<fabric::SimulatedHost> host_;
    fabric::Fabric fabric_;
    scenario::Run run_;
};

void expect_one_key_for_each_a_kid(Day& day, const scenario::Scenario& what) {
    if (what.nfs.ue.akma_profile != "standard") return;  // a UE that is to derive another key
    for (const auto& [name, subscriber] : what.subscribers) {
        for (const auto& [other, key] : {std::pair{"aanf", "KAKMA"}, std::pair{"msgin5g", "KAF"}}) {
            const auto a_kid = day.held("ue", name, subscriber.supi, "A-KID");
            if (a_kid.empty() || day.held(other, name, subscriber.supi, "A-KID") != a_kid) continue;
            const auto ours = day.held("ue", name, subscriber.supi, key);
            const auto theirs = day.held(other, name, subscriber.supi, key);
            if (ours.empty() || theirs.empty()) continue;  // a key that ran out is held no more
            EXPECT_EQ(ours, theirs) << key << " of " << name << " in UE and " << other << " under " << a_kid;
        }
    }
}

// A mild day, a stormy one, and one on which everything happens at once.
constexpr std::array<Odds, 4> climates{{{30, 100, 30, 0}, {150, 200, 100, 0}, {0, 500, 300, 0}, {50, 300, 50, 0}}};

TEST(Weather, NeverCrashesTheSystemSplitsAKeyOrLeaksOneAndIsTheSameForTheSameSeed) {
    const auto paths = runnable_scenarios();
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const auto& path = paths[seed % paths.size()];
        const auto loaded = scenario::load_file(path);
        ASSERT_TRUE(loaded.scenario) << path;
        const auto& what = *loaded.scenario;
        const auto odds = climates[seed / paths.size() % climates.size()];
        const testing::ScopedTrace trace(__FILE__, __LINE__, path + " in the weather of seed " + std::to_string(seed));
        const auto resolved = to_json(loaded.resolved);
        Day day(what, resolved, seed, odds);
        EXPECT_NE(day.run().verdict, scenario::Verdict::error) << day.run().trouble;
        expect_one_key_for_each_a_kid(day, what);
        const auto recording = day.recording();
        ASSERT_TRUE(recording) << recording.error().detail;
        EXPECT_TRUE(*recording == *Day(what, resolved, seed, odds).recording()) << "the same seed, another recording";
    }
}

TEST(Weather, OfNoKindLeavesEveryScenarioAsItIs) {
    for (const auto& path : runnable_scenarios()) {
        const auto loaded = scenario::load_file(path);
        Day day(*loaded.scenario, to_json(loaded.resolved), loaded.scenario->seed.value_or(1), {});
        EXPECT_EQ(day.run().verdict, scenario::Verdict::pass) << path;
        for (const auto& failure : day.run().failures) ADD_FAILURE() << path << ": " << failure.message;
    }
}

}  // namespace
}  // namespace akmasim::test

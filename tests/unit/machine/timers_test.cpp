// SPDX-License-Identifier: Apache-2.0
// The table of timers: who waits for somebody who waits, waits longer.
#include "simulator/base/timers.hpp"

#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "simulator/machine/turn.hpp"

namespace akmasim {
namespace {

// NAME, or NAME@ROLE.
const TimerRule* named(const std::string& text) {
    const auto at = text.find('@');
    return timer_rule(text.substr(0, at), at == text.npos ? "" : text.substr(at + 1));
}

TEST(Timers, OfWhoWaitsRunLongerThanAllThatMayRunOutBehindThem) {
    for (const auto& rule : timer_rules) {
        std::istringstream behind{std::string(rule.behind)};
        std::int64_t together = 0;
        for (std::string name; behind >> name;) {
            const auto* one = named(name);
            ASSERT_NE(one, nullptr) << name << " behind " << rule.name;
            together += one->length;
        }
        EXPECT_GT(rule.length, together) << rule.name << " at " << (rule.at.empty() ? "all" : rule.at);
        EXPECT_FALSE(rule.source.empty()) << rule.name;
    }
}

// TS 24.501 tables 10.2.1 and 10.2.2.
TEST(Timers, OfNasAreAsLongAsTheSpecificationSays) {
    constexpr std::pair<std::string_view, int> expected[]{{"T3510", 15}, {"T3511", 10}, {"T3516", 30},
                                                          {"T3520", 15}, {"T3521", 15}, {"T3522", 6},
                                                          {"T3550", 6},  {"T3560", 6},  {"T3570", 6}};
    for (const auto& [name, seconds] : expected) {
        const auto* rule = timer_rule(name, "");
        ASSERT_NE(rule, nullptr) << name;
        EXPECT_EQ(rule->length, seconds * 1'000'000'000LL) << name;
    }
}

TEST(Timers, AreAsTheScenarioSaysByNameAndElseAsTheTableDoes) {
    Surroundings around;
    around.role = "msgin5g";
    around.timers.emplace("n62", 5);
    EXPECT_EQ(around.length_of("N62"), 5) << "by its label, as requests start it";
    EXPECT_EQ(around.length_of("n33"), 13'000'000'000);
    around.role = "nef";
    EXPECT_EQ(around.length_of("N33"), 2'000'000'000) << "a notification, which an AF answers at once";
    EXPECT_EQ(around.length_of("none"), 0);
}

}  // namespace
}  // namespace akmasim

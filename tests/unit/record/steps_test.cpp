// SPDX-License-Identifier: Apache-2.0
// The one numbering of steps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/record/steps.hpp"

namespace akmasim::record {
namespace {

using testing::ElementsAre;

Event event(std::uint64_t seq, std::string kind, std::string at = "", std::string inside = "") {
    Event made;
    made.seq = seq;
    made.kind = std::move(kind);
    made.at = std::move(at);
    made.inside = std::move(inside);
    made.link = made.kind == "msg" ? "Ua" : "";
    return made;
}

std::vector<std::size_t> numbers_of(const std::vector<Event>& events) {
    const Steps steps(events);
    std::vector<std::size_t> numbers;
    for (std::size_t at = 0; at < events.size(); ++at) numbers.push_back(steps.number_at(at));
    return numbers;
}

TEST(Steps, AMessageHasItsStateAndABurstOfKeysAtOnePartyIsOne) {
    EXPECT_THAT(numbers_of({event(1, "msg"), event(2, "state", "ue"), event(3, "derive", "ue"), event(4, "derive", "ue"),
                            event(5, "derive", "amf"), event(6, "msg"), event(7, "negotiated", "ue")}),
                ElementsAre(1, 1, 2, 2, 3, 4, 4));
}

TEST(Steps, ARecordAndWhatRunsInsideAreOneAndTheRecordStandsForIt) {
    const std::vector<Event> events{event(1, "msg"), event(2, "msg", "", "tls"), event(3, "msg"), event(4, "state", "ue"),
                                    event(5, "msg")};
    EXPECT_THAT(numbers_of(events), ElementsAre(1, 2, 2, 2, 3));
    const Steps steps(events);
    EXPECT_EQ(events[steps.head(2)].seq, 3u);
    EXPECT_EQ(steps.first(2), 1u);
    EXPECT_EQ(steps.first(4), events.size());
    EXPECT_EQ(steps.number_of(4), 2u);
    EXPECT_EQ(steps.number_of(9), 0u);
}

TEST(Steps, RefusalsTimersAndActsAreStepsOfTheirOwn) {
    EXPECT_THAT(numbers_of({event(1, "msg"), event(2, "adversary"), event(3, "refused"), event(4, "timer"),
                            event(5, "timer"), event(6, "state")}),
                ElementsAre(1, 2, 3, 4, 5, 5));
}

TEST(Steps, WhatStandsBeforeTheFirstBelongsToIt) {
    EXPECT_THAT(numbers_of({event(1, "state"), event(2, "derive", "ue"), event(3, "msg")}), ElementsAre(1, 1, 2));
    EXPECT_EQ(Steps(std::vector<Event>{}).count(), 0u);
}

TEST(Steps, ATextIsToldInTheirNumbers) {
    const std::vector<Event> events{event(1, "derive", "ue"), event(2, "derive", "ue"), event(3, "msg")};
    EXPECT_EQ(Steps(events).in_steps("it stands in X (event 3), event 12, event x"), "it stands in X (step 2), event 12, event x");
}

}  // namespace
}  // namespace akmasim::record

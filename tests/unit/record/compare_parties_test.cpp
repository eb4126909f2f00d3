// SPDX-License-Identifier: Apache-2.0
// What some parties do, side by side: the others do not count, and an event too many or too few shifts nothing.
#include <gtest/gtest.h>

#include "simulator/record/compare.hpp"
#include "tests/unit/record/runs.hpp"

namespace akmasim::record {
namespace {

Recording small() { return read_text(small_recording()).value(); }

// Numbers of events are each run's own.
std::vector<Event> renumbered(std::vector<Event> events) {
    for (auto& event : events) event.seq += 100;
    return events;
}

Comparison compared(const std::vector<Event>& got, const std::set<std::string>& parties) {
    return compare_parties(small(), renumbered(got), parties, Level::octets);
}

TEST(CompareParties, TheDoingOfOthersDoesNotCount) {
    auto got = small().events;
    got[3].fp = "0000000000000000";  // the AUSF's key
    got[4].raw[3] = got[4].raw[3] == '0' ? '1' : '0';
    EXPECT_TRUE(compared(got, {"ue", "amf", "aanf"}).same());
    const auto comparison = compared(got, {"ausf"});
    ASSERT_FALSE(comparison.same());
    EXPECT_EQ(comparison.first->seq, 4u);
    EXPECT_EQ(comparison.first->field, "fp");
    EXPECT_EQ(comparison.first->nature, Nature::keys);
    EXPECT_EQ(comparison.first->parting, Parting::changed);
    EXPECT_EQ(comparison.after, 1u);
}

TEST(CompareParties, AnOutputThatIsNotRecordedIsUnknownAndTheRestFallsIntoStep) {
    auto got = small().events;
    auto extra = got[1];
    extra.key = "A-TID";
    got.insert(got.begin() + 1, extra);
    const auto comparison = compared(got, {"ue"});
    ASSERT_FALSE(comparison.same());
    EXPECT_EQ(comparison.first->parting, Parting::unknown);
    EXPECT_EQ(comparison.first->field, "key");
    EXPECT_EQ(comparison.first->got, "A-TID");
    ASSERT_TRUE(comparison.first->expected_event) << "of its kind, as none has its name";
    EXPECT_EQ(comparison.first->expected_event->key, "KAKMA");
    EXPECT_EQ(comparison.after, 0u);
}

TEST(CompareParties, AnOutputThatDoesNotComeIsMissingAndTheNearestToItIsNamed) {
    auto expected = small();
    auto again = expected.events[2];
    again.step = "more";
    expected.events.insert(expected.events.begin() + 3, again);
    const auto comparison = compare_parties(expected, small().events, {"ue"}, Level::octets);
    ASSERT_FALSE(comparison.same());
    EXPECT_EQ(comparison.first->parting, Parting::missing);
    EXPECT_EQ(comparison.first->field, "step");
    ASSERT_TRUE(comparison.first->got_event);
    EXPECT_EQ(comparison.first->got_event->is, "AwaitingSecurityMode");
    EXPECT_EQ(comparison.after, 0u);
}

TEST(CompareParties, BehindTheEndOfAnInterruptedRunNothingIsExpected) {
    auto half = small();
    half.trailer.complete = false;
    half.events.resize(2);
    EXPECT_TRUE(compare_parties(half, small().events, {"ue", "ausf"}, Level::octets).same());
}

TEST(CompareParties, LevelsCountAsTheyDoForWholeRuns) {
    auto got = small().events;
    got[4].raw[3] = got[4].raw[3] == '0' ? '1' : '0';
    EXPECT_FALSE(compare_parties(small(), got, {"ausf"}, Level::octets).same());
    EXPECT_TRUE(compare_parties(small(), got, {"ausf"}, Level::fields).same());
    got[4].f = "{}";
    EXPECT_FALSE(compare_parties(small(), got, {"ausf"}, Level::fields).same());
    EXPECT_TRUE(compare_parties(small(), got, {"ausf"}, Level::flow).same());
}

}  // namespace
}  // namespace akmasim::record

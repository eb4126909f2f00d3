// SPDX-License-Identifier: Apache-2.0
// How closely recordings are compared, and what a difference is said to be.
#include <gtest/gtest.h>

#include "simulator/record/compare.hpp"
#include "tests/unit/record/runs.hpp"

namespace akmasim::record {
namespace {

Recording small() { return read_text(small_recording()).value(); }

void set(std::string& text, const std::string& what, const std::string& with) {
    ASSERT_NE(text.find(what), std::string::npos);
    text.replace(text.find(what), what.size(), with);
}

TEST(Level, AnOctetOrATimeCountsForOctetsAlone) {
    auto got = small();
    got.events[0].raw[3] ^= 1;
    got.events[2].t += 5;
    EXPECT_FALSE(compare(small(), got).same());
    EXPECT_EQ(compare(small(), got).first->nature, Nature::form);
    EXPECT_TRUE(compare(small(), got, Level::fields).same());
    EXPECT_TRUE(compare(small(), got, Level::flow).same());
}

TEST(Level, AFieldCountsForFieldsAndNotForTheFlow) {
    auto got = small();
    set(got.events[0].f, R"("ngKsi":0)", R"("ngKsi":1)");
    const auto comparison = compare(small(), got, Level::fields);
    ASSERT_FALSE(comparison.same());
    EXPECT_EQ(comparison.first->field, "f.ngKsi");
    EXPECT_EQ(comparison.first->nature, Nature::content);
    EXPECT_TRUE(compare(small(), got, Level::flow).same());
}

TEST(Level, AKeysValueCountsForFieldsAndNotForTheFlow) {
    auto got = small();
    got.events[1].fp = "0000000000000000";
    EXPECT_EQ(compare(small(), got, Level::fields).first->nature, Nature::keys);
    EXPECT_TRUE(compare(small(), got, Level::flow).same());
}

TEST(Level, AnotherMessageReceiverOrOrderCountsForTheFlow) {
    for (const auto member : {&Event::msg, &Event::to, &Event::from, &Event::link}) {
        auto got = small();
        got.events[4].*member += "x";
        const auto comparison = compare(small(), got, Level::flow);
        ASSERT_FALSE(comparison.same());
        EXPECT_EQ(comparison.first->seq, 5u);
    }
    auto swapped = small();
    std::swap(swapped.events[0], swapped.events[4]);
    EXPECT_FALSE(compare(small(), swapped, Level::flow).same());
}

TEST(Level, TheShapeKnowsKindsAndLengthsOfFieldsAndNotTheirValues) {
    auto got = small();
    const auto digit = got.events[0].f.find("9f1885e9");
    ASSERT_NE(digit, std::string::npos);
    got.events[0].f.replace(digit, 8, "00000000");
    EXPECT_TRUE(compare(small(), got, Level::shape).same());
    set(got.events[0].f, "00000000", "0000");
    const auto shorter = compare(small(), got, Level::shape);
    ASSERT_FALSE(shorter.same());
    EXPECT_EQ(shorter.first->expected, "\"32 characters\"");
    EXPECT_EQ(shorter.first->got, "\"28 characters\"");
    auto other_kind = small();
    set(other_kind.events[0].f, R"("ngKsi":0)", R"("ngKsi":"0")");
    EXPECT_FALSE(compare(small(), other_kind, Level::shape).same());
}

TEST(Compare, TellsEveryFieldOfTheFirstEventThatDiffers) {
    auto got = small();
    set(got.events[0].f, R"("ngKsi":0)", R"("ngKsi":1)");
    got.events[0].to = "ausf";
    got.events[0].raw[3] ^= 1;
    const auto first = compare(small(), got).first;
    ASSERT_TRUE(first);
    EXPECT_EQ(first->field, "to");
    ASSERT_EQ(first->more.size(), 2u);
    EXPECT_EQ(first->more[0].field, "f.ngKsi");
    EXPECT_EQ(first->more[1].field, "raw");
}

TEST(Compare, ListsThatOnlyLookAlikeDiffer) {
    auto one = small();
    auto other = small();
    one.events[1].p = {"a,b"};
    other.events[1].p = {"a", "b"};
    EXPECT_EQ(compare(one, other).first->field, "p");
}

TEST(Compare, AnEventOfAnotherKindIsAnotherEventAndNotAHeapOfFields) {
    auto got = small();
    std::swap(got.events[0], got.events[1]);
    const auto first = compare(small(), got).first;
    ASSERT_TRUE(first);
    EXPECT_EQ(first->field, "event");
    EXPECT_TRUE(first->more.empty());
}

TEST(Compare, FieldsWrittenInAnotherOrderDifferInFormAloneAtMost) {
    auto got = small();
    const auto f = got.events[0].f;
    got.events[0].f = "{ " + f.substr(1);
    const auto first = compare(small(), got).first;
    ASSERT_TRUE(first);
    EXPECT_EQ(first->field, "f");
}

}  // namespace
}  // namespace akmasim::record

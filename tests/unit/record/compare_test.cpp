// SPDX-License-Identifier: Apache-2.0
// Where two recordings part.
#include <gtest/gtest.h>

#include "simulator/record/compare.hpp"
#include "tests/unit/record/runs.hpp"

namespace akmasim::record {
namespace {

Recording small() { return read_text(small_recording()).value(); }

TEST(Compare, TheSameRunTwiceDiffersNowhere) {
    const auto comparison = compare(small(), small());
    EXPECT_TRUE(comparison.same());
    EXPECT_TRUE(comparison.header.empty());
}

TEST(Compare, FindsAChangedOctetAtExactlyItsEvent) {
    const auto expected = small();
    for (const std::size_t at : {std::size_t{0}, std::size_t{4}}) {
        auto got = expected;
        got.events[at].raw[3] = got.events[at].raw[3] == '0' ? '1' : '0';
        const auto comparison = compare(expected, got);
        ASSERT_FALSE(comparison.same());
        EXPECT_EQ(comparison.first->seq, at + 1);
        EXPECT_EQ(comparison.first->field, "raw");
        EXPECT_EQ(comparison.first->nature, Nature::form);
        EXPECT_EQ(comparison.after, 0u);
    }
}

TEST(Compare, NamesTheFieldInsideF) {
    auto got = small();
    got.events[0].f.replace(got.events[0].f.find(R"("ngKsi":0)"), 9, R"("ngKsi":1)");
    const auto comparison = compare(small(), got);
    ASSERT_FALSE(comparison.same());
    EXPECT_EQ(comparison.first->field, "f.ngKsi");
    EXPECT_EQ(comparison.first->expected, "0");
    EXPECT_EQ(comparison.first->got, "1");
}

TEST(Compare, SaysWhetherKeyMaterialChanged) {
    auto got = small();
    got.events[1].fp = "0000000000000000";
    got.events[2].is = "Deregistered";
    const auto comparison = compare(small(), got);
    ASSERT_FALSE(comparison.same());
    EXPECT_EQ(comparison.first->field, "fp");
    EXPECT_EQ(comparison.first->nature, Nature::keys);
    EXPECT_EQ(comparison.after, 1u);
}

// Equal keys under another id have other fingerprints.
TEST(Compare, KeysOfOtherRunsAreComparedByTheirValuesOrNotAtAll) {
    const auto other = [](bool reveal) {
        auto recording = read_text(small_recording(reveal)).value();
        recording.header.id = "00";
        for (auto& event : recording.events) {
            if (!event.fp.empty()) event.fp = "1111111111111111";
        }
        return recording;
    };
    const auto shown = read_text(small_recording(true)).value();
    EXPECT_TRUE(compare(shown, other(true)).same());
    EXPECT_TRUE(compare(shown, other(true)).keys);
    for (const bool reveal : {false, true}) {
        EXPECT_TRUE(compare(small(), other(reveal)).same());
        EXPECT_FALSE(compare(small(), other(reveal)).keys);
    }
    auto changed = other(true);
    changed.events[1].value[0] = changed.events[1].value[0] == '0' ? '1' : '0';
    ASSERT_FALSE(compare(shown, changed).same());
    EXPECT_EQ(compare(shown, changed).first->nature, Nature::keys);
}

TEST(Compare, AMissingOrAddedEventIsADivergence) {
    auto shorter = small();
    shorter.events.pop_back();
    const auto missing = compare(small(), shorter);
    ASSERT_FALSE(missing.same());
    EXPECT_EQ(missing.first->field, "event");
    EXPECT_EQ(missing.first->seq, 6u);
    EXPECT_EQ(missing.first->got, "nothing");
    EXPECT_EQ(missing.after, 0u);
    EXPECT_EQ(compare(shorter, small()).first->expected, "nothing");
}

TEST(Compare, HeaderDifferencesAreOnlyReported) {
    auto got = small();
    got.header.openssl_version = "3.0.99";
    const auto comparison = compare(small(), got);
    EXPECT_TRUE(comparison.same());
    ASSERT_EQ(comparison.header.size(), 1u);
    EXPECT_EQ(comparison.header[0], "libs.openssl: 3.0.0, 3.0.99");
}

}  // namespace
}  // namespace akmasim::record

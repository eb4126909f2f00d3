// SPDX-License-Identifier: Apache-2.0
// Recordings that come from recordings: redacted, and with a history.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/record/compare.hpp"
#include "simulator/record/revise.hpp"
#include "tests/unit/record/runs.hpp"

namespace akmasim::record {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string redacted_again(const std::string& text) {
    auto redone = redacted(read_text(text).value(), facts().secrets);
    return redone ? *redone : "error: " + redone.error().detail;
}

// A run with a TLS secret in the middle.
std::string with_tls_secret(bool reveal) {
    Recorder recorder(facts(reveal));
    small_run(recorder);
    recorder.derived(8, {"ue", "alice", "open", "CLIENT_TRAFFIC_SECRET_0", {}, "", {}, "RFC 8446 7.1", "", true},
                     from_hex(std::string(64, '7') + "00").value());
    recorder.adversary(9, "open", {"mallory", "again", "duplicate", 1, "", false}, challenge());
    recorder.adversary(9, "open", {"mallory", "late", "drop", 5, "", true}, anchor_key());
    return recorder.finish("pass", true).value();
}

TEST(Redacted, IsOctetForOctetWhatTheRunWouldHaveRecordedWithoutItsKeyValues) {
    EXPECT_EQ(redacted_again(small_recording(true)), small_recording(false));
    EXPECT_EQ(redacted_again(with_tls_secret(true)), with_tls_secret(false));
}

TEST(Redacted, HoldsNoValueOfAnyKey) {
    ASSERT_THAT(small_recording(true), HasSubstr(k_akma_text));
    EXPECT_THAT(redacted_again(small_recording(true)), Not(HasSubstr(k_akma_text)));
    EXPECT_THAT(redacted_again(small_recording(true)), Not(HasSubstr(k_text)));
}

TEST(Redacted, RefusesWhatWouldStillShowAKey) {
    auto leaking = read_text(small_recording(true)).value();
    leaking.events[2].detail = "the key is " + k_akma_text;
    const auto redone = redacted(leaking, facts().secrets);
    ASSERT_FALSE(redone);
    EXPECT_EQ(redone.error().cause, Cause::integrity);
}

TEST(Redacted, RefusesWhatHidesItsKeysAlreadyOrWasEdited) {
    EXPECT_THAT(redacted_again(small_recording(false)), HasSubstr("hides its key values already"));
    auto edited = read_text(small_recording(true)).value();
    edited.header.seed = 8;
    EXPECT_EQ(redacted(edited, facts().secrets).error().cause, Cause::invalid);
}

TEST(History, StandsInTheHeaderAndChangesNeitherIdNorEvents) {
    const auto text = with_history(small_recording(), {{"the AF \"asks\"\nagain", "aa"}, {"second", "bb"}}).value();
    const auto read = read_text(text).value();
    EXPECT_TRUE(read.trailer.intact);
    EXPECT_EQ(read.header.id, read_text(small_recording())->header.id);
    ASSERT_EQ(read.header.history.size(), 2u);
    EXPECT_EQ(read.header.history[0].reason, "the AF \"asks\"\nagain");
    EXPECT_EQ(read.header.history[1].was, "bb");
    EXPECT_TRUE(compare(read_text(small_recording()).value(), read).same());
}

TEST(History, IsNotWrittenOverAnotherOneNorOverWhatWasEdited) {
    const auto once = with_history(small_recording(), {{"first", "aa"}}).value();
    EXPECT_FALSE(with_history(once, {{"second", "bb"}}));
    auto edited = small_recording();
    edited.replace(edited.find("alice"), 5, "mallo");
    EXPECT_FALSE(with_history(edited, {{"first", "aa"}}));
}

TEST(History, IsRefusedWhereTheHeaderHasSomethingElseOfThatName) {
    auto text = small_recording();
    text.replace(text.find("\"seed\""), 6, "\"history\":7,\"seed\"");
    text.erase(text.rfind('\n', text.size() - 2) + 1);
    const auto odd = closed(text, read_text(small_recording())->trailer);
    ASSERT_TRUE(read_text(odd)->trailer.intact);
    EXPECT_FALSE(with_history(odd, {{"why", "aa"}}));
}

TEST(History, IsKeptWhereTheKeyValuesGo) {
    const auto revealed = with_history(small_recording(true), {{"why", "aa"}}).value();
    EXPECT_EQ(redacted_again(revealed), with_history(small_recording(false), {{"why", "aa"}}).value());
}

}  // namespace
}  // namespace akmasim::record

// SPDX-License-Identifier: Apache-2.0
// Expectations and checks against what was recorded: what holds, and at least as often what does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/scenario/expect.hpp"
#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;

// Three messages of a registration, 1 ms apart, and what another link carried.
std::vector<record::Event> story() {
    std::vector<record::Event> events;
    const auto add = [&](const char* link, const char* name, const char* fields) {
        auto& event = events.emplace_back();
        event.seq = events.size();
        event.t = static_cast<std::int64_t>(events.size()) * 1'000'000;
        event.kind = "msg";
        event.link = link;
        event.from = "ue";
        event.to = "amf";
        event.ue = "alice";
        event.msg = name;
        event.f = fields;
    };
    add("N1", "RegistrationRequest", R"({"ngKsi":7,"ueSecurityCapability":{"ea":["EA0","EA2"]}})");
    add("N12", "AuthenticateRequest", R"({"servingNetworkName":"5G:mnc001.mcc001.3gppnetwork.org"})");
    add("N1", "AuthenticationRequest", R"({"rand":"000102030405060708090a0b0c0d0e0f","ngKsi":0})");
    add("N1", "AuthenticationResponse", R"({"resStar":"00"})");
    return events;
}

// What is wrong with an expectation, given as it stands in a file, of a step that ended well.
std::string wrong_with(const std::string& expect) {
    const auto loaded = load_text(upon_base("steps:\n  - register: { ue: alice }\n    expect: { " + expect + " }\n"));
    if (!loaded.scenario) return "not loaded: " + told(loaded);
    command::Report report;
    report.outcome = "success";
    const auto events = story();
    std::string text;
    for (const auto& one : compare(loaded.scenario->steps.front().expect, report, events, 0, {}, {}))
        text += one.message + "\n";
    return text;
}

TEST(Sees, IsASubsequenceUnlessItSaysOtherwise) {
    EXPECT_EQ(wrong_with("sees: [N1.RegistrationRequest, N1.AuthenticationResponse]"), "");
    EXPECT_THAT(wrong_with("sees: [N1.AuthenticationResponse, N1.RegistrationRequest]"), HasSubstr("did not arrive"));
    EXPECT_THAT(wrong_with("sees: [N1.RegistrationRequest, N1.RegistrationRequest]"), HasSubstr("did not arrive"));
}

TEST(Sees, InAnyOrderWantsAnEventForEachPattern) {
    EXPECT_EQ(wrong_with("order: any, sees: [N1.AuthenticationResponse, N1.RegistrationRequest]"), "");
    EXPECT_THAT(wrong_with("order: any, sees: [N1.RegistrationRequest, N1.RegistrationRequest]"),
                HasSubstr("did not arrive"));
}

TEST(Sees, ExactlyWantsNothingElseOnTheLinksThatItNames) {
    EXPECT_EQ(wrong_with("order: exact, sees: [N1.RegistrationRequest, N1.AuthenticationRequest, "
                         "N1.AuthenticationResponse]"),
              "");
    EXPECT_THAT(wrong_with("order: exact, sees: [N1.RegistrationRequest, N1.AuthenticationResponse]"),
                HasSubstr("but event 3 is N1.AuthenticationRequest"));
    EXPECT_THAT(wrong_with("order: exact, sees: [N1.RegistrationRequest, N1.AuthenticationRequest]"),
                HasSubstr("but event 4 is N1.AuthenticationResponse"));
    EXPECT_THAT(wrong_with("order: exact, sees: [N1.RegistrationRequest, N12.AuthenticateRequest, "
                           "N1.AuthenticationResponse]"),
                HasSubstr("but event 3 is N1.AuthenticationRequest"));
}

TEST(Never, IsBrokenByOneMessageThatFits) {
    EXPECT_EQ(wrong_with("never: [N1.RegistrationReject, N1.RegistrationRequest: { ngKsi: 0 }]"), "");
    EXPECT_THAT(wrong_with("never: [N1.AuthenticationRequest: { ngKsi: 0 }]"), HasSubstr("but it is event 3"));
}

TEST(OneOf, WantsOneAlternativeWhole) {
    EXPECT_EQ(wrong_with("oneOf: [[N1.RegistrationReject], [N1.RegistrationRequest, N1.AuthenticationResponse]]"), "");
    EXPECT_THAT(wrong_with("oneOf: [[N1.RegistrationReject], [N1.AuthenticationResponse, N1.RegistrationRequest]]"),
                HasSubstr("none of the alternatives"));
}

TEST(Within, CountsVirtualTimeToTheLastEvent) {
    EXPECT_EQ(wrong_with("within: 4ms"), "");
    EXPECT_THAT(wrong_with("within: 3ms"), HasSubstr("within 3 ms, but it took 4 ms"));
}

TEST(Outcome, IsComparedWithAllThatItSays) {
    EXPECT_EQ(wrong_with("outcome: success"), "");
    EXPECT_THAT(wrong_with("outcome: { rejected: { by: amf } }"), HasSubstr("expected outcome rejected, got success"));
}

TEST(Matcher, HoldsForWhatItSaysAndForNothingElse) {
    const auto wrong = [](const std::string& matchers, const std::string& message = "RegistrationRequest",
                          const std::string& field = "ngKsi") {
        return wrong_with("sees: [N1." + message + ": { " + field + ": { " + matchers + " } }]");
    };
    for (const auto* good : {"eq: 7", "ne: 6", "lt: 8", "le: 7", "gt: 6", "ge: 7", "in: [1, 7]", "matches: '^[0-9]$'",
                             "exists: true", "gt: 6, lt: 8"})
        EXPECT_EQ(wrong(good), "") << good;
    for (const auto* bad : {"eq: 8", "ne: 7", "lt: 7", "le: 6", "gt: 7", "ge: 8", "in: [1, 2]", "matches: '^[a-f]$'",
                            "exists: false", "gt: 6, lt: 7"})
        EXPECT_THAT(wrong(bad), HasSubstr("did not arrive")) << bad;
    EXPECT_EQ(wrong("len: 16", "AuthenticationRequest", "rand"), "");
    EXPECT_NE(wrong("len: 32", "AuthenticationRequest", "rand"), "");
    EXPECT_EQ(wrong("any-of: [EA1, EA2]", "RegistrationRequest", "ueSecurityCapability.ea"), "");
    EXPECT_NE(wrong("any-of: [EA1, EA3]", "RegistrationRequest", "ueSecurityCapability.ea"), "");
    EXPECT_EQ(wrong("exists: false", "AuthenticationRequest", "autn"), "");
    EXPECT_NE(wrong("eq: 7", "AuthenticationRequest", "autn"), "") << "an absent field fits nothing else";
}

std::string wrong_with(const std::string& kind, std::vector<std::string> operands) {
    const std::map<std::string, std::string> held{{"a", "1"}, {"b", "1"}, {"c", "2"}};
    const Lookup lookup = [&](const std::string& address) -> Result<std::optional<std::string>> {
        const auto found = held.find(address);
        if (found == held.end()) return std::optional<std::string>{};
        return std::optional<std::string>{found->second};
    };
    const Saved before{{"a", "1"}, {"c", "1"}, {"x", ""}};
    std::string text;
    for (const auto& one : compare({{kind, std::move(operands), {}}}, lookup, before, {{"s", "2"}}))
        text += one.message;
    return text;
}

TEST(Checks, CompareWhatThePartiesHold) {
    EXPECT_EQ(wrong_with("same", {"a", "b"}), "");
    EXPECT_THAT(wrong_with("same", {"a", "c"}), HasSubstr("they differ"));
    EXPECT_THAT(wrong_with("same", {"a", "x"}), HasSubstr("one is absent"));
    EXPECT_EQ(wrong_with("differs", {"a", "c"}), "");
    EXPECT_THAT(wrong_with("differs", {"a", "b"}), HasSubstr("they are the same"));
    EXPECT_EQ(wrong_with("is", {"c", "${save.s}"}), "");
    EXPECT_THAT(wrong_with("is", {"a", "2"}), HasSubstr("they differ"));
    EXPECT_EQ(wrong_with("absent", {"x"}), "");
    EXPECT_THAT(wrong_with("absent", {"a"}), HasSubstr("it is there"));
    EXPECT_EQ(wrong_with("present", {"a", "c"}), "");
    EXPECT_THAT(wrong_with("present", {"a", "x"}), HasSubstr("it is not there"));
    EXPECT_EQ(wrong_with("unchanged", {"a", "x"}), "");
    EXPECT_THAT(wrong_with("unchanged", {"c"}), HasSubstr("not what it was"));
}

TEST(Saved, IsPutInOnceAlsoWhereItLooksLikeANameItself) {
    const Saved saved{{"a", "${save.a}${save.b}"}, {"b", "2"}};
    EXPECT_EQ(with_saved("${save.a}-${save.b}-${save.c}-${save.", saved), "${save.a}${save.b}-2-${save.c}-${save.");
}

}  // namespace
}  // namespace akmasim::scenario::test

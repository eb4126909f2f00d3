// SPDX-License-Identifier: Apache-2.0
// What a run says of its secrets: the claims that hold, and the way to each secret that did not stay one.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// One registration and one connection, observed by mallory on N1 and Ua.
Answer run_with(const std::string& claim, const std::string& leak = "[]", const std::string& more = "") {
    const Folder folder;
    const auto path = folder.path / "secrecy.yaml";
    std::ofstream(path) << "schema: akma-scenario/1\nname: secrecy\nextends: " AKMASIM_SOURCE_DIR
                           "/scenarios/base/one-ue.yaml\n"
                        << more << "adversary: { name: mallory, at: [N1, Ua], can: [read], leak: " << leak
                        << " }\nsteps:\n  - id: reg\n    register: { ue: alice }\n"
                           "  - id: open\n    connect: { ue: alice, to: msgin5g }\n"
                           "expect:\n  secrecy:\n    - "
                        << claim << "\n";
    return akmasim("run " + path.string() + " -q --host simulated");
}

TEST(Secrecy, HoldsWhereEachKeyStaysWhereTheSpecificationsPutIt) {
    for (const auto* claim : {"{ key: K, only: [ue, udm] }", "{ key: KAUSF, only: [ue, udm, ausf] }",
                              "{ key: KSEAF, only: [ue, ausf, amf] }", "{ key: KAKMA, only: [ue, ausf, aanf] }",
                              "{ key: KAF, only: [ue, aanf, msgin5g] }", "{ key: SUPI, never-on: [N1, Ua] }",
                              "{ key: KAF, never-on: [N1, Ua] }", "{ key: KAF, not-derivable-by: mallory }",
                              "{ message: N1.RegistrationAccept, cannot-read: mallory }"}) {
        const auto answer = run_with(claim);
        EXPECT_EQ(answer.code, 0) << claim << "\n" << answer.output;
    }
}

TEST(Secrecy, FailsWithThePartyAndTheMessageThatGaveTheKey) {
    const auto answer = run_with("{ key: KAUSF, only: [ue, udm] }");
    EXPECT_EQ(answer.code, 1);
    EXPECT_THAT(answer.output, HasSubstr("KAUSF of alice is known to ausf, expected only ue, udm"));
    EXPECT_THAT(answer.output, HasSubstr("was sent it in N13.GenerateAuthDataResponse"));
}

TEST(Secrecy, FailsWithTheMessageThatCarriesTheSupi) {
    EXPECT_THAT(run_with("{ key: SUPI, never-on: [N61] }").output, HasSubstr("N61.RegisterAnchorKeyRequest"));
    // TS 33.501 6.12.2: with the null scheme anybody on N1 reads it.
    const auto null_scheme = run_with("{ key: SUPI, never-on: [N1] }", "[]",
                                      "subscribers: { alice: { protectionScheme: 0, homeNetworkPublicKeyId: 0 } }\n");
    EXPECT_EQ(null_scheme.code, 1);
    EXPECT_THAT(null_scheme.output, HasSubstr("N1.RegistrationRequest"));
}

TEST(Secrecy, TellsTheWayFromALeakedKeyToWhatItOpens) {
    const auto broken = run_with("{ key: KAF, not-derivable-by: mallory }", "{ key: KAUSF, of: alice }");
    EXPECT_EQ(broken.code, 1);
    EXPECT_THAT(broken.output, HasSubstr("KAKMA of alice: follows by TS 33.535 A.2"));
    const auto read = run_with("{ message: N1.RegistrationAccept, can-read: mallory }", "{ key: KAMF, of: alice }");
    EXPECT_EQ(read.code, 0) << read.output;
    EXPECT_THAT(read.output, HasSubstr("deciphered with KNASenc"));
}

TEST(Secrecy, ShowsNothingWhereWhatItIsAboutNeverWas) {
    EXPECT_THAT(run_with("{ key: EMSK, not-derivable-by: mallory }").output, HasSubstr("never came to exist"));
    EXPECT_THAT(run_with("{ message: Ua.HttpRequest, cannot-read: mallory }").output, HasSubstr("shows nothing"));
}

TEST(Secrecy, LeavesARunInconclusiveWhereNothingLeaked) {
    const auto answer = run_with("{ key: KAF, not-derivable-by: mallory }", "{ key: KAF, of: alice, at: reg }");
    EXPECT_EQ(answer.code, 5) << answer.output;
    EXPECT_THAT(answer.output, HasSubstr("KAF of alice leaked after step 'reg', but there was none by then"));
}

TEST(Secrecy, FindsTheSameInARevealedRunAndShowsNoKey) {
    const auto hidden = run_with("{ key: KAF, derivable-by: mallory }", "{ key: KAKMA, of: alice }");
    EXPECT_EQ(hidden.code, 0) << hidden.output;
    EXPECT_THAT(hidden.output, HasSubstr("KAF of alice: follows by TS 33.535 A.4"));
    EXPECT_THAT(hidden.output, Not(testing::ContainsRegex("[0-9a-f]{32}")));
}

}  // namespace
}  // namespace akmasim::test

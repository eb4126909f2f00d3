// SPDX-License-Identifier: Apache-2.0
// What a failed expectation says: what, where, nearest, why, clause, and how to look.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Failing {
public:
    std::string run(const std::string& rest, const std::string& options = "") const {
        std::ofstream(file(), std::ios::trunc)
            << "schema: akma-scenario/1\nname: fails\ntitle: A test\nextends: " AKMASIM_SOURCE_DIR
               "/scenarios/base/one-ue.yaml\n"
            << rest;
        return akmasim("run -q --host simulated " + options + " " + file()).output;
    }
    [[nodiscard]] std::string file() const { return (folder_.path / "fails.yaml").string(); }
    [[nodiscard]] std::string recording() const { return (folder_.path / "fails.rec.jsonl").string(); }

private:
    Folder folder_;
};

TEST(FailureReport, SaysWhatWhereNearestWhyClauseAndHowToLook) {
    const Failing failing;
    const auto text = failing.run(
        "subscribers:\n  alice:\n    akma: false\nsteps:\n  - id: reg\n    register: { ue: alice }\n    expect:\n"
        "      sees:\n        - N13.GenerateAuthDataResponse\n        - N61.RegisterAnchorKeyRequest\n",
        "--record " + failing.recording());
    EXPECT_THAT(text, AllOf(HasSubstr("error: expected message did not arrive\n  --> " + failing.file() +
                                      ":14:11   step 'reg' (register alice)\n"),
                            HasSubstr("14 |         - N61.RegisterAnchorKeyRequest\n"),
                            HasSubstr("   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ waited "),
                            HasSubstr("ms (virtual) after N13.GenerateAuthDataResponse\n"), HasSubstr("   = nearest: "),
                            HasSubstr("   = why: subscriber 'alice' has akma: false (" + failing.file() + ":7)\n"),
                            HasSubstr("   = clause: TS 33.535 6.1\n"), HasSubstr("   = see: akmasim step --at ")));
    EXPECT_THAT(text, HasSubstr(" " + failing.recording() + "\n"));
}

TEST(FailureReport, ShowsWhichFieldOfTheNearestMessageDiffers) {
    const Failing failing;
    const auto text = failing.run(
        "steps:\n  - id: reg\n    register: { ue: alice }\n    expect:\n"
        "      sees:\n        - N1.SecurityModeCommand: { ia: 1, ea: 2 }\n");
    EXPECT_THAT(text, HasSubstr("   = nearest: N1.SecurityModeCommand had ia: 2        (step "));
    EXPECT_THAT(text, HasSubstr("amf -> ue)\n"));
}

TEST(FailureReport, NamesWhatDiffersBehindAMacFailure) {
    const Failing failing;
    const auto text = failing.run(
        "subscribers:\n  alice:\n    usim: { op: '00000000000000000000000000000000' }\nsteps:\n  - id: reg\n"
        "    register: { ue: alice }\n");
    EXPECT_THAT(text, HasSubstr("expected outcome success, got rejected"));
    EXPECT_THAT(text, HasSubstr("   = why: OP or OPc of subscriber 'alice' differs between the USIM (" +
                                failing.file() + ":7) and the UDM ("));
    EXPECT_THAT(text, Not(HasSubstr("0000000000000000"))) << "a key is never shown";
}

TEST(FailureReport, NamesWhatKeepsAKeyFromBeingGiven) {
    const Failing failing;
    EXPECT_THAT(failing.run("nfs: { aanf: { authorizedAfs: ['other.example.com'] } }\nsteps:\n"
                            "  - register: { ue: alice }\n  - connect: { ue: alice, to: msgin5g }\n"),
                HasSubstr("   = why: the key request was refused: UNAUTHORIZED_AF (step "));
    EXPECT_THAT(failing.run("nfs: { ue: { uaStarId: '0100000002' } }\nsteps:\n"
                            "  - register: { ue: alice }\n  - connect: { ue: alice, to: msgin5g }\n"),
                HasSubstr("   = why: the Ua* identifier of ue is set to '0100000002' (" + failing.file() + ":5)"));
}

TEST(FailureReport, NamesTheHomeNetworkKeyThatIsMissingOrAnotherOnes) {
    const Failing failing;
    const auto with = [&](const std::string& id) {
        return failing.run(
            "homeNetworkKeys: [{ id: 1, scheme: 1, privateKey: "
            "'c53c22208b61860b06c62e5406a7b330c2b577aa5558981510d128247d38bd1d' }]\n"
            "subscribers:\n  alice:\n    protectionScheme: 1\n    homeNetworkPublicKeyId: " +
            id +
            "\n    homeNetworkPublicKey: '0900000000000000000000000000000000000000000000000000000000000000'\n"
            "steps:\n  - register: { ue: alice }\n");
    };
    EXPECT_THAT(with("7"), HasSubstr("   = why: homeNetworkKeys has no key with id 7 and scheme 1"));
    EXPECT_THAT(with("1"), HasSubstr("   = why: the SUCI does not open: the homeNetworkPublicKey of 'alice'"));
}

TEST(FailureReport, SaysNothingOfAForcedKeyWhereTheCauseWasAnother) {
    const Failing failing;
    EXPECT_THAT(failing.run("nfs: { aanf: { authorizedAfs: ['other.example.com'] } }\nsteps:\n"
                            "  - register: { ue: alice }\n  - connect: { ue: alice, to: msgin5g, forceKey: "
                            "'0000000000000000000000000000000000000000000000000000000000000001' }\n"),
                AllOf(HasSubstr("UNAUTHORIZED_AF"), Not(HasSubstr("the forced key is none"))));
}

TEST(FailureReport, TellsAForeignKeyThatNoKnownMistakeGives) {
    const Failing failing;
    EXPECT_THAT(failing.run("steps:\n  - register: { ue: alice }\n  - connect: { ue: alice, to: msgin5g, forceKey: "
                            "'0000000000000000000000000000000000000000000000000000000000000001' }\n"),
                HasSubstr("   = why: the forced key is none that a known mistake gives"));
}

}  // namespace
}  // namespace akmasim::test

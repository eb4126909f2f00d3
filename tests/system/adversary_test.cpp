// SPDX-License-Identifier: Apache-2.0
// What an adversary does to the exit code: a rule that met nothing shows nothing.
#include <fstream>

#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

int run_with(const std::string& rule) {
    const Folder folder;
    const auto path = folder.path / "attack.yaml";
    std::ofstream(path)
        << "schema: akma-scenario/1\nname: attack\nextends: " AKMASIM_SOURCE_DIR
           "/scenarios/base/one-ue.yaml\nadversary:\n  at: [N1, N61]\n  can: [read, drop, delay, modify, inject]\n"
           "  rules:\n    - " +
               rule + "\nsteps:\n  - register: { ue: alice }\n";
    return akmasim("run " + path.string() + " -q --host simulated").code;
}

TEST(Adversary, WhoseRuleMetNothingLeavesTheRunInconclusive) {
    EXPECT_EQ(run_with("{ when: { msg: N1.RegistrationReject }, do: [ drop ] }"), 5);
    EXPECT_EQ(run_with("{ when: { msg: N1.RegistrationReject, probability: 0.5 }, do: [ drop ] }"), 0);
    EXPECT_EQ(run_with("{ when: { msg: N1.RegistrationRequest }, do: [ { save: a } ] }"), 0);
}

TEST(Adversary, WhoCannotDoWhatItMeantToLeavesTheRunInconclusive) {
    EXPECT_EQ(run_with("{ when: { msg: N1.RegistrationRequest }, do: [ { set: { ngKsi: many } } ] }"), 5);
    EXPECT_EQ(run_with("{ when: { msg: N1.RegistrationRequest }, do: [ { send: nothing } ] }"), 5);
}

TEST(Adversary, ThatChangesAMessageMakesTheRegistrationFail) {
    EXPECT_EQ(run_with("{ when: { msg: N1.AuthenticationRequest }, do: [ { flip: { offset: 20, bit: 7 } } ] }"), 1);
    EXPECT_EQ(run_with("{ when: { msg: N1.AuthenticationResponse }, do: [ { truncate: 3 } ] }"), 1);
}

TEST(Adversary, ThatOnlyDelaysChangesNoOutcome) {
    EXPECT_EQ(run_with("{ when: { msg: N1.any }, do: [ { delay: { mean: 20ms, jitter: 5ms } } ] }"), 0);
    EXPECT_EQ(run_with("{ when: { msg: N61.RegisterAnchorKeyRequest }, do: [ { reorder: 5 } ] }"), 0);
}

}  // namespace
}  // namespace akmasim::test

// SPDX-License-Identifier: Apache-2.0
// An independent program reads the access tokens of a recording and verifies who signed them.
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

int verify(const std::filesystem::path& recording) {
    const auto check =
        "python3 -B " + std::string(AKMASIM_SOURCE_DIR) + "/tools/tokens.py " + recording.string() + " >/dev/null";
    return std::system(check.c_str());
}

std::filesystem::path recorded(const Folder& folder, const std::string& name) {
    const auto path = folder.path / (name + ".jsonl");
    const auto run = akmasim("run " + std::string(AKMASIM_SOURCE_DIR) + "/scenarios/nrf/" + name +
                             ".yaml -q --host simulated --record " + path.string());
    EXPECT_EQ(run.code, 0) << run.output;
    return path;
}

// RFC 7515 5.2, TS 33.501 13.4.1.1.
TEST(Tokens, OfARecordingAreAllSignedByOneKeyAndGoodWhereTheyAreShown) {
    const Folder folder;
    EXPECT_EQ(verify(recorded(folder, "tokens")), 0);
    EXPECT_EQ(verify(recorded(folder, "tokens-via-nef")), 0);
}

TEST(Tokens, ThatAreNoGoodAreFoundByTheOtherProgramToo) {
    const Folder folder;
    for (const auto* name : {"expired-token", "wrong-audience", "badly-signed-token", "unsigned-token"})
        EXPECT_NE(verify(recorded(folder, name)), 0) << name;
}

}  // namespace
}  // namespace akmasim::test

// SPDX-License-Identifier: Apache-2.0
// What is left to say of an attack when it is over: where a wrong derivation left the specification.
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/record/reader.hpp"
#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

using testing::HasSubstr;

// Why the server refused the handshake of a UE that derives K_AKMA in that way.
std::string culprit_of(const std::string& profile) {
    const Folder folder;
    const auto played = akmasim(
        "run -q --host simulated " AKMASIM_SOURCE_DIR "/scenarios/attacks/wrong-kdf.yaml --case profile=" + profile +
        " --record " + folder.path.string());
    EXPECT_EQ(played.code, 0) << played.output;
    const auto recording = record::read_file((folder.path / ("wrong-kdf.profile=" + profile + ".rec.jsonl")).string());
    if (!recording) return "no recording";
    std::uint64_t refusal = 0;
    for (const auto& event : recording->events) {
        if (event.kind == "refused") refusal = event.seq;
    }
    const auto explained = akmasim("explain --event " + std::to_string(refusal) + " --in " +
                                   (folder.path / ("wrong-kdf.profile=" + profile + ".rec.jsonl")).string());
    return std::regex_replace(explained.output, std::regex("\\s+"), " ");  // lines are wrapped
}

// TS 33.535 A.2
TEST(Attacks, WithAWrongDerivationEndAtTheBinderAndTheParameterIsNamed) {
    EXPECT_THAT(culprit_of("fc-6a"), HasSubstr("FC is 80 at ausf and 6a at ue"));
    EXPECT_THAT(culprit_of("rid-as-p0"), HasSubstr("P0 is 'AKMA' at ausf and '0000' at ue"));
    EXPECT_THAT(culprit_of("imsi-prefix"),
                HasSubstr("P1 is '001010000000001' at ausf and 'imsi-001010000000001' at ue"));
}

}  // namespace
}  // namespace akmasim::test

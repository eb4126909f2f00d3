// SPDX-License-Identifier: Apache-2.0
// What becomes of a replay that differed: it waits, is looked at, accepted with a reason or rejected.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/record/compare.hpp"
#include "simulator/record/revise.hpp"
#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;

const std::string program = "env -u CI " AKMASIM_BINARY_DIR "/akmasim ";

// Recordings in which one octet is not what a replay gives.
class Changed {
public:
    Changed() {
        for (const auto* name : {"a", "b", "c"}) {
            auto text = right();
            const auto raw = text.find("\"raw\":\"7e") + 10;
            text[raw] = text[raw] == '0' ? '1' : '0';
            text.erase(text.rfind('\n', text.size() - 2) + 1);
            std::ofstream(path(name), std::ios::binary) << record::closed(text, record::read_text(right())->trailer);
        }
    }
    static std::string right() {
        return content(fs::path(AKMASIM_SOURCE_DIR) / "scenarios/recorded/suci-profile-b.rec.jsonl");
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_.path / (name + ".rec.jsonl")).string();
    }
    [[nodiscard]] std::string folder() const { return folder_.path.string(); }
    [[nodiscard]] bool waits(const std::string& name) const { return fs::exists(path(name) + ".new"); }
    [[nodiscard]] Answer replay(const std::string& before = "env -u CI ") const {
        return shell(before + AKMASIM_BINARY_DIR "/akmasim replay --host simulated " + folder());
    }

private:
    Folder folder_;
};

// What a machine with libraries of another patch level would have recorded too.
std::string but_for_libraries(std::string text) {
    const auto libraries = text.find("\"libs\":{");
    text.erase(libraries, text.find('}', libraries) - libraries);
    return text.erase(text.rfind("\"sha256\":"));  // of lines of which one is different now
}

TEST(Pending, IsWhatAReplayGaveInPlaceOfTheRecording) {
    const Changed changed;
    EXPECT_EQ(shell(program + "pending " + changed.folder()).code, 0);
    const auto was = content(changed.path("a"));
    EXPECT_EQ(changed.replay().code, 4);
    EXPECT_EQ(content(changed.path("a")), was) << "the recording itself stays";
    EXPECT_EQ(but_for_libraries(content(changed.path("a") + ".new")), but_for_libraries(Changed::right()));
    const auto listed = shell(program + "pending " + changed.folder());
    EXPECT_EQ(listed.code, 4);
    EXPECT_THAT(listed.output, HasSubstr(changed.path("b") + ": step 1 (event 1), N1 RegistrationRequest"));
    EXPECT_THAT(listed.output, HasSubstr("3 pending"));
}

TEST(Pending, IsNothingInCi) {
    const Changed changed;
    EXPECT_EQ(changed.replay("CI=true ").code, 4);
    EXPECT_FALSE(changed.waits("a"));
    EXPECT_EQ(changed.replay().code, 4);
    for (const std::string command : {"accept -m why ", "reject ", "review "})
        EXPECT_EQ(shell("CI=true " AKMASIM_BINARY_DIR "/akmasim " + command + changed.folder()).code, 5) << command;
    EXPECT_TRUE(changed.waits("a"));
}

TEST(Pending, GoesWhenTheReplayGivesWhatIsRecordedAgain) {
    const Changed changed;
    EXPECT_EQ(changed.replay().code, 4);
    std::ofstream(changed.path("a"), std::ios::binary | std::ios::trunc) << Changed::right();
    EXPECT_EQ(changed.replay().code, 4);
    EXPECT_FALSE(changed.waits("a"));
    EXPECT_TRUE(changed.waits("b"));
}

TEST(Accept, TakesTheNewOneOverAndKeepsTheReasonInItsHeader) {
    const Changed changed;
    const auto former = record::read_text(content(changed.path("a")))->trailer.sha256;
    ASSERT_EQ(changed.replay().code, 4);
    const auto answer = shell(program + "accept " + changed.path("a") + " -m 'the octet was \"wrong\"'");
    EXPECT_EQ(answer.code, 0) << answer.output;
    EXPECT_FALSE(changed.waits("a"));
    EXPECT_TRUE(changed.waits("b"));
    const auto now = record::read_text(content(changed.path("a"))).value();
    EXPECT_TRUE(now.trailer.intact);
    ASSERT_EQ(now.header.history.size(), 1u);
    EXPECT_EQ(now.header.history[0].reason, "the octet was \"wrong\"");
    EXPECT_EQ(now.header.history[0].was, former);
    EXPECT_TRUE(record::compare(record::read_text(Changed::right()).value(), now).same());
    EXPECT_EQ(shell(program + "replay --host simulated " + changed.path("a")).code, 0);
}

TEST(Accept, NeedsAReasonAndSomethingThatWaits) {
    const Changed changed;
    EXPECT_EQ(shell(program + "accept " + changed.path("a")).code, 2);
    EXPECT_EQ(shell(program + "accept -m ' ' " + changed.path("a")).code, 2);
    EXPECT_EQ(shell(program + "accept -m why " + changed.path("a")).code, 3);
    EXPECT_EQ(shell(program + "reject " + changed.path("a")).code, 3);
    EXPECT_EQ(shell(program + "accept -m why " + changed.folder()).code, 77);
}

TEST(Accept, RefusesWhatWasEditedOrIsOfAnotherRun) {
    const Changed changed;
    ASSERT_EQ(changed.replay().code, 4);
    auto edited = Changed::right();
    edited.replace(edited.find("alice"), 5, "mallo");
    std::ofstream(changed.path("a") + ".new", std::ios::binary | std::ios::trunc) << edited;
    std::ofstream(changed.path("b") + ".new", std::ios::binary | std::ios::trunc)
        << content(fs::path(AKMASIM_SOURCE_DIR) / "scenarios/recorded/wrong-opc.rec.jsonl");
    const auto was = content(changed.path("a"));
    const auto answer = shell(program + "accept -m why " + changed.folder());
    EXPECT_EQ(answer.code, 3);
    EXPECT_THAT(answer.output, HasSubstr("edited or not whole"));
    EXPECT_THAT(answer.output, HasSubstr("of another scenario or seed"));
    EXPECT_THAT(answer.output, EndsWith("1 passed, 2 failed, 0 skipped\n"));
    EXPECT_EQ(content(changed.path("a")), was);
}

TEST(Reject, LeavesTheRecordingAsItIs) {
    const Changed changed;
    ASSERT_EQ(changed.replay().code, 4);
    const auto was = content(changed.path("c"));
    EXPECT_EQ(shell(program + "reject " + changed.path("c") + ".new").code, 0) << "either name will do";
    EXPECT_FALSE(changed.waits("c"));
    EXPECT_EQ(content(changed.path("c")), was);
}

TEST(Review, TakesItsAnswersFromAPipe) {
    const Changed changed;
    ASSERT_EQ(changed.replay().code, 4);
    const auto answer =
        shell("printf 'd\\nx\\na\\nas it should be\\nr\\ns\\n' | " + program + "review " + changed.folder());
    EXPECT_EQ(answer.code, 4);
    EXPECT_THAT(answer.output, HasSubstr("only formatting changed"));
    EXPECT_THAT(answer.output, EndsWith("1 accepted, 1 rejected, 1 skipped\n"));
    EXPECT_EQ(record::read_text(content(changed.path("a")))->header.history.at(0).reason, "as it should be");
    EXPECT_FALSE(changed.waits("b"));
    EXPECT_TRUE(changed.waits("c"));
    const auto next =
        shell("printf 'e\\nfirst words\\ne\\nbetter words\\na\\n' | " + program + "review " + changed.folder());
    EXPECT_EQ(next.code, 0);
    EXPECT_EQ(record::read_text(content(changed.path("c")))->header.history.at(0).reason, "better words");
}

TEST(Review, WithoutAnswersOrWithoutAReasonDecidesNothing) {
    const Changed changed;
    ASSERT_EQ(changed.replay().code, 4);
    for (const std::string input : {"", "a\\n", "a\\n \\n", "q\\n"}) {
        const auto answer = shell("printf '" + input + "' | " + program + "review " + changed.folder());
        EXPECT_EQ(answer.code, 4) << input;
        EXPECT_THAT(answer.output, EndsWith("0 accepted, 0 rejected, 3 skipped\n")) << input;
    }
    EXPECT_TRUE(changed.waits("a"));
}

}  // namespace
}  // namespace akmasim::test

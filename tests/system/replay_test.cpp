// SPDX-License-Identifier: Apache-2.0
// Recordings as regression tests: the shipped ones replay, and any octet that changes is found where it is.
#include <chrono>
#include <fstream>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/record/revise.hpp"
#include "tests/system/program.hpp"
#include "tests/system/recordings.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// What the program writes may not depend on where the tests run.
Answer replay(const std::string& arguments) {
    return shell("env -u CI " AKMASIM_BINARY_DIR "/akmasim replay --host simulated " + arguments);
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size(); at = lines.back().size() + at + 1)
        lines.push_back(text.substr(at, text.find('\n', at) - at));
    return lines;
}

// The recording with one line changed, its trailer made anew: as if another program had written it.
std::string with_line(const std::string& text, std::size_t number, const std::string& line) {
    auto lines = lines_of(text);
    lines[number] = line;
    std::string body;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) body += lines[i] + "\n";
    return record::closed(body, record::read_text(text)->trailer);
}

TEST(ShippedRecordings, ReplayInBothHostsAndAreNeitherStaleNorUnreferenced) {
    ASSERT_GE(shipped_recordings().size(), 12u);
    for (const std::string how : {"--host simulated", "--host processes --jobs 2", "--stale", "--unreferenced"}) {
        const auto answer = shell("CI=true " AKMASIM_BINARY_DIR "/akmasim replay " + how + " " + shipped.string());
        EXPECT_EQ(answer.code, 0) << answer.output;
        EXPECT_THAT(answer.output, HasSubstr(" passed, 0 failed, 0 skipped\n"));
    }
}

TEST(ShippedRecordings, HaveTheSameShapeWithAnySeed) {
    const auto answer = replay("--as-scenario --seed 7 " + shipped.string());
    EXPECT_EQ(answer.code, 0) << answer.output;
}

TEST(Replay, FindsOneChangedOctetOfAnyEventAtExactlyThatEvent) {
    const Folder folder;
    std::mt19937 random(20261124);
    const auto draw = [&](std::size_t below) { return random() % below; };
    std::string paths;
    std::vector<std::pair<std::string, std::size_t>> changed;
    const auto all = shipped_recordings();
    for (int i = 0; i < 40; ++i) {
        const auto text = content(all[draw(all.size())]);
        const auto lines = lines_of(text);
        std::size_t number = 0;
        std::size_t raw = std::string::npos;
        while (raw == std::string::npos || lines[number].size() - raw < 10) {
            number = 1 + draw(lines.size() - 2);
            raw = lines[number].find("\"raw\":\"");
        }
        auto line = lines[number];
        auto& digit = line[raw + 7 + draw(line.size() - raw - 9)];
        digit = digit == '0' ? '1' : '0';
        const auto path = (folder.path / (std::to_string(i) + ".rec.jsonl")).string();
        write(path, with_line(text, number, line));
        paths += " " + path;
        changed.emplace_back(path, number);
    }
    const auto answer = replay(paths);
    EXPECT_EQ(answer.code, 4);
    EXPECT_THAT(answer.output, EndsWith("0 passed, 40 failed, 0 skipped\n"));
    for (const auto& [path, number] : changed) {
        const auto block = answer.output.find("DIFFERS " + path + "\n");
        ASSERT_NE(block, std::string::npos) << path;
        const auto words = answer.output.substr(block, answer.output.find("DIFFERS", block + 1) - block);
        EXPECT_THAT(words, HasSubstr("(event " + std::to_string(number) + "),"));
        EXPECT_THAT(words, HasSubstr("only formatting changed"));
        EXPECT_THAT(words, Not(HasSubstr("later event")));
    }
    EXPECT_EQ(replay("--level fields" + paths).code, 0) << "no field was changed";
}

TEST(Replay, OfFiftyRecordingsTakesSeconds) {
    std::string paths;
    const auto all = shipped_recordings();
    for (std::size_t i = 0; i < 50; ++i) paths += " " + all[i % all.size()].string();
    const auto before = std::chrono::steady_clock::now();
    const auto answer = replay(paths);
    const auto took = std::chrono::steady_clock::now() - before;
    EXPECT_THAT(answer.output, EndsWith("50 passed, 0 failed, 0 skipped\n"));
    EXPECT_LT(took, std::chrono::seconds(20));
}

TEST(Replay, SaysWhatChangedAndFoldsWhatFollows) {
    const Folder folder;
    const auto path = folder.path / "one.rec.jsonl";
    const auto text = content(shipped / "akma-tls13.rec.jsonl");
    const auto lines = lines_of(text);
    std::size_t number = 0;
    while (lines.at(number).find("\"key\":\"KAUSF\",\"from\"") == std::string::npos) ++number;
    auto line = lines[number];
    line.replace(line.find("\"fp\":\"") + 6, 4, "zzzz");
    write(path, with_line(text, number, line));
    const auto answer = replay(path.string());
    EXPECT_EQ(answer.code, 4);
    EXPECT_THAT(answer.output, HasSubstr("key material changed"));
    EXPECT_EQ(replay("--level flow " + path.string()).code, 0);
    std::string shorter;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) shorter += i == 8 ? "" : lines[i] + "\n";
    auto trailer = record::read_text(text)->trailer;
    --trailer.events;
    write(path, record::closed(shorter, trailer));
    const auto missing = replay(path.string());
    EXPECT_THAT(missing.output, HasSubstr("(event 9),"));
    EXPECT_THAT(missing.output, HasSubstr("later events differ in consequence"));
}

TEST(Replay, OfAnInterruptedRunComparesWhatThereIs) {
    const Folder folder;
    const auto path = folder.path / "half.rec.jsonl";
    const auto lines = lines_of(content(shipped / "akma-tls13.rec.jsonl"));
    std::string half;
    for (std::size_t i = 0; i <= 30; ++i) half += lines[i] + "\n";
    write(path, record::closed(half, {false, 30, "error", "", true}));
    EXPECT_EQ(replay(path.string()).code, 0);
}

TEST(Replay, OfANewerFormatSaysSo) {
    const Folder folder;
    auto text = content(shipped / "akma-tls13.rec.jsonl");
    text.replace(text.find("akma-recording/1"), 16, "akma-recording/2");
    write(folder.path / "new.rec.jsonl", text);
    const auto answer = replay((folder.path / "new.rec.jsonl").string());
    EXPECT_EQ(answer.code, 3);
    EXPECT_THAT(answer.output, HasSubstr("recording format 2 is newer than 1"));
}

TEST(Replay, OfOtherKeysNamesTheKeyThatDoesNotFit) {
    const auto answer = replay("--scenario " AKMASIM_SOURCE_DIR "/scenarios/registration/tuak.yaml " +
                               (shipped / "akma-tls13.rec.jsonl").string());
    EXPECT_EQ(answer.code, 3);
    EXPECT_THAT(answer.output, HasSubstr("{\"$key\":\"K\",\"fp\":"));
}

TEST(Replay, WritesReportsAsRunDoes) {
    const Folder folder;
    const auto file = [&](const char* name) { return (folder.path / name).string(); };
    write(file("torn.rec.jsonl"), "{");
    const auto answer =
        replay("--jobs 2 --report junit=" + file("j") + " --report tap=" + file("t") + " --report json=" + file("o") +
               " " + (shipped / "akma-tls13.rec.jsonl").string() + " " + folder.path.string());
    EXPECT_EQ(answer.code, 3) << answer.output;
    EXPECT_THAT(answer.output, EndsWith("1 passed, 1 failed, 0 skipped\n"));
    EXPECT_THAT(content(file("j")), HasSubstr("tests=\"2\" failures=\"0\" errors=\"1\""));
    EXPECT_THAT(content(file("t")), HasSubstr("not ok 2 - " + file("torn.rec.jsonl")));
    EXPECT_THAT(content(file("o")), HasSubstr("\"passed\":1,\"failed\":1"));
}

TEST(Replay, ListsRecordingsWhoseScenarioIsGoneOrSaysSomethingElse) {
    const Folder folder;
    const auto scenario = folder.path / "mine.yaml";
    const auto path = (folder.path / "mine.rec.jsonl").string();
    const std::string text = "schema: akma-scenario/1\nname: mine\ntitle: A test\nextends: " AKMASIM_SOURCE_DIR
                             "/scenarios/base/one-ue.yaml\nsteps: [{ id: reg, register: { ue: alice } }]\n";
    write(scenario, text);
    ASSERT_EQ(akmasim("run -q --host simulated " + scenario.string() + " --record " + path).code, 0);
    EXPECT_EQ(replay("--stale " + path).code, 0);
    write(scenario, text + "tags: [other]\n");
    EXPECT_THAT(replay("--stale " + path).output, HasSubstr("STALE " + path));
    EXPECT_EQ(replay("--stale " + path).code, 4);
    EXPECT_EQ(replay(path).code, 0) << "it is replayed as it was recorded";
    fs::remove(scenario);
    EXPECT_EQ(replay("--unreferenced " + path).code, 3);
    EXPECT_THAT(replay("--unreferenced " + path).output, HasSubstr("no scenario is called mine"));
    EXPECT_THAT(replay("--stale " + path).output, EndsWith("0 passed, 0 failed, 1 skipped\n"));
    EXPECT_EQ(replay(path).code, 3) << "its keys are nowhere";
}

TEST(Replay, WithAnotherSeedIsAnotherCommandLineThanALevel) {
    const auto path = (shipped / "akma-tls13.rec.jsonl").string();
    EXPECT_EQ(replay("--seed 5 " + path).code, 2);
    EXPECT_EQ(replay("--as-scenario --level flow " + path).code, 2);
    EXPECT_EQ(replay("--stale --unreferenced " + path).code, 2);
    EXPECT_EQ(replay("--report html=x " + path).code, 2);
    const Folder empty;
    EXPECT_EQ(replay(empty.path.string()).code, 77);
}

TEST(Diff, ShowsTheSameAsAReplayAtEachLevel) {
    const Folder folder;
    const auto path = (folder.path / "one.rec.jsonl").string();
    const auto from = (shipped / "akma-tls13.rec.jsonl").string();
    auto line = lines_of(content(from))[1];
    line.replace(line.find("\"raw\":\"7e") + 9, 1, "f");
    write(path, with_line(content(from), 1, line));
    const auto answer = akmasim("diff " + from + " " + path);
    EXPECT_EQ(answer.code, 4);
    EXPECT_THAT(answer.output, HasSubstr("first at step 1 (event 1), N1 RegistrationRequest"));
    EXPECT_THAT(answer.output, HasSubstr("only formatting changed"));
    EXPECT_EQ(akmasim("diff --level fields " + from + " " + path).code, 0);
}

TEST(Redact, GivesOctetForOctetWhatARunWithoutRevealRecords) {
    const Folder folder;
    const auto file = [&](const char* name) { return (folder.path / name).string(); };
    for (const std::string name : {"akma-tls13", "registration/eap-aka-prime", "akma/via-nef", "ua/http-digest",
                                   "attacks/replay-challenge", "refusals/sqn-resync"}) {
        const auto run =
            "run -q --host simulated --seed 3 " AKMASIM_SOURCE_DIR "/scenarios/" + name + ".yaml --record ";
        ASSERT_EQ(akmasim(run + file("hidden")).code, 0);
        ASSERT_EQ(akmasim(run + file("shown") + " --reveal").code, 0);
        const auto answer = akmasim("redact " + file("shown") + " -o " + file("redacted"));
        EXPECT_EQ(answer.code, 0) << answer.output;
        EXPECT_EQ(content(file("redacted")), content(file("hidden"))) << name;
    }
    EXPECT_EQ(akmasim("redact " + file("redacted")).code, 3) << "it hides its keys already";
}

TEST(Redact, RefusesToWriteWhatStillShowsAKeyAndLeavesTheFileAsItIs) {
    const Folder folder;
    const auto path = (folder.path / "shown.rec.jsonl").string();
    ASSERT_EQ(akmasim("run -q --host simulated --reveal " + main_scenario + " --record " + path).code, 0);
    const auto text = content(path);
    const auto value = text.substr(text.find("\"value\":\"", text.find("\"kind\":\"derive\"")) + 9, 32);
    auto line = lines_of(text)[1];
    line.replace(line.find("\"step\":\""), 8, "\"step\":\"" + value);
    write(path, with_line(text, 1, line));
    const auto before = content(path);
    EXPECT_EQ(akmasim("redact " + path).code, 6);
    EXPECT_EQ(content(path), before);
}

}  // namespace
}  // namespace akmasim::test

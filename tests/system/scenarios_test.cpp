// SPDX-License-Identifier: Apache-2.0
// Every shipped scenario as users run it: twice over, as processes and simulated, with the same recording.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;

class ShippedScenario : public testing::TestWithParam<std::string> {};

// Of every case its recording, by the name of its file.
std::map<std::string, std::string> recorded(const std::string& scenario, const std::string& host) {
    const Folder folder;
    const auto answer = akmasim("run " + scenario + " -q --host " + host + " --record " + folder.path.string());
    EXPECT_EQ(answer.code, 0) << answer.output;
    std::map<std::string, std::string> recordings;
    for (const auto& entry : fs::directory_iterator(folder.path))
        recordings[entry.path().filename().string()] = content(entry.path());
    return recordings;
}

TEST_P(ShippedScenario, PassesAndRecordsTheSameOnBothHosts) {
    const auto processes = recorded(GetParam(), "processes");
    EXPECT_FALSE(processes.empty());
    EXPECT_EQ(processes, recorded(GetParam(), "simulated"));
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
    auto name = fs::path(info.param).stem().string();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, ShippedScenario, testing::ValuesIn(runnable_scenarios()), name_of);

TEST(Seed, ChangesTheRecordingAndRepeatsIt) {
    const Folder folder;
    const auto record = [&](const std::string& seed, const std::string& name) {
        const auto path = folder.path / name;
        EXPECT_EQ(
            akmasim("run " + main_scenario + " -q --host simulated --seed " + seed + " --record " + path.string()).code,
            0);
        return content(path);
    };
    const auto one = record("1", "one");
    EXPECT_EQ(one, record("1", "again"));
    EXPECT_NE(one, record("2", "two"));
}

TEST(Recording, HoldsNoLongTermKeyUnlessAsked) {
    const Folder folder;
    const auto hidden = folder.path / "hidden";
    const auto revealed = folder.path / "revealed";
    ASSERT_EQ(akmasim("run " + main_scenario + " -q --host simulated --record " + hidden.string()).code, 0);
    ASSERT_EQ(akmasim("run " + main_scenario + " -q --host simulated --reveal --record " + revealed.string()).code, 0);
    const std::string k = "465b5ce8b199b49faa5f0a2ee238a6bc";
    EXPECT_EQ(content(hidden).find(k), std::string::npos);
    EXPECT_NE(content(revealed).find(k), std::string::npos);
}

TEST(CommandLine, RefusesAScenarioThatDoesNotExistWithExitCode3) {
    const auto answer = akmasim("run /nowhere/at-all.yaml");
    EXPECT_EQ(answer.code, 3) << answer.output;
    EXPECT_NE(answer.output.find("cannot be read"), std::string::npos);
}

TEST(CommandLine, RefusesUnknownAndDuplicateKeysWithTheirPlaces) {
    const Folder folder;
    const auto path = folder.path / "bad.yaml";
    std::ofstream(path) << "schema: akma-scenario/1\nname: bad\nname: again\n";
    const auto duplicate = akmasim("run " + path.string());
    EXPECT_EQ(duplicate.code, 3);
    EXPECT_NE(duplicate.output.find("bad.yaml:3:1"), std::string::npos) << duplicate.output;
    std::ofstream(path, std::ios::trunc) << "schema: akma-scenario/1\nname: bad\nabstract: true\nstepz: []\n";
    const auto unknown = akmasim("run " + path.string());
    EXPECT_EQ(unknown.code, 3);
    EXPECT_NE(unknown.output.find("did you mean 'steps'"), std::string::npos) << unknown.output;
}

TEST(Processes, AnNfThatIsNotThereOrEndsAtOnceGivesExitCode5AndLeavesNothingBehind) {
    const Folder folder;
    const auto runtime = folder.path / "runtime";
    fs::create_directory(runtime);
    fs::copy_file(fs::path(AKMASIM_BINARY_DIR) / "akmasim", folder.path / "akmasim");
    const auto run = [&] {
        const auto command = "XDG_RUNTIME_DIR=" + runtime.string() + " " + (folder.path / "akmasim").string() +
                             " run " + main_scenario + " -q >/dev/null 2>&1";
        return WEXITSTATUS(std::system(command.c_str()));
    };
    EXPECT_EQ(run(), 5);
    fs::create_symlink("/bin/false", folder.path / "akmasim-nf");
    EXPECT_EQ(run(), 5);
    EXPECT_TRUE(fs::is_empty(runtime));
}

TEST(Replay, FindsAChangedOctetAtItsEventAndAnswersWithExitCode4) {
    const Folder folder;
    const auto path = folder.path / "akma-tls13.rec.jsonl";
    ASSERT_EQ(akmasim("run " + main_scenario + " -q --host simulated --record " + path.string()).code, 0);
    EXPECT_EQ(akmasim("replay --scenario " + main_scenario + " " + path.string()).code, 0);
    auto text = content(path);
    const auto event = text.find("\"seq\":40,");
    const auto t = text.find("\"t\":", event) + 4;
    text[t] = text[t] == '1' ? '2' : '1';
    std::ofstream(path, std::ios::trunc | std::ios::binary) << text;
    const auto differs = akmasim("replay --scenario " + main_scenario + " " + path.string());
    EXPECT_EQ(differs.code, 4) << differs.output;
    EXPECT_NE(differs.output.find("(event 40)"), std::string::npos) << differs.output;
    std::ofstream(path, std::ios::trunc | std::ios::binary) << text.substr(0, text.size() / 2);
    EXPECT_EQ(akmasim("replay --scenario " + main_scenario + " " + path.string()).code, 3);
}

TEST(CommandLine, AnswersAWrongOneWithExitCode2) { EXPECT_EQ(akmasim("run").code, 2); }

}  // namespace
}  // namespace akmasim::test

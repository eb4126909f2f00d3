// SPDX-License-Identifier: Apache-2.0
// Each exit code of akmasim through the real program, and which one wins. 130 and 143: processes_test.cpp.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;

// Scenarios that end as their names say, in a folder that goes away.
class Outcomes {
public:
    Outcomes() {
        put("passes", register_step(""));
        put("fails", register_step(", expect: { outcome: { rejected: { by: amf } } }"));
        put("leaks",
            "steps: [{ id: reg, register: { ue: alice } }, { id: open, connect: { ue: alice, to: msgin5g } }, "
            "{ id: send, send: { ue: alice, to: msgin5g, text: '465b5ce8b199b49faa5f0a2ee238a6bc' } }]\n");
        put("invalid", "stepz: []\n");
        put("real", "plmn: { mcc: '262', mnc: '01' }\nsubscribers: { alice: { supi: imsi-262010000000001 } }\n" +
                        register_step(""));
        put("abstract", "abstract: true\n");
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (folder_.path / (name + ".yaml")).string(); }
    [[nodiscard]] std::string in(const std::string& name) const { return (folder_.path / name).string(); }

private:
    static std::string register_step(const std::string& more) {
        return "steps: [{ id: reg, register: { ue: alice }" + more + " }]\n";
    }
    void put(const std::string& name, const std::string& rest) const {
        std::ofstream(at(name)) << "schema: akma-scenario/1\nname: " << name
                                << "\ntitle: A test\nextends: " << AKMASIM_SOURCE_DIR "/scenarios/base/one-ue.yaml\n"
                                << rest;
    }
    Folder folder_;
};

Answer run(const std::string& arguments) { return akmasim("run -q --host simulated " + arguments); }

TEST(ExitCode, Is0WhenAllIsAsExpected) {
    const Outcomes outcomes;
    const auto answer = run(outcomes.at("passes"));
    EXPECT_EQ(answer.code, 0) << answer.output;
    EXPECT_THAT(answer.output, EndsWith("1 passed, 0 failed, 0 skipped\n"));
    EXPECT_EQ(akmasim("--help").code, 0);
}

// Keys are shown of test networks (MCC 001 and 999) alone, and where they are shown without being asked for, not
// either.
TEST(ExitCode, Is3WhereTheKeysOfARealNetworkWouldBeShown) {
    const Outcomes outcomes;
    EXPECT_EQ(run(outcomes.at("real")).code, 0);
    const auto refused = run(outcomes.at("real") + " --reveal --record " + outcomes.in("r.jsonl"));
    EXPECT_EQ(refused.code, 3);
    EXPECT_THAT(refused.output, HasSubstr("--reveal is for test PLMNs (MCC 001 and 999)"));
    EXPECT_FALSE(fs::exists(outcomes.in("r.jsonl")));
    const auto page = outcomes.in("real.html");
    EXPECT_EQ(akmasim("export " + outcomes.at("real") + " --html " + page).code, 0);
    EXPECT_THAT(content(page), testing::Not(HasSubstr("465b5ce8b199b49faa5f0a2ee238a6bc")));
}

TEST(ExitCode, Is1WhenAnExpectationFails) {
    const Outcomes outcomes;
    const auto answer = run(outcomes.at("fails"));
    EXPECT_EQ(answer.code, 1) << answer.output;
    EXPECT_THAT(answer.output, HasSubstr("reproduce: akmasim run " + outcomes.at("fails") + " --seed"));
}

TEST(ExitCode, Is1AgainWithTheCommandThatIsShownWhateverTheFileIsCalled) {
    const Outcomes outcomes;
    const auto file = outcomes.in("it's $HOME.yaml");
    fs::copy_file(outcomes.at("fails"), file);
    const auto output = run("--reveal \"" + outcomes.in("it's \\$HOME.yaml") + '"').output;
    const std::string shown = "reproduce: akmasim ";
    const auto begin = output.find(shown);
    ASSERT_NE(begin, std::string::npos) << output;
    const auto command = output.substr(begin + shown.size(), output.find('\n', begin) - begin - shown.size());
    EXPECT_THAT(command, EndsWith("--host simulated --reveal"));
    const auto again = akmasim(command);
    EXPECT_EQ(again.code, 1) << command;
    EXPECT_THAT(again.output, HasSubstr("FAIL fails"));
}

TEST(ExitCode, Is2ForAWrongCommandLine) {
    const Outcomes outcomes;
    for (const auto* arguments : {"", "run", "walk", "run --host nowhere x", "run --seed x y", "kdf KNOTHING"})
        EXPECT_EQ(akmasim(arguments).code, 2) << arguments;
    EXPECT_EQ(akmasim("run --var nothing " + outcomes.at("passes")).code, 2);
    for (const auto* seed : {"-1", "''", "1.5", "0x10", "18446744073709551616"}) {
        const auto answer = run(outcomes.at("passes") + " --seed " + seed);
        EXPECT_EQ(answer.code, 2) << seed;
        EXPECT_THAT(answer.output, HasSubstr("expected a whole number of 0 to 18446744073709551615")) << seed;
        EXPECT_EQ(akmasim("replay x --as-scenario --seed " + std::string(seed)).code, 2) << seed;
    }
    EXPECT_EQ(run(outcomes.at("passes") + " --seed 18446744073709551615").code, 0);
    EXPECT_THAT(akmasim("rnu x").output, HasSubstr("There is no command 'rnu'; did you mean 'run'?"));
}

TEST(ExitCode, Is3ForWhatIsInvalidAbsentOrUnreadable) {
    const Outcomes outcomes;
    EXPECT_EQ(run(outcomes.at("invalid")).code, 3);
    EXPECT_EQ(run(outcomes.at("absent")).code, 3);
    std::ofstream(outcomes.in("torn.rec.jsonl")) << "{\"format\":";
    for (const auto* command : {"show ", "step ", "replay "})
        EXPECT_EQ(akmasim(command + outcomes.in("torn.rec.jsonl")).code, 3) << command;
}

TEST(ExitCode, Is4WhenAReplayDiffers) {
    const Outcomes outcomes;
    const auto recording = outcomes.in("passes.rec.jsonl");
    ASSERT_EQ(run(outcomes.at("passes") + " --record " + recording).code, 0);
    const auto replay = "replay --host simulated --scenario " + outcomes.at("passes") + " " + recording;
    EXPECT_EQ(akmasim(replay).code, 0);
    auto text = content(recording);
    text.replace(text.find("RegistrationRequest"), 19, "RegistrationRequesT");
    std::ofstream(recording, std::ios::trunc) << text;
    EXPECT_EQ(akmasim(replay).code, 4);
}

TEST(ExitCode, Is5WhenTheMachineRefuses) {
    const Outcomes outcomes;
    EXPECT_EQ(run(outcomes.at("passes") + " --record /nowhere/at/all.jsonl").code, 5);
    EXPECT_EQ(run(outcomes.at("passes") + " " + outcomes.at("passes") + " --record /proc/nowhere").code, 5);
    EXPECT_EQ(run(outcomes.at("passes") + " >/dev/full").code, 5);
}

TEST(ExitCode, Is6WhenASecretWouldHaveBeenWrittenAndNothingIs) {
    const Outcomes outcomes;
    const auto answer = run(outcomes.at("leaks") + " --record " + outcomes.in("leaks.rec.jsonl"));
    EXPECT_EQ(answer.code, 6) << answer.output;
    EXPECT_FALSE(fs::exists(outcomes.in("leaks.rec.jsonl")));
    EXPECT_EQ(run(outcomes.at("leaks")).code, 0) << "without a file there is nothing to leak into";
}

TEST(ExitCode, Is77WhenNothingRan) {
    const Outcomes outcomes;
    const auto answer = run(outcomes.at("abstract"));
    EXPECT_EQ(answer.code, 77);
    EXPECT_THAT(answer.output, EndsWith("0 passed, 0 failed, 1 skipped\n"));
    EXPECT_THAT(answer.output, HasSubstr("nothing ran: what is there is abstract"));
    const Folder empty;
    EXPECT_EQ(run(empty.path.string()).code, 77);
    EXPECT_THAT(run(empty.path.string()).output, HasSubstr("nothing ran: no scenario (.yaml) in "));
    const auto none = run(outcomes.at("passes") + " " + outcomes.at("fails") + " --case nosuch");
    EXPECT_EQ(none.code, 77);
    EXPECT_THAT(none.output, HasSubstr("nothing ran: --case and --tag leave out all 2: passes, fails"));
}

// 6, 5, 3, 1, 4 in this order, wherever in the list it happens.
TEST(ExitCode, OfSeveralTheWorstWins) {
    const Outcomes outcomes;
    const auto all = [&](std::initializer_list<const char*> names, const std::string& record = "") {
        std::string paths;
        for (const auto* name : names) paths += outcomes.at(name) + " ";
        return run(paths + (record.empty() ? "" : "--record " + outcomes.in(record))).code;
    };
    EXPECT_EQ(all({"fails", "passes"}), 1);
    EXPECT_EQ(all({"invalid", "fails", "passes"}), 3);
    EXPECT_EQ(all({"fails", "passes", "invalid"}), 3);
    EXPECT_EQ(all({"leaks", "invalid", "fails"}, "records"), 6);
    EXPECT_EQ(all({"fails", "invalid", "leaks"}, "records"), 6);
    EXPECT_EQ(all({"abstract", "passes"}), 0);
}

}  // namespace
}  // namespace akmasim::test

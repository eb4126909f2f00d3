// SPDX-License-Identifier: Apache-2.0
// Files that the program writes: whole or not at all, through what is no regular file, secrets for their owner alone.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const std::string program = AKMASIM_BINARY_DIR "/akmasim ";
const std::string run_simulated = "run -q --host simulated " + main_scenario;

class Output : public testing::Test {
protected:
    [[nodiscard]] std::string in(const std::string& name) const { return (folder_.path / name).string(); }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path), fs::directory_iterator()));
    }
    [[nodiscard]] static unsigned mode(const std::string& path) {
        struct stat there {};
        return stat(path.c_str(), &there) == 0 ? there.st_mode & 0777U : 0;
    }
    // A recording that shows its keys.
    [[nodiscard]] std::string revealed() const {
        EXPECT_EQ(akmasim(run_simulated + " --reveal --record " + in("revealed.rec.jsonl")).code, 0);
        return in("revealed.rec.jsonl");
    }

    Folder folder_;
};

TEST_F(Output, ThatCannotBeWrittenWholeLeavesTheFormerFileAsItWas) {
    const auto recording = revealed();
    std::ofstream(in("old")) << "a good file";
    const auto before = files();
    for (const auto& command :
         {run_simulated + " --record " + in("old"), run_simulated + " --report json=" + in("old"),
          "export " + recording + " --html " + in("old"), "redact " + recording + " -o " + in("old"),
          "report " + recording + " --html " + in("old")}) {
        const auto answer = shell("ulimit -f 0; " + program + command + " 2>&1 | cat");  // no file may grow
        EXPECT_THAT(answer.output, HasSubstr("File too large")) << command;
        EXPECT_EQ(content(in("old")), "a good file") << command;
        EXPECT_EQ(shell("ulimit -f 0; exec >/dev/null; " + program + command).code, 5) << command;
        fs::remove_all(in("old-pages"));
        EXPECT_EQ(files(), before) << "nothing half-written is left";
    }
    EXPECT_EQ(akmasim(run_simulated + " --record " + in("no/such/folder")).code, 5);
    EXPECT_THAT(akmasim(run_simulated + " --record " + folder_.path.string() + "/old/x").output, HasSubstr("Not a directory"));
}

TEST_F(Output, GoesThroughDevicesPipesAndLinks) {
    const auto full = akmasim(run_simulated + " --record /dev/full");
    EXPECT_EQ(full.code, 5);
    EXPECT_THAT(full.output, HasSubstr("cannot write /dev/full: No space left on device"));
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
    EXPECT_EQ(akmasim(run_simulated + " --record /dev/null").code, 0);
    EXPECT_TRUE(fs::is_character_file("/dev/null"));

    ASSERT_EQ(mkfifo(in("pipe").c_str(), 0600), 0);
    EXPECT_EQ(shell("cat " + in("pipe") + " > " + in("read") + " & " + program + run_simulated + " --record " + in("pipe") +
                    "; code=$?; wait; exit $code")
                  .code,
              0);
    EXPECT_TRUE(fs::is_fifo(in("pipe")));
    EXPECT_THAT(content(in("read")), HasSubstr(R"({"kind":"end","complete":true)"));

    std::ofstream(in("target")) << "former";
    fs::create_symlink("target", in("link"));
    fs::create_symlink("not-there-yet", in("dangling"));
    EXPECT_EQ(akmasim(run_simulated + " --record " + in("link")).code, 0);
    EXPECT_EQ(akmasim(run_simulated + " --record " + in("dangling")).code, 0);
    EXPECT_TRUE(fs::is_symlink(in("link")));
    EXPECT_EQ(content(in("target")), content(in("read")));
    EXPECT_EQ(content(in("not-there-yet")), content(in("read")));
    const auto told = shell(program + run_simulated + " --record /dev/stdout");
    EXPECT_EQ(told.code, 0) << told.output;
    EXPECT_THAT(told.output, HasSubstr(R"("kind":"end")"));
}

TEST_F(Output, WithSecretsIsForItsOwnerAlone) {
    const auto recording = revealed();
    EXPECT_EQ(mode(recording), 0600U);
    EXPECT_EQ(akmasim("export " + recording + " --keylog " + in("keys") + " --html " + in("page.html")).code, 0);
    EXPECT_EQ(mode(in("keys")), 0600U);
    EXPECT_EQ(mode(in("page.html")), 0600U);
    EXPECT_EQ(akmasim("redact " + recording + " -o " + in("beside.rec.jsonl")).code, 0);
    EXPECT_EQ(mode(in("beside.rec.jsonl")), 0600U);
    EXPECT_EQ(akmasim("redact " + recording).code, 0);
    EXPECT_EQ(mode(recording), 0600U) << "redacted in place";

    EXPECT_EQ(shell("umask 022; " + program + run_simulated + " --record " + in("plain")).code, 0);
    EXPECT_EQ(mode(in("plain")), 0644U);
    chmod(in("plain").c_str(), 0640);
    EXPECT_EQ(akmasim(run_simulated + " --record " + in("plain")).code, 0);
    EXPECT_EQ(mode(in("plain")), 0640U) << "a file keeps the mode that it has";
    EXPECT_EQ(akmasim(run_simulated + " --reveal --record " + in("plain")).code, 0);
    EXPECT_EQ(mode(in("plain")), 0600U) << "but not with secrets in it";
}

TEST_F(Output, OfAScenarioThatIsNoneIsNothingAtAll) {
    std::ofstream(in("bad.yaml")) << "nonsense: 1\n";
    std::ofstream(in("there")) << "a good file";
    fs::create_directory(in("folder"));
    const auto before = files();
    for (const std::string to : {"--record there", "--record folder", "--record new", "--record new/deep.rec.jsonl",
                                 "--output-dir new", "--output-dir folder", "--record new/ --output-dir newer"}) {
        const auto answer = shell("cd " + folder_.path.string() + "; " + program + "run bad.yaml " + to);
        EXPECT_EQ(answer.code, 3) << to << "\n" << answer.output;
        EXPECT_THAT(answer.output, HasSubstr("unknown key 'nonsense'")) << to;
        EXPECT_THAT(answer.output, Not(HasSubstr("cannot"))) << to;
        EXPECT_EQ(files(), before) << to;
        EXPECT_EQ(content(in("there")), "a good file");
        EXPECT_TRUE(fs::is_empty(in("folder"))) << to;
    }
}

}  // namespace
}  // namespace akmasim::test

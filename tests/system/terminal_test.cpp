// SPDX-License-Identifier: Apache-2.0
// No file commands a terminal, by whatever command it is looked at.
#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/base/console.hpp"
#include "simulator/base/utf8.hpp"
#include "simulator/record/revise.hpp"
#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;

// As JSON and YAML both write it: ESC [ 2 J, a title, BEL, CSI of one character, a change of direction, carriage return.
const std::string evil = R"(E\u001b[2J\u001b]0;pwn\u0007\u009b31m\u202eX\u2066\r\u007fL)";

std::string quoted(const std::string& text) { return "'" + text + "'"; }

// Everything but newline and tab that a terminal would act on.
void expect_harmless(const Answer& answer, const std::string& command) {
    EXPECT_NE(answer.code, -1) << command;
    for (std::string_view rest = answer.output; !rest.empty();) {
        const auto bad = rest[0] == '\n' || rest[0] == '\t' ? 0 : console::commanding(rest);
        EXPECT_EQ(bad, 0U) << command << ": octet " << static_cast<int>(rest[0]) << " before "
                           << console::shown(rest.substr(0, 60));
        if (bad != 0) return;
        rest.remove_prefix(std::max<std::size_t>(1, character_at(rest)));
    }
}

TEST(Terminal, IsNotCommandedByAScenario) {
    const Folder folder;
    const auto path = (folder.path / "a.yaml").string();
    std::ofstream(path) << "schema: akma-scenario/1\nname: evil\ntitle: \"" << evil << "\"\ndescription: \"" << evil
                        << "\"\ntags: [\"" << evil << "\"]\nextends: " AKMASIM_SOURCE_DIR
                           "/scenarios/base/one-ue.yaml\nvars: { \"" << evil << "\": z }\nsteps:\n  - { id: reg, title: \"" << evil
                        << "\", register: { ue: alice } }\n  - { id: open, connect: { ue: alice, to: msgin5g } }\n"
                           "  - { id: send, send: { ue: alice, to: msgin5g, text: \"" << evil
                        << "\" }, expect: { sees: [ Ua.CoapRequest: { text: \"" << evil << "!\" } ] } }\n";
    const auto bad = (folder.path / "bad.yaml").string();
    std::ofstream(bad) << "\"" << evil << "\": 1\nextends: \"" << evil << "\"\nschema: \"" << evil << "\"\n";
    const auto named = (folder.path / "\x1b[31m\xe2\x80\xae.yaml").string();
    fs::copy_file(bad, named);
    for (const std::string command : {"list ", "list --json ", "lint ", "run --host simulated ", "step ", "import "}) {
        for (const auto& file : {path, bad, named}) expect_harmless(akmasim(command + quoted(file) + " </dev/null"), command + file);
    }
    for (const std::string command : {"run ", "show ", "diff a ", "explain ", "replay ", "kdf ", "review ", "export --csv - ", "--", ""})
        expect_harmless(akmasim(command + "\"$(printf '\\033[31m\\302\\2332J')\" </dev/null"), command);
    expect_harmless(shell("TERM=\"$(printf '\\033[31m')\" TMPDIR=\"$(printf '/\\033[31m')\" XDG_RUNTIME_DIR=$TMPDIR " AKMASIM_BINARY_DIR
                          "/akmasim doctor"),
                    "doctor");
}

TEST(Terminal, IsNotCommandedByARecording) {
    const Folder folder;
    auto text = content(fs::path(AKMASIM_SOURCE_DIR) / "scenarios/recorded/akma-tls13.rec.jsonl");
    const auto trailer = record::read_text(text)->trailer;
    text.erase(text.rfind('\n', text.size() - 2) + 1);
    for (const std::string member : {"msg", "step", "to", "key", "at", "is", "cause", "clause", "title", "verdict", "link", "kind"}) {
        std::size_t number = 0;
        const auto begins = "\"" + member + "\":\"";
        for (auto at = text.find(begins); at != std::string::npos; at = text.find(begins, at + 1)) {
            if (++number % 3 == 1) text.insert(at + begins.size(), member == "kind" ? "" : evil);
        }
    }
    const auto path = (folder.path / "evil.rec.jsonl").string();
    std::ofstream(path) << record::closed(text, trailer);
    ASSERT_EQ(akmasim("show " + path).code, 0) << "it is a recording still";
    const auto right = (fs::path(AKMASIM_SOURCE_DIR) / "scenarios/recorded/akma-tls13.rec.jsonl").string();
    for (const auto& command : std::vector<std::string>
         {"show ", "show --oneline ", "show --keys ", "show --json ", "show --stats ", "diff " + right + " ", "explain 3 --in ",
          "explain 30 --in ", "replay --host simulated ", "replay --stale ", "replay --unreferenced ", "pending ", "redact -o /dev/null ",
          "report --html " + (folder.path / "r.html").string() + " "})
        expect_harmless(akmasim(command + path + " </dev/null"), command);
    expect_harmless(shell("printf 'n\\nn\\nn\\nk\\nl\\nq\\n' | " AKMASIM_BINARY_DIR "/akmasim step " + path), "step");
}

}  // namespace
}  // namespace akmasim::test

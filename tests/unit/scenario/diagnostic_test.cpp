// SPDX-License-Identifier: Apache-2.0
// How a fault is shown: the place, the line, what is underlined, and what is never shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Diagnostic, ShowsThePlaceTheLineAndWhatIsMeant) {
    const Folder folder;
    const auto path = folder.write("a.yaml", "one: 1\n  two: three, four\n");
    EXPECT_EQ(render({{path, 2, 8}, "expected 3", {"why: two is not three"}}),
              "error: expected 3\n  --> " + path +
                  ":2:8\n2 |   two: three, four\n  |        ^^^^^\n   = why: two is not three\n");
}

TEST(Diagnostic, ShowsNoKeyAndCommandsNoTerminal) {
    const Folder folder;
    const auto path = folder.write("a.yaml", "key: '465b5ce8b199b49faa5f0a2ee238a6b'\x1b[31m\n");
    const auto text = render({{path, 1, 6}, "not \x1b[2J this", {}});
    EXPECT_THAT(text, Not(HasSubstr("465b5ce8")));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(Diagnostic, StandsAloneWithoutAFile) {
    EXPECT_EQ(render({{"/nowhere.yaml", 0, 0}, "cannot be read", {}}), "error: cannot be read\n  --> /nowhere.yaml\n");
    EXPECT_THAT(render({{"/nowhere.yaml", 9, 9}, "gone", {}}), HasSubstr("/nowhere.yaml:9:9"));
}

TEST(NearestWord, IsFoundWhenItIsNearEnough) {
    EXPECT_EQ(nearest("stepz", {"seed", "steps"}), "steps");
    EXPECT_EQ(nearest("somethingelse", {"seed", "steps"}), "");
    EXPECT_EQ(nearest(std::string(100'000, 'x'), {"seed"}), "");
}

}  // namespace
}  // namespace akmasim::scenario::test

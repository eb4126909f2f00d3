// SPDX-License-Identifier: Apache-2.0
// What may reach a terminal.
#include "simulator/base/console.hpp"

#include <gtest/gtest.h>

namespace akmasim::console::test {
namespace {

TEST(Console, ShowsWhatWouldCommandATerminal) {
    EXPECT_EQ(shown("a\tb\n"), "a\tb\n");
    EXPECT_EQ(shown("\x1b[31m\x07\r\x7f"), "\\u001b[31m\\u0007\\u000d\\u007f");
    EXPECT_EQ(shown(std::string_view("\0", 1)), "\\u0000");
    EXPECT_EQ(shown("\xc2\x9b" "2J\xc2\x85"), "\\u009b2J\\u0085");
    EXPECT_EQ(shown("\xe2\x80\xae" "fdp.exe\xe2\x81\xa6\xd8\x9c\xe2\x80\x8f"), "\\u202efdp.exe\\u2066\\u061c\\u200f");
    EXPECT_EQ(shown("\xe2\x80\xa8"), "\\u2028");
}

TEST(Console, ShowsOctetsThatAreNoText) {
    EXPECT_EQ(shown("\x9b" "31m"), "\\x9b31m");
    EXPECT_EQ(shown("\xff[31;x"), "\\xff[31;x");
    EXPECT_EQ(shown("\xc0\x9b\xe2\x80"), "\\xc0\\x9b\\xe2\\x80");
}

TEST(Console, LeavesTextAndOurOwnColoursAsTheyAre) {
    EXPECT_EQ(shown("├─▶ München …"), "├─▶ München …");
    EXPECT_EQ(shown("\xff[1;31mred\xff[0m"), "\x1b[1;31mred\x1b[0m");
}

}  // namespace
}  // namespace akmasim::console::test

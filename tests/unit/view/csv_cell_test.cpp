// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/csv_cell.hpp"

#include <gtest/gtest.h>

namespace akmasim::view::test {
namespace {

TEST(CsvCell, IsTextWhereASpreadsheetWouldSeeAFormula) {
    EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
    EXPECT_EQ(csv_cell("=HYPERLINK(\"http://a\",\"b\")"), "\"'=HYPERLINK(\"\"http://a\"\",\"\"b\"\")\"");
    EXPECT_EQ(csv_cell("+cmd|' /C calc'!A0"), "'+cmd|' /C calc'!A0");
    EXPECT_EQ(csv_cell("-2+3"), "'-2+3");
    EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csv_cell("\t=1"), "\"'\t=1\"");
    EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(csv_cell("\xef\xbc\x9d" "1"), "'\xef\xbc\x9d" "1");
    EXPECT_EQ(csv_cell("a;=1"), "\"a;=1\"") << "not two cells where the separator is another";
}

TEST(CsvCell, IsANumberOrATextAsItIsElsewhere) {
    for (const auto* text : {"-1", "+358401234567", "-12.5", "1e-3", "-1.5E+3", "", "alice", "a=b", "2026-11-23", "5g-aka"})
        EXPECT_EQ(csv_cell(text), text);
    EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_cell("-"), "'-");
}

}  // namespace
}  // namespace akmasim::view::test

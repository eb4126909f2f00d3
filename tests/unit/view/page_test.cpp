// SPDX-License-Identifier: Apache-2.0
// Lineage, the data of the page and the picture; how the page behaves is seen in a browser (tests/system/view).
#include <gmock/gmock.h>

#include "simulator/view/lineage.hpp"
#include "simulator/view/page.hpp"
#include "simulator/view/page_data.hpp"
#include "simulator/view/picture.hpp"
#include "simulator/view/report.hpp"
#include "simulator/view/problems.hpp"
#include "tests/unit/view/chain.hpp"

namespace akmasim::view {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Stops, ProblemsAreRefusalsRejectsAlertsErrorStatusesAndActsOfAnAdversary) {
    EXPECT_TRUE(is_problem(message(1, "s", "N62", "aanf", "msgin5g", "Answer", R"({"status":403})", "")));
    EXPECT_TRUE(is_problem(message(1, "s", "N1", "ue", "amf", "AuthenticationFailure", "{}", "")));
    EXPECT_TRUE(is_problem(message(1, "s", "Ua", "ue", "msgin5g", "Alert", "{}", "")));
    EXPECT_TRUE(is_problem(event(1, "refused", "s")));
    EXPECT_TRUE(is_problem(event(1, "adversary", "s")));
    EXPECT_FALSE(is_problem(message(1, "s", "N62", "aanf", "msgin5g", "Answer", R"({"status":204})", "")));
    EXPECT_FALSE(is_problem(birth(1, "s", "ue", "KAF", "KAKMA", "TS 33.535 A.4")));
    EXPECT_FALSE(is_problem(message(1, "s", "N62", "a", "b", "Answer", R"({"status":"400"})", "")));
}

// Where two ends hold different keys of one name, each one's line has its own.
TEST(Lineage, TheLineToCheckByHandTakesThePartysOwnParent) {
    const std::vector<record::Event> events{birth(1, "s", "ue", "KAUSF", "CK", "TS 33.501 A.2", "aa"),
                                            birth(2, "s", "udm", "KAUSF", "CK", "TS 33.501 A.2", "bb"),
                                            birth(3, "s", "ue", "KAKMA", "KAUSF", "TS 33.535 A.2", "cc"),
                                            birth(4, "s", "ausf", "KAKMA", "KAUSF", "TS 33.535 A.2", "dd")};
    EXPECT_THAT(check_line(events, events[2]), HasSubstr("hexkey:aa"));
    EXPECT_THAT(check_line(events, events[3]), HasSubstr("hexkey:bb"));
    EXPECT_THAT(check_line(events, events[0]), HasSubstr("hexkey:'CK'"));
}

TEST(Page, IsOneFileThatLoadsNothingAndMarkupInARecordingCannotEndItsScript) {
    auto events = chain();
    events[0].f = R"({"evil":"</script><img src=x>"})";
    const auto html = page({{}, events, {}});
    EXPECT_THAT(html, Not(HasSubstr("</script><img")));
    EXPECT_THAT(html, HasSubstr("\\u003c/script>\\u003cimg"));
    for (const auto* loads :
         {"src=\"", "http://", "https://", "@import", "url(", "innerHTML", "<!--data-->", "<!--js-->"}) {
        EXPECT_THAT(html, Not(HasSubstr(loads)));
    }
}

TEST(Page, TheDataOfARecordingWithoutEventsIsJson) {
    json::Document document;
    const auto text = page_data({}, nullptr, nullptr);
    EXPECT_TRUE(document.parse(text)) << text;
}

TEST(Picture, DrawsArrowsBothWaysAndEscapesWhatXmlWouldRead) {
    auto events = chain();
    events[0].step = "a<b>&\"\x1b[1m";
    const auto picture = svg({{}, events, {}});
    EXPECT_THAT(picture, HasSubstr("a&lt;b&gt;&amp;&quot;?[1m"));
    EXPECT_THAT(picture, HasSubstr("N61 RegisterAnchorKeyRequest"));
    EXPECT_THAT(picture, Not(HasSubstr("\x1b")));
    EXPECT_THAT(svg({}), HasSubstr("</svg>"));
}

TEST(Report, CountsWhatIsAsExpectedAndSaysInWhatARunFailed) {
    Reported good{"a.rec.jsonl", {{}, chain(), {}}, {}, "pages/a.html", ""};
    good.recording.header.name = "good";
    good.recording.trailer = {true, 0, "pass", "", true};
    auto bad = good;
    bad.recording.header.name = "<bad>";
    bad.recording.trailer.verdict = "fail";
    bad.failures = {"error: expected <this>\n  --> there"};
    const auto html = report({good, bad, {"torn", {}, {"no trailer"}, "", ""}});
    for (const auto* words : {"3 runs: 1 as expected, 2 not", "href=\"pages/a.html\"", "&lt;bad&gt;",
                              "expected &lt;this&gt;", "first trouble: step 7", "no trailer", "unreadable"}) {
        EXPECT_THAT(html, HasSubstr(words));
    }
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(report({}), HasSubstr("0 runs"));
}

}  // namespace
}  // namespace akmasim::view

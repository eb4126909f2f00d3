// SPDX-License-Identifier: Apache-2.0
// Verdicts for other programs, with texts that would break their forms.
#include <gmock/gmock.h>

#include "simulator/base/json.hpp"
#include "simulator/view/verdicts.hpp"

namespace akmasim::view {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

CaseResult passed(const std::string& scenario, const std::string& label = "") {
    CaseResult result;
    result.scenario = scenario;
    result.label = label;
    result.name = label.empty() ? scenario : scenario + "[" + label + "]";
    result.title = "A <title> & \"more\"";
    result.file = "a.yaml";
    return result;
}

CaseResult failed(const std::string& verdict = "fail") {
    auto result = passed("broken");
    result.outcome = Outcome::failed;
    result.verdict = verdict;
    result.failures = {"error: a < b && \"c\"\x01\n  --> x.yaml:1:2\n"};
    result.reproduce = "akmasim run x.yaml";
    return result;
}

CaseResult known() {
    auto result = failed();
    result.outcome = Outcome::passed;
    result.known = "the bug";
    return result;
}

CaseResult unplayed() {
    auto result = passed("late");
    result.outcome = Outcome::skipped;
    result.verdict.clear();
    return result;
}

TEST(Junit, EscapesWhatXmlDoesNotTake) {
    const std::vector<CaseResult> results{failed()};
    const auto text = junit(results, true);
    EXPECT_THAT(text, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"akmasim\""));
    EXPECT_THAT(text, HasSubstr("message=\"error: a &lt; b &amp;&amp; &quot;c&quot;?\""));
    EXPECT_THAT(text, Not(HasSubstr("\x01")));
    EXPECT_THAT(text, Not(HasSubstr("&& ")));
    EXPECT_THAT(text, HasSubstr("reproduce: akmasim run x.yaml"));
}

TEST(Junit, CountsASuiteAScenario) {
    const std::vector<CaseResult> results{passed("m", "a=1"), passed("m", "a=2"), failed(), failed("error"), known(),
                                          unplayed()};
    const auto text = junit(results, false);
    EXPECT_THAT(text, HasSubstr("<testsuites name=\"akmasim (interrupted)\" tests=\"6\" failures=\"1\" errors=\"1\" "
                                "skipped=\"2\">"));
    EXPECT_THAT(text, HasSubstr("<testsuite name=\"m\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"0\">"));
    EXPECT_THAT(text, HasSubstr("<testcase classname=\"m\" name=\"a=2\""));
    EXPECT_THAT(text, HasSubstr("<skipped message=\"the bug\""));
}

TEST(Tap, SaysEachLineInItsForm) {
    const std::vector<CaseResult> results{passed("m", "a=1#2"), failed(), known(), unplayed()};
    const auto text = tap(results, false);
    EXPECT_THAT(text, StartsWith("TAP version 14\n1..4\nok 1 - m[a=1\\#2]: A <title>"));
    EXPECT_THAT(text, HasSubstr("not ok 2 - broken"));
    EXPECT_THAT(text, HasSubstr("  ---\n  verdict: fail\n  message: |\n    error: a < b"));
    EXPECT_THAT(text, HasSubstr("not ok 3 - broken: A <title> & \"more\" # TO"
                                "DO the bug\n"));
    EXPECT_THAT(text, HasSubstr("ok 4 - late: A <title> & \"more\" # SKIP not run\n"));
    EXPECT_THAT(text, EndsWith("Bail out! interrupted\n"));
}

TEST(JsonReport, IsJsonWithEachCase) {
    auto one = passed("m", "a=1");
    one.numbers.links = {{"N1", 7, 300, 7}};
    one.numbers.parties = {{"ue", 12, 2, {{"ecdh", 1}, {"keygen", 1}}}};
    const std::vector<CaseResult> results{one, failed()};
    json::Document document;
    const auto parsed = document.parse(json_report(results, true));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->at("passed")->integer(), 1);
    const auto cases = parsed->member("cases")->elements();
    ASSERT_EQ(cases.size(), 2U);
    EXPECT_EQ(cases[0].at("links.N1.octets")->integer(), 300);
    EXPECT_EQ(cases[0].at("parties.ue.operations.ecdh")->integer(), 1);
    EXPECT_EQ(cases[1].at("verdict")->string(), "fail");
}

TEST(Csv, HasARowACaseAndTheSameColumnsForAll) {
    auto one = passed("m", "ua=tls12-psk,auth=5g-aka#2");
    one.seed = 7;
    one.numbers.negotiated = "tls12-psk tls12-psk";
    one.numbers.time_ns = 12'345'678;
    one.numbers.phases = {{"register", 10'000'000}, {"connect", 2'345'678}};
    one.numbers.links = {{"N1", 7, 300, 7}, {"Ua", 4, 900, 4}};
    one.numbers.parties = {{"ue", 12, 2, {}}};
    auto other = passed("with, comma and \"quote\"");
    other.numbers.links = {{"N12", 2, 20, 2}};
    const std::vector<CaseResult> results{one, other, unplayed()};
    EXPECT_EQ(csv_table(results),
              "scenario,case,repetition,axis.ua,axis.auth,seed,verdict,complete,negotiated,time_ms,latency_ms.register,"
              "latency_ms.connect,messages.N1,messages.Ua,messages.N12,round_trips.N1,round_trips.Ua,round_trips.N12,"
              "octets.N1,octets.Ua,octets.N12,derivations.ue,public_key.ue\n"
              "m,\"ua=tls12-psk,auth=5g-aka#2\",2,tls12-psk,5g-aka,7,pass,true,tls12-psk tls12-psk,12.346,10.000,2.346,"
              "7,4,,3.5,2.0,,300,900,,12,2\n"
              "\"with, comma and \"\"quote\"\"\",,,,,0,pass,true,,0.000,,,,,2,,,1.0,,,20,,\n");
}

}  // namespace
}  // namespace akmasim::view

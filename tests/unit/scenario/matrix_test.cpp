// SPDX-License-Identifier: Apache-2.0
// One file, several scenarios: axes, rows that add and leave out, and what a case may take from them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const std::string step = "steps:\n  - register: { ue: alice }\n";

Cases cases_of(const std::string& text) {
    const Folder folder;
    return load_cases(folder.write("test.yaml", upon_base(text)));
}

std::string told(const Cases& cases) {
    Loaded loaded;
    loaded.wrong = cases.wrong;
    return test::told(loaded);
}

std::vector<std::string> names_of(const Cases& cases) {
    std::vector<std::string> names;
    for (const auto& one : cases.all) names.push_back(one.scenario ? one.scenario->case_name : "refused");
    return names;
}

TEST(Matrix, HasACaseForEachCombinationWithTheLastAxisFastest) {
    const auto cases = cases_of(
        "matrix:\n  axes: { ua: [tls12-psk, tls13-psk], auth: [5g-aka, eap-aka-prime] }\n"
        "nfs: { msgin5g: { uaProtocol: '${axis.ua}' } }\n"
        "steps:\n  - register: { ue: alice, auth: '${axis.auth}' }\n");
    EXPECT_THAT(names_of(cases), ElementsAre("ua=tls12-psk,auth=5g-aka", "ua=tls12-psk,auth=eap-aka-prime",
                                             "ua=tls13-psk,auth=5g-aka", "ua=tls13-psk,auth=eap-aka-prime"))
        << told(cases);
    EXPECT_THAT(cases.all[1].scenario->nfs.msgin5g.ua_protocol.list, ElementsAre("tls12-psk"));
    EXPECT_EQ(std::get<RegisterStep>(cases.all[1].scenario->steps[0].orders.at(0)).auth, "eap-aka-prime");
    EXPECT_EQ(cases.repeat, 1);
    EXPECT_FALSE(cases.shuffled);
}

TEST(Matrix, LeavesOutWhatIsExcludedAndRepeatsInTheOrderAskedFor) {
    const auto cases = cases_of(
        "matrix:\n  axes: { a: [1, 2], b: [x, y] }\n  exclude: [ { a: 1, b: x }, { a: 2, b: y } ]\n  repeat: 5\n"
        "  order: shuffled\n" +
        step);
    EXPECT_THAT(names_of(cases), ElementsAre("a=1,b=y", "a=2,b=x")) << told(cases);
    EXPECT_EQ(cases.repeat, 5);
    EXPECT_TRUE(cases.shuffled);
}

TEST(Matrix, ARangeIsItsPointsWholeBetweenWholeEnds) {
    const auto names = [](const std::string& range) {
        return names_of(cases_of("matrix: { axes: { n: " + range + " } }\n" + step));
    };
    EXPECT_THAT(names("{ from: 50, to: 800, points: 5, scale: log }"),
                ElementsAre("n=50", "n=100", "n=200", "n=400", "n=800"));
    EXPECT_THAT(names("{ from: 0, to: 10, points: 3 }"), ElementsAre("n=0", "n=5", "n=10"));
    EXPECT_THAT(names("{ from: 0, to: 0.5, points: 3 }"), ElementsAre("n=0", "n=0.25", "n=0.5"));
}

TEST(Matrix, ARowOfIncludeGivesItsCasesMoreValuesMapsAndListsToo) {
    const auto cases = cases_of(
        "matrix:\n  axes: { defence: [absent, present] }\n  include:\n"
        "    - { defence: absent, expected: { outcome: success } }\n"
        "    - { defence: present, expected: { outcome: { rejected: { by: ue, cause: 23 } }, "
        "never: [N1.RegistrationAccept] } }\n"
        "steps:\n  - { id: reg, register: { ue: alice }, expect: '${axis.expected}' }\n");
    ASSERT_THAT(cases.all, SizeIs(2)) << told(cases);
    EXPECT_EQ(cases.all[0].scenario->steps[0].expect.outcome.kind, "success");
    EXPECT_EQ(cases.all[1].scenario->steps[0].expect.outcome.cause, 23);
    EXPECT_THAT(cases.all[1].scenario->steps[0].expect.never, SizeIs(1));
}

TEST(Matrix, ARowThatFitsNoCaseIsOneWhenItNamesEveryAxis) {
    const auto cases = cases_of("matrix:\n  axes: { a: [1], b: [x] }\n  include: [ { a: 7, b: z } ]\n" + step);
    EXPECT_THAT(names_of(cases), ElementsAre("a=1,b=x", "a=7,b=z")) << told(cases);
}

TEST(Matrix, NullTakesAMemberOrAnItemOut) {
    const auto cases = cases_of(
        "matrix:\n  axes: { a: [1, 2] }\n  include: [ { a: 1, gone: ~, more: ~ }, { a: 2, gone: '8000', "
        "more: { register: { ue: alice } } } ]\n"
        "subscribers: { alice: { amf: '${axis.gone}' } }\nsteps: [ { register: { ue: alice } }, '${axis.more}' ]\n");
    ASSERT_THAT(cases.all, SizeIs(2)) << told(cases);
    EXPECT_THAT(to_json(cases.all[0].resolved), Not(HasSubstr("\"amf\"")));
    EXPECT_THAT(cases.all[0].scenario->steps, SizeIs(1));
    EXPECT_THAT(cases.all[1].scenario->steps, SizeIs(2));
}

TEST(Matrix, ValuesStandInsideATextAndVariablesInsideTheMatrix) {
    const auto cases = cases_of(
        "vars: { first: 5g-aka }\nmatrix: { axes: { auth: ['${vars.first}', eap-aka-prime] } }\n"
        "title: 'With ${axis.auth}, always'\n" +
        step);
    ASSERT_THAT(cases.all, SizeIs(2)) << told(cases);
    EXPECT_EQ(cases.all[0].scenario->title, "With 5g-aka, always");
}

TEST(Matrix, EachCaseStandsAloneOnceItIsResolved) {
    const auto cases = cases_of("matrix: { axes: { a: [1, 2] } }\n" + step);
    ASSERT_THAT(cases.all, SizeIs(2)) << told(cases);
    const auto text = to_json(cases.all[1].resolved);
    EXPECT_THAT(text, Not(HasSubstr("matrix")));
    EXPECT_THAT(text, HasSubstr("\"case\":\"a=2\""));
    const auto again = load_resolved(text, "a recording");
    ASSERT_TRUE(again.scenario) << test::told(again);
    EXPECT_EQ(to_json(again.resolved), text);
}

TEST(Matrix, ACaseIsFoundByItsName) {
    const Folder folder;
    const auto path = folder.write("test.yaml", upon_base("matrix: { axes: { a: [1, 2] } }\n" + step));
    EXPECT_EQ(load_file(path).scenario->case_name, "a=1");
    EXPECT_EQ(load_file(path, {}, "a=2").scenario->case_name, "a=2");
    EXPECT_THAT(test::told(load_file(path, {}, "a=3")), HasSubstr("no case is called a=3"));
}

TEST(Matrix, IsRefusedWithThePlaceOfWhatIsWrong) {
    const std::vector<std::pair<std::string, std::string>> refusals{
        {"matrix: {}\n", "4:9 'axes' is missing"},
        {"matrix: []\n", "4:9 expected a map"},
        {"matrix: { axes: {} }\n", "expected the axes"},
        {"matrix: { axes: { a: [] } }\n", "expected a list of values"},
        {"matrix: { axes: { a: 1 } }\n", "expected a list of values"},
        {"matrix: { axes: { a: [{ b: 1 }] } }\n", "4:23 axis 'a': expected words"},
        {"matrix: { axes: { a: ['x y'] } }\n", "axis 'a': expected words"},
        {"matrix: { axes: { a: ['../x'] } }\n", "axis 'a': expected words"},
        {"matrix: { axes: { a: [x, x] } }\n", "4:26 axis 'a': a second 'x'"},
        {"matrix: { axes: { 'a b': [x] } }\n", "expected the name of an axis"},
        {"matrix: { axes: { a: { from: 1, to: 2, points: 5 } } }\n", "a second '1'"},
        {"matrix: { axes: { a: { from: 0, to: 2, points: 3, scale: log } } }\n", "above 0 on a log scale"},
        {"matrix: { axes: { a: { from: 1, to: 2, points: 1 } } }\n", "points of 2 to 1000"},
        {"matrix: { axes: { a: { from: 1, to: 2 } } }\n", "'points' is missing"},
        {"matrix: { axes: { a: [1] }, excludes: [] }\n", "unknown key 'excludes'; did you mean 'exclude'?"},
        {"matrix: { axes: { a: [1] }, exclude: [ { b: 1 } ] }\n", "'b' is no axis; expected one of a"},
        {"matrix: { axes: { a: [1] }, exclude: [ { a: 2 } ] }\n", "'2' is no value of axis 'a'; expected one of 1"},
        {"matrix: { axes: { a: [1] }, exclude: [ { a: 1 } ] }\n", "no case is left"},
        {"matrix: { axes: { a: [1], b: [1] }, include: [ { a: 2, c: 1 } ] }\n", "'2' is no value of axis 'a'"},
        {"matrix: { axes: { a: [1] }, include: [ { c: 1 }, { a: 1, c: 2 } ] }\n", "case a=1: 'c' is given twice"},
        {"matrix: { axes: { a: [1] }, repeat: 0 }\n", "expected a number of 1 to 1000"},
        {"matrix: { axes: { a: [1] }, order: random }\n", "expected listed or shuffled"},
        {"matrix: { axes: { a: ['${axis.a}'] } }\n", "the matrix itself may not refer to an axis"},
        {"matrix: { axes: { a: [1] } }\ntitle: '${axis.b}'\n", "5:8 no value for '${axis.b}' in case a=1"},
        {"title: '${axis.a}'\n", "4:8 no value for '${axis.a}': there is no matrix"},
        {"title: '${axis.a'\n", "no variable for"},
        {"matrix: { axes: { a: [1] }, include: [ { c: [1] } ] }\ntitle: 'a ${axis.c}'\n", "can only stand alone"},
        {"case: a=1\n", "4:1 unknown key 'case'"},
        {"title: '${self}'\n", "no variable for '${self}'"},
    };
    for (const auto& [text, wanted] : refusals) {
        const auto cases = cases_of(text + step);
        EXPECT_THAT(told(cases), HasSubstr(wanted)) << text;
    }
}

TEST(Matrix, TellsOnceWhatIsWrongInEveryCase) {
    const auto cases = cases_of("matrix: { axes: { a: [1, 2, 3] } }\nseed: x\n" + step);
    EXPECT_THAT(cases.wrong, SizeIs(1)) << told(cases);
}

TEST(Matrix, RefusesMoreCasesThanAnybodyCanWant) {
    const std::string hundred = "{ from: 1, to: 100, points: 100 }";
    const auto cases =
        cases_of("matrix: { axes: { a: " + hundred + ", b: " + hundred + ", c: " + hundred + " } }\n" + step);
    EXPECT_THAT(told(cases), HasSubstr("more than 10000 cases"));
}

}  // namespace
}  // namespace akmasim::scenario::test

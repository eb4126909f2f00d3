// SPDX-License-Identifier: Apache-2.0
// Steps, expectations and checks: what is refused, so that no expectation holds merely because of a slip of the pen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Refusal {
    std::string text;
    std::string told;
};

void expect_refused(const std::string& steps, const std::string& wanted) {
    const auto loaded = load_text(upon_base("steps:\n" + steps));
    EXPECT_FALSE(loaded.scenario) << steps;
    EXPECT_THAT(told(loaded), HasSubstr(wanted)) << steps;
}

TEST(Step, IsRefusedWhenItCannotBeOrdered) {
    const std::vector<Refusal> refusals{
        {"  - id: a\n",
         "5:5 expected exactly one of register, reauthenticate, deregister, connect, send, wait, remove-context, "
         "forget-key, refresh-key, disable-service, inject, provision, restart in a step"},
        {"  - { register: { ue: alice }, connect: { ue: alice, to: msgin5g } }\n", "expected exactly one of register"},
        {"  - register: { ue: bob }\n", "5:21 no subscriber is called 'bob'"},
        {"  - register: {}\n", "5:15 'ue' is missing"},
        {"  - register: alice\n", "5:15 expected a map"},
        {"  - register: { ue: alice, auth: eap-aka }\n", "5:34 'eap-aka' is not known; expected 5g-aka, eap-aka-prime"},
        {"  - register: { ue: alice, urgent: true }\n", "5:28 unknown key 'urgent'"},
        {"  - connect: { ue: alice, to: server }\n", "5:31 expected to: msgin5g"},
        {"  - connect: { ue: alice, to: msgin5g, mode: fast }\n", "'fast' is not known; expected implicit, explicit"},
        {"  - connect: { ue: alice, to: msgin5g, forceKey: '00' }\n", "expected 64 hexadecimal digits"},
        {"  - send: { ue: alice, to: msgin5g }\n", "expected either text or bytes"},
        {"  - send: { ue: alice, to: msgin5g, text: a, bytes: 1 }\n", "expected either text or bytes"},
        {"  - send: { ue: alice, to: msgin5g, bytes: -5 }\n", "5:44 expected 0 to 1048576 octets"},
        {"  - send: { ue: alice, to: msgin5g, bytes: 1048577 }\n", "expected 0 to 1048576 octets"},
        {"  - send: { ue: alice, to: nobody, text: a }\n",
         "expected to: msgin5g, a subscriber's name or a UE Service ID"},
        {"  - { id: a, register: { ue: alice } }\n  - { id: a, register: { ue: alice } }\n",
         "6:5 a second step with the id 'a'"},
        {"  - { register: { ue: alice }, wait: 5s }\n", "expected exactly one of"},
        {"  - wait: 20\n", "5:11 expected a duration with its unit"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(text, wanted);
}

TEST(Expectation, IsRefusedWhenItCouldNeverFailOrNeverHold) {
    const std::vector<Refusal> refusals{
        {"never: [N1.RegistrationRejectt]",
         "6:23 unknown message 'RegistrationRejectt' on N1; did you mean 'RegistrationReject'?"},
        {"never: [N2.RegistrationReject]", "unknown link 'N2'"},
        {"sees: [N1.AuthenticationRequest: { rnd: { len: 16 } }]",
         "6:50 unknown field 'rnd' of N1.AuthenticationRequest; did you mean 'rand'?"},
        {"never: [N1.RegistrationReject: { caus: 20 }]", "6:48 unknown field 'caus' of N1.RegistrationReject"},
        {"oneOf: [[N13.GenerateAuthDataResponse: { akmaInd: true, akmaIdn: true }]]", "unknown field 'akmaIdn'"},
        {"sees: [N1.any: { akmaInd: true }]", "unknown field 'akmaInd' of N1.any"},
        {"sees: [Ua.CoapRequest: { payloads: a }]", "did you mean 'payload'?"},
        {"never: [RegistrationReject]", "expected LINK.Message"},
        {"never: N1.RegistrationReject", "6:22 expected a list of messages"},
        {"sees: [N1.AuthenticationFailure: 20]", "expected a map of fields"},
        {"sees: [N1.AuthenticationFailure: { cause: { above: 20 } }]", "unknown matcher 'above'"},
        {"sees: [N1.AuthenticationFailure: { cause: [20] }]", "field 'cause': expected a value"},
        {"sees: [N1.AuthenticationFailure: { cause: {} }]", "field 'cause': expected a value"},
        {"sees: [N1.AuthenticationFailure: { cause: ~ }]", "field 'cause': expected a value"},
        {"sees: [N1.AuthenticationRequest: { rand: { len: many } }]", "len: expected a number of octets"},
        {"sees: [N1.AuthenticationRequest: { rand: { matches: '(' } }]", "matches: no regular expression: missing ): (; expected RE2 syntax"},
        {"sees: [N1.AuthenticationRequest: { rand: { exists: 1 } }]", "exists: expected true or false"},
        {"sees: [N1.AuthenticationRequest: { rand: { in: 1 } }]", "in: expected a list of values"},
        {"sees: [N62.RetrieveApplicationKeyRequest: { aKId: '${save.akid}' }]", "'${save.akid}' is not saved before"},
        {"oneOf: []", "expected a list of lists of messages"},
        {"order: sideways", "6:22 'sideways' is not known; expected subsequence, exact, any"},
        {"outcome: fine", "6:24 expected success"},
        {"outcome: { rejected: { by: ue, why: 20 } }", "unknown key 'why'"},
        {"outcome: { rejected: { cause: twenty } }", "'twenty' is not known; expected TIMEOUT"},
        {"outcomes: success", "unknown key 'outcomes'; did you mean 'outcome'?"},
        {"within: 500", "6:23 expected a duration with its unit"},
    };
    for (const auto& [text, wanted] : refusals)
        expect_refused("  - register: { ue: alice }\n    expect: { " + text + " }\n", wanted);
}

TEST(Check, IsRefusedWhenItsAddressNamesNothing) {
    const std::vector<Refusal> refusals{
        {"check: { absent: [ue.alice.KAKMA] }", "expected a list of checks"},
        {"check: [ equal: [ue.alice.KAKMA, aanf.alice.KAKMA] ]",
         "expected one of same, differs, is, absent, present, unchanged"},
        {"check: [ absent: [ue.alice.KAKNA] ]", "6:23 nobody holds a 'KAKNA'; did you mean 'KAKMA'?"},
        {"check: [ absent: [aamf.alice.KAKMA] ]", "unknown holder 'aamf'"},
        {"check: [ absent: [ue.bob.KAKMA] ]", "no subscriber is called 'bob'"},
        {"check: [ absent: [KAKMA] ]", "expected ROLE.SUBSCRIBER.NAME"},
        {"check: [ absent: [] ]", "'absent' needs 1 operands"},
        {"check: [ same: [ue.alice.KAKMA] ]", "'same' needs 2 operands"},
        {"check: [ is: [ue.alice.mmState] ]", "'is' needs 2 operands"},
        {"check: [ is: [ue.alice.A-KID, '${save.akid}'] ]", "'${save.akid}' is not saved before"},
        {"save: [akid]", "expected a map"},
        {"save: { akid: ue.alice.AKID }", "nobody holds a 'AKID'; did you mean 'A-KID'?"},
    };
    for (const auto& [text, wanted] : refusals)
        expect_refused("  - register: { ue: alice }\n    " + text + "\n", wanted);
}

TEST(Step, KeepsWhatTheFileSays) {
    const auto loaded = load_text(
        upon_base("steps:\n"
                  "  - register: { ue: alice, emergency: true }\n"
                  "    save: { akid: ue.alice.A-KID }\n"
                  "    check: [ is: [ue.alice.A-KID, '${save.akid}'] ]\n"
                  "  - id: open\n"
                  "    connect: { ue: alice, to: msgin5g, mode: explicit }\n"
                  "    expect:\n"
                  "      outcome: { failed: { at: tls, alert: illegal_parameter } }\n"
                  "      sees: [Ua.Alert, N62.RetrieveApplicationKeyResponse: { status: { in: [204, 403] } }]\n"));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    const auto& [reg, open] = std::tie(loaded.scenario->steps.at(0), loaded.scenario->steps.at(1));
    EXPECT_EQ(reg.id, "step1");
    EXPECT_TRUE(std::get<RegisterStep>(reg.orders.at(0)).emergency);
    EXPECT_EQ(reg.expect.outcome.kind, "success");
    EXPECT_THAT(reg.checks.at(0).operands, ElementsAre("ue.alice.A-KID", "${save.akid}"));
    EXPECT_EQ(open.id, "open");
    EXPECT_EQ(std::get<ConnectStep>(open.orders.at(0)).mode, "explicit");
    EXPECT_EQ(open.expect.outcome.kind, "failed");
    EXPECT_EQ(open.expect.outcome.alert, "illegal_parameter");
    EXPECT_EQ(open.expect.sees.at(1).message, "RetrieveApplicationKeyResponse");
    EXPECT_EQ(open.expect.sees.at(1).mark.line, 12);
}

}  // namespace
}  // namespace akmasim::scenario::test

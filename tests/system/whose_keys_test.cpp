// SPDX-License-Identifier: Apache-2.0
// Whose a key is and who has it, where an adversary asks, keeps, loses or puts in: no claim passes that does not hold.
#include <fstream>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view k_af_of_alice = "{ key: KAF, of: alice, not-derivable-by: mallory }";
constexpr std::string_view registered = "  - { id: reg, register: { ue: alice }, save: { akid: ue.alice.A-KID } }\n";
constexpr std::string_view connected = "  - { id: open, connect: { ue: alice, to: msgin5g } }\n";

// Somebody on N62 who asks the AAnF herself, for a K_AF of another protocol than the server's.
std::string asks(const std::string& connection) {
    return "  - id: ask\n    inject: { link: N62, as: msgin5g, to: aanf" + connection +
           ", method: POST, path: /naanf-akma/v1/retrieve-applicationkey, body: "
           "'{\"afId\":\"msgin5g.mnc001.mcc001.3gppnetwork.org:0100000007\",\"aKId\":"
           "\"0000.bdYdLYoluGUMmRCjS4OCZzM7fMakY7eFAZm8GaGsuwI@5gc.mnc001.mcc001.3gppnetwork.org\"}' }\n";
}

class Attack {
public:
    explicit Attack(const std::string& adversary, const std::string& steps, std::string_view claim,
                    const std::string& base = "one-ue") {
        std::ofstream(path()) << "schema: akma-scenario/1\nname: attack\nextends: " AKMASIM_SOURCE_DIR
                                 "/scenarios/base/"
                              << base << ".yaml\nadversary: { name: mallory, " << adversary << " }\nsteps:\n"
                              << steps << "expect: { secrecy: [ " << claim << " ] }\n";
    }
    [[nodiscard]] Answer run(const std::string& more = "--host simulated") const {
        return akmasim("run " + path() + " -q " + more);
    }
    [[nodiscard]] std::string path(const std::string& name = "attack.yaml") const { return folder_.path / name; }

private:
    Folder folder_;
};

std::string steps(std::initializer_list<std::string_view> all) {
    std::string text;
    for (const auto one : all) text += one;
    return text;
}

TEST(WhoseKeys, WhatAnswersHerOwnRequestIsHersWhateverSheMayRead) {
    const Attack attack("at: [N62], can: [inject]", steps({registered, connected, asks(", connection: new")}),
                        k_af_of_alice);
    const auto answer = attack.run();
    EXPECT_EQ(answer.code, 1) << answer.output;
    EXPECT_THAT(answer.output, HasSubstr("mallory knows KAF of alice"));
    EXPECT_THAT(answer.output, HasSubstr("stands in N62.RetrieveApplicationKeyResponse"));
}

// On the server's own connection the answer goes to the server: she sees nothing of it.
TEST(WhoseKeys, WhatAnswersOnSomebodyElsesConnectionIsNotHers) {
    const Attack attack("at: [N62], can: [inject]", steps({registered, connected, asks("")}), k_af_of_alice);
    EXPECT_EQ(attack.run().code, 0) << attack.run().output;
}

// `can` says what she is able to do; what she has in her hands by it she has.
TEST(WhoseKeys, WhatSheKeepsOrChangesIsHersWhateverSheMayRead) {
    const auto with = [](const std::string& can, const std::string& act) {
        return Attack("at: [N62], can: [" + can +
                          "], rules: [ { id: r, when: { msg: N62.RetrieveApplicationKeyResponse }, do: [ " + act +
                          " ] } ]",
                      steps({registered, connected}), k_af_of_alice)
            .run();
    };
    for (const auto& [can, act] : {std::pair{"inject", "{ duplicate: 1 }"}, std::pair{"delay", "{ reorder: 1 }"},
                                   std::pair{"modify", "{ append: '20' }"}, std::pair{"read", "{ save: it }"}}) {
        const auto answer = with(can, act);
        EXPECT_EQ(answer.code, 1) << act << answer.output;
        EXPECT_THAT(answer.output, HasSubstr("mallory knows KAF of alice")) << act;
    }
    EXPECT_EQ(with("delay", "{ delay: { mean: 20ms } }").code, 0);
}

// Her request is about nobody's connection; the AAnF knows by the A-KID whose key it makes.
TEST(WhoseKeys, AKeyIsOfTheSubscriberItWasDerivedForInBothHosts) {
    const Attack attack("at: [N62], can: [inject]", steps({registered, asks(", connection: new")}), k_af_of_alice);
    EXPECT_EQ(attack.run("--host simulated --record " + attack.path("a.rec.jsonl")).code, 1);
    EXPECT_EQ(attack.run("--host processes --record " + attack.path("b.rec.jsonl")).code, 1);
    const auto recording = content(attack.path("a.rec.jsonl"));
    EXPECT_EQ(recording, content(attack.path("b.rec.jsonl")));
    EXPECT_THAT(recording, HasSubstr("\"at\":\"aanf\",\"for\":\"alice\",\"step\":\"ask\""));
    EXPECT_THAT(akmasim("show --keys --ue alice " + attack.path("a.rec.jsonl")).output,
                testing::ContainsRegex("alice +(  )*K5GMSG .*aanf"));
    EXPECT_THAT(akmasim("show --oneline " + attack.path("a.rec.jsonl")).output, HasSubstr("at aanf for alice"));
    for (const auto* how : {"", " --only aanf", " --except aanf"})
        EXPECT_EQ(akmasim("replay " + attack.path("a.rec.jsonl") + how).code, 0) << how;
    EXPECT_THAT(recording, Not(HasSubstr("\"ue\":\"alice\",\"for\""))) << "said where it is not so";
}

// TS 33.535 6.2.1: who writes on N62 chooses the key that the server takes for alice's, and bob speaks as alice. The
// key that the AAnF made on bob's connection is alice's.
TEST(WhoseKeys, AKeyMadeOnSomebodyElsesConnectionIsNotThatOnes) {
    const std::string key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const auto spoof =
        "  - { id: bob, register: { ue: bob } }\n  - id: spoof\n    exchange:\n      - connect: { ue: bob, to: "
        "msgin5g, "
        "forceIdentity: '3GPP-AKMA${save.akid}', forceKey: '" +
        key + "' }\n";
    const auto with = [&](std::string_view claim) {
        return Attack(
                   "at: [N62], can: [read, modify], rules: [ { id: swap, when: { msg: "
                   "N62.RetrieveApplicationKeyResponse }, do: [ { set: { kaf: '" +
                       key + "' } } ] } ]",
                   steps({registered, spoof}), claim, "two-ues")
            .run();
    };
    EXPECT_EQ(with("{ key: KAF, of: alice, derivable-by: mallory }").code, 0);
    EXPECT_EQ(with(k_af_of_alice).code, 1);
    const auto nobodys = with("{ key: KAMF, of: bob, not-derivable-by: mallory }");
    EXPECT_EQ(nobodys.code, 0) << nobodys.output;
}

TEST(WhoseKeys, AKeyThatNeverArrivedIsNotKnownToItsReceiver) {
    const auto with = [](const std::string& rule, std::string_view claim) {
        return Attack(
                   "at: [N62], can: [drop, modify], rules: [ { id: r, when: { msg: "
                   "N62.RetrieveApplicationKeyResponse, nth: 1 }, do: [ " +
                       rule + " ] } ]",
                   steps({registered,
                          "  - { id: open, connect: { ue: alice, to: msgin5g }, expect: { outcome: { failed: {} } } "
                          "}\n"}),
                   claim)
            .run();
    };
    const auto lost = with("drop", "{ key: KAF, of: alice, only: [ue, aanf] }");
    EXPECT_THAT(lost.output, Not(HasSubstr("is known to msgin5g"))) << lost.output;
    const auto other = std::string(64, '0');
    const auto replaced = with("{ set: { kaf: '" + other + "' } }", "{ key: KAF, of: alice, only: [ue, aanf] }");
    EXPECT_THAT(replaced.output, Not(HasSubstr("is known to msgin5g"))) << replaced.output;
    EXPECT_THAT(replaced.output, HasSubstr("KAF of alice is known to mallory")) << "it was in her hands";
}

TEST(WhoseKeys, AClaimAboutNothingFailsWithTheListOfWhatCameToBe) {
    const auto with = [](std::string_view claim) {
        return Attack("at: [N62], can: [read, inject]",
                      steps({registered, "  - { id: bob, register: { ue: bob } }\n", connected,
                             "  - { id: pause, wait: 1ms }\n"}),
                      claim, "two-ues")
            .run();
    };
    const std::pair<std::string_view, std::string_view> vacuous[]{
        {"{ key: KAF, of: bob, not-derivable-by: mallory }", "KAF of alice"},
        {"{ key: KAF, of: bob, only: [ue] }", "KAF of bob never came to exist"},
        {"{ key: EMSK, never-on: [N12] }", "keys that came to be: "},
        {"{ key: KAF, never-on: [N33] }", "nothing crossed N33"},
        {"{ value: no such text, never-on: [Ua] }", "'no such text' stands in no message"},
        {"{ message: N63.RetrieveApplicationKeyRequest, cannot-read: mallory }", "messages that came to be: "},
        {"{ message: Ua.ClientHello, step: reg, cannot-read: mallory }", "messages that came to be: "},
        {"{ not-linkable: [open, pause], by: mallory }", "mallory had no message of 'pause'"},
        {"{ not-linkable: [open, reg], by: mallory }", "steps of which she had one: open"},
    };
    for (const auto& [claim, said] : vacuous) {
        const auto answer = with(claim);
        EXPECT_EQ(answer.code, 1) << claim << answer.output;
        EXPECT_THAT(answer.output, HasSubstr(std::string(said))) << claim;
    }
}

// TS 33.535 6.1: the A-KID crosses Ua in clear, and the A-TID stands in it.
TEST(WhoseKeys, AKidAndATidAreClaimedLikeKeys) {
    const auto with = [](std::string_view claim) {
        return Attack("at: [Ua], can: [read]", steps({registered, connected}), claim).run();
    };
    EXPECT_EQ(with("{ key: A-KID, of: alice, only: [ue, ausf, aanf, msgin5g] }").code, 1) << "and mallory";
    EXPECT_EQ(with("{ key: A-KID, of: alice, never-on: [N1, N12, N13] }").code, 0);
    EXPECT_EQ(with("{ key: A-TID, of: alice, derivable-by: mallory }").code, 0);
    const auto crossing = with("{ key: A-KID, never-on: [Ua] }");
    EXPECT_EQ(crossing.code, 1);
    EXPECT_THAT(crossing.output, AllOf(HasSubstr("A-KID of alice crosses Ua"), HasSubstr("Ua.ClientHello")));
}

// RFC 8323: what crosses before TLS is read by whoever listens, and so is what comes back on a connection of her own.
TEST(WhoseKeys, CoapInClearIsReadByWhoeverHasIt) {
    const auto read = Attack("at: [Ua], can: [read]", steps({registered, "  - { id: open, connect: { ue: alice, to: msgin5g, mode: explicit } }\n"}),
                             "{ message: { Ua.CoapRequest: { from: ue, inside: '' } }, step: open, cannot-read: mallory }")
                          .run();
    EXPECT_EQ(read.code, 1) << read.output;
    EXPECT_THAT(read.output, HasSubstr("mallory reads Ua.CoapRequest"));
    const auto own = Attack("at: [Ua], can: [inject]",
                            steps({registered, "  - { id: ask, inject: { octets: '00e1', link: Ua, as: alice, to: msgin5g, connection: new } }\n"}),
                            "{ message: { Ua.CoapSignal: {} }, step: ask, cannot-read: mallory }")
                         .run();
    EXPECT_EQ(own.code, 1) << own.output;
}

// A name in a path, in a message inside of TLS that she deciphers, and in what she says herself links two steps.
TEST(WhoseKeys, StepsAreLinkedByEveryNameThatSheHas) {
    const std::string again = "  - { id: again, register: { ue: alice } }\n";
    const std::string sent = "  - { id: one, send: { ue: alice, to: msgin5g, text: a } }\n  - { id: two, send: { ue: alice, to: msgin5g, text: b } }\n";
    const std::string played = "  - { id: one, inject: { saved: x, as: alice, to: amf, connection: new } }\n  - { id: two, inject: { saved: x, as: alice, to: amf, connection: new } }\n";
    const std::tuple<std::string, std::string, std::string> attacks[]{
        {"at: [N8], can: [read]", again, "[reg, again]"},
        {"at: [Ua], can: [read], leak: { key: KAF, of: alice, at: after-run } }\nnfs: { msgin5g: { uaProtocol: tls13-psk-ke }", sent, "[one, two]"},
        {"at: [N1], can: [read, inject], rules: [ { id: k, when: { msg: N1.RegistrationRequest, ue: alice, nth: 1 }, do: [ { save: x } ] } ]",
         played, "[one, two]"},
    };
    for (const auto& [adversary, more, of] : attacks) {
        const auto opened = more == sent ? connected : "";
        const auto answer = Attack(adversary, steps({registered, opened, more}), "{ not-linkable: " + of + ", by: mallory }").run();
        EXPECT_EQ(answer.code, 1) << adversary << answer.output;
        EXPECT_THAT(answer.output, HasSubstr("mallory links")) << adversary;
    }
}

}  // namespace
}  // namespace akmasim::test

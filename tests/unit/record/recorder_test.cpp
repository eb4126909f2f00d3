// SPDX-License-Identifier: Apache-2.0
// What a recording says, and above all what it must never say.
#include <gmock/gmock.h>

#include "simulator/crypto/hash.hpp"
#include "tests/unit/record/runs.hpp"

namespace akmasim::record {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string lower(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

TEST(Recording, ShowsNoSecretInAnyEncoding) {
    const auto text = small_recording();
    for (const auto& secret : {k_text, k_akma_text}) {
        const auto octets = from_hex(secret).value();
        const std::string raw(text_of(octets));
        for (const auto& form : {raw, hex(octets), base64(octets), base64url(octets)}) {
            EXPECT_THAT(text, Not(HasSubstr(form)));
            EXPECT_THAT(lower(text), Not(HasSubstr(hex(view_of(form)))));
        }
        EXPECT_THAT(lower(text), Not(HasSubstr(hex(octets))));
    }
}

TEST(Recording, FingerprintsASecretByTheRecordingsIdSoThatEqualityStaysVisible) {
    const auto digest = crypto::sha256(view_of(facts().resolved + "7"));
    const auto id = View(digest).first(16);
    const auto fp = hex(View(crypto::hmac_sha256(id, from_hex(k_akma_text).value())).first(8));
    const auto recording = read_text(small_recording()).value();
    EXPECT_EQ(recording.header.id, hex(id));
    EXPECT_EQ(recording.events[1].fp, fp);
    EXPECT_THAT(recording.events[4].f, HasSubstr(R"("kAkma":{"$key":"KAKMA","fp":")" + fp + "\"}"));
    EXPECT_THAT(std::string(text_of(from_hex(recording.events[4].raw).value())),
                HasSubstr(R"("kAkma":"fp:)" + fp + '"'));
}

TEST(Recording, ReplacesLongTermKeysInTheResolvedScenario) {
    const auto recording = read_text(small_recording()).value();
    EXPECT_THAT(recording.header.resolved, HasSubstr(R"("key":{"$key":"K","fp":")"));
    EXPECT_TRUE(recording.header.subscribers.empty());
    EXPECT_FALSE(recording.header.revealed);
}

TEST(Recording, RevealsWhatItWasAskedToReveal) {
    const auto recording = read_text(small_recording(true)).value();
    EXPECT_TRUE(recording.header.revealed);
    EXPECT_EQ(recording.events[1].value, k_akma_text);
    EXPECT_EQ(recording.header.subscribers.at(0).key, k_text);
    EXPECT_THAT(recording.events[4].f, HasSubstr(k_akma_text));
}

TEST(Recording, WritesItsMembersInTheOrderOfTheFormat) {
    const auto text = small_recording();
    EXPECT_THAT(text,
                HasSubstr(R"({"seq":1,"t":0,"kind":"msg","link":"N1","from":"amf","to":"ue","ue":"alice","step":"reg",)"
                          R"("msg":"AuthenticationRequest","f":{)"));
    EXPECT_THAT(text, HasSubstr(R"({"seq":2,"t":5,"kind":"derive","at":"ue","ue":"alice","step":"reg","key":"KAKMA",)"
                                R"("from":["KAUSF"],"fc":"80","p":["414b4d41"],"clause":"TS 33.535 A.2","fp":")"));
    EXPECT_THAT(text, HasSubstr(R"({"seq":3,"t":5,"kind":"state","at":"ue","ue":"alice","step":"reg","was":)"));
    EXPECT_THAT(text, HasSubstr(R"({"kind":"end","complete":true,"events":6,"verdict":"pass","sha256":")"));
}

TEST(Recording, ARefusalNamesTheMessageThatWasNotTaken) {
    const auto refused = read_text(small_recording()).value().events.back();
    EXPECT_EQ(refused.kind, "refused");
    EXPECT_EQ(refused.at, "aanf");
    EXPECT_EQ(refused.msg, "RegisterAnchorKeyRequest");
    EXPECT_EQ(refused.cause, "unexpected");
}

TEST(Recording, OctetsOnN1AreWrittenAsTheyCrossed) {
    EXPECT_EQ(read_text(small_recording()).value().events[0].raw, hex(challenge().octets));
}

class Leak : public testing::TestWithParam<int> {
public:
    static std::string form(const Octets& secret) {
        switch (GetParam()) {
            case 0: return hex(secret);
            case 1: return base64(secret);
            case 2: return base64url(secret);
            case 3: return hex(view_of(hex(secret)));
            case 4: return hex(view_of(base64(secret)));
            default: return k_text;  // upper case
        }
    }
};

TEST_P(Leak, OfASecretRefusesTheFile) {
    Recorder recorder(facts());
    small_run(recorder);
    recorder.refused(8, challenge(), "reg", "malformed", "odd text " + form(from_hex(k_text).value()));
    const auto text = recorder.finish("pass", true);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().cause, Cause::integrity);
    EXPECT_THAT(lower(text.error().detail), Not(HasSubstr(lower(k_text))));
}
INSTANTIATE_TEST_SUITE_P(InEveryForm, Leak, testing::Range(0, 6));

TEST(Recording, OctetsThatHoldASecretInTheirRawFormRefuseTheFile) {
    Recorder recorder(facts());
    auto envelope = challenge();
    append(envelope.octets, from_hex(k_text).value());
    recorder.message(envelope, 0, "reg");
    EXPECT_FALSE(recorder.finish("pass", true));
}

TEST(Recording, PublicValuesAreNoSecrets) {
    Recorder recorder(facts());
    KeyBirth birth = k_akma_at("ue");
    birth.key = "RESstar";
    birth.secret = false;
    recorder.derived(1, birth, from_hex("eab1029509a18bf786617cbec861e5c8").value());
    recorder.refused(2, challenge(), "reg", "integrity", "eab1029509a18bf786617cbec861e5c8");
    EXPECT_TRUE(recorder.finish("pass", true));
}

TEST(Recording, TlsSecretsHaveTheSameEventWithAndWithoutTheirValue) {
    for (const bool reveal : {false, true}) {
        Recorder recorder(facts(reveal));
        KeyBirth birth = k_akma_at("ue");
        birth.key = "CLIENT_TRAFFIC_SECRET_0";
        recorder.derived(1, birth, from_hex(k_akma_text).value());
        ASSERT_EQ(recorder.events().size(), 1u);
        EXPECT_EQ(recorder.events()[0].value, reveal ? k_akma_text : "");
    }
}

TEST(Recording, IsTheSameTwice) { EXPECT_EQ(small_recording(), small_recording()); }

// TS 33.535 6.2.1: the AAnF knows by the A-KID whose K_AF it makes, whoever's connection the request came of.
TEST(Recording, SaysWhoseAKeyIsWhereItIsNotThatOfTheTurn) {
    auto known = facts(false);
    known.subscribers = {
        {"alice", "imsi-1", "", "", ""}, {"bob", "imsi-2", "", "", ""}, {"clone", "imsi-1", "", "", ""}};
    Recorder recorder(known);
    const auto owner_of = [&](const std::string& ue, const std::string& whose) {
        auto birth = k_akma_at("aanf");
        birth.ue = ue;
        birth.whose = whose;
        recorder.derived(0, birth, from_hex(k_akma_text).value());
        return recorder.events().back().owner;
    };
    EXPECT_EQ(owner_of("alice", "imsi-2"), "bob");
    EXPECT_EQ(owner_of("", "imsi-2"), "bob");
    EXPECT_EQ(owner_of("alice", "imsi-1"), "");
    EXPECT_EQ(owner_of("clone", "imsi-1"), "") << "the one of the turn, where it has that SUPI too";
    EXPECT_EQ(owner_of("alice", "imsi-3"), "") << "nobody's";
    EXPECT_EQ(owner_of("alice", ""), "");
    const auto again = read_line(line_of(recorder.events().front()));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->owner, "bob");
    EXPECT_EQ(again->whose(), "bob");
    EXPECT_EQ(read_line(line_of(recorder.events()[2]))->whose(), "alice");
}

}  // namespace
}  // namespace akmasim::record

// SPDX-License-Identifier: Apache-2.0
// What an adversary makes of what it saw and was given: each derivation downwards, none upwards.
#include <gmock/gmock.h>

#include "simulator/crypto/hash.hpp"
#include "simulator/keys/kdf.hpp"
#include "tests/unit/knowledge/chain_events.hpp"

namespace akmasim::knowledge::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// TS 33.501 6.2.1, TS 33.535 6.1.
TEST(Insight, FollowsTheTreeDownwardsFromALeakedKey) {
    const std::vector<std::string> below_kausf{"KSEAF", "KAMF", "KNASenc", "KAKMA", "KAF"};
    Story story;
    story.tree();
    for (const auto& key : below_kausf) EXPECT_TRUE(story.knows(mallory({}, {leaked("KAUSF")}), key)) << key;
    EXPECT_TRUE(story.knows(mallory({}, {leaked("KAKMA")}), "KAF"));
    EXPECT_TRUE(story.knows(mallory({}, {leaked("KAMF")}), "KNASenc"));
}

// TS 33.535 A.4: two AFs have two keys, and what leaks out of one is its own.
TEST(Insight, GetsOutOfAPartyOnlyWhatThatPartyHeld) {
    Story story;
    story.derived("ue", "KAF", {"KAKMA"}, "82", {"6561"}, std::string(64, '1')).fp = "e";
    story.derived("east", "KAF", {"KAKMA"}, "82", {"6561"}, std::string(64, '1')).fp = "e";
    story.derived("west", "KAF", {"KAKMA"}, "82", {"7765"}, std::string(64, '2')).fp = "w";
    const auto leaks_out_of = [&](const std::string& party) {
        const auto stance = mallory({}, {{"KAF", "alice", "after-run", party}});
        const Insight insight(story.seen(), stance);
        std::string known;
        for (const auto& value : story.evidence.values("KAF", "alice"))
            if (insight.knows(value)) known += value.hex.front();
        return known;
    };
    EXPECT_EQ(leaks_out_of("east"), "1");
    EXPECT_EQ(leaks_out_of("west"), "2");
    EXPECT_EQ(leaks_out_of("north"), "");
    EXPECT_EQ(leaks_out_of(""), "12");
}

TEST(Insight, NeverClimbsTheTree) {
    Story story;
    story.tree();
    for (const auto* key : {"KSEAF", "KAKMA", "KAF"}) {
        EXPECT_FALSE(story.knows(mallory({}, {leaked(key)}), "KAUSF")) << key;
    }
    EXPECT_FALSE(story.knows(mallory({}, {leaked("KSEAF")}), "KAKMA"));
    EXPECT_FALSE(story.knows(mallory({}, {leaked("KAF")}), "KAKMA"));
    EXPECT_FALSE(story.knows(mallory({"N1", "Ua"}), "KAF"));
}

// What a record says of a key's origin is tried, not believed.
TEST(Insight, DoesNotBelieveADerivationWhoseValueIsAnother) {
    Story story;
    story.derived("ue", "KAUSF", {"CK", "IK"}, "6a", {}, chain("kausf"));
    story.derived("ue", "KAKMA", {"KAUSF"}, "80", {digits("AKMA"), digits("another")}, chain("kakma"));
    EXPECT_FALSE(story.knows(mallory({}, {leaked("KAUSF")}), "KAKMA"));
}

TEST(Insight, FindsAKeyInWhatCrossesALinkWhereItStandsAndNowhereElse) {
    const auto body = digits("{\"kaf\":\"" + chain("kaf") + "\"}");
    Story story;
    story.tree();
    story.message("N62", "RetrieveApplicationKeyResponse", body);
    EXPECT_TRUE(story.knows(mallory({"N62"}), "KAF"));
    EXPECT_FALSE(story.knows(mallory({"N61"}), "KAF"));
    EXPECT_FALSE(story.knows(mallory({"N62"}), "KAKMA"));
}

// TS 35.206 4.1: CK needs K, OPc and the RAND that crossed N1; TS 33.501 A.2: K_AUSF needs SQN xor AK, out of AUTN.
TEST(Insight, NeedsTheChallengeToMakeAnythingOfALongTermKey) {
    const auto run = [](std::set<std::string> links, std::vector<Leak> leaks, const std::string& key) {
        const auto& rand = chain("rand");
        const auto sqn_ak = chain("autn").substr(0, 12);
        Story story;
        story.message("N1", "AuthenticationRequest", "7e0056" + rand + "2010" + chain("autn"));
        story.derived("udm", "CK", {"K"}, "", {rand}, chain("ck"));
        story.derived("udm", "IK", {"K"}, "", {rand}, chain("ik"));
        story.derived("udm", "KAUSF", {"CK", "IK"}, "6a", {digits(chain("snn")), sqn_ak}, chain("kausf"));
        return story.knows(mallory(std::move(links), std::move(leaks)), key);
    };
    EXPECT_TRUE(run({"N1"}, {leaked("K"), leaked("OPc")}, "KAUSF"));
    EXPECT_FALSE(run({"N1"}, {leaked("K")}, "CK"));
    EXPECT_FALSE(run({"Ua"}, {leaked("K"), leaked("OPc")}, "CK"));
    EXPECT_TRUE(run({"N1"}, {leaked("CK"), leaked("IK")}, "KAUSF"));
    EXPECT_FALSE(run({"Ua"}, {leaked("CK"), leaked("IK")}, "KAUSF"));
}

// TS 33.501 A.3, RFC 9048 3.3: with EAP-AKA' the same way leads over CK', IK' and EMSK.
TEST(Insight, FollowsTheKeysOfEapAkaPrimeToo) {
    Story story;
    const auto p = {digits(chain("snn")), chain("autn").substr(0, 12)};
    const auto identity = digits("EAP-AKA'" + chain("supi").substr(5));
    story.message("N1", "AuthenticationRequest", chain("autn"));
    story.derived("udm", "CKprime", {"CK", "IK"}, "20", p, chain("eap_ck_prime"));
    story.derived("udm", "IKprime", {"CK", "IK"}, "20", p, chain("eap_ik_prime"));
    story.derived("ausf", "EMSK", {"IKprime", "CKprime"}, "", {identity}, chain("eap_emsk"));
    story.derived("ausf", "KAUSF", {"EMSK"}, "", {}, chain("eap_kausf"));
    story.derived("udm", "CK", {"K"}, "", {chain("rand")}, chain("ck"));
    story.derived("udm", "IK", {"K"}, "", {chain("rand")}, chain("ik"));
    EXPECT_TRUE(story.knows(mallory({"N1"}, {leaked("CK"), leaked("IK")}), "KAUSF"));
    EXPECT_TRUE(story.knows(mallory({}, {leaked("CKprime"), leaked("IKprime")}), "KAUSF"));
    EXPECT_FALSE(story.knows(mallory({}, {leaked("CKprime")}), "KAUSF"));
    EXPECT_FALSE(story.knows(mallory({}, {leaked("KAUSF")}), "EMSK"));
}

TEST(Insight, TellsTheWayFromWhatLeakedToWhatFollows) {
    Story story;
    story.tree();
    const auto stance = mallory({}, {leaked("KAUSF")});
    const Insight insight(story.seen(), stance);
    EXPECT_THAT(insight.way_to(story.evidence.values("KAF", "").front()),
                ElementsAre(HasSubstr("KAUSF of alice: leaked"), HasSubstr("KAKMA of alice: follows"),
                            HasSubstr("KAF of alice: follows")));
    EXPECT_THAT(insight.way_to(value_of_key("KAF", "alice", "00")), IsEmpty());
}

// TS 33.501 6.2.2.1: what leaks later is the newer key; the older one is gone by then.
TEST(Insight, IsGivenTheKeyThatThereIsAtThatTime) {
    Story story;
    story.derived("ue", "KAKMA", {"KAUSF"}, "80", {}, chain("kakma")).step = "first";
    story.derived("ue", "KAKMA", {"KAUSF"}, "80", {}, chain("kseaf")).step = "second";
    const auto knows = [&](const std::string& at, const std::string& value) {
        const auto stance = mallory({}, {{"KAKMA", "alice", at}});
        return Insight(story.seen(), stance).knows(value_of_key("KAKMA", "alice", value));
    };
    EXPECT_TRUE(knows("first", chain("kakma")));
    EXPECT_FALSE(knows("first", chain("kseaf")));
    EXPECT_TRUE(knows("after-run", chain("kseaf")));
    EXPECT_FALSE(knows("after-run", chain("kakma")));
}

// She may read nowhere; the AAnF's answer crosses N62 in clear.
bool knows_k_af_after(const std::string& verb) {
    Story story;
    story.tree();
    const auto answer = story.message("N62", "RetrieveApplicationKeyResponse", digits(chain("kaf"))).seq;
    story.did(verb, answer);
    return story.knows(mallory({}), "KAF");
}

TEST(Insight, HasWhatComesBackOnAConnectionOfHerOwn) { EXPECT_TRUE(knows_k_af_after("receive")); }

TEST(Insight, HasWhatSheKeepsCopiesOrChanges) {
    for (const auto* verb : {"hold", "save", "reorder", "duplicate", "set", "flip", "truncate", "append"})
        EXPECT_TRUE(knows_k_af_after(verb)) << verb;
}

TEST(Insight, HasNotWhatSheOnlyLetsPassLateOrNotAtAll) {
    for (const auto* verb : {"pass", "delay", "drop"}) EXPECT_FALSE(knows_k_af_after(verb)) << verb;
}

TEST(Insight, KnowsWhatSheWroteHerself) {
    Story story;
    story.tree();
    story.did("inject", 0, digits("{\"kaf\":\"" + chain("kaf") + "\"}"));
    EXPECT_TRUE(story.knows(mallory({}), "KAF"));
    EXPECT_FALSE(story.knows(Stance{"eve", {}, {}}, "KAF")) << "somebody else wrote it";
}

// What stands in the path of a service request crosses as well as its body does.
TEST(Insight, ReadsThePathOfARequest) {
    Story story;
    story.message("N8", "AmfRegistrationRequest", digits("{}")).f =
        "{\"method\":\"PUT\",\"path\":\"/nudm-uecm/v1/" + chain("supi") + "/registrations\"}";
    EXPECT_TRUE(story.knows(mallory({"N8"}), "SUPI"));
    EXPECT_FALSE(story.knows(mallory({"N12"}), "SUPI"));
}

// An anchor key that she made up is in no tree, and all that is derived from it is hers.
TEST(Insight, FollowsTheTreeDownwardsFromAKeyThatSheMadeUp) {
    Story story;
    story.derived("aanf", "KAF", {"KAKMA"}, "82", {chain("af_id")}, chain("kaf"));
    EXPECT_FALSE(story.knows(mallory({}), "KAF"));
    story.did("inject", 0, digits("{\"kAkma\":\"" + chain("kakma") + "\"}"));
    EXPECT_TRUE(story.knows(mallory({}), "KAF"));
}

// A party that was told a wrong SUPI derives one subscriber's key from another's.
TEST(Insight, FollowsFromOneSubscribersTreeIntoAnothers) {
    Story story;
    story.derived("ausf", "KAKMA", {"KAUSF"}, "80", {}, chain("kakma"));
    auto& strange = story.derived("aanf", "KAF", {"KAKMA"}, "82", {chain("af_id")}, chain("kaf"));
    strange.ue = "carol";
    strange.owner = "bob";
    const Insight insight(story.seen(), mallory({}, {leaked("KAKMA")}));
    EXPECT_TRUE(insight.knows(value_of_key("KAF", "bob", chain("kaf"))));
}

// TS 33.535 6.1: an A-KID is its A-TID with names around it, and whoever sees the one has the other.
TEST(Insight, KnowsTheATidByTheAKidAndTheOtherWayRound) {
    Story story;
    story.evidence.people.front().mcc = "001";
    story.evidence.people.front().mnc = "01";
    story.derived("ausf", "KAUSF", {"CK", "IK"}, "6a", {}, chain("kausf"));
    story.derived("ausf", "A-TID", {"KAUSF"}, "81", {digits("A-TID"), digits(chain("supi").substr(5))}, chain("atid"));
    const auto a_kid = story.seen().values("A-KID", "alice");
    ASSERT_EQ(a_kid.size(), 1U);
    EXPECT_TRUE(story.knows(mallory({}, {leaked("KAUSF")}), "A-KID"));
    EXPECT_TRUE(story.knows(mallory({}, {leaked("A-KID")}), "A-KID"));
    EXPECT_FALSE(story.knows(mallory({"Ua"}), "A-KID"));
    story.message("Ua", "ClientHello", digits("3GPP-AKMA") + a_kid.front().hex);
    EXPECT_TRUE(story.knows(mallory({"Ua"}), "A-KID"));
    EXPECT_TRUE(story.knows(mallory({"Ua"}), "A-TID"));
}

// So many subscribers with a tree each, whose K_AKMA crosses N61.
struct Crowd {
    explicit Crowd(int count) {
        for (int i = 0; i < count; ++i) {
            const auto name = "ue" + std::to_string(i);
            const auto digest = crypto::sha256(view_of(name));
            const auto k_akma = keys::Kdf::derive(digest, 0x80, {view_of(name)});
            const auto k_af = keys::Kdf::derive(k_akma, 0x82, {view_of(name)});
            born(name, "KAKMA", {"KAUSF"}, "80", hex(k_akma));
            born(name, "KAF", {"KAKMA"}, "82", hex(k_af));
            record::Event sent;
            sent.seq = events.size() + 1;
            sent.kind = "msg";
            sent.link = "N61";
            sent.ue = name;
            sent.raw = digits(hex(k_akma));
            sent.has_raw = true;
            events.push_back(sent);
        }
        evidence.events = events;
    }
    void born(const std::string& ue, const std::string& key, std::vector<std::string> from, const std::string& fc,
              const std::string& value) {
        record::Event event;
        event.seq = events.size() + 1;
        event.kind = "derive";
        event.ue = ue;
        event.key = key;
        event.from_keys = std::move(from);
        event.fc = fc;
        event.p = {digits(ue)};
        event.value = value;
        events.push_back(event);
    }
    std::vector<record::Event> events;
    Evidence evidence;
};

TEST(Insight, TakesTwiceTheWorkForTwiceTheSubscribers) {
    const auto stance = mallory({"N61"});
    const auto effort_of = [&](int count) {
        const Crowd crowd(count);
        const Insight insight(crowd.evidence, stance);
        for (const auto& value : crowd.evidence.values("KAF", "")) EXPECT_TRUE(insight.knows(value));
        return static_cast<double>(insight.effort());
    };
    const auto few = effort_of(100);
    EXPECT_GT(few, 100);
    EXPECT_LT(effort_of(200) / few, 2.2);
    EXPECT_LT(effort_of(800) / few, 8.8);
}

TEST(Insight, GivesUpAtOnceWhereItIsTold) {
    const Crowd crowd(50);
    const auto stance = mallory({"N61"});
    int asked = 0;
    const Insight insight(crowd.evidence, stance, [&] { return ++asked > 1; });
    EXPECT_LT(asked, 10);
    EXPECT_LT(insight.effort(), 100U);
}

}  // namespace
}  // namespace akmasim::knowledge::test

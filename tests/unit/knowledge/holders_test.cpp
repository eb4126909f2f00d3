// SPDX-License-Identifier: Apache-2.0
// Who knows which key, told from events alone.
#include <gmock/gmock.h>

#include "simulator/knowledge/holders.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;
using testing::ElementsAre;
using testing::IsEmpty;

Event derived(std::uint64_t seq, std::string at, std::string key, std::string fp, std::string value = "") {
    Event event;
    event.seq = seq;
    event.kind = "derive";
    event.ue = "alice";
    event.at = std::move(at);
    event.key = std::move(key);
    event.fp = std::move(fp);
    event.value = std::move(value);
    return event;
}

Event sent(std::uint64_t seq, std::string to, std::string f) {
    Event event;
    event.seq = seq;
    event.kind = "msg";
    event.ue = "alice";
    event.to = std::move(to);
    event.f = std::move(f);
    return event;
}

std::vector<std::string> who(const std::vector<KnownKey>& keys, std::string_view key) {
    std::vector<std::string> parties;
    for (const auto& known : keys) {
        if (known.key != key) continue;
        for (const auto& holder : known.holders) parties.push_back(holder.party);
    }
    return parties;
}

const std::vector<Event> run{derived(1, "udm", "KAUSF", "aa"),
                             sent(2, "ausf", R"({"authenticationVector":{"kausf":{"$key":"KAUSF","fp":"aa"}}})"),
                             derived(3, "ue", "KAUSF", "aa"),
                             sent(4, "amf", R"({"list":[{"$key":"KSEAF","fp":"bb"}]})")};

TEST(Holders, KIsKnownToTheUsimAndTheArpfFromTheStart) {
    EXPECT_THAT(who(holders(run), "K"), ElementsAre("ue", "udm"));
}

TEST(Holders, WhoDerivesAKeyAndWhoIsSentItKnowIt) {
    EXPECT_THAT(who(holders(run), "KAUSF"), ElementsAre("udm", "ausf", "ue"));
    EXPECT_THAT(who(holders(run), "KSEAF"), ElementsAre("amf"));
}

TEST(Holders, NobodyKnowsAKeyBeforeItsEvent) {
    EXPECT_THAT(who(holders_after(run, 1), "KAUSF"), ElementsAre("udm"));
    EXPECT_THAT(who(holders_after(run, 0), "KAUSF"), IsEmpty());
    EXPECT_THAT(who(holders_after(run, 3), "KSEAF"), IsEmpty());
}

// TS 33.535 6.1: the A-KID is made of the A-TID.
TEST(Holders, WhoIsShownAnAKidHasItAndItsATid) {
    auto hello = sent(3, "msgin5g", R"({"pskIdentity":"3GPP-AKMA0000.abc@5gc"})");
    hello.from = "ue";
    const auto keys = holders(std::vector<Event>{derived(1, "ausf", "A-TID", "aa"),
                                                 sent(2, "aanf", R"({"aKId":"0000.abc@5gc"})"), hello});
    EXPECT_THAT(who(keys, "A-TID"), ElementsAre("ausf", "aanf", "ue", "msgin5g"));
    EXPECT_THAT(who(keys, "A-KID"), ElementsAre("aanf", "ue", "msgin5g"));
    EXPECT_THAT(who(holders(std::vector<Event>{sent(2, "aanf", R"({"aKId":"0000.abc@5gc"})")}), "A-KID"), IsEmpty());
}

TEST(Holders, WhoGetsANewKeyHasTheOldOneNoLonger) {
    const auto keys = holders(std::vector<Event>{
        derived(1, "ausf", "KAKMA", "aa"), sent(2, "aanf", R"({"kAkma":{"$key":"KAKMA","fp":"aa"}})"),
        derived(3, "aanf", "KAF", "11"), derived(4, "ausf", "KAKMA", "bb"),
        sent(5, "aanf", R"({"kAkma":{"$key":"KAKMA","fp":"bb"}})"), derived(6, "aanf", "KAF", "22")});
    ASSERT_EQ(keys[1].fp, "aa");
    EXPECT_THAT(keys[1].held_by(), IsEmpty());
    EXPECT_EQ(keys[1].holders[1].until, 5u);
    EXPECT_EQ(keys[2].held_by(), std::vector<std::string>{"aanf"}) << "a K_AF is good until it expires";
    EXPECT_THAT(keys[3].held_by(), ElementsAre("ausf", "aanf"));
}

TEST(Holders, TwoValuesOfOneKeyAreTwoKeys) {
    const auto keys = holders(std::vector<Event>{derived(1, "ue", "KAF", "11"), derived(2, "aanf", "KAF", "22")});
    EXPECT_EQ(std::ranges::count_if(keys, [](const KnownKey& key) { return key.key == "KAF"; }), 2);
}

TEST(Holders, ARevealedValueInsideAMessageTellsItsReceiver) {
    const auto keys = holders(
        std::vector<Event>{derived(1, "aanf", "KAF", "11", "c0ffee"), sent(2, "msgin5g", R"({"kaf":"c0ffee"})")});
    EXPECT_THAT(who(keys, "KAF"), ElementsAre("aanf", "msgin5g"));
}

TEST(Holders, FieldsThatAreNoJsonTellNobody) {
    EXPECT_THAT(who(holders(std::vector<Event>{sent(1, "amf", "{"), sent(2, "amf", "")}), "K"),
                ElementsAre("ue", "udm"));
}

TEST(Holders, WhoWasSentAKeyThatNeverCameDoesNotKnowIt) {
    auto lost = run;
    Event deed;
    deed.seq = 5;
    deed.kind = "adversary";
    deed.verb = "drop";
    deed.of = 2;
    lost.push_back(deed);
    EXPECT_THAT(who(holders(lost), "KAUSF"), ElementsAre("udm", "ue"));
}

TEST(Holders, AKeyIsOfTheSubscriberItWasDerivedFor) {
    auto strange = derived(1, "aanf", "KAF", "cc");
    strange.owner = "bob";
    const std::vector<Event> events{strange, sent(2, "msgin5g", R"({"kaf":{"$key":"KAF","fp":"cc"}})")};
    const auto keys = holders(events);
    const auto k_af = std::ranges::find(keys, "KAF", &KnownKey::key);
    ASSERT_NE(k_af, keys.end());
    EXPECT_EQ(k_af->ue, "bob");
    EXPECT_THAT(who(keys, "KAF"), ElementsAre("aanf", "msgin5g"));
}

}  // namespace
}  // namespace akmasim::knowledge

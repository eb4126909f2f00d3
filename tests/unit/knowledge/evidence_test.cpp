// SPDX-License-Identifier: Apache-2.0
// In which forms a value is found in octets, and who came to have it.
#include <gmock/gmock.h>

#include "simulator/knowledge/whereabouts.hpp"
#include "tests/unit/knowledge/chain_events.hpp"

namespace akmasim::knowledge::test {
namespace {

using testing::ElementsAre;

std::vector<std::string> parties(Story& story, const std::string& what) {
    std::vector<std::string> names;
    const auto& seen = story.seen();
    const Whereabouts places(seen, seen.values(what, "alice"));
    for (std::size_t i = 0; i < places.values().size(); ++i) {
        for (const auto& sighting : places.parties_with(i)) names.push_back(sighting.party);
    }
    return names;
}

TEST(Evidence, FindsAKeyInEachOfItsForms) {
    const auto value = value_of_key("KAF", "alice", "00112233445566778899aabbccddeeff");
    for (const auto* form : {"00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeeff",
                             "ABEiM0RVZneImaq7zN3u/w==", "ABEiM0RVZneImaq7zN3u_w"}) {
        EXPECT_TRUE(stands_in(value, digits(std::string("x") + form + "y"))) << form;
    }
    EXPECT_TRUE(stands_in(value, "ff" + value.hex));
    EXPECT_FALSE(stands_in(value, "f" + value.hex + "f")) << "half an octet off";
    EXPECT_FALSE(stands_in(value, value.hex.substr(2)));
}

// TS 33.501 C.2: with the null scheme the SUPI is there to read, in NAS as packed digits.
TEST(Evidence, FindsASupiThatTheNullSchemeShows) {
    Story story;
    const auto value = story.evidence.values("SUPI", "").front();
    EXPECT_TRUE(stands_in(value, digits(chain("supi"))));
    EXPECT_TRUE(stands_in(value, digits("suci-0-001-01-0-0-0-" + chain("supi").substr(10))));
    EXPECT_TRUE(stands_in(value, "0100f110f0ff00001510478232"));
    EXPECT_FALSE(stands_in(value, "0100f110f0ff00001510478242"));
    EXPECT_FALSE(stands_in(value, digits("suci-0-001-01-0-1-1-" + chain("supi").substr(10))));
}

TEST(Evidence, SaysWhoDerivedAKeyAndWhoWasSentIt) {
    Story story;
    story.derived("udm", "KAUSF", {"CK", "IK"}, "6a", {}, chain("kausf"));
    auto& sent = story.message("N13", "GenerateAuthDataResponse", "");
    sent.from = "udm";
    sent.to = "ausf";
    story.evidence.hidden[sent.seq] = digits("{\"kausf\":\"" + chain("kausf") + "\"}");
    EXPECT_THAT(parties(story, "KAUSF"), ElementsAre("udm", "ausf"));
    EXPECT_THAT(parties(story, "K"), ElementsAre("ue", "udm"));
}

TEST(Evidence, SaysOnWhichLinkATextCrosses) {
    Story story;
    story.message("Ua", "ApplicationData", digits("pay bob"));
    const Whereabouts places(story.seen(), {value_of_text("pay bob"), value_of_text("pay alice")});
    EXPECT_TRUE(places.crossing_of(0, "Ua"));
    EXPECT_FALSE(places.crossing_of(0, "N1"));
    EXPECT_FALSE(places.crossing_of(1, "Ua"));
    EXPECT_TRUE(places.was_there(0));
    EXPECT_FALSE(places.was_there(1));
}

TEST(Evidence, SaysWhomAKeyReachedAndNotToWhomItWasSent) {
    for (const auto* verb : {"drop", "hold", "receive"}) {
        Story story;
        story.derived("aanf", "KAF", {"KAKMA"}, "82", {}, chain("kaf"));
        auto& sent = story.message("N62", "RetrieveApplicationKeyResponse", digits(chain("kaf")));
        sent.from = "aanf";
        sent.to = "msgin5g";
        story.did(verb, sent.seq);
        EXPECT_THAT(parties(story, "KAF"), ElementsAre("aanf")) << verb;
        story.did("inject", 0, digits(chain("kaf")));  // played again later
        EXPECT_THAT(parties(story, "KAF"), ElementsAre("aanf", "msgin5g")) << verb;
    }
}

TEST(Evidence, CountsWhatArrivesInPlaceOfWhatWasSent) {
    Story story;
    story.derived("aanf", "KAF", {"KAKMA"}, "82", {}, chain("kaf"));
    auto& sent = story.message("N62", "RetrieveApplicationKeyResponse", digits(chain("kaf")));
    sent.from = "aanf";
    sent.to = "msgin5g";
    const auto seq = sent.seq;
    story.did("append", seq, digits(chain("kaf") + "0"));
    EXPECT_THAT(parties(story, "KAF"), ElementsAre("aanf", "msgin5g"));
    story.did("set", seq, digits(std::string(64, '0')));
    EXPECT_THAT(parties(story, "KAF"), ElementsAre("aanf"));
}

// Whom she speaks for knows nothing of what she says.
TEST(Evidence, DoesNotTakeTheAdversaryForTheOneSheSpeaksFor) {
    Story story;
    story.derived("ausf", "KAKMA", {"KAUSF"}, "80", {}, chain("kakma"));
    auto& deed = story.did("inject", 0, digits(chain("kakma")));
    deed.from = "amf";
    deed.to = "aanf";
    EXPECT_THAT(parties(story, "KAKMA"), ElementsAre("ausf", "aanf"));
}

TEST(Evidence, CountsAKeyForTheSubscriberItWasDerivedFor) {
    Story story;
    story.derived("aanf", "KAF", {"KAKMA"}, "82", {}, chain("kaf")).owner = "bob";
    EXPECT_TRUE(story.seen().values("KAF", "alice").empty());
    EXPECT_EQ(story.evidence.values("KAF", "bob").front().ue, "bob");
}

}  // namespace
}  // namespace akmasim::knowledge::test

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
    for (const auto& value : story.seen().values(what, "alice")) {
        for (const auto& sighting : parties_with(story.evidence, value)) names.push_back(sighting.party);
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
    EXPECT_TRUE(crossing_of(story.seen(), value_of_text("pay bob"), "Ua"));
    EXPECT_FALSE(crossing_of(story.seen(), value_of_text("pay bob"), "N1"));
    EXPECT_FALSE(crossing_of(story.seen(), value_of_text("pay alice"), "Ua"));
}

}  // namespace
}  // namespace akmasim::knowledge::test

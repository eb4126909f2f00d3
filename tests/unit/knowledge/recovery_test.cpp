// SPDX-License-Identifier: Apache-2.0
// Keys behind fingerprints, computed again from long-term keys; values of tools/vectors.py and tools/tuak_vectors.py.
#include <gmock/gmock.h>

#include "simulator/knowledge/recovery.hpp"
#include "simulator/knowledge/rules.hpp"
#include "simulator/record/key_prints.hpp"
#include "tests/unit/knowledge/chain_events.hpp"

namespace akmasim::knowledge::test {
namespace {

constexpr const char* id = "000102030405060708090a0b0c0d0e0f";

std::string print_of(const std::string& value) {
    return record::KeyPrints(from_hex(id).value(), false).of(from_hex(value).value());
}

// The tree of alice, from CK and IK downwards, its values hidden.
Story hidden_tree() {
    Story story;
    const auto hide = [](record::Event& event) { event.fp = print_of(std::exchange(event.value, "")); };
    const auto supi = digits(chain("supi").substr(5));
    hide(story.derived("udm", "CK", {"K"}, "", {chain("rand")}, chain("ck")));
    hide(story.derived("udm", "IK", {"K"}, "", {chain("rand")}, chain("ik")));
    hide(story.derived("udm", "KAUSF", {"CK", "IK"}, "6a", {digits(chain("snn")), chain("autn").substr(0, 12)},
                       chain("kausf")));
    hide(story.derived("ausf", "KAKMA", {"KAUSF"}, "80", {digits("AKMA"), supi}, chain("kakma")));
    hide(story.derived("aanf", "KAF", {"KAKMA"}, "82", {chain("af_id")}, chain("kaf")));
    return story;
}

TEST(Recovery, FindsEveryKeyOfTheTreeFromTheLongTermKeys) {
    auto story = hidden_tree();
    const auto values = values_behind(story.seen().events, story.evidence.people, id);
    for (const auto* key : {"ck", "ik", "kausf", "kakma", "kaf"}) {
        const auto found = values.find(print_of(chain(key)));
        ASSERT_NE(found, values.end()) << key;
        EXPECT_EQ(found->second, chain(key));
    }
}

TEST(Recovery, OfAnotherPersonsKeysOrUnderAnotherIdFindsNothing) {
    auto story = hidden_tree();
    auto people = story.seen().people;
    const auto print = print_of(chain("kakma"));
    EXPECT_FALSE(values_behind(story.seen().events, people, std::string(32, 'f')).contains(print));
    people.front().k.back() = people.front().k.back() == '0' ? '1' : '0';
    EXPECT_FALSE(values_behind(story.seen().events, people, id).contains(print));
}

// A USIM that has other keys than the network knows is somebody of its own.
TEST(Recovery, TriesTheKeysOfOthersToo) {
    auto story = hidden_tree();
    auto people = story.seen().people;
    people.front().name = "alice's second USIM";
    EXPECT_TRUE(values_behind(story.seen().events, people, id).contains(print_of(chain("kaf"))));
}

record::Event ck_of_tuak(const std::string& rand) {
    record::Event event;
    event.kind = "derive";
    event.key = "CK";
    event.from_keys = {"K"};
    event.p = {rand};
    event.clause = "TS 35.231 6.2";
    return event;
}

// TS 35.231 6: iterations and the length of RES are the operator's choice, and CK depends on both.
TEST(Rules, FollowTuakWithEachLengthOfResAndNumberOfIterations) {
    for (const auto& vector : akmasim::test::read_vectors("tuak_generated.txt")) {
        const std::vector<std::string> parents{vector.text("k"), vector.text("topc")};
        EXPECT_TRUE(follows(ck_of_tuak(vector.text("rand")), parents, vector.text("ck"))) << vector.text("res_octets");
    }
}

TEST(Rules, FollowTuakNowhereFromAnotherKey) {
    const auto vector = akmasim::test::read_vectors("tuak_generated.txt").front();
    const auto event = ck_of_tuak(vector.text("rand"));
    EXPECT_FALSE(follows(event, {std::string(32, '0'), vector.text("topc")}, vector.text("ck")));
    EXPECT_FALSE(follows(event, {vector.text("k"), vector.text("topc")}, vector.text("ik")));
}

}  // namespace
}  // namespace akmasim::knowledge::test

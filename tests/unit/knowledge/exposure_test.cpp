// SPDX-License-Identifier: Apache-2.0
// What an adversary has in hand after a run, as the page shows it.
#include <gmock/gmock.h>

#include "simulator/knowledge/exposure.hpp"
#include "tests/unit/knowledge/chain_events.hpp"

namespace akmasim::knowledge::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> names_of(const Exposure& exposure) {
    std::vector<std::string> names;
    for (const auto& one : exposure.values) names.push_back(one.what);
    return names;
}

TEST(Exposure, IsTheLeakedKeyAndAllBelowItWithTheWayToEach) {
    Story story;
    story.tree();
    const auto exposure = exposure_of(story.seen(), mallory({}, {leaked("KAKMA")}));
    EXPECT_THAT(names_of(exposure), ElementsAre("KAKMA", "KAF"));
    EXPECT_EQ(exposure.values.back().hex, chain("kaf"));
    EXPECT_THAT(exposure.values.back().way,
                ElementsAre("KAKMA of alice: leaked after the run", HasSubstr("FC 82 (event 6)")));
}

TEST(Exposure, OfAListenerIsWhatCrossesItsLinksInClear) {
    Story story;
    story.message("N1", "AuthenticationRequest", "7e0056");
    story.message("N12", "AuthenticateRequest", "7b7d");
    story.message("N1", "Ciphered", "7e02aabbccdd00112233");
    const auto exposure = exposure_of(story.seen(), mallory({"N1"}));
    EXPECT_THAT(names_of(exposure), IsEmpty());
    ASSERT_EQ(exposure.read.size(), 1U);
    EXPECT_THAT(exposure.read.at(1), ElementsAre("N1.AuthenticationRequest (event 1): crosses in clear"));
}

}  // namespace
}  // namespace akmasim::knowledge::test

// SPDX-License-Identifier: Apache-2.0
// The ladder and the lists: what a reader finds in them.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "simulator/view/ladder.hpp"
#include "simulator/view/listing.hpp"
#include "tests/unit/view/chain.hpp"

namespace akmasim::view {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string line_with(const std::string& text, std::string_view words) {
    for (const auto& line : lines_of(text)) {
        if (line.find(words) != std::string::npos) return line;
    }
    return "";
}

TEST(Ladder, HasALifelineForEachPartyThatOccursAndForNoOther) {
    const auto head = lines_of(ladder(chain(), {})).front();
    EXPECT_THAT(head,
                AllOf(HasSubstr("ue"), HasSubstr("amf"), HasSubstr("ausf"), HasSubstr("aanf"), HasSubstr("msgin5g")));
    EXPECT_THAT(head, AllOf(Not(HasSubstr("udm")), Not(HasSubstr("mcf"))));
}

TEST(Ladder, SetsOneOfSeveralBelowItsRoleWhereThereIsNoRoom) {
    auto events = chain();
    for (auto& event : events) {
        if (event.from == "msgin5g") event.from = "msgin5g-east";
        if (event.to == "msgin5g") event.to = "msgin5g-west";
    }
    const auto head = lines_of(ladder(events, {}));
    EXPECT_THAT(head[0], HasSubstr("msgin5g"));
    EXPECT_THAT(head[1], AllOf(HasSubstr("east"), HasSubstr("west"), Not(HasSubstr("msgin5g"))));
    EXPECT_THAT(head[2], HasSubstr("────"));
}

TEST(Ladder, NamesEachMessageWithItsLinkAndClause) {
    const auto text = ladder(chain(), {});
    EXPECT_THAT(line_with(text, "N1 RegistrationRequest"),
                AllOf(HasSubstr("├"), HasSubstr("▶"), HasSubstr("TS 24.501 8.2.6")));
    EXPECT_THAT(line_with(text, "N61 RegisterAnchorKeyRequest"), HasSubstr("TS 33.535 6.1"));
    EXPECT_THAT(line_with(text, "Ua/TLS CoapRequest REG"), AllOf(HasSubstr("╌"), HasSubstr("TS 24.538 6.1")));
    EXPECT_THAT(line_with(text, "RetrieveApplicationKeyResponse 403"), HasSubstr("▶"));
}

TEST(Ladder, ShowsKeysWhereTheyAreBornAndK5gmsgByItsName) {
    const auto text = ladder(chain(), {});
    EXPECT_THAT(text, HasSubstr("+ KAKMA at ausf   (TS 33.535 A.2)"));
    EXPECT_THAT(text, HasSubstr("+ K5GMSG = KAF at ue   (TS 33.535 A.4)"));
}

TEST(Ladder, SeparatesSteps) {
    EXPECT_THAT(ladder(chain(), {}), AllOf(HasSubstr("──── reg "), HasSubstr("──── open ")));
}

TEST(Ladder, ARefusalIsRedWhereThereIsColour) {
    LadderOptions options;
    options.colour = true;
    EXPECT_THAT(line_with(ladder(chain(), options), "aanf refuses"), HasSubstr("\xff[31m"));
    EXPECT_THAT(ladder(chain(), {}), AllOf(HasSubstr("✗ aanf refuses RetrieveApplicationKeyRequest"),
                                           HasSubstr("no A-KID of that name"), Not(HasSubstr("\x1b"))));
}

TEST(Ladder, NeverCutsTheReasonOfARefusal) {
    auto events = chain();
    events[7].detail.clear();
    for (int i = 0; i < 40; ++i) events[7].detail += fmt::format("reason{} ", i);
    events[7].detail += std::string(300, 'x');
    const auto text = ladder(events, {});
    for (int i = 0; i < 40; ++i) EXPECT_THAT(text, HasSubstr(fmt::format("reason{}", i)));
    for (const auto& line : lines_of(text)) EXPECT_LE(width_of(line), 110u);
    EXPECT_EQ(std::ranges::count(text, 'x'), 300 + std::ranges::count(ladder(chain(), {}), 'x'));
}

TEST(Ladder, KeepsWithinTheTerminal) {
    for (const std::size_t width : {100u, 110u, 120u}) {
        LadderOptions options;
        options.width = width;
        for (const auto& line : lines_of(ladder(chain(), options))) EXPECT_LE(width_of(line), width) << line;
    }
}

TEST(Ladder, ShowsOnlyWhatWasAskedFor) {
    LadderOptions options;
    options.filter.link = "N62";
    EXPECT_THAT(ladder(chain(), options), AllOf(HasSubstr("N62"), Not(HasSubstr("N1 ")), Not(HasSubstr("N61"))));
    options.filter = {"", "bob", ""};
    EXPECT_THAT(ladder(chain(), options), Not(HasSubstr("N62")));
    options.filter = {"", "alice", "open"};
    EXPECT_THAT(ladder(chain(), options), AllOf(HasSubstr("N62"), Not(HasSubstr("N61"))));
}

TEST(Ladder, SurvivesEventsWithoutPartiesAndWithoutAnyEvent) {
    EXPECT_EQ(lines_of(ladder({}, {})).size(), 1u);
    EXPECT_THAT(ladder({event(1, "msg", ""), event(2, "derive", ""), event(3, "refused", "")}, {}),
                HasSubstr("(no step)"));
    LadderOptions narrow;
    narrow.width = 1;
    EXPECT_THAT(ladder(chain(), narrow), HasSubstr("RegistrationRequest"));
}

TEST(Views, NeverPassAnEscapeSequenceToTheTerminal) {
    auto events = chain();
    events[0].msg = "a\x1b[2Jb\xc2\x9b";
    events[0].f = R"({"k\u001b[2J":"v\u001b[2J"})";
    events[0].from = "u\x1b";
    events[2].key = "K\x1b";
    events[7].detail = "\x1b]0;";
    for (const auto& text : {ladder(events, {}), oneline(events), stats(events), keys(events)}) {
        EXPECT_THAT(text, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\xc2\x9b"))));
    }
}

TEST(Listing, OneLineAnEvent) {
    const auto lines = lines_of(oneline(chain()));
    EXPECT_EQ(lines.size(), chain().size());
    EXPECT_THAT(lines[3], AllOf(HasSubstr("ausf → aanf"), HasSubstr("N61 RegisterAnchorKeyRequest")));
}

TEST(Listing, StatsCountOctetsPerLinkAndAnInnerMessageWithItsRecord) {
    const auto text = stats(chain());
    EXPECT_THAT(line_with(text, "N1 "), AllOf(HasSubstr(" 1 "), HasSubstr(" 4")));
    EXPECT_EQ(line_with(text, "Ua"), "");
    EXPECT_THAT(text, HasSubstr("refusals 1"));
}

TEST(Listing, KeysHangUnderWhatTheyAreDerivedFrom) {
    const auto text = keys(chain());
    EXPECT_THAT(line_with(text, "KAKMA"), AllOf(HasSubstr("alice      KAKMA"), HasSubstr("ausf aanf")));
    EXPECT_THAT(line_with(text, "K5GMSG = KAF"), AllOf(HasSubstr("alice        K5GMSG"), HasSubstr("ue")));
    EXPECT_THAT(text, HasSubstr("ue udm"));
}

}  // namespace
}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
// The full-screen stepper: keys in, frames out.
#include <gmock/gmock.h>

#include "simulator/view/columns.hpp"
#include "simulator/view/keyboard.hpp"
#include "simulator/view/viewer.hpp"
#include "tests/unit/view/chain.hpp"

namespace akmasim::view {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const std::vector<std::string>& frame) {
    std::string text;
    for (const auto& line : frame) text += line + "\n";
    return text;
}

Viewer viewer(bool quiz = false) { return Viewer({{}, chain(), {}}, quiz); }

TEST(Keyboard, KeysThatArriveTogetherAreTakenOneByOne) {
    std::string typed = "n\x1b[C\x1b[5~\x1bOHg12\rü\x7f";
    EXPECT_THAT(keys_in(typed, false),
                ElementsAre("n", "right", "pgup", "home", "g", "1", "2", "enter", "ü", "backspace"));
    EXPECT_EQ(typed, "");
}

TEST(Keyboard, HalfASequenceWaitsForItsRestAndALoneEscapeIsAKey) {
    std::string typed = "n\x1b[";
    EXPECT_THAT(keys_in(typed, false), ElementsAre("n"));
    EXPECT_EQ(typed, "\x1b[");
    typed += "D";
    EXPECT_THAT(keys_in(typed, false), ElementsAre("left"));
    typed = "\x1b";
    EXPECT_THAT(keys_in(typed, true), ElementsAre("escape"));
}

TEST(Keyboard, UnknownSequencesAndControlCharactersAreNoKeys) {
    std::string typed = "\x1b[1;5C\x01\x1b[200~x\xff";
    EXPECT_THAT(keys_in(typed, true), Contains("x"));
    EXPECT_EQ(typed, "");
}

TEST(Columns, CutWhatIsSeenAndEndTheColour) {
    EXPECT_EQ(fitted("\xff[31mabcdef\xff[0m", 4), "\xff[31mabc…\xff[0m");
    EXPECT_EQ(fitted("ab", 4), "ab  ");
    EXPECT_EQ(fitted("äöü", 3), "äöü");
    EXPECT_EQ(fitted("abc", 0), "");
    EXPECT_EQ(seen_width("\xff[1m→x\xff[0m"), 2u);
}

TEST(Columns, LongLinesGoOnFurtherRightInTheSameColour) {
    const auto lines = folded("\xff[33m0123456789abcdefXYZ\xff[0m", 16);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(without_colour(lines[1]), "      XYZ");
    EXPECT_THAT(lines[1], HasSubstr("\xff[33m"));
}

TEST(Viewer, EveryFrameFillsTheScreenAndNoMore) {
    auto at = viewer();
    for (const auto* key : {"n", "t", "e", "?", "c", "tab", "c", "pgdn", "pgup", "/"}) {
        at.press(key);
        for (const auto size : {Size{24, 80}, Size{50, 200}, Size{8, 30}, Size{5, 10}, Size{1, 1}, Size{9, 131}}) {
            const auto frame = at.draw(size, true);
            ASSERT_EQ(frame.size(), size.rows) << key;
            for (const auto& line : frame) EXPECT_LE(seen_width(line), size.columns) << key << ": " << line;
        }
    }
}

TEST(Viewer, ShowsLadderCardAndKeysWithWhatIsNew) {
    auto at = viewer();
    at.press("n");
    const auto text = text_of(at.draw({40, 200}, false));
    EXPECT_THAT(text, HasSubstr("▸"));
    EXPECT_THAT(text, HasSubstr("N61 RegisterAnchorKeyRequest"));
    EXPECT_THAT(text, HasSubstr("+ KAKMA"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(Viewer, GoesToNumbersProblemsMakersAndBack) {
    auto at = viewer();
    for (const auto* key : {"g", "8", "enter"}) at.press(key);
    EXPECT_EQ(at.seq(), 9u);
    at.press("u");
    EXPECT_EQ(at.seq(), 1u);
    at.press("p");
    EXPECT_EQ(at.seq(), 8u);
    for (const auto* key : {"g", "7", "7", "enter"}) at.press(key);
    EXPECT_EQ(at.seq(), 8u);
    EXPECT_THAT(at.draw({24, 80}, false).back(), HasSubstr("no step '77'; the last one is 8"));
    for (const auto* key : {"g", "3", "enter", "w"}) at.press(key);
    EXPECT_THAT(at.draw({24, 80}, false).back(), HasSubstr("was made here by ausf"));
}

TEST(Viewer, APromptAndTheHelpHearTheirKeysAlone) {
    auto at = viewer();
    at.press("?");
    EXPECT_TRUE(at.helps());
    at.press("n");
    EXPECT_FALSE(at.helps());
    EXPECT_EQ(at.seq(), 1u) << "the key that closed the help did nothing else";
    at.press("/");
    EXPECT_TRUE(at.asks());
    for (const auto* key : {"q", "n", "b", "escape"}) at.press(key);
    EXPECT_FALSE(at.asks());
    EXPECT_EQ(at.seq(), 1u);
    EXPECT_FALSE(at.ended());
}

TEST(Viewer, FindsWordsAndSaysWhereThereAreNone) {
    auto at = viewer();
    for (const auto* key : {"/", "c", "o", "a", "p", "enter"}) at.press(key);
    EXPECT_EQ(at.seq(), 6u);
    for (const auto* key : {"/", "x", "x", "backspace", "escape"}) at.press(key);
    EXPECT_EQ(at.seq(), 6u);
    for (const auto* key : {"/", "q", "q", "q", "enter"}) at.press(key);
    EXPECT_FALSE(at.ended());
    EXPECT_THAT(at.draw({24, 80}, false).back(), HasSubstr("nothing says 'qqq'"));
}

TEST(Viewer, ARecordingWithoutEventsCanBeLookedAtAndLeft) {
    Viewer at(record::Recording{});
    for (const auto* key : {"n", "b", "p", "w", "e", "t", "home", "end", "g", "1", "enter", "/", "x", "enter"}) {
        at.press(key);
        EXPECT_EQ(at.draw({24, 80}, true).size(), 24u);
    }
    at.press("q");
    EXPECT_TRUE(at.ended());
}

TEST(Viewer, AQuizHidesWhatComesAndCountsTheAnswers) {
    auto at = viewer(true);
    EXPECT_THAT(text_of(at.draw({40, 160}, false)), Not(HasSubstr("RetrieveApplicationKey")));
    at.press("n");
    EXPECT_EQ(at.seq(), 1u);
    const auto question = Quiz::about(chain(), 0);
    ASSERT_TRUE(question);
    EXPECT_THAT(text_of(at.draw({40, 160}, false)), HasSubstr(question->words));
    at.press("x");
    EXPECT_EQ(at.seq(), 1u);
    at.press(std::to_string(question->right + 1));
    EXPECT_EQ(at.seq(), 3u);
    EXPECT_THAT(at.draw({40, 160}, false).back(), HasSubstr("Right. 1 of 1 right"));
}

TEST(Quiz, HasTheRightAnswerAmongDifferentOnesAndSaysItWhenOneErrs) {
    const auto events = chain();
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto question = Quiz::about(events, i);
        if (!question) continue;
        ASSERT_LT(question->right, question->choices.size());
        const auto right = question->choices[question->right];
        Quiz quiz;
        quiz.ask(std::move(question));
        EXPECT_THAT(quiz.answer(9), HasSubstr(right));
        EXPECT_EQ(quiz.answer(1), "");
    }
    EXPECT_FALSE(Quiz::about(events, events.size() - 1));
    EXPECT_FALSE(Quiz::about({}, 0));
}

}  // namespace
}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
// Recordings read back: whole, torn, changed and from the future.
#include <gmock/gmock.h>

#include "tests/unit/record/runs.hpp"

namespace akmasim::record {
namespace {

using testing::HasSubstr;

std::string changed(std::string text, std::string_view what, std::string_view with) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

Error refusal_of(std::string_view text) {
    auto recording = read_text(text);
    EXPECT_FALSE(recording);
    return recording ? Error{Cause::library, ""} : recording.error();
}

TEST(Reader, GivesBackEveryLineAsItWasWritten) {
    for (const bool reveal : {false, true}) {
        const auto text = small_recording(reveal);
        const auto recording = read_text(text).value();
        for (const auto& event : recording.events) EXPECT_THAT(text, HasSubstr("\n" + line_of(event) + "\n"));
        EXPECT_EQ(recording.header.seed, 7u);
        EXPECT_EQ(recording.header.name, "small");
        EXPECT_EQ(recording.trailer.verdict, "pass");
        EXPECT_TRUE(recording.trailer.complete);
        EXPECT_TRUE(recording.trailer.intact);
    }
}

TEST(Reader, RefusesATornFile) {
    const auto text = small_recording();
    const auto trailer = text.rfind('\n', text.size() - 2);
    const auto error = refusal_of(text.substr(0, trailer + 1));
    EXPECT_EQ(error.cause, Cause::invalid);
    EXPECT_THAT(error.detail, HasSubstr("torn"));
    EXPECT_EQ(refusal_of("").cause, Cause::invalid);
}

TEST(Reader, NamesTheLineItCannotRead) {
    const auto text = small_recording();
    EXPECT_THAT(refusal_of(text.substr(0, text.size() / 2)).detail, HasSubstr("line "));
    EXPECT_THAT(refusal_of(changed(text, R"({"seq":2,)", R"({"seq":2;)")).detail, HasSubstr("line 3: "));
    EXPECT_THAT(refusal_of(changed(text, R"("seq":2,)", R"("seq":-2,)")).detail, HasSubstr("line 3: "));
    EXPECT_THAT(refusal_of(changed(text, R"({"seq":2,)", "[]\n{\"seq\":2,")).detail, HasSubstr("line 3: "));
    EXPECT_THAT(refusal_of(text + "{}\n").detail, HasSubstr("after the trailer"));
}

TEST(Reader, RefusesAFormatFromTheFuture) {
    const auto error = refusal_of(changed(small_recording(), "akma-recording/1", "akma-recording/2"));
    EXPECT_EQ(error.cause, Cause::invalid);
    EXPECT_THAT(error.detail, HasSubstr("newer"));
    EXPECT_THAT(refusal_of(changed(small_recording(), "akma-recording/1", "something/1")).detail,
                HasSubstr("no recording"));
    EXPECT_THAT(refusal_of(changed(small_recording(), "akma-recording/1", "akma-recording/x")).detail,
                HasSubstr("number"));
}

TEST(Reader, ReportsAnUnfaithfulTrailerAsAFlag) {
    const auto recording = read_text(changed(small_recording(), R"("t":5)", R"("t":4)"));
    ASSERT_TRUE(recording);
    EXPECT_FALSE(recording->trailer.intact);
}

TEST(Reader, RefusesAnAbsentFileAndAFolder) {
    EXPECT_EQ(read_file("/nonexistent/a.rec.jsonl").error().cause, Cause::invalid);
    EXPECT_EQ(read_file(AKMASIM_SOURCE_DIR).error().cause, Cause::invalid);
}

TEST(Reader, SurvivesEveryTruncation) {
    const auto text = small_recording();
    for (std::size_t size = 0; size < text.size() - 1; ++size) EXPECT_FALSE(read_text(text.substr(0, size)));
}

}  // namespace
}  // namespace akmasim::record

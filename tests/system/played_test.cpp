// SPDX-License-Identifier: Apache-2.0
// Replays in which some parties really live and the recording plays the others.
#include <fstream>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/record/revise.hpp"
#include "tests/system/program.hpp"
#include "tests/system/recordings.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const std::string main_recording = (shipped / "akma-tls13.rec.jsonl").string();

Answer replay(const std::string& arguments) {
    return shell("env -u CI " AKMASIM_BINARY_DIR "/akmasim replay --host simulated " + arguments);
}

std::set<std::string> parties_in(const fs::path& path) {
    std::set<std::string> parties;
    const auto recording = record::read_text(content(path)).value();
    for (const auto& event : recording.events) {
        if (event.kind != "adversary") parties.insert(event.kind == "msg" ? event.from : event.at);
    }
    return parties;
}

// A recording in the making: its lines can be changed, the trailer follows.
class Draft {
public:
    explicit Draft(const fs::path& from) : recording_(*record::read_text(content(from))) {
        std::istringstream in(content(from));
        for (std::string line; std::getline(in, line);) lines_.push_back(line);
        lines_.pop_back();
    }

    // The number of the line of the first such message.
    [[nodiscard]] std::size_t line_of(const std::string& message, const std::string& from) const {
        for (const auto& event : recording_.events) {
            if (event.msg == message && event.from == from && event.inside.empty()) return event.seq;
        }
        return 0;
    }
    [[nodiscard]] std::size_t size() const { return lines_.size(); }
    std::string& line(std::size_t number) { return lines_.at(number); }
    void remove(std::size_t number) { lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(number)); }
    void repeat(std::size_t number) {
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(number), line(number));
    }
    std::string write(const fs::path& path) const {
        std::string body;
        for (const auto& line : lines_) body += line + "\n";
        auto trailer = recording_.trailer;
        trailer.events = lines_.size() - 1;
        std::ofstream(path, std::ios::binary) << record::closed(body, trailer);
        return path.string();
    }

private:
    record::Recording recording_;
    std::vector<std::string> lines_;
};

// The last digit of its octets becomes another.
void change_octet(std::string& line) {
    auto& digit = line[line.rfind('"') - 1];
    digit = digit == '0' ? '1' : '0';
}

TEST(Played, EveryPartyOfEveryShippedRecordingDoesTheSameAmongTheOthersRecorded) {
    for (const std::string how : {"--only ", "--except "}) {
        std::set<std::string> all;
        for (const auto& path : shipped_recordings()) all.merge(parties_in(path));
        ASSERT_THAT(all, testing::IsSupersetOf({"ue", "amf", "ausf", "udm", "aanf", "msgin5g", "mcf", "nef", "nrf"}));
        for (const auto& party : all) {
            const auto answer = replay(how + party + " " + shipped.string());
            EXPECT_EQ(answer.code, 0) << how << party << "\n" << answer.output;
            EXPECT_THAT(answer.output, HasSubstr(" passed, 0 failed, "));
            EXPECT_THAT(answer.output, HasSubstr("SAME "));
        }
    }
}

TEST(Played, AmongProcessesOnlyTheRealPartiesStart) {
    for (const std::string who : {"--only udm", "--only ue,amf", "--except ausf"}) {
        const auto answer = akmasim("replay " + who + " " + main_recording);
        EXPECT_EQ(answer.code, 0) << answer.output;
    }
    EXPECT_THAT(akmasim("replay --only udm " + main_recording).output, HasSubstr("(udm real, the others played)"));
}

TEST(Played, ARevealedRecordingNeedsNoKeyToFollowFromAnother) {
    const Folder folder;
    const auto path = (folder.path / "shown.rec.jsonl").string();
    ASSERT_EQ(akmasim("run -q --host simulated --reveal " + main_scenario + " --record " + path).code, 0);
    for (const auto& party : parties_in(path)) {
        const auto answer = replay("--only " + party + " " + path);
        EXPECT_EQ(answer.code, 0) << party << "\n" << answer.output;
    }
}

TEST(Played, WhatARealPartyNoLongerSaysIsFoundWhereItWasRecorded) {
    const Folder folder;
    Draft draft(main_recording);
    const auto number = draft.line_of("RegisterAnchorKeyResponse", "aanf");
    change_octet(draft.line(number));
    const auto path = draft.write(folder.path / "one.rec.jsonl");
    const auto answer = replay("--only aanf " + path);
    EXPECT_EQ(answer.code, 4);
    EXPECT_THAT(answer.output,
                HasSubstr("(event " + std::to_string(number) + "), N61 RegisterAnchorKeyResponse"));
    EXPECT_THAT(answer.output, HasSubstr("only formatting changed"));
    EXPECT_THAT(answer.output, Not(HasSubstr("later event")));
    EXPECT_THAT(answer.output, HasSubstr("reproduce: akmasim replay " + path + " --host simulated --only aanf"));
    EXPECT_FALSE(fs::exists(path + ".new")) << "half a run takes the place of nothing";
    EXPECT_EQ(replay("--only amf " + path).code, 0) << "it is played as it stands there";
}

// TS 33.501 6.1.3.2.0 step 11: what comes to the AUSF otherwise, it does not confirm.
TEST(Played, WhatAPlayedPartySaysOtherwiseShowsInTheAnswerOfARealOne) {
    const Folder folder;
    Draft draft(main_recording);
    auto& line = draft.line(draft.line_of("AkaConfirmationRequest", "amf"));
    const auto body = record::read_line(line)->raw;
    auto other = body;
    const auto member = other.find(hex(view_of("\"resStar\":\"")));
    ASSERT_NE(member, std::string::npos);
    auto& digit = other[member + 2 * 11 + 1];
    digit = digit == '0' ? '1' : '0';
    line.replace(line.find(body), body.size(), other);
    const auto path = draft.write(folder.path / "one.rec.jsonl");
    const auto answer = replay("--only ausf " + path);
    EXPECT_EQ(answer.code, 4);
    EXPECT_THAT(answer.output, HasSubstr("first at missing output: step "));
    EXPECT_THAT(answer.output, HasSubstr("N13 ConfirmAuthRequest, ausf -> udm"));
}

TEST(Played, AnOutputThatWasNotRecordedIsUnknownAndOneThatDoesNotComeIsMissing) {
    const Folder folder;
    Draft shorter(main_recording);
    const auto number = shorter.line_of("RegistrationAccept", "amf");
    shorter.remove(number);
    const auto unknown = replay("--only amf " + shorter.write(folder.path / "shorter.rec.jsonl"));
    EXPECT_EQ(unknown.code, 4);
    EXPECT_THAT(unknown.output, HasSubstr("first at unknown output: "));
    EXPECT_THAT(unknown.output, HasSubstr("of the replay, N1 RegistrationAccept, amf -> ue"));
    EXPECT_THAT(unknown.output, HasSubstr("the nearest to it in the recording is event"));

    Draft longer(main_recording);
    longer.repeat(longer.line_of("RegistrationAccept", "amf"));
    const auto missing = replay("--only amf " + longer.write(folder.path / "longer.rec.jsonl"));
    EXPECT_EQ(missing.code, 4);
    EXPECT_THAT(missing.output, HasSubstr("first at missing output: "));
    EXPECT_THAT(missing.output, HasSubstr("the nearest to it in the replay is event"));
    EXPECT_THAT(missing.output, Not(HasSubstr("later event")));
}

TEST(Played, ARecordingThatSomebodyScrambledIsRefusedOrDiffersAndNeverEndsTheProgram) {
    const Folder folder;
    std::mt19937 random(20261130);
    const auto draw = [&](std::size_t below) { return random() % below; };
    const auto all = shipped_recordings();
    for (const std::string party : {"ue", "amf", "ausf", "aanf", "msgin5g"}) {
        std::string paths;
        for (int i = 0; i < 30; ++i) {
            Draft draft(all[draw(all.size())]);
            for (int n = 0; n < 3; ++n) {
                auto& line = draft.line(1 + draw(draft.size() - 1));
                const auto at = draw(line.size());
                if (draw(2) == 0) line[at] = static_cast<char>('0' + draw(10));
                if (draw(4) == 0) line.erase(at, draw(line.size() - at));
            }
            if (draw(2) == 0) draft.remove(1 + draw(draft.size() - 1));
            paths += " " + draft.write(folder.path / fmt::format("{}-{}.rec.jsonl", party, i));
        }
        const auto answer = replay("--only " + party + paths);
        EXPECT_THAT((std::set{3, 4}), Contains(answer.code)) << answer.output.substr(0, 2000);
        EXPECT_THAT(answer.output, HasSubstr(" failed, "));
    }
}

TEST(Played, ATimeThatNoRunHasIsRefused) {
    const Folder folder;
    Draft draft(main_recording);
    auto& line = draft.line(3);
    line.replace(line.find("\"t\":") + 4, 7, "9223372036854775807");
    const auto answer = replay("--only udm " + draft.write(folder.path / "one.rec.jsonl"));
    EXPECT_EQ(answer.code, 3);
    EXPECT_THAT(answer.output, HasSubstr("event 3: no run has such a time"));
}

TEST(Played, AKeyThatNobodyKnowsIsAskedFor) {
    const Folder folder;
    Draft draft(main_recording);
    auto& line = draft.line(draft.line_of("RegisterAnchorKeyRequest", "ausf"));
    const auto mark = line.find(hex(view_of("\"fp:"))) + 8;
    ASSERT_LT(mark, line.size());
    line.replace(mark, 32, hex(view_of("0123456789abcdef")));
    const auto answer = replay("--only aanf " + draft.write(folder.path / "one.rec.jsonl"));
    EXPECT_EQ(answer.code, 3);
    EXPECT_THAT(answer.output, HasSubstr("N61 RegisterAnchorKeyRequest: the key with fingerprint 0123456789abcdef"));
    EXPECT_THAT(answer.output, HasSubstr("record with --reveal"));
}

TEST(Played, APartyThatDoesNothingIsNamedWithThoseThatDo) {
    const auto answer = replay("--only smf " + main_recording);
    EXPECT_EQ(answer.code, 2);
    EXPECT_THAT(answer.output, HasSubstr("no party of this recording is called 'smf'; expected one of aanf, amf, ausf, "
                                         "mcf, msgin5g, udm, ue"));
    EXPECT_THAT(answer.output, EndsWith("0 passed, 0 failed, 1 skipped\n"));
    EXPECT_EQ(replay("--only amf --except amf " + main_recording).code, 2);
    EXPECT_EQ(replay("--only amf --stale " + main_recording).code, 2);
    const auto nobody = replay("--except aanf,amf,ausf,mcf,msgin5g,udm,ue " + main_recording);
    EXPECT_EQ(nobody.code, 2);
    EXPECT_THAT(nobody.output, HasSubstr("every party would be played"));
    EXPECT_EQ(replay("--only amf --as-scenario " + main_recording).code, 2);
}

TEST(Played, ReportsSayWhoWasReal) {
    const Folder folder;
    Draft draft(main_recording);
    change_octet(draft.line(draft.line_of("RegistrationAccept", "amf")));
    const auto path = draft.write(folder.path / "one.rec.jsonl");
    const auto report = (folder.path / "report.xml").string();
    EXPECT_EQ(replay("--only amf --report junit=" + report + " " + path).code, 4);
    EXPECT_THAT(content(report), HasSubstr("--only amf"));
    EXPECT_THAT(content(report), HasSubstr("N1 RegistrationAccept"));
}

}  // namespace
}  // namespace akmasim::test

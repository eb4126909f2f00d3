// SPDX-License-Identifier: Apache-2.0
// Every key and every cause that the code can name has an explanation.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "simulator/protocol/coap.hpp"
#include "simulator/protocol/ua.hpp"
#include "simulator/view/embedded.hpp"
#include "simulator/view/explain.hpp"
#include "simulator/view/wording.hpp"
#include "tests/unit/view/chain.hpp"

namespace akmasim::view {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// What the first group of a pattern matches in a file of the tree.
std::set<std::string> words_in(const fs::path& path, const std::string& pattern) {
    std::set<std::string> words;
    const auto text = content(fs::path(AKMASIM_SOURCE_DIR) / path);
    const std::regex regex(pattern);
    for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) words.insert((*at)[1]);
    return words;
}

std::set<std::string> causes_of_residents() {
    std::set<std::string> causes;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(AKMASIM_SOURCE_DIR) / "nf")) {
        if (entry.path().extension() != ".cpp") continue;
        causes.merge(
            words_in(fs::relative(entry.path(), AKMASIM_SOURCE_DIR), R"re("([A-Z][A-Z0-9]*(_[A-Z0-9]+)*)")re"));
    }
    std::erase_if(causes, [](const std::string& word) { return word.size() < 6 || word == "MSGRESP"; });
    return causes;
}

TEST(Explanations, TheFileOfTheTreeIsWellFormed) {
    const auto read = Explanations::read(embedded::explanations);
    ASSERT_TRUE(read.has_value()) << read.error().detail;
    EXPECT_EQ(read->all().size(), built_in().all().size());
}

TEST(Explanations, NoTwoOfAKindHaveTheSameName) {
    for (const auto& one : built_in().all()) {
        for (const auto& name : one.names) EXPECT_EQ(built_in().find(one.kind, name), &one) << name;
    }
}

TEST(Explanations, HaveATextForEachNameOfTheField) {
    for (const auto& name : words_in("simulator/base/names.hpp", R"re(<"([^"]+)")re")) {
        EXPECT_FALSE(built_in().find(name).empty()) << name << " needs a text in simulator/view/explanations.txt";
    }
}

TEST(Explanations, SayOfEachKeyWhereItComesFromWhoHoldsItAndWhatFallsWithIt) {
    auto keys = words_in("simulator/base/names.hpp", R"re(Secret<"([^"]+)")re");
    keys.merge(words_in("simulator/keys/hierarchy.cpp", R"re(\{"([A-Za-z-]+)", \{")re"));
    for (const auto* label : {"RESstar", "A-TID", "A-KID", "SERVER_TRAFFIC_SECRET_0", "EXPORTER_SECRET"})
        keys.insert(label);
    EXPECT_GE(keys.size(), 16u);
    for (const auto& name : keys) {
        const auto* key = built_in().find("key", name);
        ASSERT_NE(key, nullptr) << name << " needs a [key] in simulator/view/explanations.txt";
        for (const auto* label : {"derived from", "held by", "clause", "if it leaks"}) {
            EXPECT_FALSE(key->fact(label).empty()) << name << " does not say: " << label;
        }
    }
}

TEST(Explanations, HaveATextForEach5gmmCause) {
    const auto header = content(fs::path(AKMASIM_SOURCE_DIR) / "simulator/protocol/nas.hpp");
    const auto from = header.find("enum class FiveGmmCause");
    const auto list = header.substr(from, header.find('}', from) - from);
    const std::regex number(R"(= (\d+))");
    for (std::sregex_iterator at(list.begin(), list.end(), number), end; at != end; ++at) {
        EXPECT_NE(built_in().find("5gmm cause", (*at)[1].str()), nullptr) << (*at)[1];
    }
}

TEST(Explanations, HaveATextForEachCauseThatAResidentNames) {
    const auto causes = causes_of_residents();
    EXPECT_TRUE(causes.contains("USER_NOT_FOUND"));
    for (const auto& cause : causes) {
        EXPECT_FALSE(built_in().find(cause).empty()) << cause << " needs a text in simulator/view/explanations.txt";
    }
}

TEST(Explanations, HaveATextForEachErrorOfAnAccessToken) {
    auto errors = words_in("nf/nrf/access_token.cpp", R"re(refuse\("([a-z_]+)"\))re");
    errors.merge(words_in("simulator/machine/token_check.cpp", R"re(error="([a-z_]+)")re"));
    EXPECT_GE(errors.size(), 6u);
    for (const auto& error : errors) EXPECT_NE(built_in().find("oauth error", error), nullptr) << error;
}

TEST(Explanations, HaveATextForEachTlsAlertCoapCodeAndRefusal) {
    for (int alert = 0; alert < 256; ++alert) {
        const auto name = ua::alert_name(alert);
        if (name == std::to_string(alert)) continue;
        EXPECT_NE(built_in().find("tls alert", name), nullptr) << name;
        EXPECT_EQ(built_in().find("tls alert", name), built_in().find("tls alert", std::to_string(alert)));
    }
    for (const auto& code : words_in("simulator/protocol/coap.hpp", R"(code\(([245], \d+)\))")) {
        const auto text = fmt::format("{}.{:0>2}", code.substr(0, 1), code.substr(3));
        EXPECT_NE(built_in().find("coap code", text), nullptr) << text;
    }
    for (int cause = 0; cause <= static_cast<int>(Cause::invalid); ++cause) {
        const auto name = name_of(static_cast<Cause>(cause));
        EXPECT_NE(built_in().find("refusal", name), nullptr) << name;
    }
}

TEST(Explanations, AFileOfATeacherIsReadOrRefusedWithItsLine) {
    const auto read = Explanations::read("[key] KAKMA | Ankerschlüssel\nDer Schlüssel\n  der Anwendungen.\nwer: UE\n");
    ASSERT_TRUE(read.has_value()) << read.error().detail;
    EXPECT_EQ(read->find("key", "K_AKMA")->summary, "Der Schlüssel der Anwendungen.");
    EXPECT_EQ(read->find("key", "kakma")->fact("wer"), "UE");
    for (const auto* bad : {"loose text\n", "[key KAKMA\nx\n", "[key]\nx\n", "[key] ***\n", "[key] -\nx\n", "[key] a\n",
                            "[key] a\nx\nl: y\nno label\n"}) {
        EXPECT_FALSE(Explanations::read(bad).has_value() && bad[6] != '*') << bad;
    }
    EXPECT_THAT(Explanations::read("# a\n\nloose\n").error().detail, HasSubstr("line 3"));
}

TEST(Explain, FindsAWordHoweverItIsWritten) {
    for (const auto* word : {"KAKMA", "K_AKMA", "k-akma", "K5GMSG"}) {
        EXPECT_THAT(explain(built_in(), word, 80).value(), HasSubstr("held by")) << word;
    }
    EXPECT_THAT(explain(built_in(), "RES*", 80).value(), HasSubstr("6B"));
    EXPECT_THAT(explain(built_in(), "#20", 80).value(), AllOf(HasSubstr("MAC failure"), HasSubstr("bad_record_mac")));
    EXPECT_THAT(explain(built_in(), "4.03", 80).value(), HasSubstr("Forbidden"));
    EXPECT_THAT(explain(built_in(), "403", 80).value(), AllOf(HasSubstr("coap code"), HasSubstr("http status")));
}

TEST(Explain, SaysWhatWasPerhapsMeant) {
    EXPECT_THAT(explain(built_in(), "KAKNA", 80).error().detail, HasSubstr("did you mean 'KAKMA'?"));
    EXPECT_THAT(explain(built_in(), "nothing of the kind at all", 80).error().detail, Not(HasSubstr("did you mean")));
    EXPECT_FALSE(explain(built_in(), "", 80).has_value());
    EXPECT_FALSE(explain(built_in(), "\x1b[2J", 80).error().detail.find('\x1b') != std::string::npos);
}

TEST(Explain, ListsEachKind) {
    EXPECT_THAT(list(built_in(), 80),
                AllOf(HasSubstr("5gmm cause\n"), HasSubstr("20 MAC failure"), HasSubstr("KAKMA")));
}

TEST(Explain, KeepsWithinTheWidth) {
    for (const std::size_t width : {20u, 60u, 100u}) {
        std::istringstream lines(explain(built_in(), "illegal_parameter", width).value());
        for (std::string line; std::getline(lines, line);) {
            EXPECT_TRUE(!line.starts_with(' ') || width_of(line) <= width) << line;
        }
    }
}

record::Recording recording_of(std::vector<record::Event> events, std::string resolved = "{}") {
    record::Recording recording;
    recording.events = std::move(events);
    recording.header.resolved = std::move(resolved);
    return recording;
}

TEST(ExplainEvent, TellsOfKeyMessageAndRefusal) {
    const auto recording = recording_of(chain());
    EXPECT_THAT(explain(built_in(), recording, 2, 80).value(),
                AllOf(HasSubstr("step 2: ausf derives KAKMA"), HasSubstr("if it leaks")));
    EXPECT_THAT(explain(built_in(), recording, 3, 80).value(), HasSubstr("before anybody asks"));
    EXPECT_THAT(explain(built_in(), recording, 7, 80).value(),
                AllOf(HasSubstr("unexpected (refusal)"), HasSubstr("what both ends hold")));
    EXPECT_THAT(explain(built_in(), recording, 8, 80).value(), HasSubstr("403"));
    EXPECT_THAT(explain(built_in(), recording, 99, 80).error().detail, HasSubstr("no step 99; the recording has 8"));
    EXPECT_THAT(explain_event(built_in(), recording, 4, 80).value(), HasSubstr("(step 3)"));
    EXPECT_THAT(explain_event(built_in(), recording, 99, 80).error().detail, HasSubstr("no event 99"));
}

TEST(ExplainEvent, SaysWhatUsimAndUdmWereGivenDifferently) {
    auto failure = message(1, "reg", "N1", "ue", "amf", "AuthenticationFailure", R"({"cause":20})", "7e005914");
    const auto* resolved = R"({"subscribers":{"alice":{"key":"aa","op":{"$key":"OP","fp":"1"},"sqn":"00",)"
                           R"("usim":{"op":{"$key":"OP","fp":"2"},"sqn":"10","key":"aa"}}}})";
    const auto text = explain(built_in(), recording_of({failure}, resolved), 1, 100).value();
    EXPECT_THAT(
        text,
        AllOf(HasSubstr("MAC failure"), HasSubstr("op differs between USIM and UDM: they hold different values"),
              HasSubstr(R"(sqn differs between USIM and UDM: USIM "10", UDM "00")"), Not(HasSubstr("key differs"))));
}

TEST(ExplainEvent, SaysWhatWasComparedWhereNothingDiffers) {
    auto failure = message(3, "reg", "N1", "ue", "amf", "AuthenticationFailure", R"({"cause":20})", "7e005914");
    const auto one = birth(1, "open", "ue", "KAF", "KAKMA", "TS 33.535 A.4");
    const auto other = birth(2, "open", "aanf", "KAF", "KAKMA", "TS 33.535 A.4");
    const auto told = [&](const std::string& members) {
        const auto resolved = R"({"subscribers":{"alice":{"key":"aa","op":"bb")" + members + "}}";
        return explain_event(built_in(), recording_of({one, other, failure}, resolved), 3, 200).value();
    };
    EXPECT_THAT(told("}"), HasSubstr("no difference in what was compared: key, op, K5GMSG = KAF (ue, aanf)"));
    EXPECT_THAT(told(R"(,"protectionScheme":1,"homeNetworkPublicKeyId":3})"),
                AllOf(HasSubstr("no home network key with id 3 and scheme 1"), Not(HasSubstr("no difference"))));
    EXPECT_THAT(told(R"(,"protectionScheme":1,"homeNetworkPublicKeyId":3,"homeNetworkPublicKey":"cc"}},)"
                     R"("homeNetworkKeys":[{"id":3,"scheme":1}],"x":{"y":{})"),
                AllOf(HasSubstr("no difference in what was compared"), HasSubstr("not compared: the homeNetworkPublicKey")));
}

TEST(ExplainEvent, NamesTheFirstKeyInWhichTheEndsDifferAndTheInput) {
    auto one = birth(1, "open", "ue", "KAF", "KAKMA", "TS 33.535 A.4");
    auto other = birth(2, "open", "aanf", "KAF", "KAKMA", "TS 33.535 A.4");
    one.p = {"6162636465"};
    other.p = {"6162636466"};
    other.fp = "ffffffffffffffff";
    const auto alert =
        message(3, "open", "Ua", "msgin5g", "ue", "Alert", R"({"description":"illegal_parameter"})", "15");
    const auto text = explain(built_in(), recording_of({one, other, alert}), 3, 200).value();
    EXPECT_THAT(text, AllOf(HasSubstr("47, illegal_parameter"), HasSubstr("K5GMSG = KAF differs"),
                            HasSubstr("P0 is 'abcde' at ue and 'abcdf' at aanf")));
}

}  // namespace
}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
// Parties that a recording plays: what they say on what, in which order, and what they do with what never came.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/fabric/fabric.hpp"
#include "simulator/fabric/played_host.hpp"
#include "simulator/protocol/command.hpp"

namespace akmasim::fabric::test {
namespace {

using record::Event;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Time ms = 1'000'000;

// Nobody is real.
class Nobody final : public Host {
public:
    Result<Effects> deliver(const Envelope&, Time) override { return fail(Cause::unexpected, "nobody"); }
};

class Tape {
public:
    Event& add(std::string kind, Time t, std::uint64_t on) {
        auto& event = events_.emplace_back();
        event.seq = events_.size();
        event.kind = std::move(kind);
        event.t = t;
        event.on = on;
        event.ue = "alice";
        event.step = "reg";
        return event;
    }
    Event& message(const std::string& from, const std::string& to, const std::string& raw, Time t, std::uint64_t on) {
        auto& event = add("msg", t, on);
        event.link = "N1";
        event.from = from;
        event.to = to;
        event.raw = raw;
        event.has_raw = true;
        event.stream = 1;
        event.msg = "Message" + raw;
        event.f = "{}";
        return event;
    }
    [[nodiscard]] Result<Score> score(const std::set<std::string>& played) const {
        return score_of(events_, played, [](const std::string& print) -> std::optional<std::string> {
            return print == "0123456789abcdef" ? std::optional<std::string>("c0ffee") : std::nullopt;
        });
    }
    [[nodiscard]] std::unique_ptr<PlayedHost> host(const std::set<std::string>& played) const {
        auto host = std::make_unique<PlayedHost>(std::make_unique<Nobody>(), score(played).value());
        host->enter("reg");
        return host;
    }

private:
    std::vector<Event> events_;
};

Envelope to_amf(const std::string& raw) {
    Envelope envelope;
    envelope.link = Link::n1;
    envelope.from = {"ue", "alice"};
    envelope.to = {"amf", ""};
    envelope.ue = "alice";
    envelope.stream = 1;
    envelope.octets = from_hex(raw).value();
    return envelope;
}

Envelope order(const std::string& role) {
    Envelope envelope;
    envelope.to = {role, role == "ue" ? "alice" : ""};
    envelope.ue = "alice";
    envelope.octets = command::encode(command::Register{});
    return envelope;
}

std::vector<std::string> said(const Result<Effects>& effects) {
    std::vector<std::string> all;
    for (const auto& effect : effects.value()) {
        if (const auto* sent = std::get_if<Envelope>(&effect)) all.push_back(hex(sent->octets));
    }
    return all;
}

TEST(PlayedHost, SaysOnEachMessageWhatItSaidThen) {
    Tape tape;
    tape.message("ue", "amf", "01", 0, 0);
    tape.message("amf", "ue", "02", 5, 1);
    tape.message("ue", "amf", "03", 9, 2);
    tape.message("amf", "ue", "04", 14, 3);
    tape.message("amf", "ue", "05", 14, 3);
    const auto host = tape.host({"amf"});
    EXPECT_THAT(said(host->deliver(to_amf("03"), 0)), ElementsAre("04", "05"));
    EXPECT_THAT(said(host->deliver(to_amf("01"), 0)), ElementsAre("02"));
    EXPECT_THAT(said(host->deliver(to_amf("01"), 0)), IsEmpty());
    EXPECT_THAT(said(host->deliver(to_amf("77"), 0)), IsEmpty());
}

TEST(PlayedHost, AnswersAMessageThatIsAnotherTodayAsTheOneInItsPlace) {
    Tape tape;
    tape.message("ue", "amf", "01", 0, 0);
    tape.message("amf", "ue", "02", 5, 1);
    EXPECT_THAT(said(tape.host({"amf"})->deliver(to_amf("99"), 0)), ElementsAre("02"));
    auto elsewhere = to_amf("99");
    elsewhere.stream = 2;
    EXPECT_THAT(said(tape.host({"amf"})->deliver(elsewhere, 0)), IsEmpty());
}

// What an adversary dropped never came; what it changed came changed.
TEST(PlayedHost, AttendsToWhatCameAndNotToWhatWasSent) {
    Tape tape;
    tape.message("ue", "amf", "01", 0, 0);
    auto& drop = tape.add("adversary", 0, 0);
    drop.verb = "drop";
    drop.of = 1;
    tape.message("ue", "amf", "01", 9, 0);
    tape.message("amf", "ue", "02", 14, 3);
    EXPECT_THAT(said(tape.host({"amf"})->deliver(to_amf("01"), 9)), ElementsAre("02"));
}

TEST(PlayedHost, TakesOrdersInTurnAndKnowsHowLongTheirProceduresTook) {
    Tape tape;
    tape.message("ue", "amf", "01", 3, 0);
    tape.message("amf", "ue", "02", 8, 1);
    tape.message("ue", "amf", "03", 20, 0);
    const auto host = tape.host({"ue"});
    EXPECT_EQ(host->enter("reg"), 3);
    const auto first = host->ordered(order("ue"));
    EXPECT_EQ(first.begins, 3);
    EXPECT_EQ(first.ends, Time{20});
    EXPECT_TRUE(first.goes_on);
    EXPECT_THAT(said(host->deliver(order("ue"), 3)), ElementsAre("01"));
    const auto second = host->ordered(order("ue"));
    EXPECT_EQ(second.begins, 20);
    EXPECT_FALSE(second.goes_on);
    EXPECT_THAT(said(host->deliver(order("ue"), 20)), ElementsAre("03"));
    EXPECT_FALSE(host->ordered(order("amf")).ends) << "who really lives reports itself";
}

TEST(PlayedHost, AStepThatBeginsAtZeroBeginsThereThoughMoreIsOrderedLater) {
    Tape tape;
    tape.message("ue", "amf", "01", 0, 0);
    tape.message("ue", "amf", "02", 20, 0);
    EXPECT_EQ(tape.host({"ue"})->enter("reg"), 0);
}

TEST(PlayedHost, LetsItsTimersRunOutWhenTheyDidAndItsMessagesLeaveWhenTheyDid) {
    Tape tape;
    tape.message("ue", "amf", "01", 0, 0).left = 2 * ms;
    auto& timer = tape.add("timer", 15'000 * ms, 0);
    timer.at = "ue";
    timer.timer = "T3510";
    tape.message("ue", "amf", "03", 15'000 * ms, 2);
    const auto host = tape.host({"ue"});
    record::Recorder recorder({});
    Fabric fabric(*host, &recorder, {});
    fabric.enter("reg");
    fabric.order({"ue", "alice"}, "alice", command::encode(command::Register{}));
    ASSERT_TRUE(fabric.run("reg"));
    std::vector<std::string> told;
    for (const auto& event : recorder.events())
        told.push_back(event.kind + event.msg + event.timer + " " + std::to_string(event.t / ms) + " " +
                       std::to_string(event.left / ms));
    EXPECT_THAT(told, ElementsAre("msgMessage01 0 2", "refusedMessage01 2 0", "timerT3510 15000 0",
                                  "msgMessage03 15000 0", "refusedMessage03 15000 0"));
    EXPECT_EQ(fabric.take_reports().front().outcome, "failed") << "no more orders were given in that step";
}

TEST(Score, PutsTheKeysOfAServiceMessageBack) {
    Tape tape;
    auto& event = tape.message("ausf", "aanf", hex(view_of(R"({"kAkma":"fp:0123456789abcdef"})")), 0, 0);
    event.link = "N61";
    event.msg = "RegisterAnchorKeyRequest";
    event.f = R"({"method":"POST","path":"/naanf-akma/v1/register-anchorkey"})";
    const auto score = tape.score({"ausf"});
    ASSERT_TRUE(score);
    const auto& sent = score->parts.at("ausf").passages.front().sends.front();
    EXPECT_EQ(text_of(sent.octets), R"({"kAkma":"c0ffee"})");
    EXPECT_EQ(sent.http->path, "/naanf-akma/v1/register-anchorkey");
    EXPECT_EQ(sent.http->content_type, "application/json");

    event.raw = hex(view_of(R"({"kAkma":"fp:ffffffffffffffff"})"));
    const auto none = tape.score({"ausf"});
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().detail, HasSubstr("event 1, N61 RegisterAnchorKeyRequest"));
    EXPECT_TRUE(tape.score({"aanf"})) << "who really lives needs no key out of the recording";
}

}  // namespace
}  // namespace akmasim::fabric::test

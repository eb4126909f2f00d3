// SPDX-License-Identifier: Apache-2.0
// Timers in virtual time: when they run out, when they do not, and when time goes on to them.
#include <gtest/gtest.h>

#include "simulator/fabric/fabric.hpp"

namespace akmasim::fabric::test {
namespace {

constexpr Time s = 1'000'000'000;

// Hears orders; on Register it starts what the test gave it, and stops what it was told to. Counts expiries.
class Clockwork final : public Resident {
public:
    using Resident::Resident;
    std::vector<TimerStart> starts;
    std::vector<TimerStop> stops;
    std::vector<std::pair<std::string, Time>> expired;
    std::string reports_on;  // the timer whose expiry ends the procedure

private:
    Result<void> hear(const Envelope& incoming, Turn& turn) override {
        const auto message = TRY(command::decode(incoming.octets));
        if (const auto* timer = std::get_if<command::TimerExpired>(&message)) {
            expired.emplace_back(timer->timer, turn.now());
            if (timer->timer == reports_on) turn.report({"success", "", 0, "", "", ""});
            return {};
        }
        for (const auto& one : starts) turn.start(one.timer, one.conversation, one.after);
        for (const auto& one : stops) turn.stop(one.timer, one.conversation);
        return {};
    }
    command::Inspection inspect(const command::Inspect&) const override { return {}; }
};

class OneResident final : public Host {
public:
    explicit OneResident(Resident& resident) : resident_(resident) {}
    Result<Effects> deliver(const Envelope& envelope, Time now) override { return resident_.attend(envelope, now); }

private:
    Resident& resident_;
};

struct Setting {
    Clockwork resident{Surroundings{}};
    OneResident host{resident};
    Fabric fabric{host, nullptr, {}};
    void order() { fabric.order({"amf", ""}, "alice", command::encode(command::Register{})); }
};

TEST(Timer, RunsOutInTheOrderOfDeadlines) {
    Setting setting;
    setting.resident.starts = {{"T2", 1, 2 * s}, {"T1", 1, s}, {"T3", 1, 3 * s}};
    setting.resident.reports_on = "T3";
    setting.order();
    ASSERT_TRUE(setting.fabric.run("step"));
    const std::vector<std::pair<std::string, Time>> expected{{"T1", s}, {"T2", 2 * s}, {"T3", 3 * s}};
    EXPECT_EQ(setting.resident.expired, expected);
}

TEST(Timer, DoesNotRunOutOnceTheProcedureHasToldItsOutcome) {
    Setting setting;
    setting.resident.starts = {{"T1", 1, s}, {"T2", 1, 2 * s}};
    setting.resident.reports_on = "T1";
    setting.order();
    ASSERT_TRUE(setting.fabric.run("step"));
    EXPECT_EQ(setting.resident.expired.size(), 1U);
    EXPECT_EQ(setting.fabric.now(), s);
}

TEST(Timer, ThatIsStoppedNeverRunsOut) {
    Setting setting;
    setting.resident.starts = {{"T1", 1, s}, {"T1", 2, s}};
    setting.resident.stops = {{"T1", 1}, {"T7", 9}};
    setting.order();
    ASSERT_TRUE(setting.fabric.run("step"));
    EXPECT_EQ(setting.resident.expired.size(), 1U);
}

TEST(Timer, StartedAgainRunsAnew) {
    Setting setting;
    setting.resident.starts = {{"T1", 1, s}, {"T1", 1, 5 * s}};
    setting.order();
    ASSERT_TRUE(setting.fabric.run("step"));
    const std::vector<std::pair<std::string, Time>> expected{{"T1", 5 * s}};
    EXPECT_EQ(setting.resident.expired, expected);
}

TEST(Waiting, LetsWhatIsDueRunOutAndNothingElse) {
    Setting setting;
    setting.resident.starts = {{"T1", 1, s}, {"T2", 1, 20 * s}};
    setting.resident.reports_on = "T1";
    setting.order();
    ASSERT_TRUE(setting.fabric.wait(10 * s, "step"));
    EXPECT_EQ(setting.resident.expired.size(), 1U);
    EXPECT_EQ(setting.fabric.now(), 10 * s);
    ASSERT_TRUE(setting.fabric.wait(10 * s, "step"));
    EXPECT_EQ(setting.resident.expired.size(), 2U);
}

}  // namespace
}  // namespace akmasim::fabric::test

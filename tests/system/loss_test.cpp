// SPDX-License-Identifier: Apache-2.0
// Each message of each main flow is lost, once and then always, and each answer comes unreadable: everything ends, in
// bounded time, in an outcome with a name, with nobody waiting; then the same works, and the keys agree.
#include <cstdlib>
#include <fstream>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "nf/registry.hpp"
#include "simulator/fabric/simulated_host.hpp"
#include "simulator/scenario/runner.hpp"
#include "tests/system/derivers.hpp"
#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

constexpr Time second = 1'000'000'000;
constexpr Time bound = 600 * second;     // of everything that was tried while messages were lost
constexpr Time quiet = 200 * second;     // longer than any timer but that of a key

// Steps that begin with "before" meet no loss, those with "again" come when it is over.
constexpr std::string_view register_connect_send = R"(
  - { id: before, register: { ue: alice } }
  - { id: open, connect: { ue: alice, to: msgin5g } }
  - { id: send, send: { ue: alice, to: msgin5g, text: hello } }
  - { id: again-open, connect: { ue: alice, to: msgin5g } }
  - { id: again-send, send: { ue: alice, to: msgin5g, text: hello } }
)";
constexpr std::string_view register_again = R"(
  - { id: again-reg, register: { ue: alice } }
  - { id: again-open, connect: { ue: alice, to: msgin5g } }
)";

// What cures a registration that went wrong half-way, so that both ends have keys of one authentication again.
constexpr std::string_view cure = R"(
  - { id: cure-reg, register: { ue: alice } }
  - { id: cure-auth, reauthenticate: { ue: alice } }
)";

std::vector<std::pair<std::string, std::string>> flows() {
    std::vector<std::pair<std::string, std::string>> all;
    const auto add = [&](std::string name, std::string nfs, std::string_view first, std::string_view then = {}) {
        all.emplace_back(std::move(name), std::move(nfs) + "steps:" + std::string(cure) + std::string(first) + std::string(then));
    };
    const auto ua = [](std::string_view protocol, std::string_view more = "") {
        return fmt::format("nfs: {{ msgin5g: {{ uaProtocol: {}{} }} }}\n", protocol, more);
    };
    for (const auto* auth : {"5g-aka", "eap-aka-prime"})
        add(auth, "", fmt::format("\n  - {{ id: reg, register: {{ ue: alice, auth: {} }} }}", auth), register_again);
    for (const auto* protocol : {"tls13-psk", "tls13-psk-ke", "tls12-psk", "tls12-ecdhe-psk", "dtls12-psk", "http-digest"})
        add(protocol, ua(protocol), register_connect_send);
    add("tls13-0rtt", ua("tls13-0rtt", ", earlyData: accept"), register_connect_send);
    add("explicit", ua("tls13-psk", ", mode: explicit"), register_connect_send);
    add("nef", "nfs: { nef: {}, msgin5g: { via: nef } }\n", register_connect_send);
    add("nrf", "nrf: {}\n", "\n  - { id: reg, register: { ue: alice } }\n  - { id: open, connect: { ue: alice, to: msgin5g } }",
        register_again);
    add("roaming-and-gpsi", "nfs: { aanf: { identity: gpsi, roaming: { declinedNetworks: ['00102'] } } }\n",
        register_connect_send);
    add("reauthentication", "",
        "\n  - { id: before, register: { ue: alice } }\n  - { id: anew, reauthenticate: { ue: alice } }"
        "\n  - { id: again, reauthenticate: { ue: alice } }\n  - { id: again-open, connect: { ue: alice, to: msgin5g } }\n");
    add("refresh", "",
        "\n  - { id: before, register: { ue: alice } }\n  - { id: anew, refresh-key: { ue: alice } }"
        "\n  - { id: again, refresh-key: { ue: alice } }\n  - { id: again-open, connect: { ue: alice, to: msgin5g } }\n");
    constexpr std::string_view disable =
        "\n  - { id: before, register: { ue: alice } }\n  - { id: before-open, connect: { ue: alice, to: msgin5g } }"
        "\n  - { id: end, disable-service: { ue: alice } }"
        "\n  - { id: again, reauthenticate: { ue: alice } }\n  - { id: again-open, connect: { ue: alice, to: msgin5g } }\n";
    add("service-disable", "nfs: { msgin5g: { notifications: true } }\n", disable);
    add("service-disable-via-nef", "nfs: { nef: {}, msgin5g: { notifications: true, via: nef } }\n", disable);
    return all;
}

// A message by what it is, not by when it comes.
using Kind = std::tuple<std::string, std::string, std::string>;  // link, message, sender

class Losing final : public fabric::Tap {
public:
    std::vector<Arrival> cross(Envelope sent, const Crossing& crossing) override {
        if (over || crossing.step.starts_with("before")) return one(std::move(sent));
        const auto& event = crossing.recorder->events().at(crossing.seq - 1);
        const auto number = crossed.size();
        crossed.emplace_back(event.link, event.msg, event.from);
        answers.push_back(sent.http && sent.http->status != 0);
        const bool meant = lost == number || (kind && *kind == crossed.back());
        if (!meant) return one(std::move(sent));
        if (!unreadable) return {};
        sent.http->status = 200;
        constexpr std::string_view nonsense = R"({"expiry":"not a date")";
        sent.octets.assign(nonsense.begin(), nonsense.end());
        return one(std::move(sent));
    }

    bool over = false;                // nothing is lost any more
    std::optional<std::size_t> lost;  // the number of the one
    std::optional<Kind> kind;         // or all of a kind
    bool unreadable = false;          // instead of lost
    std::vector<Kind> crossed;
    std::vector<bool> answers;

private:
    static std::vector<Arrival> one(Envelope sent) {
        std::vector<Arrival> arrivals;
        arrivals.push_back({std::move(sent)});
        return arrivals;
    }
};

class Attempt {
public:
    Attempt(const scenario::Scenario& what, Losing& losing)
        : what_(what),
          losing_(losing),
          recorder_({what.name, "{}", 1, what.clock.start, "any", false, scenario::secrets_of(what),
                     scenario::facts_of(what), false}),
          host_(fabric::SimulatedHost::start(scenario::starts_of(what, 1, derivers()), nf::make).value()),
          fabric_(*host_, &recorder_, what.timing) {
        fabric_.add(losing);
    }

    // The steps while messages are lost; then enough time for every timer.
    void meets_loss() {
        const auto run = play([](const auto& step) { return !step.id.starts_with("again") && !step.id.starts_with("cure"); }, true);
        EXPECT_NE(run.verdict, scenario::Verdict::error) << run.trouble;
        for (const auto& failure : run.failures)
            EXPECT_EQ(failure.message.find("came to rest without any"), std::string::npos) << failure.message;
        EXPECT_LT(fabric_.now(), bound) << "virtual time that has a bound";
        ASSERT_TRUE(fabric_.wait(quiet, "quiet"));
        for (const auto& [who, count] : waiting()) EXPECT_LE(count, 0) << who << " for ever";
    }
    // The same when nothing is lost any more. anew: the network functions register at the NRF once more, and where an
    // authentication was disturbed the UE is registered and authenticated first, as nobody else could mend its keys.
    void works_again(bool anew, bool cured) {
        losing_.over = true;
        const auto run = play(
            [&](const auto& step) { return step.id.starts_with("again") || (cured && step.id.starts_with("cure")); }, anew);
        EXPECT_EQ(run.verdict, scenario::Verdict::pass) << run.trouble;
        for (const auto& failure : run.failures) ADD_FAILURE() << "the next attempt: " << failure.message;
        for (const auto& [other, key] : {std::pair{"ausf", "KAUSF"}, std::pair{"aanf", "KAKMA"}, std::pair{"msgin5g", "KAF"}})
            EXPECT_EQ(held("ue", key), held(other, key)) << key << " in UE and " << other;
    }

private:
    scenario::Run play(const std::function<bool(const scenario::Step&)>& among, bool with_nrf) {
        auto part = what_;
        std::erase_if(part.steps, [&](const auto& step) { return !among(step); });
        if (!with_nrf) part.nrf.reset();
        return scenario::play(part, fabric_, recorder_);
    }
    // Who is in a state that waits, and how often.
    std::map<std::string, int> waiting() const {
        std::map<std::string, int> count;
        const auto waits = [](const std::string& state) { return state.starts_with("Awaiting") || state == "Handshaking"; };
        for (const auto& event : recorder_.events()) {
            if (event.kind != "state") continue;
            if (waits(event.is)) ++count[event.at + " in " + event.is];
            if (waits(event.was)) --count[event.at + " in " + event.was];
        }
        return count;
    }
    std::string held(const std::string& role, std::string_view item) {
        const auto supi = what_.subscribers.at("alice").supi;
        const auto inspection = fabric_.inspect({role, role == "ue" ? "alice" : ""}, {"alice", supi});
        if (!inspection) return "";
        for (const auto& one : inspection->items) {
            if (one.name == item) return one.text;
        }
        return "";
    }

    const scenario::Scenario& what_;
    Losing& losing_;
    record::Recorder recorder_;
    std::unique_ptr<fabric::SimulatedHost> host_;
    fabric::Fabric fabric_;
};

class Loss : public testing::TestWithParam<std::size_t> {
protected:
    Loss() {
        const auto [name, yaml] = flows()[GetParam()];
        const auto path = folder_.path / "flow.yaml";
        std::ofstream(path) << "schema: akma-scenario/1\nname: flow\ntitle: A flow\nextends: " << AKMASIM_SOURCE_DIR
                            << "/scenarios/base/one-ue.yaml\n"
                            << yaml;
        auto loaded = scenario::load_file(path);
        for (const auto& one : loaded.wrong) ADD_FAILURE() << scenario::render(one);
        scenario_ = loaded.scenario.value_or(scenario::Scenario{});
        Attempt(scenario_, undisturbed_).meets_loss();
    }

    void attempt(Losing losing, const std::string& what) {
        const testing::ScopedTrace trace(__FILE__, __LINE__, flows()[GetParam()].first + ": " + what);
        Attempt attempt(scenario_, losing);
        attempt.meets_loss();
        const bool always = losing.kind.has_value();
        attempt.works_again(always, always && std::get<0>(*losing.kind) != "Ua" && std::get<0>(*losing.kind) != "N62");
        ++tried_;
    }
    static std::string words_of(const Kind& kind) {
        return std::get<0>(kind) + "." + std::get<1>(kind) + " of " + std::get<2>(kind);
    }
    // The figure that tools/long shows.
    void tell(std::string_view what) const {
        fmt::print("loss: {}: {} {}\n", flows()[GetParam()].first, tried_, what);
    }

    Folder folder_;
    scenario::Scenario scenario_;
    Losing undisturbed_;
    std::size_t tried_ = 0;
};

TEST_P(Loss, OfEachMessageOnceEndsAndTheNextAttemptWorks) {
    for (std::size_t i = 0; i < undisturbed_.crossed.size(); ++i) {
        Losing losing;
        losing.lost = i;
        attempt(std::move(losing), fmt::format("{} is lost, message {}", words_of(undisturbed_.crossed[i]), i));
    }
    tell("messages lost once");
}

TEST_P(Loss, OfEachKindOfMessageAlwaysEndsAndTheNextAttemptWorks) {
    const std::set<Kind> kinds(undisturbed_.crossed.begin(), undisturbed_.crossed.end());
    for (const auto& kind : kinds) {
        Losing losing;
        losing.kind = kind;
        attempt(std::move(losing), words_of(kind) + " is always lost");
    }
    tell("kinds of messages lost always");
}

TEST_P(Loss, OfWhatAnAnswerSaysEndsAndTheNextAttemptWorks) {
    for (std::size_t i = 0; i < undisturbed_.crossed.size(); ++i) {
        if (!undisturbed_.answers[i]) continue;
        Losing losing;
        losing.lost = i;
        losing.unreadable = true;
        attempt(std::move(losing), words_of(undisturbed_.crossed[i]) + " cannot be read");
    }
    tell("answers unreadable");
}

INSTANTIATE_TEST_SUITE_P(EveryFlow, Loss, testing::Range<std::size_t>(0, flows().size()),
                         [](const auto& number) {
                             auto name = flows()[number.param].first;
                             std::erase_if(name, [](char c) { return c == '-'; });
                             return name;
                         });

}  // namespace
}  // namespace akmasim::test

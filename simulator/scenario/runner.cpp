// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/runner.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/knowledge/foreign_key.hpp"
#include "simulator/scenario/configure.hpp"
#include "simulator/scenario/expect.hpp"
#include "simulator/scenario/nrf_configurations.hpp"
#include "simulator/scenario/outcome.hpp"
#include "simulator/scenario/servers.hpp"

namespace akmasim::scenario {
namespace {

class Player {
public:
    Player(const Scenario& scenario, fabric::Fabric& fabric, const record::Recorder& recorder,
           fabric::Adversary* adversary)
        : scenario_(scenario), fabric_(fabric), recorder_(recorder), adversary_(adversary) {}

    Result<void> play(const Step& step, Run& run, const std::function<bool()>& interrupted);

private:
    Result<std::optional<command::Report>> give_orders(const Step& step, Run& run, std::size_t before,
                                                       const std::function<bool()>& interrupted);
    Result<Saved> held_before(const Step& step);
    std::vector<std::string> foreign_keys(const Step& step);
    Result<std::optional<std::string>> look_up(const std::string& address);

    const Scenario& scenario_;
    fabric::Fabric& fabric_;
    const record::Recorder& recorder_;
    fabric::Adversary* adversary_;
    Saved saved_;
};

Result<std::optional<std::string>> Player::look_up(const std::string& address) {
    const auto first = address.find('.');
    const auto second = first == std::string::npos ? first : address.find('.', first + 1);
    if (second == std::string::npos) return fail(Cause::invalid, "expected ROLE.SUBSCRIBER.NAME, got " + address);
    auto role = address.substr(0, first);
    const auto name = address.substr(first + 1, second - first - 1);
    auto item = address.substr(second + 1);
    const auto subscriber = scenario_.subscribers.find(name);
    if (subscriber == scenario_.subscribers.end()) return fail(Cause::invalid, "no subscriber is called " + name);
    if (role == "Ua") role = "ue";
    if (item == "K5GMSG") item = "KAF";
    const auto whom = role == "ue" ? Address{role, name} : address_of(role);
    const auto inspection = TRY(fabric_.inspect(whom, {name, subscriber->second.supi}));
    for (const auto& held : inspection.items) {
        if (held.name == item) return std::optional(held.text);
    }
    return std::optional<std::string>{};
}

// What the operands of `unchanged` are before anything happens.
Result<Saved> Player::held_before(const Step& step) {
    Saved held;
    for (const auto& check : step.checks) {
        if (check.kind != "unchanged") continue;
        for (const auto& address : check.operands) held[address] = TRY(look_up(address)).value_or("");
    }
    return held;
}

// Where a key of somebody else's making was forced upon the UE: the known mistake that made it.
std::vector<std::string> Player::foreign_keys(const Step& step) {
    std::vector<std::string> notes;
    for (const auto& order : step.orders) {
        const auto* connect = std::get_if<ConnectStep>(&order);
        if (connect == nullptr || !connect->force_key) continue;
        const auto& subscriber = scenario_.subscribers.at(connect->ue);
        const auto& server = *server_named(scenario_, connect->to);  // the loader knows it
        const auto k_ausf = look_up("ue." + connect->ue + ".KAUSF");
        if (!k_ausf || !*k_ausf) continue;
        const auto& protocols = connect->ua_protocol ? *connect->ua_protocol : server.ua_protocol;
        const auto how =
            knowledge::mistake_behind({**k_ausf, subscriber.supi, subscriber.routing_indicator.text, server.fqdn,
                                       protocols.list.front(), server.ua_star_id ? server.ua_star_id->text : ""},
                                      connect->force_key->text);
        notes.push_back(how.empty() ? "why: the forced key is none that a known mistake gives"
                                    : "why: the forced key is what this gives: " + how);
    }
    return notes;
}

// The server got a key, and its handshake ended with an alert: nothing before it went wrong, so the keys are unlike.
bool failed_by_key(std::span<const record::Event> events) {
    bool got_key = false;
    bool alert = false;
    for (const auto& event : events) {
        if (event.kind != "msg") continue;
        if (event.msg == "RetrieveApplicationKeyResponse") got_key = field_text(event, "status") == "200";
        alert = alert || (event.link == "Ua" && event.msg == "Alert");
    }
    return got_key && alert;
}

// The PSK identity that a UE is made to use may be one that was saved, such as the A-KID of another.
Order filled(Order order, const Saved& saved) {
    auto* connect = std::get_if<ConnectStep>(&order);
    if (connect != nullptr && connect->force_identity)
        connect->force_identity = with_saved(*connect->force_identity, saved);
    return order;
}

// Gives one order after the other, until one does not succeed; its outcome is the step's.
Result<std::optional<command::Report>> Player::give_orders(const Step& step, Run& run, std::size_t before,
                                                           const std::function<bool()>& interrupted) {
    std::optional<command::Report> outcome;
    for (const auto& order : step.orders) {
        const auto began = fabric_.now();
        TRY(enact(filled(order, saved_), scenario_, fabric_, adversary_, step.id, interrupted));
        if (tells_outcome(order)) run.phases.push_back({std::string(verb_of(order)), fabric_.now() - began});
        const auto reports = fabric_.take_reports();
        const auto* injected = std::get_if<InjectStep>(&order);
        if (!reports.empty() || tells_outcome(order))
            outcome = reports.empty() ? std::nullopt : std::optional(reports.back());
        if (injected != nullptr && !outcome) {
            const auto events = std::span(recorder_.events()).subspan(before);
            const auto deed = std::ranges::find(events, "inject", &record::Event::verb);
            outcome = outcome_at(deed == events.end() ? "" : deed->to, events);
        }
        if (tells_outcome(order) && (!outcome || outcome->outcome != "success")) break;
    }
    return outcome;
}

Result<void> Player::play(const Step& step, Run& run, const std::function<bool()>& interrupted) {
    const auto before = recorder_.events().size();
    fabric_.enter(step.id);
    const auto began = fabric_.now();
    const auto held = TRY(held_before(step));
    if (adversary_ != nullptr) adversary_->enable(step.enable);
    const auto outcome = TRY(give_orders(step, run, before, interrupted));
    const auto events = std::span(recorder_.events()).subspan(before);
    const auto add = [&](Diagnostics more) { run.failures.insert(run.failures.end(), more.begin(), more.end()); };
    auto unmet = compare(step.expect, outcome, events, began, step.mark, saved_);
    if (failed_by_key(events)) {
        for (auto& one : unmet) one.notes = foreign_keys(step);
    }
    add(std::move(unmet));
    for (const auto& [name, address] : step.save) saved_[name] = TRY(look_up(address)).value_or("");
    add(compare(
        step.checks, [this](const std::string& address) { return look_up(address); }, held, saved_));
    return {};
}

// TS 33.501 13.3.1: before all else the network functions register with the NRF.
Result<void> meet_nrf(const Scenario& scenario, fabric::Fabric& fabric, const std::function<bool()>& interrupted) {
    if (!scenario.nrf) return {};
    fabric.enter("start");
    for (const auto& whom : nfs_of(scenario)) fabric.order(whom, "", command::encode(command::Announce{}));
    return fabric.run("start", interrupted, fabric.now() + nrf_patience);
}

// A rule that met nothing, or could not do what it meant to, leaves open what the run would have shown.
void judge(const fabric::Adversary& adversary, Run& run) {
    for (const auto& id : adversary.unmatched())
        run.doubts.push_back(fmt::format("rule '{}' met no message, so nothing was tried", id));
    for (const auto& what : adversary.thwarted()) run.doubts.push_back(what);
}

}  // namespace

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass: return "pass";
        case Verdict::inconclusive: return "inconclusive";
        case Verdict::fail: return "fail";
        case Verdict::error: return "error";
    }
    return "error";
}

namespace {

void play_steps(const Scenario& scenario, Player player, Run& run, const std::function<bool()>& interrupted) {
    for (const auto& step : scenario.steps) {
        const auto played = player.play(step, run, interrupted);
        if (played) continue;
        run.verdict = Verdict::error;
        run.trouble = played.error().detail;
        run.complete = false;
        return;
    }
}

}  // namespace

Run play(const Scenario& scenario, fabric::Fabric& fabric, const record::Recorder& recorder,
         const std::function<bool()>& interrupted, const RandomSource& random) {
    Run run;
    std::optional<fabric::Adversary> adversary;
    if (scenario.adversary && !random) {
        run.verdict = Verdict::error;
        run.trouble = "an adversary needs a source of random numbers";
        return run;
    }
    if (scenario.adversary) fabric.add(adversary.emplace(*scenario.adversary, random));
    if (const auto met = meet_nrf(scenario, fabric, interrupted); !met) {
        run.verdict = Verdict::error;
        run.trouble = met.error().detail;
        run.complete = false;
        return run;
    }
    play_steps(scenario, {scenario, fabric, recorder, adversary ? &*adversary : nullptr}, run, interrupted);
    run.work = fabric.work();
    if (!run.complete) return run;
    if (adversary) judge(*adversary, run);
    auto judged = judge(scenario, recorder, interrupted);
    if (judged.stopped) {
        run.verdict = Verdict::error;
        run.trouble = "interrupted";
        run.complete = false;
        return run;
    }
    run.failures.insert(run.failures.end(), judged.failures.begin(), judged.failures.end());
    run.doubts.insert(run.doubts.end(), judged.doubts.begin(), judged.doubts.end());
    run.findings = std::move(judged.findings);
    if (!run.doubts.empty()) run.verdict = Verdict::inconclusive;
    if (!run.failures.empty()) run.verdict = Verdict::fail;
    return run;
}

}  // namespace akmasim::scenario

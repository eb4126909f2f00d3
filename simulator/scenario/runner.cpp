// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/runner.hpp"

#include "simulator/scenario/configure.hpp"
#include "simulator/scenario/expect.hpp"

namespace akmasim::scenario {
namespace {

class Player {
public:
    Player(const Scenario& scenario, fabric::Fabric& fabric, const record::Recorder& recorder)
        : scenario_(scenario), fabric_(fabric), recorder_(recorder) {}

    Result<void> play(const Step& step, Run& run, const std::function<bool()>& interrupted);

private:
    Result<std::optional<std::string>> look_up(const std::string& address);

    const Scenario& scenario_;
    fabric::Fabric& fabric_;
    const record::Recorder& recorder_;
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
    const auto hyphen = role.find('-');  // aanf-west: one of several
    const auto instance = hyphen == std::string::npos ? std::string() : role.substr(hyphen + 1);
    const Address whom{role.substr(0, hyphen), role == "ue" ? name : instance};
    const auto inspection = TRY(fabric_.inspect(whom, {name, subscriber->second.supi}));
    for (const auto& held : inspection.items) {
        if (held.name == item) return std::optional(held.text);
    }
    return std::optional<std::string>{};
}

Result<void> Player::play(const Step& step, Run& run, const std::function<bool()>& interrupted) {
    const auto before = recorder_.events().size();
    std::vector<command::Report> reports;
    for (const auto& order : step.orders) {
        TRY(enact(order, scenario_, fabric_, step.id, interrupted));
        reports = fabric_.take_reports();
    }
    const auto events = std::span(recorder_.events()).subspan(before);
    const auto add = [&](Diagnostics more) { run.failures.insert(run.failures.end(), more.begin(), more.end()); };
    add(compare(step.expect, reports.empty() ? std::nullopt : std::optional(reports.back()), events, step.mark,
                saved_));
    for (const auto& [name, address] : step.save) saved_[name] = TRY(look_up(address)).value_or("");
    add(compare(
        step.checks, [this](const std::string& address) { return look_up(address); }, saved_));
    return {};
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

Run play(const Scenario& scenario, fabric::Fabric& fabric, const record::Recorder& recorder,
         const std::function<bool()>& interrupted) {
    Run run;
    Player player(scenario, fabric, recorder);
    for (const auto& step : scenario.steps) {
        if (const auto played = player.play(step, run, interrupted); !played) {
            run.verdict = Verdict::error;
            run.trouble = played.error().detail;
            run.complete = false;
            return run;
        }
    }
    if (!run.failures.empty()) run.verdict = Verdict::fail;
    return run;
}

}  // namespace akmasim::scenario

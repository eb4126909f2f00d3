// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/reachability.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/scenario/expectation.hpp"

namespace akmasim::scenario {
namespace {

using fabric::Rule;

bool is_on(const Rule& rule, const Step& step) {
    return !step.enable || std::ranges::find(*step.enable, rule.id) != step.enable->end();
}

bool can_meet(const Rule& rule, const Step& step) {
    return is_on(rule, step) && (rule.when.step.empty() || rule.when.step == step.id);
}

bool takes_away(const Rule& rule) {
    return std::ranges::any_of(rule.acts, [](const auto& act) {
        return std::holds_alternative<fabric::Drop>(act) || std::holds_alternative<fabric::Hold>(act);
    });
}

// Nothing that `later` could meet gets past `earlier`.
bool hides(const Rule& earlier, const Rule& later, const std::vector<Step>& steps) {
    const auto& when = earlier.when;
    const bool whole = when.ue.empty() && when.from.empty() && when.to.empty() && when.carries.empty() &&
                       when.step.empty() && !when.nth && !when.probability && !when.fields;
    const bool same = when.link == later.when.link && (when.message == "any" || when.message == later.when.message);
    return whole && same && takes_away(earlier) &&
           std::ranges::all_of(steps, [&](const Step& step) { return !can_meet(later, step) || is_on(earlier, step); });
}

std::string why_unreachable(const fabric::Plan& plan, std::size_t index, const std::vector<Step>& steps) {
    const auto& rule = plan.rules[index];
    if (!rule.when.step.empty() && std::ranges::find(steps, rule.when.step, &Step::id) == steps.end()) {
        std::vector<std::string_view> ids;
        for (const auto& step : steps) ids.emplace_back(step.id);
        return fmt::format("no step has the id '{}'{}", rule.when.step, did_you_mean(rule.when.step, ids));
    }
    if (std::ranges::none_of(steps, [&](const Step& step) { return can_meet(rule, step); }))
        return "no step in which it could meet a message enables it";
    for (std::size_t i = 0; i < index; ++i) {
        if (hides(plan.rules[i], rule, steps))
            return fmt::format("rule '{}' lets no such message through to it", plan.rules[i].id);
    }
    return "";
}

}  // namespace

void check_rules(const fabric::Plan& plan, const std::vector<Step>& steps, const Node& adversary, Diagnostics& wrong) {
    const Node* rules = adversary.find("rules");
    for (std::size_t i = 0; i < plan.rules.size() && !steps.empty(); ++i) {
        const auto& mark = rules != nullptr && i < rules->items.size() ? rules->items[i].mark : adversary.mark;
        if (const auto why = why_unreachable(plan, i, steps); !why.empty())
            wrong.push_back({mark, fmt::format("rule '{}' can never be reached: {}", plan.rules[i].id, why)});
    }
}

}  // namespace akmasim::scenario

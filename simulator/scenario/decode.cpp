// SPDX-License-Identifier: Apache-2.0
// From the resolved tree to a Scenario, strictly: every member is known, present where it must be, and of its form.
#include "simulator/scenario/adversary.hpp"
#include "simulator/scenario/load_decoder.hpp"
#include "simulator/scenario/matrix.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/reachability.hpp"
#include "simulator/scenario/resolve.hpp"
#include "simulator/scenario/steps.hpp"
#include "simulator/scenario/tables.hpp"
#include "simulator/scenario/timers.hpp"
#include "simulator/scenario/timing.hpp"
#include "simulator/scenario/validate.hpp"
#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

// Where nothing takes time, nothing can take too long.
void refuse_within(const Node& root, Diagnostics& wrong) {
    const Node* steps = root.find("steps");
    for (const auto& step : steps == nullptr ? std::vector<Node>{} : steps->items) {
        const Node* expect = step.find("expect");
        const Node* within = expect == nullptr ? nullptr : expect->find("within");
        if (within != nullptr)
            wrong.push_back({within->key_mark, "expected no 'within' where links are none: nothing takes time"});
    }
}

Scenario decode(const Node& root, Diagnostics& wrong) {
    Scenario scenario;
    Members members(root, wrong);
    if (root.kind != Node::Kind::map) return scenario;
    members.optional("case", scenario.case_name);  // of a matrix, which gives it its name
    scenario_members(members, scenario, [&](std::string_view name, const Node& part) {
        const auto* plan = scenario.adversary ? &*scenario.adversary : nullptr;
        if (name == "subscribers") return decode_subscribers(part, scenario, wrong);
        if (name == "adversary") scenario.adversary = decode_adversary(part, scenario.subscribers, wrong);
        if (name == "steps") scenario.steps = decode_steps(part, scenario.subscribers, plan, wrong);
        if (name == "steps" && plan != nullptr) check_rules(*plan, scenario.steps, *root.find("adversary"), wrong);
        if (name == "expect") decode_claims(part, scenario, wrong);
        decode_load(name, part, scenario, wrong);
    });
    const Node* links = root.find("links");
    scenario.timing = decode_timing(links, root.find("cost"), wrong);
    scenario.timing.timers = timers_of(scenario);
    if (is_none(links)) refuse_within(root, wrong);
    const Node* leak = scenario.adversary ? root.find("adversary")->find("leak") : nullptr;
    if (leak != nullptr) decode_leaks(*leak, scenario, wrong);
    if (!scenario.leaks.empty() && scenario.secrecy.empty())
        wrong.push_back({leak->key_mark, "a key leaks, but no claim under expect: secrecy looks at what follows"});
    members.refuse_the_rest();
    const bool no_steps = root.find("steps") == nullptr || root.find("steps")->items.empty();
    if (!scenario.abstract && no_steps && !scenario.load)
        wrong.push_back({root.mark, "a scenario that is not abstract needs steps, or load"});
    if (!scenario.abstract && !scenario.plmn) wrong.push_back({root.mark, "'plmn' is missing"});
    validate(scenario, root, wrong);
    return scenario;
}

Loaded finish(Node root, Diagnostics wrong) {
    Loaded loaded;
    if (wrong.empty()) {
        auto scenario = decode(root, wrong);
        if (wrong.empty()) loaded.scenario = std::move(scenario);
    }
    if (const Node* name = root.find("name"); name != nullptr && root.find("title") == nullptr)
        loaded.warnings.push_back({name->mark, "no title: nothing says what the scenario shows"});
    loaded.resolved = std::move(root);
    loaded.wrong = std::move(wrong);
    return loaded;
}

// Cases share most of their text, and so what is wrong with it; and what follows from a fault told already, at the same
// place, is not told again.
void add_unknown(const Diagnostics& from, Diagnostics& to) {
    const auto known = to.size();
    for (const auto& one : from) {
        const auto here = [&](const Diagnostic& told) {
            return told.mark.file == one.mark.file && told.mark.line == one.mark.line &&
                   told.mark.column == one.mark.column;
        };
        if (std::none_of(to.begin(), to.begin() + static_cast<long>(known), here)) to.push_back(one);
    }
}

}  // namespace

Cases load_cases(const std::string& path, const Variables& variables) {
    Cases cases;
    const Node root = resolve(path, variables, cases.wrong, cases.warnings);
    if (root.kind == Node::Kind::null && !cases.wrong.empty()) return cases;
    if (const Node* name = root.find("case"))
        cases.wrong.push_back({name->key_mark, "unknown key 'case': a matrix gives its cases their names"});
    Diagnostics of_matrix;
    auto expansion = expand(root, of_matrix);
    add_unknown(of_matrix, cases.wrong);
    cases.repeat = expansion.repeat;
    cases.shuffled = expansion.shuffled;
    cases.one_seed = expansion.one_seed;
    for (auto& one : expansion.cases) {
        const auto& loaded = cases.all.emplace_back(finish(std::move(one.root), {}));
        add_unknown(loaded.wrong, cases.wrong);
        add_unknown(loaded.warnings, cases.warnings);
    }
    return cases;
}

Loaded load_file(const std::string& path, const Variables& variables, const std::string& case_name) {
    auto cases = load_cases(path, variables);
    Loaded loaded;
    loaded.wrong = std::move(cases.wrong);
    loaded.warnings = std::move(cases.warnings);
    for (auto& one : cases.all) {
        const auto* name = one.resolved.find("case");
        if (!case_name.empty() && (name == nullptr || name->text != case_name)) continue;
        if (loaded.wrong.empty()) loaded.scenario = std::move(one.scenario);
        loaded.resolved = std::move(one.resolved);
        return loaded;
    }
    if (loaded.wrong.empty()) loaded.wrong.push_back({{path, 0, 0}, fmt::format("no case is called {}", case_name)});
    return loaded;
}

Loaded load_resolved(const std::string& json, const std::string& origin) {
    Diagnostics wrong;
    Node root = parse_text(json, origin, wrong);
    return finish(std::move(root), std::move(wrong));
}

}  // namespace akmasim::scenario

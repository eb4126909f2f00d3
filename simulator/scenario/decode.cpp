// SPDX-License-Identifier: Apache-2.0
// From the resolved tree to a Scenario, strictly: every member is known, present where it must be, and of its form.
#include "simulator/scenario/adversary.hpp"
#include "simulator/scenario/load_decoder.hpp"
#include "simulator/scenario/matrix.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/resolve.hpp"
#include "simulator/scenario/steps.hpp"
#include "simulator/scenario/timing.hpp"
#include "simulator/scenario/validate.hpp"
#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

// A part of a clock may be left out.
void decode_clock(const Node* node, Clock& clock, Diagnostics& wrong) {
    if (node == nullptr) return;
    Members members(*node, wrong);
    members.optional("mode", clock.mode);
    members.optional("start", clock.start);
    members.refuse_the_rest();
}

void decode_members(Members& members, Scenario& scenario) {
    members("name", scenario.name);
    members.optional("case", scenario.case_name);
    members.optional("title", scenario.title);
    members.optional("description", scenario.description);
    members.optional("clauses", scenario.clauses);
    members.optional("tags", scenario.tags);
    members("xfail", scenario.xfail);
    members.optional("abstract", scenario.abstract);
    members("seed", scenario.seed);
    members("plmn", scenario.plmn);
    members.optional("homeNetworkKeys", scenario.home_network_keys);
    members.optional("nfs", scenario.nfs);
    members("nrf", scenario.nrf);
}

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
    std::string schema;
    members("schema", schema);
    if (!schema.empty() && schema != "akma-scenario/1")
        wrong.push_back({root.find("schema")->mark, "expected schema: akma-scenario/1"});
    decode_members(members, scenario);
    decode_clock(members.raw("clock"), scenario.clock, wrong);
    decode_subscribers(members.raw("subscribers"), scenario, wrong);
    const Node* links = members.raw("links");
    scenario.timing = decode_timing(links, members.raw("cost"), wrong);
    if (is_none(links)) refuse_within(root, wrong);
    if (const Node* adversary = members.raw("adversary"))
        scenario.adversary = decode_adversary(*adversary, scenario.subscribers, wrong);
    const auto* plan = scenario.adversary ? &*scenario.adversary : nullptr;
    if (const Node* steps = members.raw("steps"))
        scenario.steps = decode_steps(*steps, scenario.subscribers, plan, wrong);
    const Node* leak = scenario.adversary ? root.find("adversary")->find("leak") : nullptr;
    if (leak != nullptr) decode_leaks(*leak, scenario, wrong);
    if (const Node* expect = members.raw("expect")) decode_claims(*expect, scenario, wrong);
    if (!scenario.leaks.empty() && scenario.secrecy.empty())
        wrong.push_back({leak->key_mark, "a key leaks, but no claim under expect: secrecy looks at what follows"});
    decode_load(members, scenario, wrong);
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
    loaded.resolved = std::move(root);
    loaded.wrong = std::move(wrong);
    return loaded;
}

// Cases share most of their text, and so what is wrong with it: each thing is told once.
void add_unknown(const Diagnostics& from, Diagnostics& to) {
    for (const auto& one : from) {
        const bool known = std::ranges::any_of(to, [&](const Diagnostic& told) {
            return told.message == one.message && told.mark.file == one.mark.file && told.mark.line == one.mark.line &&
                   told.mark.column == one.mark.column;
        });
        if (!known) to.push_back(one);
    }
}

}  // namespace

Cases load_cases(const std::string& path, const Variables& variables) {
    Cases cases;
    const Node root = resolve(path, variables, cases.wrong);
    if (const Node* name = root.find("case"))
        cases.wrong.push_back({name->key_mark, "unknown key 'case': a matrix gives its cases their names"});
    Expansion expansion;
    if (cases.wrong.empty()) expansion = expand(root, cases.wrong);
    cases.repeat = expansion.repeat;
    cases.shuffled = expansion.shuffled;
    if (!cases.wrong.empty()) return cases;
    for (auto& one : expansion.cases) {
        const auto& loaded = cases.all.emplace_back(finish(std::move(one.root), {}));
        add_unknown(loaded.wrong, cases.wrong);
    }
    return cases;
}

Loaded load_file(const std::string& path, const Variables& variables, const std::string& case_name) {
    auto cases = load_cases(path, variables);
    Loaded loaded;
    loaded.wrong = std::move(cases.wrong);
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

// SPDX-License-Identifier: Apache-2.0
// Rules read strictly: a verb needs its capability, a rule a link of the adversary's, and each name must lead
// somewhere.
#include "simulator/scenario/adversary.hpp"

#include <set>

#include "simulator/scenario/adversary_verbs.hpp"
#include "simulator/scenario/expect.hpp"
#include "simulator/scenario/expectation.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/tables.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {
namespace {

using fabric::Capability;
using fabric::Plan;

constexpr std::size_t most_rules = 1000;

const Node& empty_map() {
    static const Node node = [] {
        Node map;
        map.kind = Node::Kind::map;
        return map;
    }();
    return node;
}

class Decoder {
public:
    Decoder(const Subscribers& subscribers, Diagnostics& wrong) : subscribers_(subscribers), wrong_(wrong) {}

    Plan plan(const Node& node);

private:
    void links(const Node& list);
    void capabilities(const Node& list);
    fabric::Rule rule(const Node& node);
    fabric::Condition when(const Node& node);
    void acts(fabric::Rule& rule, const Node& list);
    void message(fabric::Condition& condition, const Node& node);
    void fields(fabric::Condition& condition, const Node& node);
    void nth(fabric::Condition& condition, const Node& node);
    void probability(fabric::Condition& condition, const Node& node);
    void settable(const Node& act);
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }
    [[nodiscard]] bool can(Capability capability) const {
        return std::ranges::find(plan_.can, capability) != plan_.can.end();
    }

    const Subscribers& subscribers_;
    Diagnostics& wrong_;
    Plan plan_;
    Pattern shown_;  // of the rule at hand: the message whose fields it may name
    std::set<std::string> ids_;
};

Plan Decoder::plan(const Node& node) {
    Members members(node, wrong_);
    adversary_members(members, plan_, [&](std::string_view name, const Node& part) {
        if (name == "at") links(part);
        if (name == "can") capabilities(part);
        if (name != "rules") return;
        if (part.kind != Node::Kind::list || part.items.size() > most_rules)
            refuse(part, "expected a list of at most 1000 rules");
        for (const auto& item : part.items) plan_.rules.push_back(rule(item));
    });
    members.refuse_the_rest();
    return std::move(plan_);
}

void Decoder::links(const Node& list) {
    if (list.kind != Node::Kind::list || list.items.empty()) refuse(list, "expected a list of links");
    for (const auto& item : list.items) {
        const auto link = link_named(item.text);
        if (!link || *link == Link::control)
            refuse(item, fmt::format("unknown link '{}'{}", item.text, did_you_mean(item.text, scenario::links())));
        else
            plan_.at.push_back(*link);
    }
}

void Decoder::capabilities(const Node& list) {
    static const std::vector<std::string_view> names{"read", "drop", "delay", "modify", "inject"};
    if (list.kind != Node::Kind::list) refuse(list, "expected a list of capabilities");
    for (const auto& item : list.items) {
        if (const auto capability = fabric::capability_named(item.text))
            plan_.can.push_back(*capability);
        else
            refuse(item, fmt::format("unknown capability '{}'; expected one of {}{}", item.text, fmt::join(names, ", "),
                                     did_you_mean(item.text, names)));
    }
}

fabric::Rule Decoder::rule(const Node& node) {
    fabric::Rule rule;
    shown_ = {};
    Members members(node, wrong_);
    rule_members(members, rule, [&](std::string_view name, const Node& part) {
        if (name == "when") rule.when = when(part);
        if (name == "do") acts(rule, part);
    });
    if (rule.id.empty()) rule.id = fmt::format("rule{}", plan_.rules.size() + 1);
    if (!ids_.insert(rule.id).second) refuse(node, fmt::format("a second rule with the id '{}'", rule.id));
    members.refuse_the_rest();
    return rule;
}

void Decoder::acts(fabric::Rule& rule, const Node& list) {
    if (list.kind != Node::Kind::list || list.items.empty()) return refuse(list, "expected do: a list of verbs");
    for (const auto& item : list.items) {
        settable(item);
        auto act = decode_act(item, plan_, subscribers_, wrong_);
        if (!act) continue;
        const auto needed = fabric::needed_for(*act);
        if (!std::holds_alternative<fabric::Pass>(*act) && !can(needed))
            refuse(item, fmt::format("'{}' needs the capability {}, which 'can' does not state", fabric::verb_of(*act),
                                     fabric::name_of(needed)));
        rule.acts.push_back(std::move(*act));
    }
}

// set: the pen writes only fields that the message has.
void Decoder::settable(const Node& act) {
    const Node* set = act.find(fabric::Set::verb);
    if (set == nullptr || shown_.link.empty()) return;
    for (const auto& [field, value] : set->members) check_field_name(shown_, field, value.key_mark, wrong_);
}

fabric::Condition Decoder::when(const Node& node) {
    fabric::Condition condition;
    Members members(node, wrong_);
    condition_members(members, condition, [&](std::string_view name, const Node& part) {
        if (name == "msg") message(condition, part);
        if (name == "carries") condition.carries = shown_.message = decode_pattern(part, wrong_).message;
        if (name == "nth") nth(condition, part);
        if (name == "probability") probability(condition, part);
        if (name == "fields") fields(condition, part);
    });
    if (!condition.ue.empty() && !subscribers_.contains(condition.ue))
        refuse(*node.find("ue"), fmt::format("no subscriber is called '{}'", condition.ue));
    members.refuse_the_rest();
    return condition;
}

void Decoder::message(fabric::Condition& condition, const Node& node) {
    const auto pattern = decode_pattern(node, wrong_);
    condition.link = link_named(pattern.link).value_or(Link::control);
    condition.message = pattern.message;
    if (condition.link == Link::control) return;
    shown_.link = pattern.link;
    shown_.message = pattern.message;
    if (std::ranges::find(plan_.at, condition.link) == plan_.at.end())
        refuse(node, fmt::format("the adversary is not at {}", pattern.link));
}

void Decoder::fields(fabric::Condition& condition, const Node& node) {
    Pattern pattern = shown_;
    pattern.fields = node.members;
    pattern.mark = node.mark;
    if (node.kind != Node::Kind::map) refuse(node, "expected a map of fields, for example { cause: 20 }");
    if (!can(Capability::read)) refuse(node, "'fields' needs the capability read, which 'can' does not state");
    check_fields(pattern, wrong_);
    condition.fields = [pattern](const std::string& json) { return fields_match(pattern, json); };
}

void Decoder::nth(fabric::Condition& condition, const Node& node) {
    std::uint64_t number = 0;
    Members members(empty_map(), wrong_);
    members.take(node, number);
    if (number == 0) refuse(node, "expected a number from 1");
    condition.nth = number;
}

void Decoder::probability(fabric::Condition& condition, const Node& node) {
    condition.probability = decode_number(node);
    if (!condition.probability || *condition.probability <= 0 || *condition.probability > 1)
        refuse(node, "expected a probability above 0, at most 1");
}

}  // namespace

Plan decode_adversary(const Node& node, const Subscribers& subscribers, Diagnostics& wrong) {
    return Decoder(subscribers, wrong).plan(node);
}

std::vector<std::string> decode_enable(const Node& node, const Plan* plan, Diagnostics& wrong) {
    std::vector<std::string> ids;
    Members members(node, wrong);
    members("enable", ids);
    members.refuse_the_rest();
    if (plan == nullptr) {
        wrong.push_back({node.mark, "the scenario has no adversary"});
        return ids;
    }
    std::vector<std::string_view> known;
    for (const auto& rule : plan->rules) known.emplace_back(rule.id);
    for (const auto& id : ids) {
        if (std::ranges::find(known, id) == known.end())
            wrong.push_back({node.mark, fmt::format("no rule is called '{}'{}", id, did_you_mean(id, known))});
    }
    return ids;
}

}  // namespace akmasim::scenario

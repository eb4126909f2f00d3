// SPDX-License-Identifier: Apache-2.0
// Rules read strictly: a verb needs its capability, a rule a link of the adversary's, and each name must lead
// somewhere.
#include "simulator/scenario/adversary.hpp"

#include <set>

#include "simulator/scenario/adversary_verbs.hpp"
#include "simulator/scenario/expect.hpp"
#include "simulator/scenario/expectation.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {
namespace {

using fabric::Capability;
using fabric::Plan;

constexpr std::size_t most_rules = 1000;

class Decoder {
public:
    Decoder(const Subscribers& subscribers, Diagnostics& wrong) : subscribers_(subscribers), wrong_(wrong) {}

    Plan plan(const Node& node);

private:
    void links(const Node& list);
    void capabilities(const Node& list);
    fabric::Rule rule(const Node& node);
    fabric::Condition when(const Node& node);
    void counts(Members& members, fabric::Condition& condition);
    void check(const fabric::Rule& rule, const Node& node);
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }
    [[nodiscard]] bool can(Capability capability) const {
        return std::ranges::find(plan_.can, capability) != plan_.can.end();
    }

    const Subscribers& subscribers_;
    Diagnostics& wrong_;
    Plan plan_;
    std::set<std::string> ids_;
};

Plan Decoder::plan(const Node& node) {
    Members members(node, wrong_);
    members.optional("name", plan_.name);
    if (const Node* at = members.raw("at"))
        links(*at);
    else
        refuse(node, "'at' is missing: the links where the adversary stands");
    if (const Node* can = members.raw("can"))
        capabilities(*can);
    else
        refuse(node, "'can' is missing: what the adversary is able to do, of read, drop, delay, modify, inject");
    if (const Node* rules = members.raw("rules")) {
        if (rules->kind != Node::Kind::list || rules->items.size() > most_rules)
            refuse(*rules, "expected a list of at most 1000 rules");
        for (const auto& item : rules->items) plan_.rules.push_back(rule(item));
    }
    members.raw("leak");  // read with the steps that it names
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
    Members members(node, wrong_);
    members.optional("id", rule.id);
    if (rule.id.empty()) rule.id = fmt::format("rule{}", plan_.rules.size() + 1);
    if (!ids_.insert(rule.id).second) refuse(node, fmt::format("a second rule with the id '{}'", rule.id));
    if (const Node* condition = members.raw("when"))
        rule.when = when(*condition);
    else if (node.kind == Node::Kind::map)
        refuse(node, "'when' is missing");
    const Node* acts = members.raw("do");
    if (acts == nullptr || acts->kind != Node::Kind::list || acts->items.empty()) {
        refuse(acts == nullptr ? node : *acts, "expected do: a list of verbs");
    } else {
        for (const auto& item : acts->items) {
            auto act = decode_act(item, plan_, subscribers_, wrong_);
            if (!act) continue;
            const auto needed = fabric::needed_for(*act);
            if (!std::holds_alternative<fabric::Pass>(*act) && !can(needed))
                refuse(item, fmt::format("'{}' needs the capability {}, which 'can' does not state",
                                         fabric::verb_of(*act), fabric::name_of(needed)));
            rule.acts.push_back(std::move(*act));
        }
    }
    members.refuse_the_rest();
    return rule;
}

fabric::Condition Decoder::when(const Node& node) {
    fabric::Condition condition;
    Members members(node, wrong_);
    std::string message;
    members("msg", message);
    members.optional("ue", condition.ue);
    members.optional("from", condition.from);
    members.optional("to", condition.to);
    members.optional("step", condition.step);
    if (!condition.ue.empty() && !subscribers_.contains(condition.ue))
        refuse(*node.find("ue"), fmt::format("no subscriber is called '{}'", condition.ue));
    if (!message.empty()) {
        const auto pattern = decode_pattern(*node.find("msg"), wrong_);
        condition.link = link_named(pattern.link).value_or(Link::control);
        condition.message = pattern.message;
        const bool there = std::ranges::find(plan_.at, condition.link) != plan_.at.end();
        if (!there && condition.link != Link::control)
            refuse(*node.find("msg"), fmt::format("the adversary is not at {}", pattern.link));
    }
    if (const Node* carries = members.raw("carries")) condition.carries = decode_pattern(*carries, wrong_).message;
    counts(members, condition);
    if (const Node* fields = members.raw("fields")) {
        Pattern pattern;
        pattern.fields = fields->members;
        pattern.mark = fields->mark;
        if (fields->kind != Node::Kind::map) refuse(*fields, "expected a map of fields, for example { cause: 20 }");
        if (!can(Capability::read)) refuse(*fields, "'fields' needs the capability read, which 'can' does not state");
        check_fields(pattern, wrong_);
        condition.fields = [pattern](const std::string& json) { return fields_match(pattern, json); };
    }
    members.refuse_the_rest();
    return condition;
}

void Decoder::counts(Members& members, fabric::Condition& condition) {
    if (const Node* nth = members.raw("nth")) {
        std::uint64_t number = 0;
        members.take(*nth, number);
        if (number == 0) refuse(*nth, "expected a number from 1");
        condition.nth = number;
    }
    if (const Node* probability = members.raw("probability")) {
        condition.probability = decode_number(*probability);
        if (!condition.probability || *condition.probability <= 0 || *condition.probability > 1)
            refuse(*probability, "expected a probability above 0, at most 1");
    }
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

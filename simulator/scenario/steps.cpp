// SPDX-License-Identifier: Apache-2.0
// A step: what is triggered, what must be seen of it, what must hold afterwards.
#include "simulator/scenario/steps.hpp"

#include "simulator/scenario/adversary.hpp"
#include "simulator/scenario/expectation.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/tables.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_steps = 1000;

class Steps {
public:
    Steps(const std::map<std::string, Subscriber>& subscribers, const fabric::Plan* adversary, Diagnostics& wrong)
        : subscribers_(subscribers), adversary_(adversary), wrong_(wrong) {}

    Step decode(const Node& node);

private:
    void decode_orders(const Node& node, Step& step);
    void decode_order(const Node& node, Step& step);
    void decode_save(const Node& node, Step& step);
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    const std::map<std::string, Subscriber>& subscribers_;
    const fabric::Plan* adversary_;
    Diagnostics& wrong_;
    Names ids_;
    Names saved_;
};

Step Steps::decode(const Node& node) {
    Step step;
    step.mark = node.mark;
    Members members(node, wrong_);
    decode_orders(node, step);
    step_members(members, step, [&](std::string_view name, const Node& part) {
        if (name == "adversary") step.enable = decode_enable(part, adversary_, wrong_);
        if (name == "save") decode_save(part, step);
        if (name == "expect") decode_expectation(part, step.expect, wrong_);
        if (name == "check") decode_checks(part, subscribers_, step.checks, wrong_);
        if (name == "expect" || name == "check") check_saved_names(part, saved_, wrong_);
    });
    members.refuse_the_rest();
    if (!step.id.empty() && !ids_.insert(step.id).second)
        refuse(node, fmt::format("a second step with the id '{}'", step.id));
    return step;
}

// exchange: several orders, judged as one.
void Steps::decode_orders(const Node& node, Step& step) {
    const Node* exchange = node.find("exchange");
    if (exchange == nullptr) {
        decode_order(node, step);
    } else {
        for (const auto verb : verbs()) {
            if (node.find(verb) != nullptr) refuse(node, "expected either exchange or one other verb in a step");
        }
        if (exchange->kind != Node::Kind::list || exchange->items.empty())
            refuse(*exchange, "expected a list of orders, such as - register: { ue: alice }");
        for (const auto& item : exchange->items) decode_order(item, step);
        for (const auto& item : exchange->items) {
            Members one(item, wrong_);
            for (const auto verb : verbs()) one.raw(verb);
            one.refuse_the_rest();
        }
    }
    // A step of orders that tell no outcome, such as waiting, has none.
    if (std::ranges::none_of(step.orders, tells_outcome)) step.expect.outcome.kind = "none";
}

void Steps::decode_order(const Node& node, Step& step) {
    for (const auto verb : verbs()) {
        const Node* order = node.find(verb);
        const Node* identity = order == nullptr ? nullptr : order->find("forceIdentity");
        if (order != nullptr && identity == nullptr) check_saved_names(*order, {}, wrong_);
        if (identity != nullptr) check_saved_names(*identity, saved_, wrong_);
    }
    if (auto order = scenario::decode_order(node, wrong_, subscribers_, adversary_))
        step.orders.push_back(std::move(*order));
}

void Steps::decode_save(const Node& node, Step& step) {
    if (node.kind != Node::Kind::map) refuse(node, "expected a map (name: ROLE.SUBSCRIBER.NAME)");
    for (const auto& [name, address] : node.members) {
        check_address(address, subscribers_, wrong_);
        step.save.emplace_back(name, address.text);
        saved_.insert(name);
    }
}

}  // namespace

std::vector<Step> decode_steps(const Node& list, const std::map<std::string, Subscriber>& subscribers,
                               const fabric::Plan* adversary, Diagnostics& wrong) {
    std::vector<Step> decoded;
    if (list.kind != Node::Kind::list || list.items.size() > most_steps) {
        wrong.push_back({list.mark, fmt::format("expected a list of at most {} steps", most_steps)});
        return decoded;
    }
    Steps steps(subscribers, adversary, wrong);
    for (const auto& item : list.items) decoded.push_back(steps.decode(item));
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        if (decoded[i].id.empty()) decoded[i].id = fmt::format("step{}", i + 1);
    }
    return decoded;
}

}  // namespace akmasim::scenario

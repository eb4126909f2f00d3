// SPDX-License-Identifier: Apache-2.0
// One step is one order; what cannot be ordered is refused before anything starts.
#include "simulator/scenario/steps.hpp"

#include "simulator/scenario/expectation.hpp"
#include "simulator/scenario/members.hpp"

namespace akmasim::scenario {
namespace {

constexpr int most_bytes = 1024 * 1024;
constexpr std::size_t most_steps = 1000;

class Steps {
public:
    Steps(const std::map<std::string, Subscriber>& subscribers, Diagnostics& wrong)
        : subscribers_(subscribers), wrong_(wrong) {}

    Step decode(const Node& node);

private:
    void decode_order(const Node& node, Members& members, Step& step);
    void check_order(const Node& node, const Step& step);
    void check_connect(const Node& node, const ConnectStep& connect);
    void check_send(const Node& node, const SendStep& send);
    void decode_save(const Node& node, Step& step);
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    const std::map<std::string, Subscriber>& subscribers_;
    Diagnostics& wrong_;
    Names ids_;
    Names saved_;
};

Step Steps::decode(const Node& node) {
    Step step;
    step.mark = node.mark;
    Members members(node, wrong_);
    members.optional("id", step.id);
    members.optional("title", step.title);
    decode_order(node, members, step);
    if (const Node* expect = members.raw("expect")) {
        decode_expectation(*expect, step.expect, wrong_);
        check_saved_names(*expect, saved_, wrong_);
    }
    if (const Node* save = members.raw("save")) decode_save(*save, step);
    if (const Node* checks = members.raw("check")) {
        decode_checks(*checks, subscribers_, step.checks, wrong_);
        check_saved_names(*checks, saved_, wrong_);
    }
    members.refuse_the_rest();
    if (!step.id.empty() && !ids_.insert(step.id).second)
        refuse(node, fmt::format("a second step with the id '{}'", step.id));
    return step;
}

void Steps::decode_order(const Node& node, Members& members, Step& step) {
    const auto before = wrong_.size();
    members("register", step.register_step);
    members("connect", step.connect);
    members("send", step.send);
    for (const auto* verb : {"register", "connect", "send"}) {
        if (const Node* order = node.find(verb)) check_saved_names(*order, {}, wrong_);
    }
    const int verbs = (step.register_step ? 1 : 0) + (step.connect ? 1 : 0) + (step.send ? 1 : 0);
    if (verbs != 1) return refuse(node, "expected exactly one of register, connect, send in a step");
    if (wrong_.size() == before) check_order(node, step);
}

void Steps::check_order(const Node& node, const Step& step) {
    if (!subscribers_.contains(step.ue())) refuse(node, fmt::format("no subscriber is called '{}'", step.ue()));
    // Not modelled: EAP-AKA' as a whole procedure.
    if (step.register_step && step.register_step->auth.value_or("5g-aka") != "5g-aka") {
        refuse(*node.find("register")->find("auth"), "expected auth: 5g-aka, the only method that is played");
    }
    if (step.connect) check_connect(*node.find("connect"), *step.connect);
    if (step.send) check_send(*node.find("send"), *step.send);
}

void Steps::check_connect(const Node& node, const ConnectStep& connect) {
    if (connect.to != "msgin5g") refuse(*node.find("to"), "expected to: msgin5g");
    const auto mode = connect.mode.value_or("implicit");
    if (mode != "implicit" && mode != "explicit") refuse(*node.find("mode"), "expected mode: implicit or explicit");
}

void Steps::check_send(const Node& node, const SendStep& send) {
    // A UE Service ID has a scheme, such as acct:.
    if (send.to != "msgin5g" && !subscribers_.contains(send.to) && send.to.find(':') == std::string::npos) {
        refuse(*node.find("to"), "expected to: msgin5g, a subscriber's name or a UE Service ID");
    }
    if (send.text.has_value() == send.bytes.has_value()) refuse(node, "expected either text or bytes");
    if (send.bytes && (*send.bytes < 0 || *send.bytes > most_bytes))
        refuse(*node.find("bytes"), "expected 0 to 1048576 octets");
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
                               Diagnostics& wrong) {
    std::vector<Step> decoded;
    if (list.kind != Node::Kind::list || list.items.size() > most_steps) {
        wrong.push_back({list.mark, fmt::format("expected a list of at most {} steps", most_steps)});
        return decoded;
    }
    Steps steps(subscribers, wrong);
    for (const auto& item : list.items) decoded.push_back(steps.decode(item));
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        if (decoded[i].id.empty()) decoded[i].id = fmt::format("step{}", i + 1);
    }
    return decoded;
}

}  // namespace akmasim::scenario

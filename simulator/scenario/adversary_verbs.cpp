// SPDX-License-Identifier: Apache-2.0
// One small decoder a verb.
#include "simulator/scenario/adversary_verbs.hpp"

#include <charconv>

#include "simulator/scenario/adversary.hpp"
#include "simulator/scenario/expectation.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/tables.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {
namespace {

using namespace fabric;  // the verbs

constexpr int most_copies = 1000;

class Verbs {
public:
    Verbs(const Plan& plan, const Subscribers& subscribers, Diagnostics& wrong)
        : plan_(plan), subscribers_(subscribers), wrong_(wrong) {}

    std::optional<Act> decode(const std::string& verb, const Node& value) {
        if (verb == Delay::verb) return delay(value);
        if (verb == Duplicate::verb) return Duplicate{count(value)};
        if (verb == Reorder::verb) return Reorder{count(value)};
        if (verb == Hold::verb) return Hold{name(value)};
        if (verb == Save::verb) return Save{name(value)};
        if (verb == Send::verb) return Send{name(value)};
        if (verb == Set::verb) return set(value);
        if (verb == Flip::verb) return flip(value);
        if (verb == Truncate::verb) return truncate(value);
        if (verb == Append::verb) return append(value);
        return Inject{decode_injection(value, &plan_, subscribers_, wrong_)};
    }

private:
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }
    template <class T>
    T taken(const Node& node) {
        T value{};
        Members(whole_, wrong_).take(node, value);
        return value;
    }
    int count(const Node& node) {
        const auto number = taken<int>(node);
        if (number < 1 || number > most_copies) refuse(node, "expected a number of 1 to 1000");
        return number;
    }
    std::string name(const Node& node) {
        auto text = taken<std::string>(node);
        if (text.empty()) refuse(node, "expected a name");
        return text;
    }
    Delay delay(const Node& node) {
        if (node.kind == Node::Kind::scalar) return {taken<Duration>(node).ns, 0};
        const auto members = taken<DelayMembers>(node);
        return {members.mean.ns, members.jitter.value_or(Duration{}).ns};
    }
    Flip flip(const Node& node) {
        const auto members = taken<FlipMembers>(node);
        if (members.bit < 0 || members.bit > 7) refuse(node, "expected a bit of 0 to 7");
        return {members.offset, members.bit};
    }
    Truncate truncate(const Node& node) { return {taken<std::size_t>(node)}; }
    Append append(const Node& node) {
        const auto digits = taken<Hex<0>>(node);
        return {from_hex(digits.text).value_or(Octets{})};
    }
    Set set(const Node& node) {
        Set set;
        if (node.kind != Node::Kind::map || node.members.empty()) refuse(node, "expected a map of fields and values");
        for (const auto& [field, value] : node.members) set.settings.push_back({field, to_json(value)});
        return set;
    }

    const Plan& plan_;
    const Subscribers& subscribers_;
    Diagnostics& wrong_;
    Node whole_ = [] {
        Node node;
        node.kind = Node::Kind::map;
        return node;
    }();
};

// A network function, one of several too (aanf-west), or a subscriber's UE.
std::optional<Address> party_meant(const std::string& name, const Subscribers& subscribers) {
    const auto network_function = address_of(name);
    const auto& known = holders();
    const auto role = std::ranges::find(known, network_function.role);
    if (role != known.end() && *role != "ue" && *role != "Ua") return network_function;
    if (subscribers.contains(name)) return Address{"ue", name};
    return std::nullopt;
}

}  // namespace

std::optional<Act> decode_act(const Node& node, const Plan& plan, const Subscribers& subscribers, Diagnostics& wrong) {
    static const std::vector<std::string_view> verbs{"pass",    "drop", "delay", "duplicate", "hold",
                                                     "reorder", "set",  "flip",  "truncate",  "append",
                                                     "save",    "send", "inject"};
    if (node.kind == Node::Kind::scalar && node.text == Pass::verb) return Pass{};
    if (node.kind == Node::Kind::scalar && node.text == Drop::verb) return Drop{};
    const bool one = node.kind == Node::Kind::map && node.members.size() == 1;
    const auto verb = one ? node.members.front().name : node.text;
    const bool known = std::ranges::find(verbs, verb) != verbs.end();
    if (!one || !known || verb == Pass::verb || verb == Drop::verb) {
        wrong.push_back({node.mark, known ? fmt::format("'{}': expected pass, drop or {{ verb: value }}", verb)
                                          : fmt::format("unknown verb '{}'; expected one of {}{}", verb,
                                                        fmt::join(verbs, ", "), did_you_mean(verb, verbs))});
        return std::nullopt;
    }
    return Verbs(plan, subscribers, wrong).decode(verb, node.members.front().value);
}

std::optional<double> decode_number(const Node& node) {
    double value = 0;
    const auto* last = node.text.data() + node.text.size();
    const auto [end, error] = std::from_chars(node.text.data(), last, value, std::chars_format::fixed);
    if (node.kind != Node::Kind::scalar || node.quoted || error != std::errc{} || end != last) return std::nullopt;
    return value;
}

Injection decode_injection(const Node& node, const Plan* plan, const Subscribers& subscribers, Diagnostics& wrong) {
    InjectionMembers members;
    Members(node, wrong).take(node, members);
    const auto refuse = [&](std::string message) { wrong.push_back({node.mark, std::move(message)}); };
    Injection injection;
    injection.saved = members.saved.value_or("");
    injection.new_connection = members.connection.value_or("") == "new";
    injection.own_connection = members.connection.value_or("") == "own";
    if (members.octets) injection.octets = from_hex(members.octets->text).value_or(Octets{});
    if (members.link) injection.link = link_named(*members.link);
    if (plan == nullptr) {
        refuse("'inject' needs an adversary, and the scenario has none");
        return injection;
    }
    if (std::ranges::find(plan->can, Capability::inject) == plan->can.end())
        refuse("'inject' needs the capability inject, which the adversary's 'can' does not state");
    const int kinds = members.saved.has_value() + members.octets.has_value() + members.method.has_value();
    if (kinds != 1) refuse("expected either saved or octets, or the method of a request");
    if (!members.saved && (!members.as || !members.to || !injection.link))
        refuse("octets or a request of one's own need link, as and to");
    if (members.method.has_value() != members.path.has_value() || (members.body && !members.method))
        refuse("a request of one's own has method and path, and may have a body");
    if (injection.link && is_sbi(*injection.link) != members.method.has_value())
        refuse("octets of one's own go on N1 or Ua, requests on the other links");
    if (members.method) {
        injection.http = HttpHead{*members.method, members.path.value_or(""), 0, "", "application/json"};
        const auto& body = members.body.value_or("");
        injection.octets.assign(body.begin(), body.end());
    }
    if (injection.link && std::ranges::find(plan->at, *injection.link) == plan->at.end())
        refuse(fmt::format("the adversary is not at {}", *members.link));
    const auto connection = members.connection.value_or("same");
    if (connection != "new" && connection != "own" && connection != "same")
        refuse("expected connection: new, own (the one it opened last) or same");
    const auto party = [&](const std::optional<std::string>& name) -> std::optional<Address> {
        if (!name) return std::nullopt;
        const auto meant = party_meant(*name, subscribers);
        if (!meant) refuse(fmt::format("'{}' is neither a role nor a subscriber", *name));
        return meant;
    };
    injection.as = party(members.as);
    injection.to = party(members.to);
    return injection;
}

}  // namespace akmasim::scenario

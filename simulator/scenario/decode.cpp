// SPDX-License-Identifier: Apache-2.0
// From the resolved tree to a Scenario, strictly: every member is known, present where it must be, and of its form.
#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "simulator/scenario/resolve.hpp"
#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

// Walks one map: each visited name is taken; what nobody visited is unknown.
class Members {
public:
    Members(const Node& node, Diagnostics& wrong) : node_(node), wrong_(wrong) {
        if (node.kind != Node::Kind::map) refuse(node, "expected a map (name: value)");
    }

    template <class T>
    void operator()(std::string_view name, T& value) {
        if (const Node* found = take_name(name)) take(*found, value);
        else if (node_.kind == Node::Kind::map) refuse(node_, fmt::format("'{}' is missing", name));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>& value) {
        if (const Node* found = take_name(name)) take(*found, value.emplace());
    }
    template <class T>
    void optional(std::string_view name, T& value) {
        if (const Node* found = take_name(name)) take(*found, value);
    }
    const Node* raw(std::string_view name) { return take_name(name); }

    void refuse_the_rest() {
        for (const auto& [key, value] : node_.members) {
            if (std::ranges::find(names_, key) != names_.end()) continue;
            const auto like = nearest(key, names_);
            refuse(value, fmt::format("unknown key '{}'{}", key, like.empty() ? "" : fmt::format("; did you mean '{}'?", like)));
        }
    }

    void take(const Node& node, std::string& value) {
        if (node.kind != Node::Kind::scalar) return refuse(node, "expected text");
        value = node.text;
    }
    void take(const Node& node, bool& value) {
        if (node.quoted || (node.text != "true" && node.text != "false")) return refuse(node, "expected true or false");
        value = node.text == "true";
    }
    template <std::integral T>
    void take(const Node& node, T& value) {
        const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
        if (node.quoted || error != std::errc{} || end != node.text.data() + node.text.size()) refuse(node, "expected a whole number");
    }
    void take(const Node& node, Quoted& value) {
        if (node.kind != Node::Kind::scalar || !node.quoted) return refuse(node, fmt::format("expected quoted text: '{}'", node.text));
        value.text = node.text;
    }
    template <std::size_t octets>
    void take(const Node& node, Hex<octets>& value) {
        if (node.kind != Node::Kind::scalar || !node.quoted) return refuse(node, "expected quoted hexadecimal digits");
        const auto decoded = from_hex(node.text);
        if (!decoded || (octets != 0 && decoded->size() != octets)) {
            return refuse(node, octets == 0 ? "expected hexadecimal digits" : fmt::format("expected {} hexadecimal digits", octets * 2));
        }
        value.text = node.text;
    }
    template <class T>
    void take(const Node& node, std::vector<T>& list) {
        if (node.kind != Node::Kind::list) return refuse(node, "expected a list");
        list.clear();
        for (const auto& item : node.items) take(item, list.emplace_back());
    }
    template <class T>
    void take(const Node& node, std::map<std::string, T>& map) {
        if (node.kind != Node::Kind::map) return refuse(node, "expected a map (name: value)");
        for (const auto& [key, value] : node.members) take(value, map[key]);
    }
    template <class T>
        requires requires(T& value, Members& visit) { T::fields(value, visit); }
    void take(const Node& node, T& value) {
        Members members(node, wrong_);
        T::fields(value, members);
        members.refuse_the_rest();
    }

private:
    const Node* take_name(std::string_view name) {
        names_.push_back(name);
        return node_.find(name);
    }
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    const Node& node_;
    Diagnostics& wrong_;
    std::vector<std::string_view> names_;
};

Pattern decode_pattern(const Node& node, Diagnostics& wrong) {
    Pattern pattern;
    pattern.mark = node.mark;
    std::string name = node.text;
    if (node.kind == Node::Kind::map && node.members.size() == 1) {
        name = node.members.front().first;
        pattern.fields = node.members.front().second.members;
    }
    const auto dot = name.find('.');
    if (dot == std::string::npos) wrong.push_back({node.mark, "expected LINK.Message, for example N1.RegistrationRequest"});
    pattern.link = name.substr(0, dot);
    pattern.message = dot == std::string::npos ? "" : name.substr(dot + 1);
    return pattern;
}

std::vector<Pattern> decode_patterns(const Node* node, Diagnostics& wrong) {
    std::vector<Pattern> patterns;
    if (node != nullptr && node->kind != Node::Kind::list) wrong.push_back({node->mark, "expected a list of messages"});
    if (node != nullptr) for (const auto& item : node->items) patterns.push_back(decode_pattern(item, wrong));
    return patterns;
}

struct OutcomeDetails {
    std::optional<std::string> by;
    std::optional<int> cause;
    std::optional<std::string> at;
    std::optional<std::string> alert;
    static void fields(auto& m, auto& visit) {
        visit("by", m.by);
        visit("cause", m.cause);
        visit("at", m.at);
        visit("alert", m.alert);
    }
};

Outcome decode_outcome(const Node& node, Diagnostics& wrong) {
    Outcome outcome;
    outcome.mark = node.mark;
    if (node.kind == Node::Kind::scalar && node.text == "success") return outcome;
    const bool one = node.kind == Node::Kind::map && node.members.size() == 1;
    if (!one || (node.members.front().first != "rejected" && node.members.front().first != "failed")) {
        wrong.push_back({node.mark, "expected success, { rejected: {...} } or { failed: {...} }"});
        return outcome;
    }
    outcome.kind = node.members.front().first;
    OutcomeDetails details;
    Members(node, wrong).take(node.members.front().second, details);
    outcome.by = details.by.value_or("");
    outcome.cause = details.cause;
    outcome.at = details.at.value_or("");
    outcome.alert = details.alert.value_or("");
    return outcome;
}

void decode_expectation(const Node& node, Expectation& expect, Diagnostics& wrong) {
    Members members(node, wrong);
    if (const Node* outcome = members.raw("outcome")) expect.outcome = decode_outcome(*outcome, wrong);
    expect.sees = decode_patterns(members.raw("sees"), wrong);
    expect.never = decode_patterns(members.raw("never"), wrong);
    if (const Node* one_of = members.raw("oneOf")) {
        for (const auto& alternative : one_of->items) expect.one_of.push_back(decode_patterns(&alternative, wrong));
    }
    members.refuse_the_rest();
}

void decode_checks(const Node& node, std::vector<Check>& checks, Diagnostics& wrong) {
    static const std::set<std::string> kinds{"same", "differs", "is", "absent", "present"};
    for (const auto& item : node.items) {
        if (item.kind != Node::Kind::map || item.members.size() != 1 || !kinds.contains(item.members.front().first)) {
            wrong.push_back({item.mark, "expected one of same, differs, is, absent, present with a list"});
            continue;
        }
        Check check{item.members.front().first, {}, item.mark};
        for (const auto& operand : item.members.front().second.items) check.operands.push_back(operand.text);
        const std::size_t least = check.kind == "absent" || check.kind == "present" ? 1 : 2;
        if (check.operands.size() < least) wrong.push_back({item.mark, fmt::format("'{}' needs {} operands", check.kind, least)});
        checks.push_back(std::move(check));
    }
}

Step decode_step(const Node& node, const Scenario& scenario, Diagnostics& wrong) {
    Step step;
    step.mark = node.mark;
    Members members(node, wrong);
    members.optional("id", step.id);
    members.optional("title", step.title);
    members("register", step.register_step);
    members("connect", step.connect);
    members("send", step.send);
    if (const Node* expect = members.raw("expect")) decode_expectation(*expect, step.expect, wrong);
    if (const Node* checks = members.raw("check")) decode_checks(*checks, step.checks, wrong);
    if (const Node* save = members.raw("save")) for (const auto& [name, value] : save->members) step.save.emplace_back(name, value.text);
    members.refuse_the_rest();
    const int verbs = (step.register_step ? 1 : 0) + (step.connect ? 1 : 0) + (step.send ? 1 : 0);
    if (verbs != 1) wrong.push_back({node.mark, "expected exactly one of register, connect, send in a step"});
    else if (!scenario.subscribers.contains(step.ue())) wrong.push_back({node.mark, fmt::format("no subscriber is called '{}'", step.ue())});
    return step;
}

void check_subscriber(const std::string& name, const Subscriber& subscriber, const Scenario& scenario, const Mark& mark, Diagnostics& wrong) {
    const auto refuse = [&](std::string message) { wrong.push_back({mark, fmt::format("subscriber '{}': {}", name, message)}); };
    const auto plmn = scenario.plmn ? scenario.plmn->mcc.text + scenario.plmn->mnc.text : "";
    const auto digits = [](std::string_view text) { return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }); };
    const bool imsi = subscriber.supi.starts_with("imsi-") && digits(subscriber.supi.substr(5)) && subscriber.supi.size() <= 20;
    if (!imsi || !subscriber.supi.substr(5).starts_with(plmn) || subscriber.supi.size() < 6 + plmn.size()) {
        refuse(fmt::format("expected a supi of the form imsi-{} and the MSIN, 15 digits at most", plmn));
    }
    const auto& rid = subscriber.routing_indicator.text;
    if (rid.empty() || rid.size() > 4 || !digits(rid)) refuse("expected a routingIndicator of 1 to 4 digits");
    if (subscriber.op_type != "OP" && subscriber.op_type != "OPC") refuse("expected opType OP or OPC");
    const int scheme = subscriber.protection_scheme;
    if (scheme < 0 || scheme > 2) refuse("expected a protectionScheme of 0 (null), 1 (profile A) or 2 (profile B)");
    const auto key = std::ranges::find_if(scenario.home_network_keys, [&](const auto& known) {
        return known.id == subscriber.home_network_public_key_id && known.scheme == scheme;
    });
    if (scheme > 0 && !subscriber.home_network_public_key && key == scenario.home_network_keys.end()) {
        refuse("expected a homeNetworkPublicKey, or a key in homeNetworkKeys with its id and scheme");
    }
}

void check_whole(const Scenario& scenario, const Node& root, Diagnostics& wrong) {
    if (scenario.plmn && (scenario.plmn->mcc.text.size() != 3 || scenario.plmn->mnc.text.size() < 2 || scenario.plmn->mnc.text.size() > 3)) {
        wrong.push_back({root.find("plmn")->mark, "expected an mcc of 3 digits and an mnc of 2 or 3"});
    }
    if (const Node* subscribers = root.find("subscribers")) {
        for (const auto& [name, node] : subscribers->members) {
            if (const auto found = scenario.subscribers.find(name); found != scenario.subscribers.end()) {
                check_subscriber(name, found->second, scenario, node.mark, wrong);
            }
        }
    }
    const auto& nfs = scenario.nfs;
    const auto one_of = [&](const std::string& value, std::initializer_list<std::string_view> known, std::string_view what) {
        if (std::ranges::find(known, value) == known.end()) wrong.push_back({root.mark, fmt::format("nfs: {} '{}' is not known", what, value)});
    };
    one_of(nfs.ue.capability, {"configuration", "seed-literal", "none"}, "capability");
    one_of(nfs.msgin5g.mode, {"implicit", "explicit"}, "mode");
    one_of(nfs.msgin5g.ua_protocol, {"tls13-psk", "tls13-psk-dhe-ke", "tls13-psk-ke"}, "uaProtocol");
}

Scenario decode(const Node& root, Diagnostics& wrong) {
    Scenario scenario;
    Members members(root, wrong);
    std::string schema;
    members("schema", schema);
    if (schema != "akma-scenario/1") wrong.push_back({root.mark, "expected schema: akma-scenario/1"});
    members("name", scenario.name);
    members.optional("title", scenario.title);
    members.optional("description", scenario.description);
    members.optional("clauses", scenario.clauses);
    members.optional("tags", scenario.tags);
    members.optional("abstract", scenario.abstract);
    members("seed", scenario.seed);
    members.optional("clock", scenario.clock);
    members("plmn", scenario.plmn);
    members.optional("homeNetworkKeys", scenario.home_network_keys);
    members.optional("subscribers", scenario.subscribers);
    members.optional("nfs", scenario.nfs);
    if (const Node* steps = members.raw("steps")) {
        for (const auto& step : steps->items) scenario.steps.push_back(decode_step(step, scenario, wrong));
    }
    members.refuse_the_rest();
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        if (scenario.steps[i].id.empty()) scenario.steps[i].id = fmt::format("step{}", i + 1);
    }
    if (!scenario.abstract && scenario.steps.empty()) wrong.push_back({root.mark, "a scenario that is not abstract needs steps"});
    if (!scenario.abstract && !scenario.plmn) wrong.push_back({root.mark, "'plmn' is missing"});
    if (wrong.empty()) check_whole(scenario, root, wrong);
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

}  // namespace

Loaded load_file(const std::string& path, const Variables& variables) {
    Diagnostics wrong;
    Node root = resolve(path, variables, wrong);
    return finish(std::move(root), std::move(wrong));
}

Loaded load_resolved(const std::string& json, const std::string& origin) {
    Diagnostics wrong;
    Node root = parse_text(json, origin, wrong);
    return finish(std::move(root), std::move(wrong));
}

}  // namespace akmasim::scenario

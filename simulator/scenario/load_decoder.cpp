// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/load_decoder.hpp"

#include "simulator/protocol/patterns.hpp"
#include "simulator/scenario/expression.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/steps.hpp"
#include "simulator/scenario/tables.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::int64_t most_subscribers = 10'000'000;
constexpr const char* self = "${self}";  // in a flow: the subscriber that goes through it

bool fits(const std::string& text, const char* pattern) { return Expression::compile(pattern)->fits(text); }

std::size_t number_in(std::string_view digits) { return digits.empty() ? 0 : std::stoul(std::string(digits)); }

// What a text with {i} is for one subscriber; nothing: a brace that opens none of {i}, {i%100}, {i:%04d}.
std::optional<std::string> text_for(const std::string& pattern, std::int64_t number) {
    static const auto place = Expression::compile(R"(\{i(?:%([1-9][0-9]{0,8}))?(?::%(0?)([1-9][0-9]?)?d)?\})");
    std::string text;
    std::string_view rest = pattern;
    for (Expression::Found found; place->find(rest, found); rest = found.behind) {
        const auto divisor = static_cast<std::int64_t>(number_in(found.groups[1]));
        auto digits = std::to_string(divisor == 0 ? number : number % divisor);
        const auto width = number_in(found.groups[3]);
        if (digits.size() < width) digits.insert(0, width - digits.size(), found.groups[2].empty() ? ' ' : '0');
        text.append(found.before).append(digits);
    }
    text += rest;
    if (text.find_first_of("{}") != std::string::npos) return std::nullopt;
    return text;
}

class LoadPart {
public:
    LoadPart(Scenario& scenario, Diagnostics& wrong) : scenario_(scenario), wrong_(wrong) {}

    void fleet(const std::string& name, const Node& node);
    void flows(const Node& node);
    void load(const Node& node);
    void collect(const Node& node);
    void thresholds(const Node& node);

private:
    void text_of_fleet(const Fleet& fleet, const std::string& pattern, const char* identifier, const Node& node);
    void arrival(const Node& node);
    void metric(const Node& row, const std::string& name);
    void stat(const Node& at, const std::string& name);
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }
    static const Node& member(const Node& node, std::string_view name) {
        const Node* found = node.find(name);
        return found == nullptr ? node : *found;
    }
    template <class T>
    std::vector<T> rows(const Node& node);

    Scenario& scenario_;
    Diagnostics& wrong_;
};

void LoadPart::fleet(const std::string& name, const Node& node) {
    Members members(node, wrong_);
    auto& fleet = scenario_.fleets[name];
    fleet_members(members, [&](std::string_view, const Node& part) { members.take(part, fleet); });
    members.refuse_the_rest();
    const Node& generate = member(node, "generate");
    if (fleet.count < 1 || fleet.count > most_subscribers)
        refuse(member(generate, "count"), fmt::format("expected a count of 1 to {}", most_subscribers));
    if (fleet.keys != "derive") refuse(member(generate, "keys"), "expected keys: derive");
    if (fleet.protection_scheme < 0 || fleet.protection_scheme > 2)
        refuse(member(generate, "protectionScheme"), "expected a protectionScheme of 0, 1 or 2");
    if (!fleet.supi.empty()) text_of_fleet(fleet, fleet.supi, Supi::name.data(), member(generate, "supi"));
    text_of_fleet(fleet, fleet.routing_indicator, RoutingIndicator::name.data(), member(generate, "routingIndicator"));
}

// The first and the last are what they should be.
void LoadPart::text_of_fleet(const Fleet& fleet, const std::string& pattern, const char* identifier, const Node& node) {
    for (const auto number : {std::int64_t{1}, fleet.count}) {
        const auto text = text_for(pattern, number);
        if (!text) return refuse(node, "expected a text in which {i}, {i%100} or {i:%04d} is the subscriber's number");
        if (!patterns::check(identifier, *text))
            return refuse(node, fmt::format("'{}', which it is for number {}, is no {}", *text, number, identifier));
    }
}

void LoadPart::flows(const Node& node) {
    if (node.kind != Node::Kind::map) return refuse(node, "expected flows (name: list of steps)");
    auto subscribers = scenario_.subscribers;
    subscribers[self];
    const auto* plan = scenario_.adversary ? &*scenario_.adversary : nullptr;
    for (const auto& [name, steps] : node.members)
        scenario_.flows[name] = decode_steps(steps, subscribers, plan, wrong_);
}

void LoadPart::load(const Node& node) {
    auto& load = scenario_.load.emplace();
    Members(node, wrong_).take(node, load);
    if (!load.flow.empty() && !scenario_.flows.contains(load.flow))
        refuse(member(node, "flow"), fmt::format("no flow is called '{}'", load.flow));
    if (!load.over.empty() && !scenario_.fleets.contains(load.over))
        refuse(member(node, "over"), fmt::format("no subscribers are generated under the name '{}'", load.over));
    if (load.max_in_flight < 1) refuse(member(node, "maxInFlight"), "expected a number of 1 at least");
    if (!load.stop_after.flows && !load.stop_after.time)
        refuse(member(node, "stopAfter"), "expected a number of flows, or a time, after which it ends");
    if (load.stop_after.flows.value_or(1) < 1)
        refuse(member(member(node, "stopAfter"), "flows"), "expected a number of 1 at least");
    if (load.record.failed < 0 || load.record.sampled < 0)
        refuse(member(node, "record"), "expected numbers of traces that are kept");
    arrival(member(node, "arrival"));
}

void LoadPart::arrival(const Node& node) {
    const auto& arrival = scenario_.load->arrival;
    if (arrival.model != "open") refuse(member(node, "model"), "expected model: open");
    if (arrival.distribution != "poisson" && arrival.distribution != "constant")
        refuse(member(node, "distribution"), "expected distribution: poisson, or constant");
    const Node& stages = member(node, "stages");
    if (arrival.stages.empty()) refuse(stages, "expected stages, such as - { to: 200/s, for: 20s }");
    for (std::size_t i = 0; i < arrival.stages.size() && i < stages.items.size(); ++i) {
        if (!fits(arrival.stages[i].to, R"([0-9]{1,7}(\.[0-9]{1,6})?/s)"))
            refuse(member(stages.items[i], "to"), "expected a rate such as 200/s");
    }
}

template <class T>
std::vector<T> LoadPart::rows(const Node& node) {
    std::vector<T> all;
    Members(Node{Node::Kind::map, {}, false, node.mark, {}, {}, {}}, wrong_).take(node, all);
    return all;
}

void LoadPart::metric(const Node& row, const std::string& name) {
    if (!fits(name, R"(flow\.(started|completed|failed|shed)\.(count|rate|ratio))"
                    R"(|phase\.(register|tls|send|deregister)\.latency)"
                    R"(|nf\.(\*|ue|amf|ausf|udm|aanf|nef|msgin5g|mcf)\.(cpu|rss))"))
        refuse(member(row, "metric"), "expected a metric such as flow.failed.ratio, phase.tls.latency or nf.ausf.cpu");
}

void LoadPart::stat(const Node& at, const std::string& name) {
    if (!fits(name, "mean|min|max|p50|p90|p95|p99|p999"))
        refuse(at, "expected mean, min, max, p50, p90, p95, p99 or p999");
}

void LoadPart::collect(const Node& node) {
    scenario_.collect = rows<Collected>(node);
    for (std::size_t i = 0; i < scenario_.collect.size() && i < node.items.size(); ++i) {
        metric(node.items[i], scenario_.collect[i].metric);
        for (const auto& one : scenario_.collect[i].stats) stat(member(node.items[i], "stats"), one);
    }
}

void LoadPart::thresholds(const Node& node) {
    scenario_.thresholds = rows<Threshold>(node);
    for (std::size_t i = 0; i < scenario_.thresholds.size() && i < node.items.size(); ++i) {
        const auto& one = scenario_.thresholds[i];
        metric(node.items[i], one.metric);
        if (one.stat) stat(member(node.items[i], "stat"), *one.stat);
        int bounds = 0;
        for (const auto* bound : {&one.lt, &one.le, &one.gt, &one.ge, &one.eq}) {
            if (!*bound) continue;
            ++bounds;
            if (!fits(**bound, R"([0-9]+(\.[0-9]+)?|[0-9]+(us|ms|s|m)|[0-9]+(KiB|MiB|GiB))"))
                refuse(node.items[i], "expected a bound such as 0.001, 50ms or 512MiB");
        }
        if (bounds == 0) refuse(node.items[i], "expected a bound: lt, le, gt, ge or eq");
    }
}

}  // namespace

void decode_subscribers(const Node& node, Scenario& scenario, Diagnostics& wrong) {
    Members members(node, wrong);
    LoadPart part(scenario, wrong);
    for (const auto& [name, value] : node.members) {
        if (value.find("generate") != nullptr)
            part.fleet(name, value);
        else
            members.take(value, scenario.subscribers[name]);
    }
}

void decode_load(std::string_view name, const Node& node, Scenario& scenario, Diagnostics& wrong) {
    LoadPart part(scenario, wrong);
    if (name == "flows") part.flows(node);
    if (name == "load") part.load(node);
    if (name == "collect") part.collect(node);
    if (name == "thresholds") part.thresholds(node);
}

}  // namespace akmasim::scenario

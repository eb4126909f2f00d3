// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/timing.hpp"

#include "simulator/scenario/members.hpp"
#include "simulator/scenario/tables.hpp"

namespace akmasim::scenario {
namespace {

constexpr Time us = 1'000;
constexpr Time ms = 1'000'000;

// 1Mbit/s; 0: it is none.
std::uint64_t bits_per_second(const std::string& text) {
    std::uint64_t number = 0;
    const auto* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    constexpr std::pair<std::string_view, std::uint64_t> units[]{
        {"bit/s", 1}, {"kbit/s", 1'000}, {"Mbit/s", 1'000'000}, {"Gbit/s", 1'000'000'000}};
    const std::string_view unit(end, static_cast<std::size_t>(last - end));
    const auto* known = std::ranges::find(units, unit, [](const auto& one) { return one.first; });
    constexpr std::uint64_t most = 1'000'000;
    return error == std::errc{} && number <= most && known != std::end(units) ? number * known->second : 0;
}

void decode_link(const Node& node, fabric::LinkTiming& timing, Diagnostics& wrong) {
    LinkMembers members;
    Members(node, wrong).take(node, members);
    if (members.delay) timing.delay = members.delay->ns;
    if (members.jitter) timing.jitter = members.jitter->ns;
    if (timing.jitter > timing.delay)
        wrong.push_back({node.mark, "expected a jitter that is not longer than the delay"});
    if (!members.rate) return;
    timing.bit_s = bits_per_second(*members.rate);
    if (timing.bit_s == 0) wrong.push_back({node.find("rate")->mark, "expected a rate such as 500kbit/s or 1Mbit/s"});
}

void refuse_name(const Node& value, std::string_view what, const std::string& name,
                 const std::vector<std::string_view>& known, Diagnostics& wrong) {
    const auto like = nearest(name, known);
    wrong.push_back({value.key_mark, fmt::format("'{}' is no {}; expected {}{}", name, what, fmt::join(known, ", "),
                                                 like.empty() ? "" : fmt::format("; did you mean '{}'?", like))});
}

void decode_links(const Node& node, fabric::Timing& timing, Diagnostics& wrong) {
    if (node.kind != Node::Kind::map)
        return wrong.push_back({node.mark, "expected none, or links such as { N1: { delay: 10ms } }"});
    std::vector<std::string_view> known;
    for (const auto& [link, one] : timing.links) known.push_back(name_of(link));
    for (const auto& [name, value] : node.members) {
        const auto link = link_named(name);
        const auto found = link ? timing.links.find(*link) : timing.links.end();
        if (found == timing.links.end())
            refuse_name(value, "link", name, known, wrong);
        else
            decode_link(value, found->second, wrong);
    }
}

void decode_cost(const Node& node, fabric::Timing& timing, Diagnostics& wrong) {
    if (node.kind != Node::Kind::map)
        return wrong.push_back({node.mark, "expected operations and what they take, such as { ecdh: 60us }"});
    const std::vector<std::string_view> known(crypto::operations.begin(), crypto::operations.end());
    Members members(node, wrong);
    for (const auto& [name, value] : node.members) {
        const auto found = std::ranges::find(known, name);
        if (found == known.end()) {
            refuse_name(value, "operation", name, known, wrong);
            continue;
        }
        Duration takes;
        members.take(value, takes);
        timing.cost[static_cast<std::size_t>(found - known.begin())] = takes.ns;
    }
}

}  // namespace

// Round figures for one core of today and links within one operator; neither stands in a specification (assumed).
fabric::Timing default_timing() {
    fabric::Timing timing;
    for (const auto link : {Link::n8, Link::n12, Link::n13, Link::n61, Link::n62, Link::n33, Link::n63, Link::nnrf,
                            Link::cm_s, Link::nudm})
        timing.links[link].delay = ms;
    timing.links[Link::n1].delay = 5 * ms;
    timing.links[Link::ua].delay = 5 * ms;
    const auto cost = [&](crypto::Operation operation, Time takes) {
        timing.cost[static_cast<std::size_t>(operation)] = takes;
    };
    cost(crypto::Operation::keygen, 40 * us);
    cost(crypto::Operation::ecdh, 60 * us);
    cost(crypto::Operation::sign, 40 * us);
    cost(crypto::Operation::verify, 110 * us);
    cost(crypto::Operation::milenage, 2 * us);
    cost(crypto::Operation::kdf, 1 * us);
    return timing;
}

bool is_none(const Node* links) {
    return links != nullptr && links->kind == Node::Kind::scalar && links->text == "none";
}

fabric::Timing decode_timing(const Node* links, const Node* cost, Diagnostics& wrong) {
    if (is_none(links)) {
        if (cost != nullptr)
            wrong.push_back({cost->key_mark, "expected no cost where links are none: nothing takes time"});
        return {};
    }
    auto timing = default_timing();
    if (links != nullptr) decode_links(*links, timing, wrong);
    if (cost != nullptr) decode_cost(*cost, timing, wrong);
    return timing;
}

}  // namespace akmasim::scenario

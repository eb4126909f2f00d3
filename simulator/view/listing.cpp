// SPDX-License-Identifier: Apache-2.0
// Lists and tables in plain text.
#include "simulator/view/listing.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/timers.hpp"
#include "simulator/knowledge/holders.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/lineage.hpp"

namespace akmasim::view {
namespace {

using knowledge::KnownKey;
using record::Event;

// With the parties of a message, the parents of a key and the reason of a refusal.
std::string listed(const Event& event) {
    if (event.kind == "msg") {
        return fmt::format("{} → {}  {}", printable(event.from), printable(event.to), label_of(event));
    }
    if (event.kind == "derive") {
        return fmt::format("{} from {}", summary_of(event),
                           printable(fmt::format("{}", fmt::join(event.from_keys, ", "))));
    }
    if (event.kind == "refused") {
        return fmt::format("{}: {}: {}", summary_of(event), printable(event.cause), printable(event.detail));
    }
    return summary_of(event);
}

struct Traffic {
    std::size_t messages = 0;
    std::size_t octets = 0;
};

// In the largest unit that is whole: 10 ms, 1 Mbit/s.
std::string in_units(std::int64_t number, std::initializer_list<const char*> units) {
    const auto* unit = units.begin();
    for (; unit + 1 != units.end() && number != 0 && number % 1000 == 0; ++unit) number /= 1000;
    return fmt::format("{} {}", number, *unit);
}

std::string duration(std::int64_t ns) { return in_units(ns, {"ns", "us", "ms", "s"}); }

std::string words_of_link(std::string_view name, const json::Value& link) {
    const auto number = [&](std::string_view key) {
        const auto member = link.member(key);
        return member ? member->integer().value_or(0) : 0;
    };
    auto text = fmt::format("{} {}", name, duration(number("delay")));
    if (number("jitter") != 0) text += " ±" + duration(number("jitter"));
    if (number("rate") != 0) text += " " + in_units(number("rate"), {"bit/s", "kbit/s", "Mbit/s", "Gbit/s"});
    return text;
}

class Tree {
public:
    explicit Tree(const std::vector<KnownKey>& keys) : keys_(keys) {
        for (std::size_t i = 0; i < keys.size(); ++i) children_[parent_of(keys, i)].push_back(i);
    }
    std::string draw() {
        branch(std::nullopt, 0);
        return std::move(text_);
    }

private:
    // A parent is always older than its child, so this ends.
    void branch(std::optional<std::size_t> parent, std::size_t depth) {
        for (const auto child : children_[parent]) {
            row(keys_[child], depth);
            branch(child, depth + 1);
        }
    }
    void row(const KnownKey& key, std::size_t depth) {
        std::vector<std::string> parties;
        for (const auto& party : key.held_by()) parties.push_back(printable(party));
        const auto name = std::string(depth * 2, ' ') + printable(shown_key(key.key));
        text_ += fmt::format("{:<10} {:<26} {:<16}  {:<15} {}\n", printable(key.ue), name,
                             key.fp.empty() ? "-" : printable(key.fp), printable(key.clause), fmt::join(parties, " "));
    }

    const std::vector<KnownKey>& keys_;
    std::map<std::optional<std::size_t>, std::vector<std::size_t>> children_;
    std::string text_;
};

std::string lines_for(const std::vector<Event>& events, const std::function<bool(const Event&)>& chosen) {
    const record::Steps steps(events);
    std::string text;
    for (std::size_t at = 0; at < events.size(); ++at) {
        const auto& event = events[at];
        if (!chosen(event)) continue;
        const auto clause = clause_of(event);
        text += fmt::format("{:>5} {:>6} {:>10.3f} ms  {:<8} {:<8} {}{}\n", steps.number_at(at),
                            fmt::format("#{}", event.seq), static_cast<double>(event.t) / 1e6, printable(event.step),
                            printable(event.ue), listed(event), clause.empty() ? "" : fmt::format("   ({})", clause));
    }
    return text;
}

}  // namespace

std::string oneline(const std::vector<Event>& events, const Filter& filter) {
    return lines_for(events, [&](const Event& event) { return passes(event, filter); });
}

std::string oneline(const std::vector<Event>& events, std::uint64_t first, std::uint64_t last) {
    return lines_for(events, [&](const Event& event) { return event.seq >= first && event.seq <= last; });
}

std::string notes(const std::vector<Event>& events) {
    std::string text;
    for (const auto& event : events) {
        json::Document document;
        const auto f = document.parse(event.f);
        const auto differs = event.kind == "negotiated" && f ? f->member("differs") : std::nullopt;
        if (differs)
            text += fmt::format("note: {} {}\n", printable(event.ue), printable(differs->string().value_or("")));
    }
    return text;
}

std::string stats(const std::vector<Event>& events) {
    std::map<std::string, Traffic> links;
    std::map<std::string, std::size_t> derivations;
    std::size_t refusals = 0;
    std::int64_t last = 0;
    for (const auto& event : events) {
        last = std::max(last, event.t);
        if (event.kind == "derive") ++derivations[printable(event.at)];
        if (event.kind == "refused") ++refusals;
        if (event.kind != "msg" || !event.inside.empty()) continue;  // the record around it is counted
        auto& count = links[printable(event.link)];
        ++count.messages;
        count.octets += event.raw.size() / 2;
    }
    auto text = fmt::format("{:<10} {:>9} {:>9}\n", "link", "messages", "octets");
    for (const auto& [link, count] : links) {
        text += fmt::format("{:<10} {:>9} {:>9}\n", link, count.messages, count.octets);
    }
    text += fmt::format("\n{:<10} {:>9}\n", "party", "keys made");
    for (const auto& [party, count] : derivations) text += fmt::format("{:<10} {:>9}\n", party, count);
    return text + fmt::format("\nsteps {}, events {}, refusals {}, virtual time {:.3f} ms\n",
                              record::Steps(events).count(), events.size(), refusals,
                              static_cast<double>(last) / 1e6);
}

namespace {

// Each timer with where its length comes from.
std::string timer_lines(const json::Value& timers) {
    std::map<std::string, std::vector<std::string>> by_source;
    for (const auto& [name, length] : timers.members()) {
        const auto at = name.find('@');
        const auto role = at == name.npos ? "" : name.substr(at + 1);
        const auto* rule = timer_rule(name.substr(0, at), role);
        const auto ns = length.integer().value_or(0);
        const bool by_rule = rule != nullptr && rule->length == ns && rule->at == role;
        by_source[by_rule ? std::string(rule->source) : "the scenario"].push_back(
            fmt::format("{} {}", printable(name), duration(ns)));
    }
    std::string text;
    for (const auto& [source, parts] : by_source)
        text += fmt::format("{} {} ({})\n", text.empty() ? "timers:" : "       ", fmt::join(parts, ", "), source);
    return text;
}

}  // namespace

std::string timing(const std::string& json) {
    json::Document document;
    const auto root = document.parse(json);
    const auto links = root ? root->member("links") : std::nullopt;
    const auto costs = root ? root->member("cost") : std::nullopt;
    if (!links || !costs) return "";
    std::vector<std::string> parts;
    for (const auto& [name, link] : links->members()) parts.push_back(words_of_link(printable(name), link));
    auto text =
        fmt::format("\nlinks: {}\n", parts.empty() ? "take no time" : fmt::format("{}", fmt::join(parts, ", ")));
    parts.clear();
    for (const auto& [name, cost] : costs->members())
        parts.push_back(fmt::format("{} {}", printable(name), duration(cost.integer().value_or(0))));
    text += fmt::format("cost:  {}\n", parts.empty() ? "none" : fmt::format("{}", fmt::join(parts, ", ")));
    if (const auto timers = root->member("timers")) text += timer_lines(*timers);
    return text;
}

std::string keys(const std::vector<Event>& events) {
    const auto known = knowledge::holders(events);
    const auto head =
        fmt::format("{:<10} {:<26} {:<16}  {:<15} {}\n", "ue", "key", "fingerprint", "clause", "known by");
    return head + Tree(known).draw();
}

}  // namespace akmasim::view

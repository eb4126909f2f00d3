// SPDX-License-Identifier: Apache-2.0
// Events side by side, what they mean before how they are written.
#include "simulator/record/compare.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace akmasim::record {
namespace {

using Member = std::pair<std::string_view, std::string Event::*>;
constexpr std::array<Member, 19> members{{{"kind", &Event::kind},
                                          {"link", &Event::link},
                                          {"from", &Event::from},
                                          {"to", &Event::to},
                                          {"at", &Event::at},
                                          {"ue", &Event::ue},
                                          {"step", &Event::step},
                                          {"msg", &Event::msg},
                                          {"inside", &Event::inside},
                                          {"key", &Event::key},
                                          {"fc", &Event::fc},
                                          {"rule", &Event::rule},
                                          {"verb", &Event::verb},
                                          {"timer", &Event::timer},
                                          {"was", &Event::was},
                                          {"is", &Event::is},
                                          {"cause", &Event::cause},
                                          {"detail", &Event::detail},
                                          {"value", &Event::value}}};

std::string shown(const std::optional<json::Value>& value) { return value ? value->text() : "nothing"; }

// The members that differ, by their dotted names.
void differing_members(const std::string& name, const std::optional<json::Value>& expected,
                       const std::optional<json::Value>& got, std::vector<Difference>& found) {
    if (expected && got && expected->text() == got->text()) return;
    const bool objects = expected && got && expected->kind() == json::Kind::object && got->kind() == json::Kind::object;
    if (!objects) return found.push_back({name, shown(expected), shown(got)});
    const auto before = found.size();
    for (const auto& [key, value] : expected->members())
        differing_members(fmt::format("{}.{}", name, key), value, got->member(key), found);
    for (const auto& [key, value] : got->members()) {
        if (!expected->member(key)) found.push_back({fmt::format("{}.{}", name, key), shown({}), shown(value)});
    }
    if (found.size() == before) found.push_back({name, shown(expected), shown(got)});  // another order
}

void differing_f(const Event& expected, const Event& got, std::vector<Difference>& found) {
    json::Document first;
    json::Document second;
    const auto a = first.parse(expected.f);
    const auto b = second.parse(got.f);
    const auto before = found.size();
    if (a && b) differing_members("f", *a, *b, found);
    if (found.size() == before) found.push_back({"f", expected.f, got.f});  // no JSON, or the same in other words
}

// Everything but `f`, `raw`, `t` and `seq`.
bool same_names(const Event& expected, const Event& got) {
    return std::ranges::all_of(members, [&](const Member& one) { return expected.*one.second == got.*one.second; }) &&
           expected.from_keys == got.from_keys && expected.p == got.p && expected.of == got.of && expected.fp == got.fp;
}

// A message's clause is not written.
bool same_clause(const Event& expected, const Event& got) {
    return expected.kind != "derive" || expected.clause == got.clause;
}

bool same(const Event& expected, const Event& got, bool with_seq) {
    return same_names(expected, got) && same_clause(expected, got) && expected.f == got.f &&
           expected.has_raw == got.has_raw && expected.raw == got.raw && expected.t == got.t &&
           (!with_seq || expected.seq == got.seq);
}

// `t` and `seq` come last: a message that came later for being longer is told by its content.
std::vector<Difference> differing_fields(const Event& expected, const Event& got, bool with_seq) {
    std::vector<Difference> found;
    const auto look = [&](std::string_view name, const std::string& a, const std::string& b) {
        if (a != b) found.push_back({std::string(name), a, b});
    };
    const auto joined = [](const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, ",")); };
    for (const auto& [name, member] : members) look(name, expected.*member, got.*member);
    const auto look_at = [&](std::string_view name, const auto& a, const auto& b) {
        if (a != b) found.push_back({std::string(name), joined(a), joined(b)});
    };
    look_at("from", expected.from_keys, got.from_keys);
    look_at("p", expected.p, got.p);
    if (!same_clause(expected, got)) look("clause", expected.clause, got.clause);
    look("of", std::to_string(expected.of), std::to_string(got.of));
    look("fp", expected.fp, got.fp);
    if (expected.f != got.f) differing_f(expected, got, found);
    if (expected.has_raw != got.has_raw || expected.raw != got.raw) found.push_back({"raw", expected.raw, got.raw});
    look("t", std::to_string(expected.t), std::to_string(got.t));
    if (with_seq) look("seq", std::to_string(expected.seq), std::to_string(got.seq));
    return found;
}

using Births = std::multiset<std::tuple<std::string, std::string, std::string, std::string>>;

Births births_of(const std::vector<Event>& events) {
    Births births;
    for (const auto& event : events) {
        if (event.kind == "derive") births.emplace(event.at, event.ue, event.key, event.fp);
    }
    return births;
}

std::string named(const Event& event) {
    return fmt::format("{} {}{}{}", event.kind, event.msg, event.key, event.kind == "state" ? event.is : "");
}

// Two events of which it makes no sense to compare the fields, or one that the other side does not have.
Difference unlike(const Event* expected, const Event* got) {
    return {"event", expected == nullptr ? "nothing" : named(*expected), got == nullptr ? "nothing" : named(*got)};
}

Divergence divergence_at(const Event* expected, const Event* got, bool with_seq) {
    Divergence divergence;
    if (expected != nullptr) divergence.expected_event = *expected;
    if (got != nullptr) divergence.got_event = *got;
    divergence.seq = expected != nullptr ? expected->seq : got->seq;
    if (expected == nullptr || got == nullptr || expected->kind != got->kind) {
        static_cast<Difference&>(divergence) = unlike(expected, got);
        return divergence;
    }
    divergence.more = differing_fields(*expected, *got, with_seq);
    static_cast<Difference&>(divergence) = std::move(divergence.more.front());
    divergence.more.erase(divergence.more.begin());
    return divergence;
}

// The first index at which they differ, and how many further ones do.
std::pair<std::size_t, std::size_t> differing(const std::vector<Event>& expected, const std::vector<Event>& got,
                                              bool with_seq) {
    const auto most = std::max(expected.size(), got.size());
    std::size_t first = most;
    std::size_t count = 0;
    for (std::size_t at = 0; at < most; ++at) {
        if (at < expected.size() && at < got.size() && same(expected[at], got[at], with_seq)) continue;
        if (count++ == 0) first = at;
    }
    return {first, count == 0 ? 0 : count - 1};
}

Nature nature_of(const std::vector<Event>& expected, const std::vector<Event>& got) {
    if (births_of(expected) != births_of(got)) return Nature::keys;
    const auto [at, after] = differing(at_level(expected, Level::fields), at_level(got, Level::fields), true);
    return at == std::max(expected.size(), got.size()) ? Nature::form : Nature::content;
}

}  // namespace

std::vector<std::string> header_differences(const Header& expected, const Header& got) {
    std::vector<std::string> differences;
    const auto look = [&](std::string_view name, const std::string& a, const std::string& b) {
        if (a != b) differences.push_back(fmt::format("{}: {}, {}", name, a, b));
    };
    look("id", expected.id, got.id);
    look("scenario.name", expected.name, got.name);
    look("scenario.sha256", expected.scenario_sha256, got.scenario_sha256);
    look("seed", std::to_string(expected.seed), std::to_string(got.seed));
    look("clock.start", expected.clock_start, got.clock_start);
    look("libs.openssl", expected.openssl_version, got.openssl_version);
    look("timing", expected.timing, got.timing);
    look("redaction", expected.revealed ? "none" : "fingerprint", got.revealed ? "none" : "fingerprint");
    return differences;
}

Comparison compare(const std::vector<Event>& expected, const std::vector<Event>& got, Level level) {
    const bool with_seq = level == Level::octets;
    const auto a = at_level(expected, level);
    const auto b = at_level(got, level);
    Comparison comparison;
    const auto [at, after] = differing(a, b, with_seq);
    if (at == std::max(a.size(), b.size())) return comparison;
    comparison.after = after;
    comparison.first = divergence_at(at < a.size() ? &a[at] : nullptr, at < b.size() ? &b[at] : nullptr, with_seq);
    comparison.first->nature = nature_of(expected, got);
    return comparison;
}

Comparison compare(const Recording& expected, const Recording& got, Level level) {
    auto comparison = compare(expected.events, got.events, level);
    comparison.header = header_differences(expected.header, got.header);
    return comparison;
}

}  // namespace akmasim::record

// SPDX-License-Identifier: Apache-2.0
#include "simulator/record/differing.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace akmasim::record {
namespace {

using Member = std::pair<std::string_view, std::string Event::*>;
constexpr std::array<Member, 20> members{
    {{"kind", &Event::kind}, {"link", &Event::link},     {"from", &Event::from},     {"to", &Event::to},
     {"at", &Event::at},     {"ue", &Event::ue},         {"for", &Event::owner},     {"step", &Event::step},
     {"msg", &Event::msg},   {"inside", &Event::inside}, {"key", &Event::key},       {"fc", &Event::fc},
     {"rule", &Event::rule}, {"verb", &Event::verb},     {"timer", &Event::timer},   {"was", &Event::was},
     {"is", &Event::is},     {"cause", &Event::cause},   {"detail", &Event::detail}, {"value", &Event::value}}};

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
           expected.from_keys == got.from_keys && expected.p == got.p && expected.of == got.of &&
           expected.fp == got.fp && expected.stream == got.stream && expected.on == got.on;
}

// A message's clause is not written.
bool same_clause(const Event& expected, const Event& got) {
    return expected.kind != "derive" || expected.clause == got.clause;
}

}  // namespace

bool same(const Event& expected, const Event& got, bool with_seq) {
    return same_names(expected, got) && same_clause(expected, got) && expected.f == got.f &&
           expected.has_raw == got.has_raw && expected.raw == got.raw && expected.t == got.t &&
           expected.left == got.left && (!with_seq || expected.seq == got.seq);
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
    const auto look_at_number = [&](std::string_view name, auto a, auto b) {
        look(name, std::to_string(a), std::to_string(b));
    };
    look_at_number("of", expected.of, got.of);
    look_at_number("stream", expected.stream, got.stream);
    look("fp", expected.fp, got.fp);
    if (expected.f != got.f) differing_f(expected, got, found);
    if (expected.has_raw != got.has_raw || expected.raw != got.raw) found.push_back({"raw", expected.raw, got.raw});
    look_at_number("on", expected.on, got.on);
    look_at_number("t", expected.t, got.t);
    look_at_number("left", expected.left, got.left);
    if (with_seq) look_at_number("seq", expected.seq, got.seq);
    return found;
}

namespace {

std::string named(const Event& event) {
    return fmt::format("{} {}{}{}", event.kind, event.msg, event.key, event.kind == "state" ? event.is : "");
}

}  // namespace

// Two events of which it makes no sense to compare the fields, or one that the other side does not have.
Difference unlike(const Event* expected, const Event* got) {
    return {"event", expected == nullptr ? "nothing" : named(*expected), got == nullptr ? "nothing" : named(*got)};
}

}  // namespace akmasim::record

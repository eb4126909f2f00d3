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

struct Field {
    std::string name;
    std::string expected;
    std::string got;
};

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

// The first member that differs, by its dotted name.
Field first_member(const std::string& name, const std::optional<json::Value>& expected,
                   const std::optional<json::Value>& got) {
    const bool objects = expected && got && expected->kind() == json::Kind::object && got->kind() == json::Kind::object;
    if (objects) {
        for (const auto& [key, value] : expected->members()) {
            const auto other = got->member(key);
            if (other && other->text() == value.text()) continue;
            return first_member(fmt::format("{}.{}", name, key), value, other);
        }
        for (const auto& [key, value] : got->members()) {
            if (!expected->member(key)) return first_member(fmt::format("{}.{}", name, key), {}, value);
        }
    }
    return {name, shown(expected), shown(got)};
}

Field differing_f(const Event& expected, const Event& got) {
    json::Document first;
    json::Document second;
    const auto a = first.parse(expected.f);
    const auto b = second.parse(got.f);
    if (!a || !b) return {"f", expected.f, got.f};
    return first_member("f", *a, *b);
}

// `t` and `seq` come last: a message that came later for being longer is told by its content.
std::optional<Field> first_field(const Event& expected, const Event& got) {
    for (const auto& [name, member] : members) {
        if (expected.*member != got.*member) return Field{std::string(name), expected.*member, got.*member};
    }
    const auto joined = [](const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, ",")); };
    if (expected.from_keys != got.from_keys) return Field{"from", joined(expected.from_keys), joined(got.from_keys)};
    if (expected.p != got.p) return Field{"p", joined(expected.p), joined(got.p)};
    const bool derive = expected.kind == "derive";  // a message's clause is not written
    if (derive && expected.clause != got.clause) return Field{"clause", expected.clause, got.clause};
    if (expected.of != got.of) return Field{"of", std::to_string(expected.of), std::to_string(got.of)};
    if (expected.fp != got.fp) return Field{"fp", expected.fp, got.fp};
    if (expected.f != got.f) return differing_f(expected, got);
    if (expected.has_raw != got.has_raw || expected.raw != got.raw) return Field{"raw", expected.raw, got.raw};
    if (expected.t != got.t) return Field{"t", std::to_string(expected.t), std::to_string(got.t)};
    if (expected.seq != got.seq) return Field{"seq", std::to_string(expected.seq), std::to_string(got.seq)};
    return {};
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

Divergence missing(const std::vector<Event>& expected, const std::vector<Event>& got, std::size_t at) {
    if (at < expected.size()) return {expected[at].seq, "event", named(expected[at]), "nothing", false};
    return {got[at].seq, "event", "nothing", named(got[at]), false};
}

std::size_t first_index(const std::vector<Event>& expected, const std::vector<Event>& got) {
    const auto both = std::min(expected.size(), got.size());
    for (std::size_t at = 0; at < both; ++at) {
        if (first_field(expected[at], got[at])) return at;
    }
    return both;
}

std::size_t differing_after(const std::vector<Event>& expected, const std::vector<Event>& got, std::size_t first) {
    const auto both = std::min(expected.size(), got.size());
    std::size_t count = std::max(expected.size(), got.size()) - std::max(both, first + 1);
    for (std::size_t at = first + 1; at < both; ++at) count += first_field(expected[at], got[at]) ? 1 : 0;
    return count;
}

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

}  // namespace

std::optional<Divergence> first_divergence(const std::vector<Event>& expected, const std::vector<Event>& got) {
    const auto at = first_index(expected, got);
    if (at == expected.size() && at == got.size()) return {};
    Divergence divergence;
    if (at == expected.size() || at == got.size()) {
        divergence = missing(expected, got, at);
    } else {
        auto field = *first_field(expected[at], got[at]);
        divergence = {expected[at].seq, std::move(field.name), std::move(field.expected), std::move(field.got), false};
    }
    divergence.key_material = births_of(expected) != births_of(got);
    return divergence;
}

Comparison compare(const Recording& expected, const Recording& got) {
    Comparison comparison;
    comparison.header = header_differences(expected.header, got.header);
    comparison.first = first_divergence(expected.events, got.events);
    if (comparison.first) {
        comparison.after = differing_after(expected.events, got.events, first_index(expected.events, got.events));
    }
    return comparison;
}

}  // namespace akmasim::record

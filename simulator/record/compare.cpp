// SPDX-License-Identifier: Apache-2.0
// Events side by side, what they mean before how they are written.
#include "simulator/record/compare.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "simulator/record/comparable.hpp"
#include "simulator/record/differing.hpp"
#include "simulator/record/steps.hpp"

namespace akmasim::record {
namespace {

using Births = std::multiset<std::tuple<std::string, std::string, std::string, std::string, std::string>>;

Births births_of(const std::vector<Event>& events) {
    Births births;
    for (const auto& event : events) {
        if (event.kind == "derive") births.emplace(event.at, event.whose(), event.key, event.fp, event.value);
    }
    return births;
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

}  // namespace

Nature nature_of(const std::vector<Event>& expected, const std::vector<Event>& got, bool with_seq) {
    if (births_of(expected) != births_of(got)) return Nature::keys;
    const auto [at, after] = differing(at_level(expected, Level::fields), at_level(got, Level::fields), with_seq);
    return at == std::max(expected.size(), got.size()) ? Nature::form : Nature::content;
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

Comparison compare(const std::vector<Event>& expected, const std::vector<Event>& got, Level level) {
    const bool with_seq = level == Level::octets;
    const auto a = at_level(expected, level);
    const auto b = at_level(got, level);
    Comparison comparison;
    const auto [at, after] = differing(a, b, with_seq);
    if (at == std::max(a.size(), b.size())) return comparison;
    comparison.after = after;
    comparison.first = divergence_at(at < a.size() ? &a[at] : nullptr, at < b.size() ? &b[at] : nullptr, with_seq);
    comparison.first->nature = nature_of(expected, got, true);
    comparison.first->number = Steps(at < a.size() ? expected : got).number_of(comparison.first->seq);
    return comparison;
}

Comparison compare(const Recording& expected, const Recording& got, Level level) {
    auto comparison =
        compare(comparable_events(expected, got.header), comparable_events(got, expected.header), level);
    comparison.header = header_differences(expected.header, got.header);
    comparison.keys = keys_comparable(expected.header, got.header);
    return comparison;
}

}  // namespace akmasim::record

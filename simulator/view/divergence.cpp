// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/divergence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

constexpr std::size_t most_fields = 12;
constexpr std::size_t most_characters = 200;
constexpr std::size_t around = 8;  // octets of raw before and behind the first that differs

std::string shown(const std::string& text) {
    if (text.empty()) return "nothing";
    return printable(text.size() <= most_characters ? text : text.substr(0, most_characters) + "...");
}

// The octets about the one at `index`, which stands in brackets.
std::string octets_about(const std::string& hex, std::size_t index) {
    const auto begin = index < around ? 0 : index - around;
    const auto part = [&](std::size_t from, std::size_t to) {
        const auto first = std::min(2 * from, hex.size());
        return hex.substr(first, std::min(2 * to, hex.size()) - first);
    };
    const auto here = part(index, index + 1);
    const auto rest = part(index + 1, index + 1 + around);
    return printable(fmt::format("{}{}[{}]{}{}", begin == 0 ? "" : "...", part(begin, index),
                                 here.empty() ? "end" : here, rest,
                                 2 * (index + 1 + around) < hex.size() ? "..." : ""));
}

std::string raw_lines(const record::Difference& raw) {
    const auto [a, b] = std::ranges::mismatch(raw.expected, raw.got);
    const auto index = static_cast<std::size_t>(a - raw.expected.begin()) / 2;
    return fmt::format("    raw: octet {} of {} ({} now)\n      expected {}\n      got      {}\n", index + 1,
                       raw.expected.size() / 2, raw.got.size() / 2, octets_about(raw.expected, index),
                       octets_about(raw.got, index));
}

std::string lines_of(const record::Difference& one) {
    if (one.field == "raw" && !one.expected.empty() && !one.got.empty()) return raw_lines(one);
    return fmt::format("    {}\n      expected {}\n      got      {}\n", printable(one.field), shown(one.expected),
                       shown(one.got));
}

std::string_view words_of(record::Nature nature) {
    switch (nature) {
        case record::Nature::keys: return "key material changed: a key has another value, or is derived otherwise";
        case record::Nature::content:
            return "no key material changed: all keys have the same values; what is sent, decided or told about them "
                   "differs";
        case record::Nature::form:
            return "only formatting changed: every decoded field and every key is the same, octets or times differ";
    }
    return "";
}

std::string_view words_of(record::Parting parting) {
    switch (parting) {
        case record::Parting::changed: return "";
        case record::Parting::unknown: return "unknown output: ";
        case record::Parting::missing: return "missing output: ";
    }
    return "";
}

// What stands beside an event that only one side has.
std::string nearest_line(const record::Divergence& divergence) {
    const bool unknown = divergence.parting == record::Parting::unknown;
    const auto& nearest = unknown ? divergence.expected_event : divergence.got_event;
    const auto where = unknown ? "the recording" : "the replay";
    if (divergence.parting == record::Parting::changed) return "";
    if (!nearest) return fmt::format("    {} has nothing like it\n", where);
    return printable(
               fmt::format("    the nearest to it in {} is event {}, {}", where, nearest->seq, summary_of(*nearest))) +
           "\n";
}

}  // namespace

std::string place_of(const record::Divergence& divergence) {
    const bool unknown = divergence.parting == record::Parting::unknown;
    const auto& event = divergence.expected_event && !unknown ? *divergence.expected_event : *divergence.got_event;
    auto place = fmt::format("step {} (event {}){}, {}", divergence.number, divergence.seq,
                             unknown ? " of the replay" : "", summary_of(event));
    if (!event.from.empty()) place += fmt::format(", {} -> {}", event.from, event.to);
    if (!event.ue.empty()) place += ", " + event.ue;
    if (!event.step.empty()) place += fmt::format(", in '{}'", event.step);
    return printable(place);
}

std::string keys_not_compared() {
    return "keys cannot be compared: a fingerprint says something within one recording's id alone; --reveal both\n";
}

std::string divergence(const record::Comparison& comparison, bool tells_nature) {
    if (comparison.same()) return "";
    const auto& first = *comparison.first;
    auto text = fmt::format("  first at {}{}\n", words_of(first.parting), place_of(first)) + nearest_line(first) +
                lines_of(first);
    for (std::size_t i = 0; i < std::min(first.more.size(), most_fields); ++i) text += lines_of(first.more[i]);
    if (first.more.size() > most_fields)
        text += fmt::format("    and {} further fields of this event\n", first.more.size() - most_fields);
    if (tells_nature) text += fmt::format("  {}\n", words_of(first.nature));
    if (comparison.after > 0)
        text += fmt::format("  {} later event{} differ{} in consequence\n", comparison.after,
                            comparison.after == 1 ? "" : "s", comparison.after == 1 ? "s" : "");
    return text;
}

}  // namespace akmasim::view

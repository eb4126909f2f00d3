// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/expect.hpp"

#include <algorithm>
#include <regex>

#include <fmt/format.h>

namespace akmasim::scenario {
namespace {

std::string with_saved(std::string text, const Saved& saved) {
    for (const auto& [name, value] : saved) {
        const auto what = "${save." + name + "}";
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what))
            text.replace(at, what.size(), value);
    }
    return text;
}

// A field's value as text: a string without its quotes, anything else as JSON.
std::optional<std::string> field_of(const record::Event& event, const std::string& name, const json::Value& fields) {
    if (name == "from") return event.from;
    if (name == "to") return event.to;
    if (name == "ue") return event.ue;
    if (name == "inside") return event.inside;
    const auto value = fields.at(name);
    if (!value) return std::nullopt;
    if (const auto text = value->string()) return std::string(*text);
    return value->text();
}

bool holds(const std::string& matcher, const Node& wanted, const std::optional<std::string>& value,
           const Saved& saved) {
    if (matcher == "exists") return value.has_value() == (wanted.text == "true");
    if (!value) return false;
    const auto text = with_saved(wanted.text, saved);
    if (matcher == "eq") return *value == text;
    if (matcher == "ne") return *value != text;
    if (matcher == "len") return std::to_string(value->size() / 2) == text;
    if (matcher == "in")
        return std::ranges::any_of(wanted.items, [&](const Node& item) { return item.text == *value; });
    if (matcher == "matches") {
        try {
            return std::regex_search(*value, std::regex(text));
        } catch (const std::regex_error&) {
            return false;
        }
    }
    return false;
}

std::string text_of(const Pattern& pattern) { return pattern.link + "." + pattern.message; }

// The events that fit the patterns one after another; the index of the first pattern without one.
std::size_t first_missing(const std::vector<Pattern>& patterns, std::span<const record::Event> events,
                          const Saved& saved) {
    std::size_t next = 0;
    for (const auto& event : events) {
        if (next < patterns.size() && matches(patterns[next], event, saved)) ++next;
    }
    return next;
}

std::string nearest_event(const Pattern& pattern, std::span<const record::Event> events) {
    for (const auto& event : events) {
        if (event.link == pattern.link && event.msg == pattern.message) {
            return fmt::format("\n   = nearest: event {} {}.{} {}", event.seq, event.link, event.msg, event.f);
        }
    }
    return "\n   = nearest: no message of that name crossed in this step";
}

}  // namespace

bool matches(const Pattern& pattern, const record::Event& event, const Saved& saved) {
    if (event.kind != "msg" || event.link != pattern.link) return false;
    if (event.msg != pattern.message && pattern.message != "any") return false;
    json::Document document;
    const auto fields = document.parse(event.f.empty() ? "{}" : event.f);
    if (!fields) return false;
    return std::ranges::all_of(pattern.fields, [&](const auto& wanted) {
        const auto value = field_of(event, wanted.first, *fields);
        if (wanted.second.kind != Node::Kind::map) return value && *value == with_saved(wanted.second.text, saved);
        return std::ranges::all_of(wanted.second.members, [&](const auto& matcher) {
            return holds(matcher.first, matcher.second, value, saved);
        });
    });
}

Diagnostics compare(const Expectation& expect, const std::optional<command::Report>& report,
                    std::span<const record::Event> events, const Mark& step, const Saved& saved) {
    Diagnostics wrong;
    const auto& wanted = expect.outcome;
    const Mark mark = wanted.mark.line != 0 ? wanted.mark : step;
    if (wanted.kind == "none") {
        // nothing was ordered that has an outcome
    } else if (!report) {
        wrong.push_back({mark, fmt::format("expected outcome {}, but the step came to rest without any", wanted.kind)});
    } else {
        const bool as_wanted = report->outcome == wanted.kind && (wanted.by.empty() || report->by == wanted.by) &&
                               (!wanted.cause || report->cause == *wanted.cause) &&
                               (wanted.at.empty() || report->at == wanted.at) &&
                               (wanted.alert.empty() || report->alert == wanted.alert);
        if (!as_wanted) {
            wrong.push_back(
                {mark,
                 fmt::format("expected outcome {}, got {} (by '{}', cause {}, at '{}', alert '{}') {}", wanted.kind,
                             report->outcome, report->by, report->cause, report->at, report->alert, report->detail)});
        }
    }
    if (const auto missing = first_missing(expect.sees, events, saved); missing < expect.sees.size()) {
        const auto& pattern = expect.sees[missing];
        wrong.push_back(
            {pattern.mark, "expected message did not arrive: " + text_of(pattern) + nearest_event(pattern, events)});
    }
    for (const auto& pattern : expect.never) {
        const auto found =
            std::ranges::find_if(events, [&](const auto& event) { return matches(pattern, event, saved); });
        if (found != events.end())
            wrong.push_back(
                {pattern.mark, fmt::format("{} must never appear, but it is event {}", text_of(pattern), found->seq)});
    }
    const auto fits = [&](const auto& alternative) {
        return first_missing(alternative, events, saved) == alternative.size();
    };
    if (!expect.one_of.empty() && std::ranges::none_of(expect.one_of, fits))
        wrong.push_back({mark, "none of the alternatives under oneOf appeared"});
    return wrong;
}

Diagnostics compare(const std::vector<Check>& checks, const Lookup& lookup, const Saved& saved) {
    Diagnostics wrong;
    for (const auto& check : checks) {
        std::vector<std::optional<std::string>> values;
        for (std::size_t i = 0; i < check.operands.size(); ++i) {
            if (check.kind == "is" && i > 0) {
                values.emplace_back(with_saved(check.operands[i], saved));
                continue;
            }
            auto value = lookup(check.operands[i]);
            if (!value) wrong.push_back({check.mark, value.error().detail});
            values.push_back(value ? *value : std::nullopt);
        }
        const auto refuse = [&](std::string_view why) {
            wrong.push_back(
                {check.mark, fmt::format("check {} of {}: {}", check.kind, fmt::join(check.operands, ", "), why)});
        };
        const bool equal =
            std::ranges::all_of(values, [&](const auto& value) { return value && value == values.front(); });
        if ((check.kind == "same" || check.kind == "is") && !equal) refuse("they differ, or one is absent");
        if (check.kind == "differs" && equal) refuse("they are the same");
        if (check.kind == "absent" && std::ranges::any_of(values, [](const auto& value) { return value.has_value(); }))
            refuse("it is there");
        if (check.kind == "present" &&
            !std::ranges::all_of(values, [](const auto& value) { return value.has_value(); }))
            refuse("it is not there");
    }
    return wrong;
}

}  // namespace akmasim::scenario

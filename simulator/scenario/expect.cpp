// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/expect.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "simulator/scenario/adversary_verbs.hpp"
#include "simulator/scenario/expression.hpp"
#include "simulator/scenario/outcome.hpp"

namespace akmasim::scenario {
namespace {

// A field's value as text: a string without its quotes, anything else as JSON.
std::optional<std::string> field_of(const record::Event& event, const std::string& name, const json::Value& fields) {
    // TS 33.535 4.2: the MSGin5G server is the AF, and may be called so.
    if (name == "from") return event.from;
    if (name == "to") return event.to;
    if (name == "ue") return event.ue;
    if (name == "inside") return event.inside;
    const auto value = fields.at(name);
    if (!value) return std::nullopt;
    if (const auto text = value->string()) return std::string(*text);
    return value->text();
}

bool in_order(const std::string& matcher, const Node& wanted, const std::string& value) {
    Node got;
    got.kind = Node::Kind::scalar;
    got.text = value;
    const auto a = decode_number(got);
    const auto b = decode_number(wanted);
    if (!a || !b) return false;
    return matcher == "lt" ? *a < *b : matcher == "le" ? *a <= *b : matcher == "gt" ? *a > *b : *a >= *b;
}

// One of the wanted values is in the field's list (or is the field).
bool is_any_of(const Node& wanted, const std::string& value) {
    json::Document document;
    const auto list = value.starts_with('[') ? document.parse(value) : fail(Cause::malformed, {});
    std::vector<std::string> held{value};
    if (list) {
        for (const auto& element : list->elements())
            held.emplace_back(element.string() ? std::string(*element.string()) : element.text());
    }
    return std::ranges::any_of(wanted.items,
                               [&](const Node& item) { return std::ranges::find(held, item.text) != held.end(); });
}

// What was saved is a text, also in the midst of an expression.
Saved quoted_for_expressions(Saved saved) {
    for (auto& [name, text] : saved) text = quoted_for_expression(text);
    return saved;
}

bool holds(const std::string& matcher, const Node& wanted, const std::optional<std::string>& value,
           const Saved& saved) {
    if (matcher == "exists") return value.has_value() == (wanted.text == "true");
    if (!value) return false;
    const auto text = with_saved(wanted.text, saved);
    if (matcher == "eq") return *value == text;
    if (matcher == "ne") return *value != text;
    if (matcher == "len") return std::to_string(value->size() / 2) == text;
    if (matcher == "lt" || matcher == "le" || matcher == "gt" || matcher == "ge")
        return in_order(matcher, wanted, *value);
    if (matcher == "any-of") return is_any_of(wanted, *value);
    if (matcher == "in")
        return std::ranges::any_of(wanted.items, [&](const Node& item) { return item.text == *value; });
    return matcher == "matches" && found_in(*value, with_saved(wanted.text, quoted_for_expressions(saved)));
}

std::string party_meant(const std::string& name) { return name == "af" ? "msgin5g" : name; }

std::string text_of(const Pattern& pattern) { return pattern.link + "." + pattern.message; }

bool fits(const Pattern& pattern, const record::Event& event, std::span<const record::Event> events,
          const Saved& saved) {
    if (!matches(pattern, event, saved)) return false;
    return std::ranges::all_of(pattern.fields, [&](const auto& wanted) {
        return wanted.name != "seenBy" || seen_by(party_meant(wanted.value.text), event, events);
    });
}

// The events that fit the patterns one after another; the index of the first pattern without one.
std::size_t first_missing(const std::vector<Pattern>& patterns, std::span<const record::Event> events,
                          const Saved& saved) {
    std::size_t next = 0;
    for (const auto& event : events) {
        if (next < patterns.size() && fits(patterns[next], event, events, saved)) ++next;
    }
    return next;
}

// In whatever order, each with an event of its own.
std::size_t first_missing_anywhere(const std::vector<Pattern>& patterns, std::span<const record::Event> events,
                                   const Saved& saved) {
    std::set<std::uint64_t> taken;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const auto found = std::ranges::find_if(events, [&](const auto& event) {
            return !taken.contains(event.seq) && fits(patterns[i], event, events, saved);
        });
        if (found == events.end()) return i;
        taken.insert(found->seq);
    }
    return patterns.size();
}

// Exactly these on the links that the patterns name: the first message there that is not the one expected next.
std::optional<std::string> first_strange(const std::vector<Pattern>& patterns, std::span<const record::Event> events,
                                         const Saved& saved) {
    std::size_t next = 0;
    for (const auto& event : events) {
        const auto on_link = [&](const Pattern& pattern) { return pattern.link == event.link; };
        if (event.kind != "msg" || std::ranges::none_of(patterns, on_link)) continue;
        if (next < patterns.size() && fits(patterns[next], event, events, saved))
            ++next;
        else
            return fmt::format("event {} is {}.{}", event.seq, event.link, event.msg);
    }
    return {};
}

bool all_match(const Pattern& pattern, const record::Event& event, const Saved& saved) {
    json::Document document;
    const auto fields = document.parse(event.f.empty() ? "{}" : event.f);
    if (!fields) return false;
    return std::ranges::all_of(pattern.fields, [&](const auto& wanted) {
        const auto& [name, node] = wanted;
        if (name == "seenBy") return true;  // looked at where all events are at hand
        const auto value = field_of(event, name, *fields);
        const bool party = name == "from" || name == "to";
        if (node.kind != Node::Kind::map)
            return value && *value == with_saved(party ? party_meant(node.text) : node.text, saved);
        return std::ranges::all_of(
            node.members, [&](const auto& matcher) { return holds(matcher.name, matcher.value, value, saved); });
    });
}

// How long the step went on after the last thing that it was expected to show.
std::string waited(const std::vector<Pattern>& sees, std::size_t missing, std::span<const record::Event> events,
                   std::int64_t began, const Saved& saved) {
    auto since = began;
    std::string after = "the step began";
    std::size_t next = 0;
    for (const auto& event : events) {
        if (next >= missing || !fits(sees[next], event, events, saved)) continue;
        ++next;
        since = event.t;
        after = event.link + "." + event.msg;
    }
    const auto until = events.empty() ? began : events.back().t;
    return fmt::format("waited {} ms (virtual) after {}", static_cast<double>(until - since) / 1e6, after);
}

bool is_as_wanted(const command::Report& report, const Outcome& wanted) {
    const auto same = [](const std::string& got, const std::string& asked) { return asked.empty() || got == asked; };
    return report.outcome == wanted.kind && (!wanted.cause || report.cause == *wanted.cause) &&
           same(report.by, wanted.by) && same(report.named, wanted.named) && same(report.reason, wanted.reason) &&
           same(report.at, wanted.at) && same(report.alert, wanted.alert);
}

std::string words_of(const command::Report& report) {
    auto text = report.outcome;
    if (!report.by.empty()) text += " by " + report.by;
    if (report.cause != 0) text += fmt::format(" with cause {}", report.cause);
    if (!report.named.empty()) text += " with cause " + report.named;
    if (!report.reason.empty()) text += " because of " + report.reason;
    if (!report.at.empty()) text += " at " + report.at;
    if (!report.alert.empty()) text += " with alert " + report.alert;
    if (!report.detail.empty()) text += ": " + report.detail;
    return text;
}

}  // namespace

std::string field_text(const record::Event& event, const std::string& name) {
    json::Document document;
    const auto fields = document.parse(event.f.empty() ? "{}" : event.f);
    return fields ? field_of(event, name, *fields).value_or("nothing") : "nothing";
}

std::string with_saved(std::string text, const Saved& saved) {
    // Once from left to right: what was saved may itself look like a name.
    constexpr std::string_view beginning = "${save.";
    for (auto at = text.find(beginning); at != std::string::npos; at = text.find(beginning, at)) {
        const auto name = at + beginning.size();
        const auto end = text.find('}', name);
        const auto value = saved.find(text.substr(name, end == std::string::npos ? end : end - name));
        if (end == std::string::npos || value == saved.end()) {
            at = name;
            continue;
        }
        text.replace(at, end + 1 - at, value->second);
        at += value->second.size();
    }
    return text;
}

bool fields_match(const Pattern& pattern, const std::string& json) {
    record::Event event;
    event.f = json;
    return all_match(pattern, event, {});
}

bool matches(const Pattern& pattern, const record::Event& event, const Saved& saved) {
    const bool made_up = event.kind == "adversary" && event.of == 0 && event.has_raw;
    if ((event.kind != "msg" && !made_up) || event.link != pattern.link) return false;
    if (event.msg != pattern.message && pattern.message != "any") return false;
    return all_match(pattern, event, saved);
}

Diagnostics compare(const Expectation& expect, const std::optional<command::Report>& report,
                    std::span<const record::Event> events, std::int64_t began, const Mark& step, const Saved& saved) {
    Diagnostics wrong;
    const auto& wanted = expect.outcome;
    const Mark mark = wanted.mark.line != 0 ? wanted.mark : step;
    if (wanted.kind == "none") {
        // nothing was ordered that has an outcome
    } else if (wanted.kind == "ignored" && !report) {
        if (!refused_at(wanted.by, events)) wrong.push_back({mark, "expected that a message is ignored, but none was"});
    } else if (!report) {
        wrong.push_back({mark, fmt::format("expected outcome {}, but the step came to rest without any", wanted.kind)});
    } else {
        if (!is_as_wanted(*report, wanted))
            wrong.push_back({mark, fmt::format("expected outcome {}, got {}", wanted.kind, words_of(*report))});
    }
    const auto missing = expect.order == "any" ? first_missing_anywhere(expect.sees, events, saved)
                                               : first_missing(expect.sees, events, saved);
    if (missing < expect.sees.size()) {
        const auto& pattern = expect.sees[missing];
        wrong.push_back({pattern.mark,
                         "expected message did not arrive",
                         {},
                         {},
                         waited(expect.sees, expect.order == "any" ? 0 : missing, events, began, saved)});
    } else if (const auto strange = first_strange(expect.sees, events, saved); expect.order == "exact" && strange) {
        wrong.push_back({mark, "expected exactly the messages under sees, but " + *strange});
    }
    if (const auto took = events.empty() ? 0 : events.back().t - began; expect.within && took > expect.within->ns)
        wrong.push_back(
            {mark, fmt::format("expected an end within {} ms, but it took {} ms (virtual)",
                               static_cast<double>(expect.within->ns) / 1e6, static_cast<double>(took) / 1e6)});
    for (const auto& pattern : expect.never) {
        const auto found =
            std::ranges::find_if(events, [&](const auto& event) { return fits(pattern, event, events, saved); });
        if (found != events.end())
            wrong.push_back(
                {pattern.mark, fmt::format("{} must never appear, but it is event {}", text_of(pattern), found->seq)});
    }
    const auto appeared = [&](const auto& alternative) {
        return first_missing(alternative, events, saved) == alternative.size();
    };
    if (!expect.one_of.empty() && std::ranges::none_of(expect.one_of, appeared))
        wrong.push_back({mark, "none of the alternatives under oneOf appeared"});
    return wrong;
}

Diagnostics compare(const std::vector<Check>& checks, const Lookup& lookup, const Saved& before, const Saved& saved) {
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
        for (std::size_t i = 0; i < values.size() && check.kind == "unchanged"; ++i) {
            if (values[i].value_or("") != before.at(check.operands[i])) refuse("it is not what it was before the step");
        }
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

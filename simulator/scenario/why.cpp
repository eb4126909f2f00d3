// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/why.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/protocol/fields.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/scenario/causes.hpp"
#include "simulator/scenario/expect.hpp"

namespace akmasim::scenario {
namespace {

using record::Event;

bool same_place(const Mark& a, const Mark& b) { return a.file == b.file && a.line == b.line && a.column == b.column; }

// The step that a place in the file belongs to: the last one that begins before it.
const Step* step_at(const Scenario& scenario, const Mark& mark) {
    const Step* found = nullptr;
    for (const auto& step : scenario.steps) {
        if (step.mark.file == mark.file && step.mark.line <= mark.line) found = &step;
    }
    return found;
}

const Pattern* pattern_at(const Expectation& expect, const Mark& mark) {
    const auto in = [&](const std::vector<Pattern>& patterns) -> const Pattern* {
        for (const auto& pattern : patterns)
            if (same_place(pattern.mark, mark)) return &pattern;
        return nullptr;
    };
    if (const auto* found = in(expect.sees)) return found;
    return in(expect.never);
}

std::string ordered_by(const Step& step) {
    if (step.orders.empty()) return "";
    if (step.orders.size() > 1) return "exchange";
    const auto verb = std::visit([](const auto& order) { return std::string(order.verb); }, step.orders.front());
    const auto ue = subscriber_of(step.orders.front());
    return ue.empty() ? verb : verb + " " + ue;
}

std::string words_for(const Event& event) {
    return fmt::format("(event {}, {} -> {})", event.seq, event.from, event.to);
}

// What a message had instead of what was wanted of its fields.
std::string difference(const Pattern& pattern, const Event& event) {
    std::string text;
    for (const auto& wanted : pattern.fields) {
        Pattern one = pattern;
        one.fields = {wanted};
        if (matches(one, event, {})) continue;
        text += fmt::format("{}{}: {}", text.empty() ? " had " : ", ", wanted.name, field_text(event, wanted.name));
    }
    return text;
}

// Of the messages of the wanted name the last; where there is none, the last message that crossed at all.
const Event* nearest(const Pattern* pattern, std::span<const Event> events) {
    const Event* last = nullptr;
    const Event* named = nullptr;
    for (const auto& event : events) {
        if (event.kind != "msg") continue;
        last = &event;
        if (pattern != nullptr && event.link == pattern->link && event.msg == pattern->message) named = &event;
    }
    return named != nullptr ? named : last;
}

std::string clause_of(const Pattern& pattern) {
    for (const auto& words : messages_on(link_named(pattern.link).value_or(Link::control)))
        if (words.name == pattern.message) return std::string(words.clause);
    return "";
}

std::vector<Event> events_of(const Step& step, std::span<const Event> events) {
    std::vector<Event> of_step;
    std::ranges::copy_if(events, std::back_inserter(of_step),
                         [&](const Event& event) { return event.step == step.id; });
    return of_step;
}

}  // namespace

void explain(Diagnostics& failures, const Scenario& scenario, const Node& resolved, std::span<const Event> events,
             const See& see) {
    const record::Steps steps(events);
    for (auto& failure : failures) {
        failure.message = steps.in_steps(failure.message);
        for (auto& note : failure.notes) note = steps.in_steps(note);
        const auto* step = step_at(scenario, failure.mark);
        if (step == nullptr) continue;
        const auto of_step = events_of(*step, events);
        const auto* pattern = pattern_at(step->expect, failure.mark);
        const auto* near = nearest(pattern, of_step);
        auto notes = std::exchange(failure.notes, {});
        failure.where = fmt::format("step '{}' ({})", step->id, ordered_by(*step));
        if (near != nullptr) {
            const bool named = pattern != nullptr && near->link == pattern->link && near->msg == pattern->message;
            failure.notes.push_back(fmt::format(
                "nearest: {}.{}{}        {}", near->link, near->msg,
                named ? difference(*pattern, *near) : std::string(" was the last message"),
                steps.in_steps(words_for(*near))));
        }
        failure.notes.insert(failure.notes.end(), notes.begin(), notes.end());
        for (const auto& why : causes(scenario, resolved, *step, pattern, of_step))
            failure.notes.push_back("why: " + steps.in_steps(why));
        auto clause = pattern != nullptr ? clause_of(*pattern) : near != nullptr ? near->clause : "";
        if (!clause.empty()) failure.notes.push_back("clause: " + clause);
        if (near != nullptr)
            failure.notes.push_back(fmt::format("see: {}{}{}", see.before, steps.number_of(near->seq), see.after));
    }
}

}  // namespace akmasim::scenario

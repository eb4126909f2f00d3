// SPDX-License-Identifier: Apache-2.0
// From a word or an event to its explanations, laid out for a terminal.
#include "simulator/view/explain.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/nearest.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/diagnosis.hpp"
#include "simulator/view/problems.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

std::string paragraph(std::string_view words, std::size_t width, std::size_t indent) {
    std::string text;
    for (const auto& line : wrapped(words, width - std::min(width, indent))) {
        text += std::string(indent, ' ') + line + "\n";
    }
    return text;
}

std::string text_of(const Explanation& one, std::size_t width) {
    auto text = fmt::format("{} ({})\n", fmt::join(one.names, ", "), one.kind);
    text += paragraph(one.summary, width, 2);
    for (const auto& [label, words] : one.facts) text += paragraph(label + ": " + words, width, 2);
    return text;
}

// What an event names as its reason, and the kind of explanation that belongs to it.
struct Named {
    std::string kind;
    std::string name;
};

std::vector<Named> reasons_in(const Event& event) {
    std::vector<Named> named;
    json::Document document;
    const auto f = document.parse(event.f);
    if (!f) return named;
    const auto add = [&](std::string kind, std::string_view member) {
        if (auto text = f->words_at(member); !text.empty()) named.push_back({std::move(kind), std::move(text)});
    };
    add(event.link == "N1" ? "5gmm cause" : "problem", "cause");
    if (event.msg == "Alert") add("tls alert", "description");
    add("http status", "status");
    if (event.msg == "CoapResponse") add("coap code", "code");
    add("failureCause", "failureCause");
    if (event.link == "Ua") {
        add("outcome", "result");
        add("outcome", "status");
        add("outcome", "deliveryStatus");
    }
    add("authentication result", "authResult");
    for (const auto* member : {"eap.subtype", "eap.code", "eapPayload.subtype", "eapPayload.code"}) add("eap", member);
    return named;
}

bool is_refusal_of_a_service(const Event& event) {
    json::Document document;
    const auto f = document.parse(event.f);
    const auto status = f && event.link != "Ua" ? f->member("status") : std::nullopt;
    return status && status->integer().value_or(0) >= 400;
}

std::string title_of(const Event& event) {
    if (event.kind == "msg")
        return fmt::format("{} → {}: {}", printable(event.from), printable(event.to), label_of(event));
    if (event.kind == "derive")
        return fmt::format("{} derives {}{}", printable(event.at), printable(shown_key(event.key)),
                           event.owner.empty() ? "" : " for " + printable(event.owner));
    if (event.kind != "refused") return summary_of(event);
    return fmt::format("{} refuses {}: {}", printable(event.at), printable(event.msg), printable(event.detail));
}

std::string about(const Explanations& explanations, const Event& event, std::size_t width) {
    std::string text;
    if (const auto clause = clause_of(event); !clause.empty()) text += paragraph("clause: " + clause, width, 2);
    for (const auto* one : explanations_of(explanations, event)) text += "\n" + text_of(*one, width);
    return text;
}

// Where something went wrong, what the two ends hold is worth a look.
std::string both_ends(const record::Recording& recording, const Event& event, std::size_t width) {
    if (!is_problem(event)) return "";
    std::string text = "\nwhat both ends hold\n";
    for (const auto& words : what_both_hold(recording, event.ue, event.seq)) text += paragraph(words, width, 2);
    return text;
}

}  // namespace

std::vector<const Explanation*> explanations_of(const Explanations& explanations, const Event& event) {
    std::vector<const Explanation*> found;
    const auto add = [&](std::string_view kind, std::string_view name) {
        if (const auto* one = explanations.find(kind, name)) found.push_back(one);
    };
    if (event.kind == "derive") add("key", event.key);
    if (event.kind == "refused") add("refusal", event.cause);
    // Of an answer that is a refusal only the reasons say what it means.
    if (event.kind == "msg" && !is_refusal_of_a_service(event)) add("message", event.msg);
    if (event.kind == "timer") add("timer", event.timer);
    for (const auto& reason : reasons_in(event)) add(reason.kind, reason.name);
    return found;
}

Result<std::string> explain(const Explanations& explanations, std::string_view word, std::size_t width) {
    std::string text;
    for (const auto* one : explanations.find(word)) text += (text.empty() ? "" : "\n") + text_of(*one, width);
    if (!text.empty()) return text;
    const auto like = nearest(word, explanations.names());
    return fail(Cause::invalid, fmt::format("nothing is called '{}'{}", printable(word),
                                            like.empty() ? "; akmasim explain lists what there is"
                                                         : fmt::format("; did you mean '{}'?", like)));
}

Result<std::string> explain(const Explanations& explanations, const record::Recording& recording, std::size_t number,
                            std::size_t width) {
    const record::Steps steps(recording.events);
    if (number == 0 || number > steps.count())
        return fail(Cause::invalid, fmt::format("no step {}; the recording has {}", number, steps.count()));
    const auto& head = recording.events[steps.head(number)];
    auto text = paragraph(fmt::format("step {}: {} (event {})", number, title_of(head), head.seq), width, 0);
    text += about(explanations, head, width);
    for (auto at = steps.first(number); at < steps.first(number + 1); ++at) {
        const auto& part = recording.events[at];
        if (&part == &head || (part.kind != "msg" && part.kind != "derive")) continue;
        text += "\n" + paragraph(part.kind == "msg" ? "inside: " + title_of(part) : title_of(part), width, 0);
        text += about(explanations, part, width);
    }
    return text + both_ends(recording, head, width);
}

Result<std::string> explain_event(const Explanations& explanations, const record::Recording& recording,
                                  std::uint64_t seq, std::size_t width) {
    const auto event = std::ranges::find(recording.events, seq, &Event::seq);
    if (event == recording.events.end())
        return fail(Cause::invalid, fmt::format("no event {}; the recording has {}", seq, recording.events.size()));
    const auto number = record::Steps(recording.events).number_of(seq);
    return paragraph(fmt::format("event {}: {} (step {})", seq, title_of(*event), number), width, 0) +
           about(explanations, *event, width) + both_ends(recording, *event, width);
}

std::string list(const Explanations& explanations, std::size_t width) {
    std::string text;
    std::vector<std::string> kinds;
    for (const auto& one : explanations.all()) {
        if (std::ranges::find(kinds, one.kind) == kinds.end()) kinds.push_back(one.kind);
    }
    for (const auto& kind : kinds) {
        std::vector<std::string> names;
        for (const auto& one : explanations.all()) {
            const bool number = std::isdigit(static_cast<unsigned char>(one.names[0][0])) != 0 && one.names.size() > 1;
            if (one.kind == kind) names.push_back(number ? one.names[0] + " " + one.names[1] : one.names[0]);
        }
        text += kind + "\n" + paragraph(fmt::format("{}", fmt::join(names, ", ")), width, 2);
    }
    return text;
}

}  // namespace akmasim::view

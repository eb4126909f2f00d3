// SPDX-License-Identifier: Apache-2.0
// The card of an event, part by part from top to bottom.
#include "simulator/view/card.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/octets.hpp"
#include "simulator/knowledge/holders.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/lineage.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

constexpr std::size_t name_width = 30;

class Card {
public:
    Card(const std::vector<Event>& events, std::size_t position, CardOptions options)
        : events_(events),
          steps_(events),
          number_(steps_.number_at(position - 1)),
          event_(events[steps_.head(number_)]),
          options_(options) {}

    std::string draw() {
        title();
        if (event_.kind == "msg") message(event_);
        if (event_.kind == "refused") refusal();
        if (event_.kind == "state" || event_.kind == "timer") line(summary_of(event_));
        if (event_.kind == "adversary") adversary();
        if (event_.kind == "negotiated") negotiated();
        parts();
        return std::move(text_);
    }

private:
    void title();
    void message(const Event& event);
    void contents(const Event& event);
    void refusal();
    void adversary();
    void negotiated();
    void fields(const std::string& prefix, const json::Value& object);
    void field(const std::string& name, const json::Value& value);
    void octets(const Event& event);
    void parts();
    void births(const std::vector<const Event*>& derivations);
    void birth(const Event& derivation, const knowledge::KnownKey* known);

    void line(std::string_view words) { text_ += fmt::format("  {}\n", words); }
    void sentence(std::string_view words) {
        for (const auto& part : wrapped(words, options_.width - std::min<std::size_t>(options_.width, 4))) line(part);
    }
    void heading(std::string_view words) { text_ += "\n  " + in_colour(words, "1", options_.colour) + "\n"; }

    const std::vector<Event>& events_;
    record::Steps steps_;
    std::size_t number_;
    const Event& event_;
    CardOptions options_;
    std::string text_;
};

void Card::title() {
    auto rule = fmt::format("── step {} of {} ── {} ── {:.3f} ms ── event {} ", number_, steps_.count(),
                            printable(event_.step), static_cast<double>(event_.t) / 1e6, event_.seq);
    for (auto at = width_of(rule); at + 1 < options_.width; ++at) rule += "─";
    text_ += in_colour(rule, "1", options_.colour) + "\n";
}

void Card::message(const Event& event) {
    line(fmt::format("{}    {} → {}    ({})", in_colour(label_of(event), "36", options_.colour), printable(event.from),
                     printable(event.to), printable(event.ue)));
    const auto clause = clause_of(event);
    if (!clause.empty()) line(clause);
    if (const auto reason = why(event); !reason.empty()) sentence(reason);
    contents(event);
}

void Card::contents(const Event& event) {
    json::Document document;
    const auto f = document.parse(event.f);
    if (f && !f->members().empty()) {
        heading("fields");
        fields("", *f);
    }
    if (event.has_raw && !event.raw.empty()) octets(event);
}

void Card::adversary() {
    line(in_colour(summary_of(event_), "31", options_.colour));
    if (event_.of != 0)
        line(fmt::format("met as step {}: {} → {}", steps_.number_of(event_.of), printable(event_.from),
                         printable(event_.to)));
    contents(event_);
}

void Card::refusal() {
    const auto what = event_.msg.empty() ? std::string("it") : printable(event_.link) + " " + printable(event_.msg);
    const auto words = fmt::format("✗ {} refuses {}: {}", printable(event_.at), what, printable(event_.cause));
    line(in_colour(words, "31", options_.colour));
    sentence(printable(event_.detail));
}

void Card::negotiated() {
    line(fmt::format("{} {}", printable(event_.at), words_of_negotiated(event_)));
    json::Document document;
    if (const auto f = document.parse(event_.f)) fields("", *f);
}

void Card::fields(const std::string& prefix, const json::Value& object) {
    for (const auto& [name, value] : object.members()) {
        const auto full = prefix + printable(name);
        const bool nested = value.kind() == json::Kind::object && !value.member("$key");
        if (nested)
            fields(full + ".", value);
        else
            field(full, value);
    }
}

void Card::field(const std::string& name, const json::Value& value) {
    const auto key = value.kind() == json::Kind::object ? value.member("$key") : std::nullopt;
    const auto fp = key ? value.member("fp") : std::nullopt;
    const auto text = value.string();
    auto words = printable(text ? *text : value.text());
    if (key && fp) {
        const auto named = printable(key->string().value_or(""));
        words = fmt::format("{}, fingerprint {}", shown_key(named), printable(fp->string().value_or("")));
    }
    const auto room = options_.width > name_width + 24 ? options_.width - name_width - 5 : 20;
    text_ += fmt::format("    {:<{}} {}\n", name, name_width, cut(words, room));
}

void Card::octets(const Event& event) {
    const auto raw = from_hex(event.raw);
    if (!raw) return heading("octets that are no hexadecimal");
    const std::size_t octets_in_a_row = options_.width >= 78 ? 16 : 8;
    heading(fmt::format("octets ({})", raw->size()));
    for (std::size_t at = 0; at < raw->size(); at += octets_in_a_row) {
        const auto row = View(*raw).subspan(at, std::min(octets_in_a_row, raw->size() - at));
        std::string characters;
        for (const Octet octet : row) characters += octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '.';
        text_ += fmt::format("    {:04x}  {:<{}} {}\n", at, fmt::format("{:02x}", fmt::join(row, " ")),
                             octets_in_a_row * 3, characters);
    }
}

// What belongs to this step besides the event that stands for it.
void Card::parts() {
    std::vector<const Event*> derivations;
    std::vector<const Event*> states;
    for (auto at = steps_.first(number_); at < steps_.first(number_ + 1); ++at) {
        const auto& part = events_[at];
        if (part.kind == "derive") derivations.push_back(&part);
        if (part.kind == "state" || part.kind == "negotiated") states.push_back(&part);
        if (part.kind != "msg" || &part == &event_) continue;
        heading("inside");
        message(part);
    }
    if (!derivations.empty()) heading("keys born at this step");
    births(derivations);
    if (states.empty()) return;
    heading("states");
    for (const auto* state : states) {
        text_ += "    " + summary_of(*state) + "\n";
    }
}

void Card::births(const std::vector<const Event*>& derivations) {
    if (derivations.empty()) return;
    const auto keys = knowledge::holders_after(events_, std::max(event_.seq, derivations.back()->seq));
    for (const auto* derivation : derivations) {
        const auto known = std::ranges::find_if(keys, [&](const knowledge::KnownKey& one) {
            return one.key == derivation->key && one.ue == derivation->whose() && one.fp == derivation->fp;
        });
        birth(*derivation, known == keys.end() ? nullptr : &*known);
    }
}

void Card::birth(const Event& derivation, const knowledge::KnownKey* known) {
    std::vector<std::string> parties;
    for (const auto& party : known == nullptr ? std::vector<std::string>{} : known->held_by())
        parties.push_back(printable(party));
    const auto words =
        fmt::format("{}   from {}   {}", summary_of(derivation),
                    printable(fmt::format("{}", fmt::join(derivation.from_keys, ", "))), printable(derivation.clause));
    text_ += "    " + in_colour(words, "33", options_.colour) + "\n";
    const auto value = derivation.value.empty() ? "" : "   value " + printable(derivation.value);
    text_ += fmt::format("      fingerprint {}{}   known by {}\n", printable(derivation.fp), value,
                         fmt::join(parties, ", "));
    const auto check = check_line(events_, derivation);
    if (!check.empty()) text_ += "      $ " + check + "\n";
}

}  // namespace

std::string card(const std::vector<Event>& events, std::size_t position, CardOptions options) {
    if (position == 0 || position > events.size()) return "";
    return Card(events, position, options).draw();
}

}  // namespace akmasim::view

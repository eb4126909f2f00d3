// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/diagram.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/view/csv_cell.hpp"
#include "simulator/view/parties.hpp"
#include "simulator/view/problems.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

// What both languages take as text: letters of theirs are replaced, nothing breaks the line.
std::string plain(std::string_view text) {
    auto out = printable(text);
    std::ranges::replace(out, ';', ',');
    std::ranges::replace(out, '#', ' ');
    std::ranges::replace(out, '"', '\'');
    std::ranges::replace(out, '<', '(');
    std::ranges::replace(out, '>', ')');
    return out;
}

std::string id_of(const std::string& party) {
    std::string id;
    for (const char c : party) id += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return "p_" + id;
}

std::string note_of(const Event& event) {
    if (event.kind == "derive")
        return plain(shown_key(event.key)) + " from " +
               plain(fmt::format("{}", event.from_keys.empty() ? "" : event.from_keys[0]));
    if (event.kind == "refused") return "refuses " + plain(event.msg) + ": " + plain(event.detail);
    return "";
}

struct Language {
    std::string_view begin;
    std::string_view participant;  // {0}: id, {1}: name
    std::string_view message;      // {0}: from, {1}: to, {2}: words
    std::string_view inside;       // the same for what ran inside TLS
    std::string_view lost;         // the same for what nobody received
    std::string_view note;         // {0}: party, {1}: words
    std::string_view step;         // {0}: first party, {1}: last party, {2}: words
    std::string_view end;
};

std::string drawn(const record::Recording& recording, const Language& language) {
    const auto parties = parties_of(recording.events);
    const auto lost = lost_messages(recording.events);
    std::string text(language.begin);
    for (const auto& party : parties)
        text += fmt::format(fmt::runtime(language.participant), id_of(party), plain(party));
    std::string step = "\n";  // no step is called so
    for (const auto& event : recording.events) {
        const bool message = event.kind == "msg" && !event.from.empty() && !event.to.empty();
        const auto note = event.at.empty() ? "" : note_of(event);
        if (!message && note.empty()) continue;
        if (event.step != step) {
            step = event.step;
            text +=
                fmt::format(fmt::runtime(language.step), id_of(parties.front()), id_of(parties.back()), plain(step));
        }
        if (message)
            text += fmt::format(fmt::runtime(lost.contains(event.seq)   ? language.lost
                                             : event.inside.empty() ? language.message
                                                                    : language.inside),
                                id_of(event.from), id_of(event.to), plain(label_of(event)));
        else
            text += fmt::format(fmt::runtime(language.note), id_of(event.at), note);
    }
    return text.append(language.end);
}

}  // namespace

std::string mermaid(const record::Recording& recording) {
    return drawn(recording, {"sequenceDiagram\n", "  participant {0} as {1}\n", "  {0}->>{1}: {2}\n",
                             "  {0}-->>{1}: {2}\n", "  {0}-x{1}: {2}\n", "  Note over {0}: {1}\n", "  Note over {0},{1}: step {2}\n", ""});
}

std::string plantuml(const record::Recording& recording) {
    return drawn(recording, {"@startuml\n", "participant \"{1}\" as {0}\n", "{0} -> {1} : {2}\n", "{0} --> {1} : {2}\n",
                             "{0} ->x {1} : {2}\n",                              "note over {0} : {1}\n", "== {2} ==\n", "@enduml\n"});
}

std::string csv(const record::Recording& recording) {
    std::string text =
        "seq,t_ns,kind,step,ue,link,from,to,at,message,inside,octets,key,fingerprint,clause,cause,detail\r\n";
    for (const auto& one : recording.events) {
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", one.seq, one.t, csv_cell(one.kind),
                            csv_cell(one.step), csv_cell(one.ue), csv_cell(one.link), csv_cell(one.from), csv_cell(one.to),
                            csv_cell(one.at), csv_cell(one.msg), csv_cell(one.inside), one.raw.size() / 2, csv_cell(one.key),
                            csv_cell(one.fp), csv_cell(clause_of(one)), csv_cell(one.cause), csv_cell(one.detail));
    }
    return text;
}

}  // namespace akmasim::view

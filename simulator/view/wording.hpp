// SPDX-License-Identifier: Apache-2.0
// The words every view uses for an event: its clause, why it is sent, what a key is called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

// Of a message the clause is not recorded: it follows from link and name. Empty: nothing is known of it.
std::string clause_of(const record::Event& event);

// One sentence on why the message is sent; empty for one that explains itself.
std::string_view why(const record::Event& event);

// "K5GMSG = KAF" for KAF: the K_AF of the MSGin5G server's AF_ID; else the name itself.
std::string_view shown_key(std::string_view key);

// "N12 AuthenticateResponse", "Ua/TLS CoapRequest" for what crossed inside TLS; with what a reader wants at once: an
// error status, a cause, the MSGin5G message.
// Of a negotiated event: the mode that was got, and what differs from what was asked for.
std::string words_of_negotiated(const record::Event& event);
std::string label_of(const record::Event& event);
// Any event in a few words; of a message its label, without its parties.
std::string summary_of(const record::Event& event);

// The command line that derives the key by hand; empty where no KDF of TS 33.220 is used. key: hexadecimal, or a name
// in its place.
std::string check_by_hand(const record::Event& derivation, std::string_view key);

struct Filter {
    std::string link = {};  // empty: all
    std::string ue = {};
    std::string step = {};
};
// Derivations and states have no link: they pass a link filter.
bool is_about(const record::Event& event, const std::string& ue);  // or has a key of that subscriber; empty: all
bool passes(const record::Event& event, const Filter& filter);

std::string in_colour(std::string_view text, std::string_view code, bool colour);
std::size_t width_of(std::string_view utf8);                // code points
std::string cut(std::string_view utf8, std::size_t width);  // with an ellipsis where something is missing

std::string left_part(std::string_view utf8, std::size_t width);
std::vector<std::string> wrapped(std::string_view words, std::size_t width);  // lines of at most `width` code points

// In one line and one column each: what would command a terminal (console::commanding) is a question mark.
std::string printable(std::string_view text);

}  // namespace akmasim::view

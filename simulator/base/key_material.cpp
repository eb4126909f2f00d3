// SPDX-License-Identifier: Apache-2.0
#include "simulator/base/key_material.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "simulator/base/letters.hpp"

namespace akmasim {
namespace {

constexpr std::size_t shortest_hex = 16;     // digits
constexpr std::size_t longest_number = 20;   // decimal digits of a seed; a key that happens to have no letter is longer
constexpr std::size_t shortest_base64 = 22;  // of 16 octets, without its padding
constexpr std::size_t longest_name = 12;     // of a key: `key: KAUSF` names one and is none

constexpr std::string_view digits = "0123456789";
constexpr std::string_view either_case_hex = "0123456789abcdefABCDEF";
constexpr std::string_view lower_case = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view upper_case = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool has(std::string_view text, std::string_view some) { return text.find_first_of(some) != std::string_view::npos; }
bool is_word(char c) { return has({&c, 1}, digits) || has({&c, 1}, lower_case) || has({&c, 1}, upper_case); }

std::size_t end_of(std::string_view text, std::size_t at, std::string_view of) {
    return std::min(text.find_first_not_of(of, at), text.size());
}

void hide(std::string& text, std::size_t at, std::size_t end) {
    std::fill(text.begin() + static_cast<long>(at), text.begin() + static_cast<long>(end), '*');
}

// A group of hexadecimal digits that begins here, with 0x or \x before it; its end, or `at` where there is none.
std::size_t group_end(std::string_view text, std::size_t at) {
    const auto prefix = text.substr(at, 2);
    const auto from = prefix == "0x" || prefix == "0X" || prefix == "\\x" ? at + 2 : at;
    const auto end = end_of(text, from, either_case_hex);
    const bool whole = end == text.size() || !is_word(text[end]);
    return whole && end - from >= 2 ? end : at;
}

// Groups with nothing but separators between them.
void hide_hex(std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t count = 0;
        std::size_t last = at;
        for (auto from = at; from < text.size(); from = end_of(text, last, " \t:;,._|-")) {
            const auto end = group_end(text, from);
            if (end == from) break;
            count += end - from;
            last = end;
        }
        // An unbroken run is hidden also where letters stand right behind it.
        const auto run = end_of(text, at, either_case_hex);
        const bool number = run - at <= longest_number && end_of(text, at, digits) == run;
        if (count >= shortest_hex && !(number && last == run)) hide(text, at, last);
        if (run - at >= shortest_hex && !number) hide(text, at, run);
        at = std::max(last, run);
        if (at < text.size()) at = is_word(text[at]) ? end_of(text, at, std::string(digits) + std::string(lower_case) + std::string(upper_case)) : at + 1;
    }
}

bool looks_drawn(std::string_view run) { return has(run, digits) && has(run, lower_case) && has(run, upper_case); }

void hide_base64(std::string& text) {
    const auto alphabet = std::string(digits) + std::string(lower_case) + std::string(upper_case) + "+/_-";
    for (auto at = text.find_first_of(alphabet); at != std::string::npos; at = text.find_first_of(alphabet, at)) {
        const auto end = end_of(text, at, alphabet);
        const auto padded = end_of(text, end, "=");
        const bool part_of_a_name = text[at] == '/' || (at > 0 && text[at - 1] == '.') ||
                                    (padded < text.size() && text[padded] == '.');
        const bool is_base64 = looks_drawn(std::string_view(text).substr(at, end - at)) || padded - end == 2;
        if (end - at >= shortest_base64 && !part_of_a_name && is_base64) hide(text, at, padded);
        at = padded;
    }
}

// Of a scenario, or of the files that import reads.
bool names_a_secret(std::string_view name) {
    static constexpr std::array<std::string_view, 20> names{
        "k",     "key",    "ki",       "op",       "opc",      "opvalue",  "top",    "topc",      "privatekey", "psk",
        "token", "secret", "password", "forcekey", "kausf",    "kakma",    "kaf",    "encpermanentkey", "encopckey",  "permanentkeyvalue"};
    const auto wanted = lower(std::string(name));
    return std::ranges::find(names, wanted) != names.end();
}

// From the value's first octet to behind its last: what quotes or brackets hold, else up to what ends it in a flow.
std::size_t value_end(std::string_view text, std::size_t at) {
    const char first = text[at];
    const char closing = first == '[' ? ']' : first == '{' ? '}' : first == '\'' || first == '"' ? first : '\0';
    if (first == '{') return at;  // a map has names of its own
    if (closing != '\0') return std::min(text.find(closing, at + 1), text.size());
    return std::min(text.find_first_of(",}#\n", at), text.size());
}

bool is_a_name(std::string_view value) {
    const bool plain = std::ranges::all_of(value, [](char c) { return is_word(c) || c == '-'; });
    return value.starts_with("${") || (plain && value.size() <= longest_name && !value.empty() && !has(value.substr(0, 1), digits));
}

// What we say ourselves of a value: "expected 64 hexadecimal digits".
bool is_ours(std::string_view text) { return text.starts_with("expected "); }

void hide_named(std::string& text) {
    for (auto colon = text.find(':'); colon != std::string::npos; colon = text.find(':', colon + 1)) {
        auto name_end = colon;
        while (name_end > 0 && has({&text[name_end - 1], 1}, "'\" ")) --name_end;
        auto name = name_end;
        while (name > 0 && is_word(text[name - 1])) --name;
        if (!names_a_secret(std::string_view(text).substr(name, name_end - name))) continue;
        auto at = end_of(text, colon + 1, " \t");
        if (at == text.size() || text[at] == '\n') continue;
        auto end = value_end(text, at);
        if (text[at] == '\'' || text[at] == '"' || text[at] == '[') ++at;
        while (end > at && text[end - 1] == ' ') --end;
        const auto value = std::string_view(text).substr(at, end > at ? end - at : 0);
        if (!value.empty() && !is_a_name(value) && !is_ours(value)) hide(text, at, end);
    }
}

}  // namespace

void hide_keys(std::string& text) {
    hide_named(text);
    hide_hex(text);
    hide_base64(text);
}

}  // namespace akmasim

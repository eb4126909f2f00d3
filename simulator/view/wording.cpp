// SPDX-License-Identifier: Apache-2.0
// Clauses from the protocol's own tables where it has one, else from the explanations.
#include "simulator/view/wording.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/base/utf8.hpp"
#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/view/explanations.hpp"

namespace akmasim::view {
namespace {

template <std::size_t... i>
std::string_view nas_clause(std::string_view message, std::index_sequence<i...>) {
    std::string_view clause;
    const auto look = [&](std::string_view name, std::string_view its) {
        if (name == message) clause = its;
    };
    (look(std::variant_alternative_t<i, nas::Message>::name, std::variant_alternative_t<i, nas::Message>::clause), ...);
    return clause;
}

std::string_view sbi_clause(const record::Event& event) {
    for (const auto* operation : sbi::operations()) {
        const bool same = event.msg == operation->request || event.msg == operation->response;
        if (same && event.link == name_of(operation->link)) return operation->clause;
    }
    return {};
}

std::string text_at(const json::Value& f, std::string_view key) { return printable(f.words_at(key)); }

// What a reader wants at once.
std::string remark_of(const record::Event& event, const json::Value& f) {
    const auto status = f.member("status") ? f.member("status")->integer().value_or(0) : 0;
    if (status == 204 || status >= 300) return fmt::format(" {}", status);
    if (event.link == "N1" && f.member("cause")) return " #" + text_at(f, "cause");
    if (event.msg == "Alert") return " " + text_at(f, "description");
    for (const auto* name : {"msgType", "signal"}) {
        if (const auto text = text_at(f, name); !text.empty()) return " " + text;
    }
    return "";
}

bool starts_character(char octet) { return (static_cast<unsigned char>(octet) & 0xc0) != 0x80; }

}  // namespace

std::string clause_of(const record::Event& event) {
    if (event.kind != "msg" && !event.clause.empty()) return printable(event.clause);
    // TS 33.535 B.1.3: the ClientHello that names a key by its A-KID.
    if (event.msg == "ClientHello" && event.f.find("3GPP-AKMA") != std::string::npos)
        return "TS 33.535 B.1.3, RFC 8446 4.1.2";
    constexpr auto all = std::make_index_sequence<std::variant_size_v<nas::Message>>();
    if (event.link == "N1") return std::string(nas_clause(event.msg, all));
    if (const auto clause = sbi_clause(event); !clause.empty()) return std::string(clause);
    if (event.msg == "CoapRequest" && event.f.find(R"("path":"/msgin5g")") != std::string::npos) return "TS 24.538 6.1";
    const auto* message = built_in().find("message", event.msg);
    return message == nullptr ? "" : std::string(message->fact("clause"));
}

std::string_view why(const record::Event& event) {
    const auto* message = built_in().find("message", event.msg);
    return message == nullptr ? std::string_view{} : message->summary;
}

std::string_view shown_key(std::string_view key) { return key == "KAF" ? "K5GMSG = KAF" : key; }

std::string label_of(const record::Event& event) {
    json::Document document;
    const auto f = document.parse(event.f);
    const auto* within = event.inside.empty() ? "" : "/TLS";
    return fmt::format("{}{} {}{}", printable(event.link), within, printable(event.msg), f ? remark_of(event, *f) : "");
}

std::string summary_of(const record::Event& event) {
    const auto at = printable(event.at);
    if (event.kind == "msg") return label_of(event);
    if (event.kind == "derive") {
        const auto whose = event.owner.empty() ? "" : " for " + printable(event.owner);
        return fmt::format("+ {} at {}{}", printable(shown_key(event.key)), at, whose);
    }
    if (event.kind == "state") return fmt::format("{}: {} → {}", at, printable(event.was), printable(event.is));
    if (event.kind == "timer") return fmt::format("{} at {} runs out", printable(event.timer), at);
    if (event.kind == "negotiated") return fmt::format("{} {}", at, words_of_negotiated(event));
    const auto what = event.msg.empty() ? "it" : printable(event.msg);
    if (event.kind == "refused") return fmt::format("✗ {} refuses {}", at, what);
    const auto rule = event.rule.empty() ? "" : fmt::format(" (rule {})", printable(event.rule));
    return fmt::format("↯ {}: {} {}{}", at, event.verb.empty() ? event.kind : printable(event.verb), what, rule);
}

std::string words_of_negotiated(const record::Event& event) {
    json::Document document;
    const auto f = document.parse(event.f);
    if (!f) return "= a handshake";
    auto words = fmt::format("= {}: {} {}", text_at(*f, "got"), text_at(*f, "version"), text_at(*f, "cipherSuite"));
    if (const auto group = text_at(*f, "group"); !group.empty()) words += ", " + group;
    if (const auto early = text_at(*f, "earlyData"); !early.empty()) words += ", early data " + early;
    if (const auto differs = text_at(*f, "differs"); !differs.empty()) words += "; " + differs;
    return words;
}

// TS 33.220 B.2.0: S = FC || P0 || L0 || P1 || L1 ...
std::string check_by_hand(const record::Event& derivation, std::string_view key) {
    if (derivation.fc.empty()) return "";
    std::string s = derivation.fc;
    for (const auto& p : derivation.p) s += fmt::format("{}{:04x}", p, p.size() / 2);
    const bool half = derivation.key == "RESstar" || derivation.key == "KNASenc" || derivation.key == "KNASint";
    return fmt::format("printf {} | xxd -r -p | openssl dgst -sha256 -mac HMAC -macopt hexkey:{}{}", printable(s),
                       printable(key), half ? "   # its last 16 octets" : "");
}

bool is_about(const record::Event& event, const std::string& ue) {
    return ue.empty() || event.ue == ue || event.whose() == ue;
}

bool passes(const record::Event& event, const Filter& filter) {
    const auto fits = [](const std::string& wanted, const std::string& is) { return wanted.empty() || wanted == is; };
    return (event.link.empty() || fits(filter.link, event.link)) && is_about(event, filter.ue) &&
           fits(filter.step, event.step);
}

std::string in_colour(std::string_view text, std::string_view code, bool colour) {
    return colour ? fmt::format("{0}[{1}m{2}{0}[0m", console::paint, code, text) : std::string(text);
}

std::size_t width_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, starts_character));
}

std::string left_part(std::string_view utf8, std::size_t width) {
    std::size_t end = 0;
    for (std::size_t shown = 0; end < utf8.size(); ++end) {
        if (starts_character(utf8[end]) && ++shown > width) break;
    }
    return std::string(utf8.substr(0, end));
}

std::string cut(std::string_view utf8, std::size_t width) {
    if (width_of(utf8) <= width) return std::string(utf8);
    return left_part(utf8, std::max<std::size_t>(width, 1) - 1) + "…";
}

std::vector<std::string> wrapped(std::string_view words, std::size_t width) {
    std::vector<std::string> lines;
    const auto room = std::max<std::size_t>(width, 8);
    std::string line;
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        const auto word = words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
        if (!line.empty() && width_of(line) + 1 + width_of(word) > room) lines.push_back(std::exchange(line, {}));
        line += (line.empty() ? "" : " ") + std::string(word);
        for (; width_of(line) > room; line.erase(0, lines.back().size())) lines.push_back(left_part(line, room));
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
}

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto bad = console::commanding(text);
        const auto length = bad != 0 ? bad : character_at(text);
        out += bad != 0 ? std::string_view("?") : text.substr(0, length);
        text.remove_prefix(length);
    }
    return out;
}

}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/card.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

namespace akmasim::view {
namespace {

// Who holds which key after the event: where it was derived, and who got it in a message.
std::map<std::string, std::set<std::string>> holders(const std::vector<record::Event>& events, std::size_t until) {
    std::map<std::string, std::set<std::string>> held;
    std::map<std::string, std::string> name_of;  // fingerprint or value -> key
    for (std::size_t i = 0; i < until; ++i) {
        const auto& event = events[i];
        if (event.kind == "derive") {
            held[event.key].insert(event.at);
            name_of[event.fp] = event.key;
            if (!event.value.empty()) name_of[event.value] = event.key;
        } else if (event.kind == "msg") {
            for (const auto& [sign, key] : name_of) {
                if (event.f.find("\"" + sign + "\"") != std::string::npos) held[key].insert(event.to);
            }
        }
    }
    return held;
}

std::string octets(const std::string& raw) {
    std::string text;
    for (std::size_t at = 0; at < raw.size(); at += 64) text += fmt::format("    {}\n", raw.substr(at, 64));
    return text;
}

std::string fields(const std::string& json) {
    json::Document document;
    const auto value = document.parse(json);
    std::string text;
    if (value) for (const auto& [name, member] : value->members()) text += fmt::format("    {:<28} {}\n", name, member.text());
    return text;
}

}  // namespace

std::string card(const std::vector<record::Event>& events, std::size_t seq) {
    const auto& event = events[seq - 1];
    auto text = fmt::format("\n── {} of {} ── step {} ── t = {:.3f} ms ──\n", seq, events.size(), event.step, static_cast<double>(event.t) / 1e6);
    if (event.kind == "msg") {
        text += fmt::format("{}.{}   {} → {}{}   ({})\n", event.link, event.msg, event.from, event.to,
                            event.inside.empty() ? "" : "   inside TLS", event.ue);
        text += fields(event.f) + octets(event.raw);
    } else if (event.kind == "derive") {
        text += fmt::format("{} is born at {} from {}   {}\n", event.key, event.at, fmt::join(event.from_keys, ", "), event.clause);
        text += fmt::format("    FC {}   P {}\n    fingerprint {} {}\n", event.fc.empty() ? "-" : event.fc, fmt::join(event.p, " "), event.fp, event.value);
    } else if (event.kind == "state") {
        text += fmt::format("{}: {} → {}\n", event.at, event.was, event.is);
    } else {
        text += fmt::format("{} refuses: {} ({})\n", event.at, event.detail, event.cause);
    }
    text += "  who holds what:";
    for (const auto& [key, parties] : holders(events, seq)) text += fmt::format("  {} [{}]", key, fmt::join(parties, " "));
    return text + "\n";
}

}  // namespace akmasim::view

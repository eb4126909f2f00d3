// SPDX-License-Identifier: Apache-2.0
// Every timer that ends a wait, once: its name in a scenario and in a record, how long it runs, who says so, and what
// the party that is waited for may itself wait for meanwhile.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace akmasim {

struct TimerRule {
    std::string_view name;    // in a scenario's `timers`
    std::string_view label;   // in a record
    std::int64_t length = 0;  // nanoseconds
    std::string_view source;
    std::string_view behind;   // timers that may run out one after the other behind this one, by name (NAME@ROLE)
    std::string_view at = {};  // the only role that it is meant for; empty: all that have no rule of their own
};

namespace detail {
constexpr std::int64_t seconds(std::int64_t number) { return number * 1'000'000'000; }
}  // namespace detail

// A request over a service-based interface may have to wait for the NRF twice: for its receiver and for its token.
inline constexpr auto timer_rules = std::to_array<TimerRule>({
    {"nnrf", "Nnrf", detail::seconds(1), "assumed", ""},
    {"nudm", "Nudm", detail::seconds(2), "assumed", ""},
    {"n8", "N8", detail::seconds(2), "assumed", ""},
    {"n13", "N13", detail::seconds(2), "assumed", ""},
    {"n61", "N61", detail::seconds(2), "assumed", ""},
    {"cms", "CmS", detail::seconds(2), "assumed", ""},
    {"n12", "N12", detail::seconds(10), "TS 33.501 6.1.3.2.2, length assumed", "nnrf n13 nnrf nnrf n61"},
    {"n62", "N62", detail::seconds(7), "assumed", "nnrf nudm nnrf nudm"},
    {"n63", "N63", detail::seconds(7), "assumed", "nnrf nudm nnrf nudm"},
    {"n33", "N33", detail::seconds(13), "assumed", "nnrf nnrf n63 nnrf nudm"},
    // Notifications of the end of the service go the other way: an AF answers at once.
    {"n33", "N33", detail::seconds(2), "assumed", "", "nef"},
    {"n62", "N62", detail::seconds(2), "assumed", "", "aanf"},
    {"n63", "N63", detail::seconds(7), "assumed", "nnrf n33@nef", "aanf"},
    // What an AUSF waits for on N12 is the UE's answer, which the AMF asks for five times.
    {"n12", "N12", detail::seconds(45), "assumed", "T3560 T3560 T3560 T3560 T3560", "ausf"},
    {"handshake", "handshake", detail::seconds(20), "assumed", "n33"},
    {"session", "session", detail::seconds(20), "assumed", "n33"},
    {"coap", "coap", detail::seconds(93), "RFC 7252 4.8.2 MAX_TRANSMIT_WAIT", "nnrf cms"},
    {"http", "http", detail::seconds(10), "assumed", "nnrf cms"},
    {"digest", "digest", detail::seconds(20), "assumed", "n33 cms"},
    {"T3510", "T3510", detail::seconds(15), "TS 24.501 table 10.2.1", "nnrf n12"},
    {"T3511", "T3511", detail::seconds(10), "TS 24.501 table 10.2.1", ""},
    {"T3516", "T3516", detail::seconds(30), "TS 24.501 table 10.2.1", ""},
    {"T3520", "T3520", detail::seconds(15), "TS 24.501 table 10.2.1", ""},
    {"T3521", "T3521", detail::seconds(15), "TS 24.501 table 10.2.1", ""},
    {"T3522", "T3522", detail::seconds(6), "TS 24.501 table 10.2.2", ""},
    {"T3550", "T3550", detail::seconds(6), "TS 24.501 table 10.2.2", ""},
    {"T3560", "T3560", detail::seconds(6), "TS 24.501 table 10.2.2", ""},
    {"T3570", "T3570", detail::seconds(6), "TS 24.501 table 10.2.2", ""},
});

// The rule of a timer for a role, by its name or label; nullptr: there is no such timer.
constexpr const TimerRule* timer_rule(std::string_view timer, std::string_view role) {
    const TimerRule* general = nullptr;
    for (const auto& rule : timer_rules) {
        if (rule.name != timer && rule.label != timer) continue;
        if (rule.at == role) return &rule;
        if (rule.at.empty()) general = &rule;
    }
    return general;
}

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/table.hpp"

#include <fmt/format.h>

namespace akmasim::bench {
namespace {

double of(const Nanoseconds& medians, std::string_view name) {
    const auto found = medians.find(name);
    return found == medians.end() ? 0 : found->second;
}

std::string ratio(double above, double below) { return below > 0 ? fmt::format("{:.2f}", above / below) : "-"; }

}  // namespace

std::string table_of(const Nanoseconds& medians) {
    const auto whole = of(medians, whole_flow);
    const auto symmetric = of(medians, part_symmetric);
    const auto suci = of(medians, part_suci);
    const auto tls = of(medians, part_tls);
    const auto json = of(medians, part_json);
    const auto cryptography = of(medians, whole_cryptography);
    std::string text = "\nOne flow: registration, AKMA, TLS, one message (CPU time of both ends, medians)\n";
    const auto row = [&](std::string_view part, double ns) {
        text += fmt::format("  {:<46}{:>9.1f} us{:>7.1f} %\n", part, ns / 1000, whole > 0 ? 100 * ns / whole : 0);
    };
    row("symmetric: Milenage, KDF, SHA-256, NIA2, NEA2", symmetric);
    row("SUCI Profile A, conceal and open", suci);
    row("TLS 1.3 psk_dhe_ke and six records", tls);
    row("the cryptography above in one sequence", cryptography);
    row("JSON bodies, written and read", json);
    row("fabric, states, codecs and the rest", whole - cryptography - json);
    row("whole flow", whole);
    text += fmt::format("  {:<46}{:>9}      aim: at most 1.5\n", "whole flow over its cryptography",
                        ratio(whole, cryptography));
    text += fmt::format("  {:<46}{:>9}      aim: at least 5\n", "Milenage vector, times faster than naive",
                        ratio(of(medians, milenage_naive), of(medians, milenage)));
    text += fmt::format("  {:<46}{:>9}      aim: at least 3\n", "KDF, times faster than naive",
                        ratio(of(medians, kdf_naive), of(medians, kdf)));
    return text;
}

}  // namespace akmasim::bench

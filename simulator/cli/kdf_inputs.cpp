// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/kdf_inputs.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "simulator/base/letters.hpp"

namespace akmasim::cli {
namespace {

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_imsi(std::string_view text) { return is_digits(text) && text.size() >= 5 && text.size() <= 15; }

std::string meant(std::string_view likely) {
    return likely.empty() ? std::string() : fmt::format("; did you mean '{}'?", likely);
}

std::vector<std::string> split(const std::string& text, char between) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == between)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

// TS 29.571: suci-0-<mcc>-<mnc>-<RID>-<scheme>-<key id>-<output>; with the null scheme the output is the MSIN.
std::string supi_in(const std::string& suci) {
    const auto parts = split(suci, '-');
    const bool null_scheme = parts.size() == 8 && parts[1] == "0" && parts[5] == "0";
    const auto imsi = null_scheme ? parts[2] + parts[3] + parts[7] : std::string();
    return is_imsi(imsi) ? "imsi-" + imsi : "";
}

// The digits behind a word, such as those of the mnc.
std::string digits_behind(const std::string& text, std::string_view word) {
    const auto at = text.find(word);
    if (at == std::string::npos) return "";
    const auto begin = at + word.size();
    const auto end = std::min(text.find_first_not_of("0123456789", begin), text.size());
    return text.substr(begin, end - begin);
}

std::string likely_network(const std::string& text) {
    const auto small = lower(text);
    auto mnc = digits_behind(small, "mnc");
    const auto mcc = digits_behind(small, "mcc");
    if (mcc.size() != 3 || mnc.empty() || mnc.size() > 3) return "";
    mnc.insert(0, 3 - mnc.size(), '0');
    return fmt::format("5G:mnc{}.mcc{}.3gppnetwork.org", mnc, mcc);
}

// TS 24.501 9.12.1: of a stand-alone non-public network its NID, 11 hexadecimal digits, follows.
bool is_serving_network(const std::string& text) {
    const auto parts = split(text, ':');
    if (parts.size() < 2 || parts.size() > 3 || parts[0] != "5G") return false;
    if (parts.size() == 3 &&
        (parts[2].size() != 11 || parts[2].find_first_not_of("0123456789ABCDEFabcdef") != std::string::npos))
        return false;
    const auto likely = likely_network(parts[1]);
    return !likely.empty() && likely == "5G:" + parts[1];
}

bool is_label(const std::string& label) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, good);
}

// RFC 1123 2.1; the last label of a name is no number, which an address would have.
bool is_name(const std::string& text) {
    const auto labels = split(text, '.');
    return text.size() <= 253 && std::ranges::all_of(labels, is_label) && !is_digits(labels.back());
}

// Without scheme, user, port, path and final dot.
std::string likely_name(std::string text) {
    if (const auto at = text.find("://"); at != std::string::npos) text.erase(0, at + 3);
    text.erase(std::min(text.find_first_of("/?#"), text.size()));
    if (const auto at = text.rfind('@'); at != std::string::npos) text.erase(0, at + 1);
    text.erase(std::min(text.find(':'), text.size()));
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
    while (text.ends_with('.')) text.pop_back();
    return is_name(text) ? lower(text) : "";
}

}  // namespace

Result<Supi> supi_from(const std::string& text) {
    if (text.empty()) return fail(Cause::invalid, "--supi is missing, for example imsi-001010000000001");
    const auto small = lower(text);
    if (small.starts_with("suci-"))
        return fail(Cause::invalid, "--supi: a SUCI is no SUPI: its keys come from what it conceals" + meant(supi_in(small)));
    if (text.starts_with("imsi-") && !is_imsi(std::string_view(text).substr(5)))
        return fail(Cause::invalid, "--supi: expected imsi- and 5 to 15 digits");
    for (const std::string_view prefix : {"imsi-", "nai-", "gci-", "gli-"}) {
        if (text.starts_with(prefix) && text.size() > prefix.size()) return Supi(text);
        if (small.starts_with(prefix))
            return fail(Cause::invalid, fmt::format("--supi: the prefix is written {}{}", prefix,
                                                    meant(fmt::format("{}{}", prefix, text.substr(prefix.size())))));
    }
    if (is_digits(text) && !is_imsi(text)) return fail(Cause::invalid, "--supi: an IMSI has 5 to 15 digits");
    if (is_imsi(text)) return Supi(text);
    const auto at = text.find('@');
    if (at != std::string::npos && at > 0 && at + 1 < text.size() && text.find(' ') == std::string::npos) return Supi(text);
    return fail(Cause::invalid, "--supi: expected a SUPI such as imsi-001010000000001 or nai-user@example.org");
}

Result<ServingNetworkName> serving_network_from(const std::string& text) {
    if (text.empty()) return fail(Cause::invalid, "--snn is missing, for example 5G:mnc001.mcc001.3gppnetwork.org");
    if (is_serving_network(text)) return ServingNetworkName(text);
    return fail(Cause::invalid,
                "--snn: expected 5G:mnc<3 digits>.mcc<3 digits>.3gppnetwork.org, in this case of letters" +
                    meant(likely_network(text)));
}

Result<ServingNetworkName> access_network_from(const std::string& text) {
    constexpr std::array<std::string_view, 5> others{"WLAN", "HRPD", "WIMAX", "ETHERNET", "UNKNOWN"};
    if (std::ranges::find(others, text) != others.end()) return ServingNetworkName(text);
    return serving_network_from(text);
}

Result<Fqdn> fqdn_from(const std::string& text) {
    if (text.empty()) return fail(Cause::invalid, "--fqdn of the AF is missing");
    if (is_name(text)) return Fqdn(text);
    const bool dot = text.ends_with('.') && is_name(text.substr(0, text.size() - 1));
    if (dot) return Fqdn(text);
    return fail(Cause::invalid, "--fqdn: expected a domain name alone: no scheme, port, path or address" +
                                    meant(likely_name(text)));
}

}  // namespace akmasim::cli

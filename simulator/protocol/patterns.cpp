// SPDX-License-Identifier: Apache-2.0
// The patterns, by hand: a regular expression engine is no place for a peer's text.
#include "simulator/protocol/patterns.hpp"

#include <algorithm>
#include <array>

#include "simulator/protocol/nas_identity.hpp"

namespace akmasim::patterns {
namespace {

constexpr std::size_t longest_identifier = 3072;

bool is_digits(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

// No control octet (NUL among them), no space.
bool is_visible(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
}

bool is_nai(std::string_view text) {
    const auto at = text.find('@');
    return is_visible(text) && text.size() <= 1024 && at != 0 && at != std::string_view::npos && at + 1 < text.size();
}

// TS 29.571 Supi: imsi-, or nai-, gci-, gli- and a NAI.
bool is_supi(std::string_view text) {
    if (text.starts_with("imsi-")) return is_digits(text.substr(5), 5, 15);
    for (const auto* prefix : {"nai-", "gci-", "gli-"}) {
        if (text.starts_with(prefix)) return is_nai(text.substr(4));
    }
    return false;
}

bool is_gpsi(std::string_view text) {
    if (text.starts_with("msisdn-")) return is_digits(text.substr(7), 5, 15);
    return text.starts_with("extid-") && is_nai(text.substr(6));
}

bool is_suci(std::string_view text) { return nas::Suci::from_text(text).has_value(); }

bool is_supi_or_suci(std::string_view text) { return text.starts_with("suci-") ? is_suci(text) : is_supi(text); }

// TS 24.501 9.12.1: 5G:mnc<3>.mcc<3>.3gppnetwork.org, for an SNPN with ":" and 11 hex digits behind.
bool is_serving_network_name(std::string_view text) {
    constexpr std::string_view end = ".3gppnetwork.org";
    if (text.size() < 33 - 1 || !text.starts_with("5G:mnc") || !is_digits(text.substr(6, 3), 3, 3)) return false;
    if (text.substr(9, 4) != ".mcc" || !is_digits(text.substr(13, 3), 3, 3) || text.substr(16, end.size()) != end)
        return false;
    const auto network = text.substr(16 + end.size());
    return network.empty() || (network.size() == 12 && network[0] == ':' && is_hex(network.substr(1)));
}

bool is_routing_indicator(std::string_view text) { return is_digits(text, 1, 4); }

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : !is_hex(text.substr(i, 1))) return false;
    }
    return true;
}

// RFC 3339 5.6. Not modelled: the number of days of a month.
bool is_date_time(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    if (text.size() <= shape.size() || text.size() > 40) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == 'd' ? !is_digits(text.substr(i, 1), 1, 1) : text[i] != shape[i]) return false;
    }
    auto rest = text.substr(shape.size());
    if (rest[0] == '.') {
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end == 1) return false;
        rest.remove_prefix(end);
    }
    if (rest == "Z") return true;
    return rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':' &&
           is_digits(rest.substr(1, 2), 2, 2) && is_digits(rest.substr(4), 2, 2);
}

// TS 33.535 6.1: a NAI (RFC 7542).
bool is_a_kid(std::string_view text) { return is_nai(text); }

// Assumed: <fqdn>:<10 hex digits>, or the FQDN alone.
bool is_af_id(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return is_visible(text) && text.size() <= 253;
    return is_visible(text) && colon != 0 && colon <= 253 &&
           text.size() == colon + 11 && is_hex(text.substr(colon + 1));
}

// TS 23.554 clause 6 was not available: 1 to 255 octets (assumed).
bool is_ue_service_id(std::string_view text) { return is_visible(text) && text.size() <= 255; }

struct Pattern {
    std::string_view identifier;
    bool (*matches)(std::string_view);
};

constexpr std::array<Pattern, 13> known{{
    {Supi::name, is_supi},
    {Gpsi::name, is_gpsi},
    {Suci::name, is_suci},
    {SupiOrSuci::name, is_supi_or_suci},
    {ServingNetworkName::name, is_serving_network_name},
    {RoutingIndicator::name, is_routing_indicator},
    {NfInstanceId::name, is_uuid},
    {DateTime::name, is_date_time},
    {AKid::name, is_a_kid},
    {"afId", is_af_id},
    {"suppFeat", is_hex},  // TS 29.571
    {UeServiceId::name, is_ue_service_id},
    {Uri::name, is_visible},
}};

bool is_text(std::string_view text) { return text.find('\0') == std::string_view::npos && text.size() <= 1024; }

}  // namespace

Result<void> check(std::string_view identifier, std::string_view text) {
    const auto* found =
        std::find_if(known.begin(), known.end(), [&](const Pattern& one) { return one.identifier == identifier; });
    const auto matches = found == known.end() ? is_text : found->matches;
    if (text.size() > longest_identifier || !matches(text)) {
        return fail(Cause::malformed, "does not match the pattern of " + std::string(identifier));
    }
    return {};
}

}  // namespace akmasim::patterns

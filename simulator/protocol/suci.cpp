// SPDX-License-Identifier: Apache-2.0
// SUCI in its three spellings: NAS octets (TS 24.501 9.11.3.4), JSON text (TS 29.571) and NAI (TS 23.003 28.7.3).
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "simulator/protocol/nas_octets.hpp"

namespace akmasim::nas {
namespace {

constexpr std::size_t longest_text = 2048;  // assumed: room for any NAI and its ECIES output
constexpr std::size_t longest_imsi = 15;    // TS 23.003 2.2

// One and the same refusal for whatever is wrong, so that a peer learns nothing from it.
tl::unexpected<Error> refuse() { return fail(Cause::malformed, "not a SUCI"); }

std::size_t ephemeral_key_octets(std::uint8_t scheme) { return scheme == 1 ? 32 : 33; }
constexpr std::size_t mac_octets = 8;

std::optional<int> number(std::string_view text, int most) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0 || value > most)
        return std::nullopt;
    return value;
}

// A NAI spells the parts of a concealed output apart, so they must be there.
bool consistent_nai(const Suci& suci) {
    if (suci.realm.empty() || suci.realm.find('@') != std::string::npos) return false;
    const bool has_parts = suci.protection_scheme == 1 || suci.protection_scheme == 2;
    return !has_parts || suci.scheme_output.size() > ephemeral_key_octets(suci.protection_scheme) + mac_octets;
}

// TS 24.501 9.11.3.4: 255 is reserved, and 0 belongs to the null scheme and to no other.
bool consistent(const Suci& suci) {
    if (suci.scheme_output.empty() || suci.protection_scheme > 15) return false;
    if ((suci.protection_scheme == 0) != (suci.home_network_public_key_id == 0)) return false;
    if (suci.home_network_public_key_id == 255) return false;
    if (suci.routing_indicator.empty() || suci.routing_indicator.size() > 4 || !all_digits(suci.routing_indicator))
        return false;
    if (suci.supi_format != SupiFormat::imsi) return consistent_nai(suci);
    if (suci.protection_scheme != 0) return true;
    const auto msin = digits_of(suci.scheme_output);
    return msin && suci.mcc.size() + suci.mnc.size() + msin->size() <= longest_imsi;
}

Result<Suci> if_consistent(Suci suci) {
    if (!consistent(suci)) return refuse();
    return suci;
}

std::string output_text(const Suci& suci) {
    if (suci.protection_scheme != 0) return hex(suci.scheme_output);
    if (suci.supi_format != SupiFormat::imsi) return std::string(text_of(suci.scheme_output));
    return digits_of(suci.scheme_output).value_or("");
}

bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
}

Result<Octets> output_from(const Suci& suci, std::string_view text) {
    if (suci.protection_scheme != 0) return from_hex(text);
    if (suci.supi_format == SupiFormat::imsi) return packed_digits(text);
    if (!printable(text)) return refuse();
    return Octets(text.begin(), text.end());
}

std::string_view cut(std::string_view& text, char at) {
    const auto end = std::min(text.find(at), text.size());
    const auto head = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return head;
}

// "<rid>-<scheme>-<key id>-<output>"
Result<Suci> from_tail(Suci suci, std::string_view tail) {
    suci.routing_indicator = cut(tail, '-');
    const auto scheme = cut(tail, '-');
    const auto key = number(cut(tail, '-'), 254);
    if (scheme.size() != 1 || !std::isxdigit(static_cast<unsigned char>(scheme[0])) || !key) return refuse();
    int value = 0;
    std::from_chars(scheme.data(), scheme.data() + 1, value, 16);
    suci.protection_scheme = static_cast<std::uint8_t>(value);
    suci.home_network_public_key_id = static_cast<std::uint8_t>(*key);
    auto output = output_from(suci, tail);
    if (!output) return refuse();
    suci.scheme_output = std::move(*output);
    return if_consistent(std::move(suci));
}

// A realm may hold hyphens: the first place where the rest reads as a tail ends it.
Result<Suci> from_realm_and_tail(Suci suci, std::string_view rest) {
    for (auto at = rest.find('-'); at != std::string_view::npos; at = rest.find('-', at + 1)) {
        suci.realm = rest.substr(0, at);
        if (auto found = from_tail(suci, rest.substr(at + 1))) return found;
    }
    return refuse();
}

// TS 23.003 28.7.3: type1.rid678.schid1.hnkey27.ecckey<hex>.cip<hex>.mac<hex>@realm, or ...schid0.userid<name>@realm.
// The form with a public key is assumed.
std::string nai_of(const Suci& suci) {
    auto nai = fmt::format("type{}.rid{}.schid{}.", static_cast<int>(suci.supi_format), suci.routing_indicator,
                           suci.protection_scheme);
    const View output = suci.scheme_output;
    const auto key = ephemeral_key_octets(suci.protection_scheme);
    if (suci.protection_scheme == 0) {
        nai += fmt::format("userid{}", text_of(output));
    } else if (suci.protection_scheme <= 2 && output.size() >= key + mac_octets) {
        nai += fmt::format("hnkey{}.ecckey{}.cip{}.mac{}", suci.home_network_public_key_id, hex(output.first(key)),
                           hex(output.subspan(key, output.size() - key - mac_octets)), hex(output.last(mac_octets)));
    } else {
        nai += fmt::format("hnkey{}.out{}", suci.home_network_public_key_id, hex(output));
    }
    return nai + "@" + suci.realm;
}

std::optional<std::string_view> label(std::string_view& text, std::string_view name) {
    if (!text.starts_with(name)) return std::nullopt;
    text.remove_prefix(name.size());
    return cut(text, '.');
}

// The parts behind hnkey, joined again to the scheme output.
Result<Octets> concealed_output(std::string_view parts, std::uint8_t scheme) {
    Octets output;
    if (scheme > 2) {
        const auto whole = label(parts, "out");
        return whole ? from_hex(*whole) : Result<Octets>(refuse());
    }
    const std::pair<std::string_view, std::size_t> expected[] = {
        {"ecckey", ephemeral_key_octets(scheme)}, {"cip", 0}, {"mac", mac_octets}};
    for (const auto& [name, length] : expected) {
        const auto part = label(parts, name);
        const auto octets = part ? from_hex(*part) : Result<Octets>(refuse());
        if (!octets || octets->empty() || (length != 0 && octets->size() != length)) return refuse();
        append(output, *octets);
    }
    if (!parts.empty()) return refuse();
    return output;
}

Result<Suci> from_nai(Suci suci, std::string_view nai) {
    const auto at = nai.rfind('@');
    if (at == std::string_view::npos || !printable(nai)) return refuse();
    suci.realm = nai.substr(at + 1);
    auto user = nai.substr(0, at);
    const auto type = label(user, "type");
    const auto rid = label(user, "rid");
    const auto scheme = number(label(user, "schid").value_or(""), 15);
    if (!type || number(*type, 7) != static_cast<int>(suci.supi_format) || !rid || !scheme) return refuse();
    suci.routing_indicator = *rid;
    suci.protection_scheme = static_cast<std::uint8_t>(*scheme);
    if (*scheme == 0) {
        if (!user.starts_with("userid")) return refuse();
        user.remove_prefix(6);
        suci.scheme_output.assign(user.begin(), user.end());
        return if_consistent(std::move(suci));
    }
    const auto key = number(label(user, "hnkey").value_or(""), 254);
    auto output = concealed_output(user, suci.protection_scheme);
    if (!key || !output) return refuse();
    suci.home_network_public_key_id = static_cast<std::uint8_t>(*key);
    suci.scheme_output = std::move(*output);
    return if_consistent(std::move(suci));
}

Result<std::string> routing_indicator_from(View two) {
    std::string digits;
    bool ended = false;
    for (const int nibble : {two[0] & 0xf, two[0] >> 4, two[1] & 0xf, two[1] >> 4}) {
        if (nibble == 0xf)
            ended = true;
        else if (nibble > 9 || ended)
            return refuse();
        else
            digits.push_back(static_cast<char>('0' + nibble));
    }
    if (digits.empty()) return refuse();
    return digits;
}

}  // namespace

akmasim::Suci Suci::text() const {
    const auto home = supi_format == SupiFormat::imsi ? fmt::format("0-{}-{}", mcc, mnc)
                                                      : fmt::format("{}-{}", static_cast<int>(supi_format), realm);
    return akmasim::Suci(fmt::format("suci-{}-{}-{:x}-{}-{}", home, routing_indicator, protection_scheme,
                                     home_network_public_key_id, output_text(*this)));
}

Result<Suci> Suci::from_text(std::string_view text) {
    if (!text.starts_with("suci-") || text.size() > longest_text || !printable(text)) return refuse();
    text.remove_prefix(5);
    Suci suci;
    const auto format = number(cut(text, '-'), 3);
    if (!format) return refuse();
    suci.supi_format = static_cast<SupiFormat>(*format);
    if (suci.supi_format != SupiFormat::imsi) return from_realm_and_tail(std::move(suci), text);
    suci.mcc = cut(text, '-');
    suci.mnc = cut(text, '-');
    if (suci.mcc.size() != 3 || suci.mnc.size() < 2 || suci.mnc.size() > 3 || !all_digits(suci.mcc + suci.mnc))
        return refuse();
    return from_tail(std::move(suci), text);
}

Octets Suci::octets() const {
    Octets out{static_cast<Octet>(static_cast<int>(supi_format) << 4 | static_cast<int>(IdentityType::suci))};
    if (supi_format != SupiFormat::imsi) {
        append(out, view_of(nai_of(*this)));
        return out;
    }
    append_plmn(out, mcc, mnc);
    std::array<Octet, 2> indicator{0xff, 0xff};
    for (std::size_t i = 0; i < std::min<std::size_t>(routing_indicator.size(), 4); ++i) {
        const int shift = i % 2 == 0 ? 0 : 4;
        const int kept = indicator[i / 2] & ~(0xf << shift);
        indicator[i / 2] = static_cast<Octet>(kept | ((routing_indicator[i] - '0') & 0xf) << shift);
    }
    append(out, indicator);
    out.push_back(protection_scheme);
    out.push_back(home_network_public_key_id);
    append(out, scheme_output);
    return out;
}

Result<Suci> Suci::from_octets(View contents) {
    if (contents.empty() || (contents[0] & 0x8f) != static_cast<int>(IdentityType::suci) || contents[0] >> 4 > 3)
        return refuse();
    Suci suci;
    suci.supi_format = static_cast<SupiFormat>(contents[0] >> 4);
    if (suci.supi_format != SupiFormat::imsi) {
        if (contents.size() > longest_text) return refuse();
        return from_nai(std::move(suci), text_of(contents.subspan(1)));
    }
    if (contents.size() < 9 || contents.size() > longest_text) return refuse();
    auto plmn = plmn_from(contents.subspan(1, 3));
    if (!plmn) return refuse();
    suci.mcc = std::move(plmn->mcc);
    suci.mnc = std::move(plmn->mnc);
    suci.routing_indicator = TRY(routing_indicator_from(contents.subspan(4, 2)));
    suci.protection_scheme = contents[6] & 0xf;
    suci.home_network_public_key_id = contents[7];
    const View output = contents.subspan(8);
    suci.scheme_output.assign(output.begin(), output.end());
    return if_consistent(std::move(suci));
}

Result<Supi> supi_of(const Suci& suci, View plaintext) {
    if (suci.supi_format != SupiFormat::imsi) {
        constexpr std::array<std::string_view, 4> prefixes{"imsi-", "nai-", "gci-", "gli-"};
        if (plaintext.empty() || !printable(text_of(plaintext))) return refuse();
        return Supi(fmt::format("{}{}@{}", prefixes[static_cast<std::size_t>(suci.supi_format)], text_of(plaintext),
                                suci.realm));
    }
    const auto msin = digits_of(plaintext);
    if (!msin || suci.mcc.size() + suci.mnc.size() + msin->size() > longest_imsi) return refuse();
    return Supi("imsi-" + suci.mcc + suci.mnc + *msin);
}

}  // namespace akmasim::nas

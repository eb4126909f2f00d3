// SPDX-License-Identifier: Apache-2.0
#include "simulator/base/octets.hpp"

#include <array>
#include <cstring>

namespace akmasim {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// What a character counts as a hexadecimal digit; 16: it is none.
constexpr std::array<Octet, 256> nibbles = [] {
    std::array<Octet, 256> values{};
    values.fill(16);
    for (Octet value = 0; value < 16; ++value) {
        values[static_cast<Octet>(hex_digits[value])] = value;
        if (value >= 10) values[static_cast<Octet>(hex_digits[value] - 'a' + 'A')] = value;
    }
    return values;
}();

Octet nibble(char digit) { return nibbles[static_cast<Octet>(digit)]; }

std::string encode_base64(View octets, std::string_view alphabet, bool padded) {
    std::string text;
    text.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, octets.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < left ? octets[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k) {
            if (k <= left)
                text += alphabet[group >> (18 - 6 * k) & 0x3f];
            else if (padded)
                text += '=';
        }
    }
    return text;
}

Result<Octets> decode_base64(std::string_view text, std::string_view alphabet) {
    if (text.size() % 4 == 1) return fail(Cause::malformed, "base64 text of an impossible length");
    Octets octets;
    octets.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char character : text) {
        const auto value = alphabet.find(character);
        if (value == std::string_view::npos) return fail(Cause::malformed, "a character outside the base64 alphabet");
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        octets.push_back(static_cast<Octet>(bits >> held));
    }
    if ((bits & ((1U << held) - 1)) != 0) return fail(Cause::malformed, "base64 text with non-zero trailing bits");
    return octets;
}

}  // namespace

std::string hex(View octets) {
    std::string text(octets.size() * 2, '0');
    for (std::size_t i = 0; i < octets.size(); ++i) {
        text[2 * i] = hex_digits[octets[i] >> 4];
        text[2 * i + 1] = hex_digits[octets[i] & 0x0f];
    }
    return text;
}

Result<void> from_hex(std::string_view text, std::span<Octet> out) {
    if (text.size() != out.size() * 2) {
        return fail(Cause::malformed, "expected " + std::to_string(out.size() * 2) + " hexadecimal digits, got " +
                                          std::to_string(text.size()) + " characters");
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Octet high = nibble(text[2 * i]);
        const Octet low = nibble(text[2 * i + 1]);
        if (high > 15 || low > 15) return fail(Cause::malformed, "a character that is not a hexadecimal digit");
        out[i] = static_cast<Octet>(high << 4 | low);
    }
    return {};
}

Result<Octets> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return fail(Cause::malformed, "an odd number of hexadecimal digits");
    Octets octets(text.size() / 2);
    TRY(from_hex(text, octets));
    return octets;
}

std::string base64(View octets) { return encode_base64(octets, standard, true); }
std::string base64url(View octets) { return encode_base64(octets, url_safe, false); }

Result<Octets> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return fail(Cause::malformed, "base64 text without its padding");
    for (int padding = 0; padding < 2 && !text.empty() && text.back() == '='; ++padding) text.remove_suffix(1);
    return decode_base64(text, standard);
}

Result<Octets> from_base64url(std::string_view text) { return decode_base64(text, url_safe); }

bool same_in_constant_time(View a, View b) {
    if (a.size() != b.size()) return false;
    volatile Octet difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference = difference | (a[i] ^ b[i]);
    return difference == 0;
}

void wipe(std::span<Octet> octets) { explicit_bzero(octets.data(), octets.size()); }

}  // namespace akmasim

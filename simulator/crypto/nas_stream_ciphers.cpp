// SPDX-License-Identifier: Apache-2.0
// The NAS algorithms over stream ciphers: NIA1 and NEA1 (SNOW 3G), NIA3 and NEA3 (ZUC).
#include "simulator/crypto/nas_security.hpp"
#include "simulator/crypto/snow3g.hpp"
#include "simulator/crypto/zuc.hpp"

namespace akmasim::crypto {
namespace {

std::uint32_t shifted(Octet value, int bits) { return static_cast<std::uint32_t>(value) << bits; }

template <class Cipher>
void add_key_stream(Cipher& cipher, std::span<Octet> message) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < message.size(); ++i) {
        if (i % 4 == 0) word = cipher.next();
        message[i] ^= static_cast<Octet>(word >> (24 - 8 * (i % 4)));
    }
}

NasMac octets_of(std::uint32_t word) {
    return {static_cast<Octet>(word >> 24), static_cast<Octet>(word >> 16), static_cast<Octet>(word >> 8),
            static_cast<Octet>(word)};
}

template <class Cipher>
std::uint64_t two_words(Cipher& cipher) {
    const std::uint64_t first = cipher.next();
    return first << 32 | cipher.next();
}

// TS 35.215 4.3.2: multiplication in GF(2^64) with x^64 + x^4 + x^3 + x + 1.
std::uint64_t mul64(std::uint64_t v, std::uint64_t p) {
    std::uint64_t product = 0;
    for (int i = 0; i < 64; ++i) {
        if ((p >> i & 1) != 0) product ^= v;
        v = v << 1 ^ ((v >> 63) != 0 ? 0x1bU : 0U);
    }
    return product;
}

// Up to 8 octets, zeros behind.
std::uint64_t block_at(View message, std::size_t at) {
    std::uint64_t block = 0;
    for (std::size_t i = 0; i < 8; ++i) block = block << 8 | (at + i < message.size() ? message[at + i] : 0U);
    return block;
}

// 128-EEA3 3.3: COUNT || BEARER || DIRECTION || 0, twice.
std::array<Octet, 16> zuc_iv(std::uint32_t count, Octet bearer, Octet direction) {
    std::array<Octet, 16> iv{};
    const auto octets = octets_of(count);
    for (std::size_t i = 0; i < 4; ++i) iv[i] = iv[i + 8] = octets[i];
    iv[4] = iv[12] = static_cast<Octet>(bearer << 3 | direction << 2);
    return iv;
}

}  // namespace

void nea1(const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction, std::span<Octet> message) {
    const auto iv = shifted(bearer, 27) | shifted(direction, 26);
    Snow3g cipher(key.expose(), {iv, count, iv, count});
    add_key_stream(cipher, message);
}

NasMac nia1(const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message) {
    const auto fresh = shifted(bearer, 27);
    Snow3g cipher(key.expose(), {fresh ^ shifted(direction, 15), count ^ shifted(direction, 31), fresh, count});
    const auto p = two_words(cipher);
    const auto q = two_words(cipher);
    std::uint64_t evaluated = 0;
    for (std::size_t at = 0; at < message.size(); at += 8) evaluated = mul64(evaluated ^ block_at(message, at), p);
    evaluated = mul64(evaluated ^ message.size() * 8, q);
    return octets_of(static_cast<std::uint32_t>(evaluated >> 32) ^ cipher.next());
}

void nea3(const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction, std::span<Octet> message) {
    Zuc cipher(key.expose(), zuc_iv(count, bearer, direction));
    add_key_stream(cipher, message);
}

NasMac nia3(const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message) {
    // 128-EIA3 4.3: the direction stands elsewhere than in 128-EEA3.
    auto iv = zuc_iv(count, bearer, 0);
    iv[8] ^= static_cast<Octet>(direction << 7);
    iv[14] ^= static_cast<Octet>(direction << 7);
    Zuc cipher(key.expose(), iv);
    // 128-EIA3 4.4: the key stream's 32 bits from bit i on, for each bit i that is set, and from the end on.
    std::uint32_t tag = 0;
    auto window = two_words(cipher);
    for (std::size_t i = 0; i < message.size() * 8; ++i) {
        if (i != 0 && i % 32 == 0) window = window << 32 | cipher.next();
        const bool set = (message[i / 8] >> (7 - i % 8) & 1) != 0;
        if (set) tag ^= static_cast<std::uint32_t>(window >> (32 - i % 32));
    }
    const auto beyond = message.size() * 8 % 32;
    if (beyond == 0 && !message.empty()) window = window << 32 | cipher.next();
    tag ^= static_cast<std::uint32_t>(window >> (32 - beyond));
    const bool whole = beyond == 0;
    return octets_of(tag ^ (whole ? static_cast<std::uint32_t>(window) : cipher.next()));
}

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/nas_security.hpp"

#include <algorithm>

#include "simulator/crypto/aes.hpp"

namespace akmasim::crypto {
namespace {

using Block = std::array<Octet, 16>;

// RFC 4493 2.3: doubling in GF(2^128).
void twice(Block& block) {
    const Octet carry = block[0] >> 7;
    for (std::size_t i = 0; i < 15; ++i) block[i] = static_cast<Octet>(block[i] << 1 | block[i + 1] >> 7);
    block[15] = static_cast<Octet>(block[15] << 1 ^ (carry != 0 ? 0x87 : 0));
}

// The 8 octets that stand before the message (NIA2) or begin the counter block (NEA2).
void put_head(std::span<Octet> out, std::uint32_t count, Octet bearer, Octet direction) {
    for (unsigned i = 0; i < 4; ++i) out[i] = static_cast<Octet>(count >> (24 - 8 * i));
    out[4] = static_cast<Octet>(bearer << 3 | direction << 2);
}

}  // namespace

Block aes_cmac(View key, View message) {
    const AesBlocks cipher(key);
    Block subkey{};
    cipher.encrypt(subkey);
    twice(subkey);
    Block state{};
    std::size_t at = 0;
    for (; message.size() - at > 16; at += 16) {
        for (std::size_t i = 0; i < 16; ++i) state[i] ^= message[at + i];
        cipher.encrypt(state);
    }
    Block last{};
    std::copy(message.begin() + static_cast<std::ptrdiff_t>(at), message.end(), last.begin());
    if (message.size() - at < 16) {
        last[message.size() - at] = 0x80;
        twice(subkey);
    }
    for (std::size_t i = 0; i < 16; ++i) state[i] = static_cast<Octet>(state[i] ^ last[i] ^ subkey[i]);
    cipher.encrypt(state);
    return state;
}

NasMac nia2(const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message) {
    Octets whole(8);
    whole.reserve(8 + message.size());
    put_head(whole, count, bearer, direction);
    append(whole, message);
    const auto tag = aes_cmac(key.expose(), whole);
    return {tag[0], tag[1], tag[2], tag[3]};
}

void nea2(const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction, std::span<Octet> message) {
    Block counter{};
    put_head(counter, count, bearer, direction);
    aes_ctr(key.expose(), counter, message);
}

NasMac nia(int algorithm, const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message) {
    switch (algorithm) {
        case 1: return nia1(key, count, bearer, direction, message);
        case 2: return nia2(key, count, bearer, direction, message);
        case 3: return nia3(key, count, bearer, direction, message);
        default: return {};
    }
}

void nea(int algorithm, const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction,
         std::span<Octet> message) {
    if (algorithm == 1) nea1(key, count, bearer, direction, message);
    if (algorithm == 2) nea2(key, count, bearer, direction, message);
    if (algorithm == 3) nea3(key, count, bearer, direction, message);
}

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
// The tables of TS 35.216 are computed from their definitions, once, by the compiler.
#include "simulator/crypto/snow3g.hpp"

namespace akmasim::crypto {
namespace {

using Table = std::array<Octet, 256>;
using Mix = std::array<std::uint32_t, 256>;

// TS 35.216 3.1.1: multiplication by x.
constexpr Octet mul_x(Octet v, Octet c) { return static_cast<Octet>(v << 1 ^ ((v & 0x80) != 0 ? c : 0)); }
// TS 35.216 3.1.2
constexpr Octet mul_x_pow(Octet v, int i, Octet c) {
    for (; i > 0; --i) v = mul_x(v, c);
    return v;
}
constexpr Octet mul(Octet a, Octet b, Octet c) {
    Octet product = 0;
    for (; b != 0; b = static_cast<Octet>(b >> 1), a = mul_x(a, c)) product ^= (b & 1) != 0 ? a : Octet{0};
    return product;
}
constexpr Octet power(Octet x, int n, Octet c) {
    Octet product = 1;
    for (; n > 0; n >>= 1, x = mul(x, x, c)) {
        if ((n & 1) != 0) product = mul(product, x, c);
    }
    return product;
}

// TS 35.216 3.3.1: S_R is the S-box of Rijndael, inversion (x^254) and an affine map.
constexpr Table s_r = [] {
    Table table{};
    for (unsigned x = 0; x < 256; ++x) {
        const Octet inverse = power(static_cast<Octet>(x), 254, 0x1b);
        unsigned mapped = inverse;
        for (unsigned i = 1; i < 5; ++i) mapped ^= inverse << i | inverse >> (8 - i);
        table[x] = static_cast<Octet>(mapped ^ 0x63);
    }
    return table;
}();

// TS 35.216 3.3.2: S_Q is a Dickson polynomial over GF(2^8) with x^8 + x^6 + x^5 + x^3 + 1, and 25.
constexpr Table s_q = [] {
    Table table{};
    for (unsigned x = 0; x < 256; ++x) {
        Octet sum = 0x25;
        for (const int n : {1, 9, 13, 15, 33, 41, 45, 47, 49}) sum ^= power(static_cast<Octet>(x), n, 0x69);
        table[x] = sum;
    }
    return table;
}();

// TS 35.216 3.3.1 and 3.3.2: an S-box, then a column mixed by (x, 1, 1, x + 1); of one octet, the others follow by
// rotation.
constexpr Mix mixed(const Table& box, Octet c) {
    Mix table{};
    for (unsigned x = 0; x < 256; ++x) {
        const std::uint32_t v = box[x];
        const std::uint32_t twice = mul_x(box[x], c);
        table[x] = twice << 24 | (twice ^ v) << 16 | v << 8 | v;
    }
    return table;
}
constexpr Mix s1_column = mixed(s_r, 0x1b);
constexpr Mix s2_column = mixed(s_q, 0x69);

std::uint32_t rotated(std::uint32_t x, int bits) { return x >> bits | x << (32 - bits); }
std::uint32_t substitute(const Mix& column, std::uint32_t w) {
    return column[w >> 24] ^ rotated(column[w >> 16 & 0xff], 8) ^ rotated(column[w >> 8 & 0xff], 16) ^
           rotated(column[w & 0xff], 24);
}

// TS 35.216 3.4.2 and 3.4.3
constexpr Mix powers(int a, int b, int c, int d) {
    Mix table{};
    for (unsigned x = 0; x < 256; ++x) {
        const auto at = [&](int i) { return static_cast<std::uint32_t>(mul_x_pow(static_cast<Octet>(x), i, 0xa9)); };
        table[x] = at(a) << 24 | at(b) << 16 | at(c) << 8 | at(d);
    }
    return table;
}
constexpr Mix mul_alpha = powers(23, 245, 48, 239);
constexpr Mix div_alpha = powers(16, 39, 6, 64);

}  // namespace

// TS 35.216 4.1: the register from key and IV, then 32 clocks whose output goes back into it.
Snow3g::Snow3g(View key, const Words& iv) {
    Words k{};  // k0 is the last word of the key
    for (std::size_t i = 0; i < 16; ++i) k[3 - i / 4] = k[3 - i / 4] << 8 | key[i];
    for (std::size_t i = 0; i < 4; ++i) {
        s_[i] = s_[i + 8] = ~k[i];
        s_[i + 4] = s_[i + 12] = k[i];
    }
    s_[15] ^= iv[0];
    s_[12] ^= iv[1];
    s_[10] ^= iv[2];
    s_[9] ^= iv[3];
    for (int clock = 0; clock < 32; ++clock) clock_lfsr(clock_fsm());
    // TS 35.216 4.2: the first output of the FSM is thrown away.
    clock_fsm();
    clock_lfsr(0);
    wipe({reinterpret_cast<Octet*>(k.data()), sizeof k});
}

Snow3g::~Snow3g() {
    wipe({reinterpret_cast<Octet*>(s_.data()), sizeof s_});
    wipe({reinterpret_cast<Octet*>(r_.data()), sizeof r_});
}

std::uint32_t Snow3g::next() {
    const auto word = clock_fsm() ^ s_[0];
    clock_lfsr(0);
    return word;
}

// TS 35.216 3.4.6
std::uint32_t Snow3g::clock_fsm() {
    const auto f = (s_[15] + r_[0]) ^ r_[1];
    const auto r = r_[1] + (r_[2] ^ s_[5]);
    r_[2] = substitute(s2_column, r_[1]);
    r_[1] = substitute(s1_column, r_[0]);
    r_[0] = r;
    return f;
}

// TS 35.216 3.4.4 and 3.4.5: f is 0 where only key stream is made.
void Snow3g::clock_lfsr(std::uint32_t f) {
    const auto v = s_[0] << 8 ^ mul_alpha[s_[0] >> 24] ^ s_[2] ^ s_[11] >> 8 ^ div_alpha[s_[11] & 0xff] ^ f;
    for (std::size_t i = 0; i < 15; ++i) s_[i] = s_[i + 1];
    s_[15] = v;
}

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
// FIPS 202 3.2: 24 rounds of theta, rho, pi, chi and iota. The tables are computed from their definitions.
#include "simulator/crypto/keccak.hpp"

#include <bit>

namespace akmasim::crypto {
namespace {

constexpr std::size_t rounds = 24;

// FIPS 202 3.2.2 and 3.2.3: rho turns the lanes by the triangular numbers along the walk on which pi moves them.
struct Step {
    std::size_t lane;
    int turn;
};
constexpr std::array<Step, 24> walk = [] {
    std::array<Step, 24> steps{};
    std::size_t x = 1;
    std::size_t y = 0;
    for (std::size_t t = 0; t < steps.size(); ++t) {
        steps[t] = {5 * y + x, static_cast<int>((t + 1) * (t + 2) / 2 % 64)};
        const auto next = (2 * x + 3 * y) % 5;
        x = y;
        y = next;
    }
    return steps;
}();

// FIPS 202 3.2.5: bit 2^j - 1 of a round's constant is what a shift register of eight bits gives.
constexpr std::array<std::uint64_t, rounds> constants = [] {
    std::array<std::uint64_t, rounds> all{};
    unsigned lfsr = 1;
    for (auto& constant : all) {
        for (unsigned j = 0; j <= 6; ++j) {
            if ((lfsr & 1) != 0) constant |= std::uint64_t{1} << ((1U << j) - 1);
            lfsr <<= 1;
            if ((lfsr & 0x100) != 0) lfsr ^= 0x171;
        }
    }
    return all;
}();

void theta(KeccakState& a) {
    std::array<std::uint64_t, 5> c{};
    for (std::size_t x = 0; x < 5; ++x) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (std::size_t i = 0; i < a.size(); ++i) a[i] ^= c[(i % 5 + 4) % 5] ^ std::rotl(c[(i % 5 + 1) % 5], 1);
}

void rho_and_pi(KeccakState& a) {
    auto carried = a[walk.front().lane];
    for (std::size_t t = 0; t < walk.size(); ++t) {
        auto& next = a[walk[(t + 1) % walk.size()].lane];
        const auto moved = std::rotl(carried, walk[t].turn);
        carried = next;
        next = moved;
    }
}

void chi(KeccakState& a) {
    for (std::size_t row = 0; row < a.size(); row += 5) {
        const std::array<std::uint64_t, 5> b{a[row], a[row + 1], a[row + 2], a[row + 3], a[row + 4]};
        for (std::size_t x = 0; x < 5; ++x) a[row + x] = b[x] ^ (~b[(x + 1) % 5] & b[(x + 2) % 5]);
    }
}

}  // namespace

void keccak_f1600(KeccakState& state) {
    for (const auto constant : constants) {
        theta(state);
        rho_and_pi(state);
        chi(state);
        state[0] ^= constant;
    }
}

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
// Two sources of random octets: a stream that a seed and a label determine, and the operating system.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "simulator/base/random.hpp"

namespace akmasim::crypto {

// AES-256-CTR of zeros under SHA-256(seed || label): the same seed and label give the same octets everywhere.
class SeededRandom final : public Random {
public:
    SeededRandom(std::uint64_t seed, std::string_view label);
    ~SeededRandom() override;
    void fill(std::span<Octet> out) override;

private:
    void refill();

    // A resident keeps a stream for each subscriber and purpose, so a stream is no more than its key and its place.
    std::array<Octet, 32> key_{};
    std::uint64_t blocks_ = 0;  // of 16 octets, that were made so far
    std::array<Octet, 32> pool_{};
    std::size_t used_ = pool_.size();
};

class OsRandom final : public Random {
public:
    void fill(std::span<Octet> out) override;
};

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
// Two sources of random octets: a stream that a seed and a label determine, and the operating system.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
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
    struct Cipher;
    void refill();

    std::unique_ptr<Cipher> cipher_;
    std::array<Octet, 256> pool_{};
    std::size_t used_ = pool_.size();
};

class OsRandom final : public Random {
public:
    void fill(std::span<Octet> out) override;
};

}  // namespace akmasim::crypto

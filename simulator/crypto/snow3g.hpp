// SPDX-License-Identifier: Apache-2.0
// The stream cipher SNOW 3G (TS 35.216).
#pragma once

#include <array>
#include <cstdint>

#include "simulator/base/octets.hpp"

namespace akmasim::crypto {

class Snow3g {
public:
    using Words = std::array<std::uint32_t, 4>;

    Snow3g(View key, const Words& iv);  // key: 16 octets; iv: IV0 to IV3
    Snow3g(const Snow3g&) = delete;
    Snow3g& operator=(const Snow3g&) = delete;
    ~Snow3g();

    std::uint32_t next();  // the next word of the key stream

private:
    std::uint32_t clock_fsm();
    void clock_lfsr(std::uint32_t f);

    std::array<std::uint32_t, 16> s_{};
    std::array<std::uint32_t, 3> r_{};
};

}  // namespace akmasim::crypto

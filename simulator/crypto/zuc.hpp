// SPDX-License-Identifier: Apache-2.0
// The stream cipher ZUC (ETSI/SAGE, 128-EEA3 and 128-EIA3 document 2); its clauses are meant by bare numbers.
#pragma once

#include <array>
#include <cstdint>

#include "simulator/base/octets.hpp"

namespace akmasim::crypto {

class Zuc {
public:
    Zuc(View key, const std::array<Octet, 16>& iv);  // key: 16 octets
    Zuc(const Zuc&) = delete;
    Zuc& operator=(const Zuc&) = delete;
    ~Zuc();

    std::uint32_t next();  // the next word of the key stream

private:
    std::uint32_t nonlinear();
    void shift(std::uint32_t u);

    std::array<std::uint32_t, 16> s_{};  // 31 bits each
    std::array<std::uint32_t, 2> r_{};
};

}  // namespace akmasim::crypto

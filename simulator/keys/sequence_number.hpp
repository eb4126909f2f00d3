// SPDX-License-Identifier: Apache-2.0
// Sequence numbers of TS 33.102 6.3 and Annex C (assumed from memory): 48 bits, SQN = SEQ || IND with 5 bits of IND.
#pragma once

#include <array>
#include <cstdint>

#include "simulator/base/names.hpp"

namespace akmasim {

struct SequenceNumber {
    std::uint64_t value = 0;  // 48 bits

    static constexpr unsigned ind_bits = 5;
    static constexpr std::uint64_t slots = 1U << ind_bits;
    static constexpr std::uint64_t largest = (std::uint64_t{1} << 48) - 1;
    static constexpr std::uint64_t delta = std::uint64_t{1}
                                           << 28;  // TS 33.102 C.3: the largest jump of SEQ a USIM accepts

    [[nodiscard]] std::uint64_t seq() const { return value >> ind_bits; }
    [[nodiscard]] std::uint64_t ind() const { return value & (slots - 1); }
    // TS 33.102 C.1.1.3: the next SEQ, and the next slot in turn.
    [[nodiscard]] SequenceNumber next() const { return {((seq() + 1) << ind_bits | ((ind() + 1) % slots)) & largest}; }

    [[nodiscard]] Sqn octets() const {
        Sqn sqn;
        for (unsigned i = 0; i < 6; ++i) sqn.writable()[i] = static_cast<Octet>(value >> (40 - 8 * i));
        return sqn;
    }
    static SequenceNumber of(const Sqn& sqn) {
        SequenceNumber number;
        for (const Octet octet : sqn.view()) number.value = number.value << 8 | octet;
        return number;
    }
};

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
// Sequence numbers: 48 bits of which the last five are the slot, as TS 33.102 C.3 recommends (assumed).
#include <gtest/gtest.h>

#include "simulator/keys/sequence_number.hpp"

namespace akmasim {
namespace {

TEST(SequenceNumber, GoesIntoSixOctetsAndBack) {
    const SequenceNumber number{0x16f3b3f70fc2};
    EXPECT_EQ(hex(number.octets().view()), "16f3b3f70fc2");
    EXPECT_EQ(SequenceNumber::of(number.octets()).value, number.value);
    EXPECT_EQ(number.seq(), 0x16f3b3f70fc2ULL >> 5);
    EXPECT_EQ(number.ind(), 2U);
}

// TS 33.102 C.1.1.3: SEQ rises with every vector, and the slots are used in turn.
TEST(SequenceNumber, TheNextOneHasTheNextSeqAndTheNextSlot) {
    SequenceNumber number{SequenceNumber::slots - 1};
    for (std::uint64_t step = 1; step <= 100; ++step) {
        const auto next = number.next();
        EXPECT_EQ(next.seq(), number.seq() + 1);
        EXPECT_EQ(next.ind(), (number.ind() + 1) % SequenceNumber::slots);
        EXPECT_GT(next.value, number.value);
        number = next;
    }
}

TEST(SequenceNumber, StaysWithin48Bits) {
    const SequenceNumber last{SequenceNumber::largest};
    EXPECT_LE(last.next().value, SequenceNumber::largest);
    EXPECT_EQ(hex(last.octets().view()), "ffffffffffff");
}

}  // namespace
}  // namespace akmasim

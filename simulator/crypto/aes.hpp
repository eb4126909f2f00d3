// SPDX-License-Identifier: Apache-2.0
// AES-128 over two contexts per thread, keyed anew for each use: blocks for Milenage and CMAC, counter mode for NEA2
// and SUCI.
#pragma once

#include <span>

#include "simulator/base/octets.hpp"

namespace akmasim::crypto {

// Encrypts whole blocks in place, each by itself. key: 16 octets. At most one lives at a time in a thread.
class AesBlocks {
public:
    explicit AesBlocks(View key);
    void encrypt(std::span<Octet> blocks) const;
};

// XORs the key stream onto data. The counter block is 16 octets, its whole counts.
void aes_ctr(View key, View counter_block, std::span<Octet> data);

// The same, but only the last 32 bits of the counter block count (NIST SP 800-38A B.1 with m = 32).
void aes_ctr32(View key, View counter_block, std::span<Octet> data);

}  // namespace akmasim::crypto

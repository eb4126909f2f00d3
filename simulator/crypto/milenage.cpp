// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/milenage.hpp"

#include <algorithm>

#include "simulator/crypto/aes.hpp"
#include "simulator/crypto/work.hpp"

namespace akmasim::crypto {
namespace {

using Block = std::array<Octet, 16>;

// TS 35.206 4.1: TEMP = E_K(RAND xor OPc).
Block temp_of(const AesBlocks& cipher, const Rand& rand, View opc) {
    Block temp;
    for (std::size_t i = 0; i < 16; ++i) temp[i] = rand.view()[i] ^ opc[i];
    cipher.encrypt(temp);
    return temp;
}

}  // namespace

Opc opc_from_op(const LongTermKey& k, const Op& op) {
    Block block;
    std::ranges::copy(op.expose(), block.begin());
    AesBlocks(k.expose()).encrypt(block);
    for (std::size_t i = 0; i < 16; ++i) block[i] ^= op.expose()[i];
    return Opc(block);
}

Milenage::Outputs Milenage::vector(const Rand& rand) const {
    // TS 35.206 4.1: OUT2 to OUT5 differ in their rotation (0, 32, 64, 96 bits) and in the last octet of c.
    constexpr std::array<std::size_t, 4> rotation_octets{0, 4, 8, 12};
    spend(Operation::milenage);
    const AesBlocks cipher(k_.expose());
    const auto opc = opc_.expose();
    const auto temp = temp_of(cipher, rand, opc);
    std::array<Octet, 64> blocks{};
    for (std::size_t n = 0; n < 4; ++n) {
        for (std::size_t i = 0; i < 16; ++i) blocks[16 * n + (i + 16 - rotation_octets[n]) % 16] = temp[i] ^ opc[i];
        blocks[16 * n + 15] ^= static_cast<Octet>(1U << n);
    }
    cipher.encrypt(blocks);
    for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i] ^= opc[i % 16];
    Outputs outputs;
    std::copy_n(blocks.begin(), 6, outputs.ak.writable().begin());
    outputs.res = Res::from(View(blocks).subspan(8, 8)).value();
    std::copy_n(blocks.begin() + 16, 16, outputs.ck.expose_writable().begin());
    std::copy_n(blocks.begin() + 32, 16, outputs.ik.expose_writable().begin());
    std::copy_n(blocks.begin() + 48, 6, outputs.ak_star.writable().begin());
    wipe(blocks);
    return outputs;
}

Block Milenage::out1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const {
    // TS 35.206 4.1: IN1 = SQN || AMF || SQN || AMF, rotated by 64 bits, c1 = 0.
    spend(Operation::milenage);
    const AesBlocks cipher(k_.expose());
    const auto opc = opc_.expose();
    auto block = temp_of(cipher, rand, opc);
    for (std::size_t i = 0; i < 16; ++i) {
        const Octet in1 = i % 8 < 6 ? sqn.view()[i % 8] : amf.view()[i % 8 - 6];
        auto& target = block[(i + 8) % 16];
        target = static_cast<Octet>(target ^ in1 ^ opc[i]);
    }
    cipher.encrypt(block);
    for (std::size_t i = 0; i < 16; ++i) block[i] ^= opc[i];
    return block;
}

MacA Milenage::f1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const {
    MacA mac;
    const auto out = out1(rand, sqn, amf);
    std::copy_n(out.begin(), 8, mac.writable().begin());
    return mac;
}

MacS Milenage::f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf) const {
    MacS mac;
    const auto out = out1(rand, sqn, amf);
    std::copy_n(out.begin() + 8, 8, mac.writable().begin());
    return mac;
}

}  // namespace akmasim::crypto

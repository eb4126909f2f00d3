// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "tests/bench/naive.hpp"

namespace akmasim::bench::naive {
namespace {

using Block = std::array<Octet, 16>;

Block encrypted(View key, const Block& in) {
    Block out{};
    int size = 0;
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_aes_128_ecb(), nullptr, key.data(), nullptr);
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_EncryptUpdate(context, out.data(), &size, in.data(), 16);
    EVP_CIPHER_CTX_free(context);
    return out;
}

}  // namespace

std::array<Octet, 96> milenage_vector(View k, View opc, View rand, View sqn, View amf) {
    static constexpr std::array<std::size_t, 5> rotation_octets{8, 0, 4, 8, 12};
    Block in{};
    for (std::size_t i = 0; i < 16; ++i) in[i] = rand[i] ^ opc[i];
    const auto temp = encrypted(k, in);
    Block in1{};
    for (std::size_t i = 0; i < 16; ++i) in1[i] = i % 8 < 6 ? sqn[i % 8] : amf[i % 8 - 6];
    std::array<Octet, 96> all{};
    for (std::size_t n = 0; n < 5; ++n) {
        for (std::size_t i = 0; i < 16; ++i) {
            const Octet rotated = n == 0 ? in1[i] ^ opc[i] : temp[i] ^ opc[i];
            in[(i + 16 - rotation_octets[n]) % 16] = rotated;
        }
        if (n == 0)
            for (std::size_t i = 0; i < 16; ++i) in[i] ^= temp[i];
        else
            in[15] ^= static_cast<Octet>(1U << (n - 1));
        const auto out = encrypted(k, in);
        for (std::size_t i = 0; i < 16; ++i) all[16 * n + i] = out[i] ^ opc[i];
    }
    return all;
}

std::array<Octet, 32> kdf(View key, View s) {
    std::array<Octet, 32> out{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), s.data(), s.size(), out.data(), &size);
    return out;
}

}  // namespace akmasim::bench::naive

// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/aes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include <openssl/evp.h>

#include "simulator/crypto/library.hpp"

namespace akmasim::crypto {
namespace {

struct Cipher {
    explicit Cipher(const char* name) : algorithm(EVP_CIPHER_fetch(library(), name, nullptr)) {
        if (EVP_EncryptInit_ex2(context.get(), algorithm, nullptr, nullptr, nullptr) != 1) std::abort();
        EVP_CIPHER_CTX_set_padding(context.get(), 0);
    }
    void run(std::span<Octet> data) {
        int written = 0;
        if (EVP_EncryptUpdate(context.get(), data.data(), &written, data.data(), static_cast<int>(data.size())) != 1)
            std::abort();
    }
    EVP_CIPHER* algorithm;
    Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> context{EVP_CIPHER_CTX_new()};
};

Cipher& ecb() {
    thread_local Cipher cipher("AES-128-ECB");
    return cipher;
}

Cipher& ctr() {
    thread_local Cipher cipher("AES-128-CTR");
    return cipher;
}

}  // namespace

AesBlocks::AesBlocks(View key) {
    if (EVP_EncryptInit_ex2(ecb().context.get(), nullptr, key.data(), nullptr, nullptr) != 1) std::abort();
}

void AesBlocks::encrypt(std::span<Octet> blocks) const { ecb().run(blocks); }

void aes_ctr(View key, View counter_block, std::span<Octet> data) {
    if (EVP_EncryptInit_ex2(ctr().context.get(), nullptr, key.data(), counter_block.data(), nullptr) != 1) std::abort();
    ctr().run(data);
}

void aes_ctr32(View key, View counter_block, std::span<Octet> data) {
    std::uint32_t count = 0;
    for (const Octet octet : counter_block.last(4)) count = count << 8 | octet;
    const std::uint64_t until_wrap = ((std::uint64_t{1} << 32) - count) * 16;
    const auto before = data.first(static_cast<std::size_t>(std::min<std::uint64_t>(until_wrap, data.size())));
    aes_ctr(key, counter_block, before);
    if (before.size() == data.size()) return;
    std::array<Octet, 16> wrapped{};
    std::ranges::copy(counter_block.first(12), wrapped.begin());
    aes_ctr(key, wrapped, data.subspan(before.size()));
}

}  // namespace akmasim::crypto

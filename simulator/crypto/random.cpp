// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/random.hpp"

#include <algorithm>
#include <cstdlib>

#include <openssl/evp.h>
#include <sys/random.h>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/library.hpp"

namespace akmasim::crypto {

SeededRandom::SeededRandom(std::uint64_t seed, std::string_view label) {
    std::array<Octet, 8> seed_octets{};
    for (int i = 0; i < 8; ++i) seed_octets[i] = static_cast<Octet>(seed >> (56 - 8 * i));
    auto key = sha256(seed_octets, view_of(label));
    std::ranges::copy(key, key_.begin());
    wipe(key);
}

SeededRandom::~SeededRandom() {
    wipe(key_);
    wipe(pool_);
}

void SeededRandom::refill() {
    static EVP_CIPHER* const aes = EVP_CIPHER_fetch(library(), "AES-256-CTR", nullptr);
    static thread_local Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> context{EVP_CIPHER_CTX_new()};
    std::array<Octet, 16> counter{};
    for (int i = 0; i < 8; ++i) counter[15 - i] = static_cast<Octet>(blocks_ >> (8 * i));
    const std::array<Octet, 32> zeros{};
    int written = 0;
    if (EVP_EncryptInit_ex2(context.get(), aes, key_.data(), counter.data(), nullptr) != 1 ||
        EVP_EncryptUpdate(context.get(), pool_.data(), &written, zeros.data(), static_cast<int>(zeros.size())) != 1)
        std::abort();
    EVP_CIPHER_CTX_reset(context.get());
    blocks_ += pool_.size() / counter.size();
    used_ = 0;
}

void SeededRandom::fill(std::span<Octet> out) {
    for (auto& octet : out) {
        if (used_ == pool_.size()) refill();
        octet = pool_[used_];
        pool_[used_++] = 0;
    }
}

void OsRandom::fill(std::span<Octet> out) {
    std::size_t done = 0;
    while (done < out.size()) {
        const auto got = getrandom(out.data() + done, out.size() - done, 0);
        if (got < 0 && errno != EINTR) std::abort();
        if (got > 0) done += static_cast<std::size_t>(got);
    }
}

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/hash.hpp"

#include <algorithm>
#include <cstdlib>

#include <openssl/evp.h>

#include "simulator/crypto/library.hpp"

namespace akmasim::crypto {
namespace {

constexpr std::size_t block_octets = 64;

// One context per thread, started again for each digest.
class Sha256 {
public:
    Sha256& start() {
        if (EVP_DigestInit_ex2(context_.get(), algorithm_, nullptr) != 1) std::abort();
        return *this;
    }
    Sha256& add(View data) {
        if (EVP_DigestUpdate(context_.get(), data.data(), data.size()) != 1) std::abort();
        return *this;
    }
    Digest finish() {
        Digest digest;
        if (EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1) std::abort();
        return digest;
    }

private:
    EVP_MD* algorithm_ = EVP_MD_fetch(library(), "SHA2-256", nullptr);
    Handle<EVP_MD_CTX, EVP_MD_CTX_free> context_{EVP_MD_CTX_new()};
};

Sha256& engine() {
    thread_local Sha256 sha256_of_thread;
    return sha256_of_thread;
}

}  // namespace

Digest sha256(View data) { return engine().start().add(data).finish(); }
Digest sha256(View first, View second) { return engine().start().add(first).add(second).finish(); }

Digest hmac_sha256(View key, View data) {
    std::array<Octet, block_octets> pad{};
    if (key.size() > block_octets) {
        const auto digest = sha256(key);
        std::ranges::copy(digest, pad.begin());
    } else {
        std::ranges::copy(key, pad.begin());
    }
    for (auto& octet : pad) octet ^= 0x36;
    const auto inner = engine().start().add(pad).add(data).finish();
    for (auto& octet : pad) octet ^= 0x36 ^ 0x5c;
    const auto digest = engine().start().add(pad).add(inner).finish();
    wipe(pad);
    return digest;
}

}  // namespace akmasim::crypto

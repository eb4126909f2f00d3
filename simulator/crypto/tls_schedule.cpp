// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/tls_schedule.hpp"

#include <openssl/evp.h>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/library.hpp"

namespace akmasim::crypto::tls {
namespace {

Octets octets_of(const Digest& digest) { return {digest.begin(), digest.end()}; }

const EVP_CIPHER* cipher_of(Aead aead) {
    static EVP_CIPHER* const gcm = EVP_CIPHER_fetch(library(), "AES-128-GCM", nullptr);
    static EVP_CIPHER* const chacha = EVP_CIPHER_fetch(library(), "ChaCha20-Poly1305", nullptr);
    return aead == Aead::aes_128_gcm ? gcm : chacha;
}

}  // namespace

Octets extract(View salt, View keying_material) { return octets_of(hmac_sha256(salt, keying_material)); }

// RFC 8446 7.1, RFC 5869 2.3.
Octets expand_label(View secret, std::string_view label, View context, std::size_t octets) {
    Octets info{static_cast<Octet>(octets >> 8), static_cast<Octet>(octets)};
    constexpr std::string_view prefix = "tls13 ";
    info.push_back(static_cast<Octet>(prefix.size() + label.size()));
    append(info, view_of(prefix));
    append(info, view_of(label));
    info.push_back(static_cast<Octet>(context.size()));
    append(info, context);
    Octets out;
    Octets block;
    for (Octet i = 1; out.size() < octets; ++i) {
        append(block, info);
        block.push_back(i);
        block = octets_of(hmac_sha256(secret, block));
        append(out, block);
    }
    out.resize(octets);
    return out;
}

Octets derive_secret(View secret, std::string_view label, View messages) {
    return expand_label(secret, label, sha256(messages), Digest{}.size());
}

// RFC 5246 5: P_hash with A(0) = label and seed.
Octets prf(View secret, std::string_view label, View seed, std::size_t octets) {
    Octets labelled(label.begin(), label.end());
    append(labelled, seed);
    Octets a = labelled;
    Octets out;
    while (out.size() < octets) {
        a = octets_of(hmac_sha256(secret, a));
        Octets input = a;
        append(input, labelled);
        append(out, hmac_sha256(secret, input));
    }
    out.resize(octets);
    return out;
}

std::optional<Octets> open(Aead aead, View key, View nonce, View associated_data, View sealed) {
    if (key.size() != key_octets(aead) || nonce.size() != 12 || sealed.size() < tag_octets) return {};
    const Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> context(EVP_CIPHER_CTX_new());
    auto* ctx = context.get();
    if (ctx == nullptr || EVP_DecryptInit_ex2(ctx, cipher_of(aead), key.data(), nonce.data(), nullptr) != 1) return {};
    Octets tag(sealed.end() - tag_octets, sealed.end());
    Octets plain(sealed.size() - tag_octets);
    int written = 0;
    const bool taken =
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1 &&
        EVP_DecryptUpdate(ctx, nullptr, &written, associated_data.data(), static_cast<int>(associated_data.size())) ==
            1 &&
        EVP_DecryptUpdate(ctx, plain.data(), &written, sealed.data(), static_cast<int>(plain.size())) == 1;
    Octet none = 0;
    if (!taken || EVP_DecryptFinal_ex(ctx, &none, &written) != 1) return {};
    return plain;
}

}  // namespace akmasim::crypto::tls

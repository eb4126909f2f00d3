// SPDX-License-Identifier: Apache-2.0
// TLS for those who only look on: the key schedules and record ciphers, for a known pre-shared key and recorded octets.
// OpenSSL's own ends do not use this.
#pragma once

#include <optional>
#include <string_view>

#include "simulator/base/octets.hpp"

namespace akmasim::crypto::tls {

// RFC 8446 7.1, with SHA-256.
Octets extract(View salt, View keying_material);
Octets expand_label(View secret, std::string_view label, View context, std::size_t octets);
Octets derive_secret(View secret, std::string_view label, View messages);

// RFC 5246 5, with SHA-256.
Octets prf(View secret, std::string_view label, View seed, std::size_t octets);

enum class Aead { aes_128_gcm, chacha20_poly1305 };
inline constexpr std::size_t tag_octets = 16;
constexpr std::size_t key_octets(Aead aead) { return aead == Aead::aes_128_gcm ? 16 : 32; }

// RFC 5116 2.2. Nothing: the tag is that of another key, nonce or text.
std::optional<Octets> open(Aead aead, View key, View nonce, View associated_data, View sealed);

}  // namespace akmasim::crypto::tls

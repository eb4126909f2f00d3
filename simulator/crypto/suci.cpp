// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/suci.hpp"

#include <algorithm>
#include <array>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "simulator/crypto/aes.hpp"
#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/library.hpp"
#include "simulator/crypto/work.hpp"

namespace akmasim::crypto {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;

struct HomeNetworkKey::Parts {
    Scheme scheme;
    Key key;
    Octets public_octets;
};

namespace {

using KeyContext = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

constexpr std::size_t tag_octets = 8;
constexpr std::size_t public_octets_of(Scheme scheme) { return scheme == Scheme::profile_a ? 32 : 33; }

tl::unexpected<Error> no_scheme_output() { return fail(Cause::malformed, "a scheme output that does not open"); }

// A refused peer leaves nothing behind for whoever asks OpenSSL next.
struct ForgetErrors {
    ForgetErrors() = default;
    ForgetErrors(const ForgetErrors&) = delete;
    ForgetErrors& operator=(const ForgetErrors&) = delete;
    ~ForgetErrors() { ERR_clear_error(); }
};

// TS 33.501 C.3.4: both profiles take their public key as octets; Profile B compressed.
Key public_key(Scheme scheme, View octets) {
    if (octets.size() != public_octets_of(scheme)) return nullptr;
    if (scheme == Scheme::profile_a) {
        return Key(EVP_PKEY_new_raw_public_key_ex(library(), "X25519", nullptr, octets.data(), octets.size()));
    }
    if (octets[0] != 2 && octets[0] != 3) return nullptr;
    std::array<OSSL_PARAM, 3> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>("P-256"), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, const_cast<Octet*>(octets.data()), octets.size()),
        OSSL_PARAM_construct_end()};
    KeyContext context(EVP_PKEY_CTX_new_from_name(library(), "EC", nullptr));
    EVP_PKEY* made = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.data()) != 1) {
        return nullptr;
    }
    return Key(made);
}

Octets public_octets(Scheme scheme, EVP_PKEY* key) {
    Octets octets(65);
    std::size_t size = octets.size();
    if (scheme == Scheme::profile_a) {
        if (EVP_PKEY_get_raw_public_key(key, octets.data(), &size) != 1) return {};
    } else {
        if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, octets.data(), octets.size(), &size) != 1)
            return {};
        if (size == 65) {  // uncompressed: 04 || x || y
            octets[0] = static_cast<Octet>(2 | (octets[64] & 1));
            size = 33;
        }
    }
    octets.resize(size);
    return octets;
}

Key private_key_b(const HomeNetworkPrivateKey& private_key) {
    // The public point is computed here, as a key object is not complete without it.
    static const Handle<EC_GROUP, EC_GROUP_free> group(
        EC_GROUP_new_by_curve_name_ex(library(), nullptr, NID_X9_62_prime256v1));
    Handle<BIGNUM, BN_clear_free> scalar(BN_bin2bn(private_key.expose().data(), 32, nullptr));
    Handle<EC_POINT, EC_POINT_free> point(EC_POINT_new(group.get()));
    if (BN_is_zero(scalar.get()) || BN_cmp(scalar.get(), EC_GROUP_get0_order(group.get())) >= 0) return nullptr;
    if (EC_POINT_mul(group.get(), point.get(), scalar.get(), nullptr, nullptr, nullptr) != 1) return nullptr;
    std::array<Octet, 65> encoded{};
    if (EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded.data(), encoded.size(),
                           nullptr) != encoded.size()) {
        return nullptr;
    }
    Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar.get());
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded.data(), encoded.size());
    Handle<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    KeyContext context(EVP_PKEY_CTX_new_from_name(library(), "EC", nullptr));
    EVP_PKEY* made = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, parameters.get()) != 1) {
        return nullptr;
    }
    return Key(made);
}

Key private_key_of(Scheme scheme, const HomeNetworkPrivateKey& octets) {
    if (scheme == Scheme::profile_b) return private_key_b(octets);
    return Key(EVP_PKEY_new_raw_private_key_ex(library(), "X25519", nullptr, octets.expose().data(), octets.size));
}

// X25519, or the x-coordinate of EC cofactor Diffie-Hellman (the cofactor of secp256r1 is 1). Empty: refused.
Octets shared_secret(EVP_PKEY* own, EVP_PKEY* peer) {
    spend(Operation::ecdh);
    KeyContext context(EVP_PKEY_CTX_new_from_pkey(library(), own, nullptr));
    std::size_t size = 32;
    Octets secret(size);
    // The peer is not validated again: public_key() made it from a compressed point, which is always on the curve,
    // whose cofactor is 1. A multiplication by the order would cost three times the derivation.
    if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer_ex(context.get(), peer, 0) != 1 ||
        EVP_PKEY_derive(context.get(), secret.data(), &size) != 1 || size != 32) {
        return {};
    }
    return secret;
}

// TS 33.501 C.3.4: ANSI X9.63 KDF with SHA-256; 16 octets EK, 16 ICB, 32 MK.
struct EciesKeys {
    EciesKeys(View secret, View ephemeral_public) {
        for (Octet counter = 1; counter <= 2; ++counter) {
            Octets tail{0, 0, 0, counter};
            append(tail, ephemeral_public);
            std::ranges::copy(sha256(secret, tail), octets.begin() + 32 * (counter - 1));
        }
    }
    ~EciesKeys() { wipe(octets); }
    EciesKeys(const EciesKeys&) = delete;
    EciesKeys& operator=(const EciesKeys&) = delete;

    void cipher(std::span<Octet> data) const { aes_ctr32(View(octets).first(16), View(octets).subspan(16, 16), data); }
    [[nodiscard]] Digest tag(View ciphertext) const { return hmac_sha256(View(octets).subspan(32), ciphertext); }

    std::array<Octet, 64> octets{};
};

}  // namespace

HomeNetworkKey::HomeNetworkKey(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
HomeNetworkKey::HomeNetworkKey(HomeNetworkKey&&) noexcept = default;
HomeNetworkKey& HomeNetworkKey::operator=(HomeNetworkKey&&) noexcept = default;
HomeNetworkKey::~HomeNetworkKey() = default;

Result<HomeNetworkKey> HomeNetworkKey::from(Scheme scheme, const HomeNetworkPrivateKey& private_key) {
    if (scheme == Scheme::null) return fail(Cause::malformed, "the null scheme has no home network key");
    const ForgetErrors at_the_end;
    auto key = private_key_of(scheme, private_key);
    if (!key) return fail(Cause::malformed, "a home network private key that its curve does not have");
    auto octets = crypto::public_octets(scheme, key.get());
    return HomeNetworkKey(std::make_unique<Parts>(Parts{scheme, std::move(key), std::move(octets)}));
}

Octets HomeNetworkKey::public_key() const { return parts_->public_octets; }

Result<Octets> conceal(Scheme scheme, View home_network_public_key, View plaintext, Random& random) {
    // TS 33.501 C.2: the null scheme's output is its input.
    if (scheme == Scheme::null) return Octets(plaintext.begin(), plaintext.end());
    // TS 33.501 C.3.2 step 1: a fresh key pair for every SUCI. A scalar outside the curve's order is drawn again.
    for (int attempt = 0; attempt < 8; ++attempt) {
        const auto ephemeral = HomeNetworkKey::from(scheme, random.draw<HomeNetworkPrivateKey>());
        spend(Operation::keygen);
        if (ephemeral) return conceal_with(*ephemeral, home_network_public_key, plaintext);
    }
    return fail(Cause::library, "no ephemeral key could be made");
}

Result<Octets> conceal_with(const HomeNetworkKey& ephemeral, View home_network_public_key, View plaintext) {
    const ForgetErrors at_the_end;
    const auto& own = ephemeral.parts();
    const auto peer = public_key(own.scheme, home_network_public_key);
    if (!peer) return fail(Cause::malformed, "a home network public key that its curve does not have");
    auto secret = shared_secret(own.key.get(), peer.get());
    if (secret.empty()) return fail(Cause::malformed, "a home network public key of low order");
    const EciesKeys keys(secret, own.public_octets);
    wipe(secret);
    Octets output = own.public_octets;
    append(output, plaintext);
    const auto ciphertext = std::span(output).subspan(own.public_octets.size());
    keys.cipher(ciphertext);
    const auto tag = keys.tag(ciphertext);
    append(output, View(tag).first(tag_octets));
    return output;
}

Result<Octets> reveal(const HomeNetworkKey& key, View scheme_output) {
    const ForgetErrors at_the_end;
    const auto& own = key.parts();
    const auto head = public_octets_of(own.scheme);
    if (scheme_output.size() <= head + tag_octets) return no_scheme_output();
    const auto peer = public_key(own.scheme, scheme_output.first(head));
    if (!peer) return no_scheme_output();
    auto secret = shared_secret(own.key.get(), peer.get());
    if (secret.empty()) return no_scheme_output();
    const EciesKeys keys(secret, scheme_output.first(head));
    wipe(secret);
    const auto ciphertext = scheme_output.subspan(head, scheme_output.size() - head - tag_octets);
    const auto tag = keys.tag(ciphertext);
    if (!same_in_constant_time(View(tag).first(tag_octets), scheme_output.last(tag_octets))) return no_scheme_output();
    Octets plaintext(ciphertext.begin(), ciphertext.end());
    keys.cipher(plaintext);
    return plaintext;
}

}  // namespace akmasim::crypto

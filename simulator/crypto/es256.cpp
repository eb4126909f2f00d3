// SPDX-License-Identifier: Apache-2.0
// Keys and contexts are made once; a signature costs one operation on the curve.
#include "simulator/crypto/es256.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/library.hpp"

namespace akmasim::crypto::es256 {
namespace {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using Context = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Number = Handle<BIGNUM, BN_clear_free>;

constexpr std::size_t half = 32;
constexpr std::size_t longest_der = 80;

Key key_of(const PublicKey& public_key, const PrivateKey* private_key) {
    Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    const auto point = public_key.view();
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    Number scalar;
    if (private_key != nullptr) {
        scalar.reset(BN_bin2bn(private_key->expose().data(), half, nullptr));
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar.get());
    }
    Handle<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    Context context(EVP_PKEY_CTX_new_from_name(library(), "EC", nullptr));
    EVP_PKEY* made = nullptr;
    const bool good = EVP_PKEY_fromdata_init(context.get()) == 1 &&
                      EVP_PKEY_fromdata(context.get(), &made, private_key ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                                        parameters.get()) == 1;
    if (!good) ERR_clear_error();
    return good ? Key(made) : nullptr;
}

// DER (RFC 3279 2.2.3), which OpenSSL speaks, from and to the two halves of a JWS.
Octets der_of(View signature) {
    Handle<ECDSA_SIG, ECDSA_SIG_free> pair(ECDSA_SIG_new());
    Number r(BN_bin2bn(signature.data(), half, nullptr));
    Number s(BN_bin2bn(signature.data() + half, half, nullptr));
    if (ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
    (void)r.release();
    (void)s.release();
    Octets der(longest_der);
    auto* out = der.data();
    der.resize(static_cast<std::size_t>(std::max(i2d_ECDSA_SIG(pair.get(), &out), 0)));
    return der;
}

Result<Signature> halves_of(View der) {
    const auto* at = der.data();
    Handle<ECDSA_SIG, ECDSA_SIG_free> pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    Signature signature{};
    const bool good = pair && BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), signature.data(), half) == half &&
                      BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), signature.data() + half, half) == half;
    if (!good) return fail(Cause::library, "OpenSSL makes no ECDSA signature");
    return signature;
}

}  // namespace

struct Signer::Parts {
    Key key;
    Context context;
};
struct Verifier::Parts {
    Key key;
    Context context;
};

Result<KeyPair> make_key_pair(Random& random) {
    const UseRandom drawn(random);
    Context context(EVP_PKEY_CTX_new_from_name(library(), "EC", nullptr));
    EVP_PKEY* made = nullptr;
    const bool good = EVP_PKEY_keygen_init(context.get()) == 1 &&
                      EVP_PKEY_CTX_set_group_name(context.get(), "P-256") == 1 &&
                      EVP_PKEY_generate(context.get(), &made) == 1;
    const Key key(made);
    BIGNUM* scalar = nullptr;
    KeyPair pair;
    std::size_t size = 0;
    if (!good || EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &scalar) != 1 ||
        EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, pair.public_key.writable().data(),
                                        PublicKey::size, &size) != 1)
        return fail(Cause::library, "OpenSSL makes no P-256 key");
    const Number owned(scalar);
    if (size != PublicKey::size || BN_bn2binpad(scalar, pair.private_key.expose_writable().data(), half) != half)
        return fail(Cause::library, "OpenSSL makes no P-256 key");
    return pair;
}

std::string text_of(const PrivateKey& key) { return hex(key.expose()); }

Signer::Signer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Signer::Signer(Signer&&) noexcept = default;
Signer& Signer::operator=(Signer&&) noexcept = default;
Signer::~Signer() = default;

Result<Signer> Signer::from(const PrivateKey& private_key, const PublicKey& public_key) {
    auto parts = std::make_unique<Parts>();
    parts->key = key_of(public_key, &private_key);
    if (parts->key) parts->context.reset(EVP_PKEY_CTX_new_from_pkey(library(), parts->key.get(), nullptr));
    if (!parts->context || EVP_PKEY_sign_init(parts->context.get()) != 1)
        return fail(Cause::invalid, "no key of P-256 to sign with");
    return Signer(std::move(parts));
}

Result<Signature> Signer::sign(View data, Random& random) const {
    const UseRandom drawn(random);
    const auto digest = sha256(data);
    Octets der(longest_der);
    std::size_t size = der.size();
    if (EVP_PKEY_sign(parts_->context.get(), der.data(), &size, digest.data(), digest.size()) != 1)
        return fail(Cause::library, "OpenSSL makes no ECDSA signature");
    return halves_of(View(der).first(size));
}

Verifier::Verifier(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Verifier::Verifier(Verifier&&) noexcept = default;
Verifier& Verifier::operator=(Verifier&&) noexcept = default;
Verifier::~Verifier() = default;

Result<Verifier> Verifier::from(const PublicKey& key) {
    auto parts = std::make_unique<Parts>();
    parts->key = key_of(key, nullptr);
    if (parts->key) parts->context.reset(EVP_PKEY_CTX_new_from_pkey(library(), parts->key.get(), nullptr));
    if (!parts->context || EVP_PKEY_verify_init(parts->context.get()) != 1)
        return fail(Cause::invalid, "no point of P-256");
    return Verifier(std::move(parts));
}

bool Verifier::verify(View data, View signature) const {
    if (signature.size() != 2 * half) return false;
    const auto digest = sha256(data);
    const auto der = der_of(signature);
    const bool good = EVP_PKEY_verify(parts_->context.get(), der.data(), der.size(), digest.data(), digest.size()) == 1;
    if (!good) ERR_clear_error();
    return good;
}

}  // namespace akmasim::crypto::es256

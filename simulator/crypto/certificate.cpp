// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/certificate.hpp"

#include <openssl/x509v3.h>

#include "simulator/crypto/tls_parts.hpp"

namespace akmasim::crypto {
namespace {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Handle<X509, X509_free>;

bool add_extension(X509* certificate, int kind, const std::string& value) {
    const Handle<X509_EXTENSION, X509_EXTENSION_free> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool name(X509_NAME* of, const std::string& common_name) {
    return X509_NAME_add_entry_by_txt(of, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(common_name.data()),
                                      static_cast<int>(common_name.size()), -1, 0) == 1;
}

struct Request {
    std::string subject;
    std::int64_t from;
    std::int64_t to;
    bool is_authority;
};

Certificate issue(const Request& request, EVP_PKEY* key, EVP_PKEY* signer, long serial) {
    Certificate made(X509_new_ex(library(), nullptr));
    X509* certificate = made.get();
    const bool filled = certificate != nullptr && X509_set_version(certificate, X509_VERSION_3) == 1 &&
                        ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial) == 1 &&
                        ASN1_TIME_set(X509_getm_notBefore(certificate), request.from) != nullptr &&
                        ASN1_TIME_set(X509_getm_notAfter(certificate), request.to) != nullptr &&
                        name(X509_get_subject_name(certificate), request.subject) &&
                        name(X509_get_issuer_name(certificate), "akmasim test CA") &&
                        X509_set_pubkey(certificate, key) == 1;
    if (!filled) return {};
    // RFC 5280 4.2.1.3, 4.2.1.6, 4.2.1.9.
    const bool extended = request.is_authority
                              ? add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
                                    add_extension(certificate, NID_key_usage, "critical,keyCertSign")
                              : add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
                                    add_extension(certificate, NID_subject_alt_name, "DNS:" + request.subject);
    if (!extended || X509_sign(certificate, signer, nullptr) == 0) return {};
    return made;
}

Octets der(X509* certificate) {
    Octets octets(static_cast<std::size_t>(std::max(i2d_X509(certificate, nullptr), 0)));
    auto* out = octets.data();
    if (octets.empty() || i2d_X509(certificate, &out) <= 0) return {};
    return octets;
}

}  // namespace

Handle<EVP_PKEY, EVP_PKEY_free> private_key(View ed25519) {
    return Key(EVP_PKEY_new_raw_private_key_ex(library(), "ED25519", nullptr, ed25519.data(), ed25519.size()));
}

Handle<X509, X509_free> certificate_of(View octets) {
    Certificate read(X509_new_ex(library(), nullptr));
    X509* into = read.get();
    const auto* at = octets.data();
    if (into == nullptr || at == nullptr) return {};
    if (d2i_X509(&into, &at, static_cast<long>(octets.size())) == nullptr) {
        (void)read.release();  // d2i has freed it
        return {};
    }
    return read;
}

std::string text_of(const CertificateKey& key) { return hex(key.expose()); }

Result<TestCertificates> test_certificates(Random& random, const std::string& fqdn, std::int64_t valid_from,
                                           std::int64_t valid_to) {
    TestCertificates made;
    CertificateKey authority_key;
    random.fill(authority_key.expose_writable());
    random.fill(made.key.expose_writable());
    const auto authority = private_key(authority_key.expose());
    const auto server = private_key(made.key.expose());
    if (!authority || !server) return fail(Cause::library, "OpenSSL makes no Ed25519 key");
    const auto anchor = issue({"akmasim test CA", valid_from, valid_to, true}, authority.get(), authority.get(), 1);
    const auto certificate = issue({fqdn, valid_from, valid_to, false}, server.get(), authority.get(), 2);
    if (!anchor || !certificate) return fail(Cause::library, "OpenSSL makes no certificate for " + fqdn);
    made.anchor = der(anchor.get());
    made.certificate = der(certificate.get());
    return made;
}

}  // namespace akmasim::crypto

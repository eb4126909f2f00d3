// SPDX-License-Identifier: Apache-2.0
#include "simulator/keys/digest.hpp"

#include <fmt/format.h>

#include "simulator/crypto/hash.hpp"

namespace akmasim::keys {
namespace {

std::string h(std::string_view text) { return hex(crypto::sha256(view_of(text))); }

}  // namespace

// RFC 7616 3.4.1, 3.4.2, 3.4.3.
std::string digest_response(std::string_view password, const DigestInput& input) {
    auto secret = fmt::format("{}:{}:{}", input.username, input.realm, password);
    const auto a1 = h(secret);
    wipe({reinterpret_cast<Octet*>(secret.data()), secret.size()});
    auto a2 = fmt::format("{}:{}", input.method, input.uri);
    if (input.qop == "auth-int") a2 += ":" + h(input.body);
    return h(fmt::format("{}:{}:{}:{}:{}:{}", a1, input.nonce, input.nc, input.cnonce, input.qop, h(a2)));
}

// TS 33.535 B.1.2: the password is K_AF in base64 (assumed, as GBA has it for K_s_NAF).
std::string digest_response(const KAf& k_af, const DigestInput& input) {
    auto password = base64(k_af.expose());
    auto response = digest_response(password, input);
    wipe({reinterpret_cast<Octet*>(password.data()), password.size()});
    return response;
}

}  // namespace akmasim::keys

// SPDX-License-Identifier: Apache-2.0
#include "simulator/keys/digest.hpp"

#include <gtest/gtest.h>

namespace akmasim::keys {
namespace {

// RFC 7616 3.9.1: the example's values for SHA-256.
DigestInput mufasa() {
    return {"Mufasa",
            "http-auth@example.org",
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            "00000001",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "auth",
            "GET",
            "/dir/index.html",
            ""};
}

TEST(Digest, HasTheResponseOfTheRfcsExample) {
    EXPECT_EQ(digest_response("Circle of Life", mufasa()),
              "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
}

TEST(Digest, DependsOnEveryInput) {
    const KAf key(std::array<Octet, 32>{1});
    const auto right = digest_response(key, mufasa());
    EXPECT_NE(right, digest_response(KAf(std::array<Octet, 32>{2}), mufasa()));
    for (auto member : {&DigestInput::username, &DigestInput::realm, &DigestInput::nonce, &DigestInput::nc,
                        &DigestInput::cnonce, &DigestInput::method, &DigestInput::uri}) {
        auto input = mufasa();
        input.*member = "other";
        EXPECT_NE(digest_response(key, input), right);
    }
    auto protected_body = mufasa();
    protected_body.qop = "auth-int";
    protected_body.body = "one";
    const auto one = digest_response(key, protected_body);
    protected_body.body = "two";
    EXPECT_NE(digest_response(key, protected_body), one);
}

}  // namespace
}  // namespace akmasim::keys

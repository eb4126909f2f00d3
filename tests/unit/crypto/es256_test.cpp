// SPDX-License-Identifier: Apache-2.0
// ES256 against a signature that others made, and what must not verify.
#include "simulator/crypto/es256.hpp"

#include <gtest/gtest.h>

#include "simulator/crypto/random.hpp"
#include "tests/vectors.hpp"

namespace akmasim::crypto::es256 {
namespace {

KeyPair keys(std::uint64_t seed = 1) {
    SeededRandom random(seed, "keys");
    return make_key_pair(random).value();
}

struct Published {
    PublicKey key;
    PrivateKey private_key;
    std::string input;
    Octets signature;
};

// RFC 7515 A.3.
Published rfc7515() {
    const auto vector = test::read_vectors("jws.txt").front();
    const auto part = [&](const std::string& name) { return from_base64url(vector.text(name)).value(); };
    Octets point{4};
    append(point, part("x"));
    append(point, part("y"));
    const auto& token = vector.text("token");
    const auto dot = token.rfind('.');
    return {PublicKey::from(point).value(), PrivateKey::from(part("d")).value(), token.substr(0, dot),
            from_base64url(token.substr(dot + 1)).value()};
}

TEST(Es256, VerifiesTheSignatureOfRfc7515) {
    const auto published = rfc7515();
    const auto verifier = Verifier::from(published.key).value();
    EXPECT_TRUE(verifier.verify(view_of(published.input), published.signature));
    EXPECT_TRUE(verifier.verify(view_of(published.input), published.signature)) << "the context serves again";
}

TEST(Es256, RefusesEverySignatureButThatOne) {
    const auto published = rfc7515();
    const auto verifier = Verifier::from(published.key).value();
    for (std::size_t at = 0; at < 64; at += 7) {
        auto turned = published.signature;
        turned[at] ^= 1;
        EXPECT_FALSE(verifier.verify(view_of(published.input), turned)) << at;
    }
    EXPECT_FALSE(verifier.verify(view_of(published.input + "x"), published.signature));
    EXPECT_FALSE(verifier.verify(view_of(published.input), Octets(64)));
    EXPECT_FALSE(verifier.verify(view_of(published.input), Octets(64, 0xff)));
    EXPECT_FALSE(verifier.verify(view_of(published.input), {}));
    EXPECT_FALSE(verifier.verify(view_of(published.input), View(published.signature).first(63)));
    EXPECT_FALSE(Verifier::from(keys().public_key)->verify(view_of(published.input), published.signature));
}

TEST(Es256, SignsWithThePublishedKeySoThatThePublishedHalfVerifies) {
    const auto published = rfc7515();
    SeededRandom random(1, "nonce");
    const auto signature =
        Signer::from(published.private_key, published.key)->sign(view_of(published.input), random).value();
    EXPECT_TRUE(Verifier::from(published.key)->verify(view_of(published.input), signature));
}

TEST(Es256, TakesKeysAndNoncesFromTheStreamItIsGiven) {
    EXPECT_EQ(keys().public_key, keys().public_key);
    EXPECT_NE(keys(1).public_key, keys(2).public_key);
    const auto pair = keys();
    const auto signer = Signer::from(pair.private_key, pair.public_key).value();
    const auto signature = [&](std::uint64_t seed) {
        SeededRandom random(seed, "nonce");
        return signer.sign(view_of("claims"), random).value();
    };
    EXPECT_EQ(signature(1), signature(1));
    EXPECT_NE(signature(1), signature(2));
    EXPECT_TRUE(Verifier::from(pair.public_key)->verify(view_of("claims"), signature(2)));
}

TEST(Es256, RefusesAPointThatIsNotOnTheCurve) {
    auto point = keys().public_key;
    point.writable()[40] ^= 1;
    EXPECT_FALSE(Verifier::from(point).has_value());
    EXPECT_FALSE(Verifier::from(PublicKey{}).has_value());
}

}  // namespace
}  // namespace akmasim::crypto::es256

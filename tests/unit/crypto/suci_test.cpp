// SPDX-License-Identifier: Apache-2.0
// Concealing and revealing subscription identifiers: TS 33.501 C.4, and what an attacker may send instead.
#include <gtest/gtest.h>

#include "simulator/crypto/random.hpp"
#include "simulator/crypto/suci.hpp"
#include "tests/vectors.hpp"

namespace akmasim::crypto {
namespace {

Scheme scheme_of(const test::Vector& vector) {
    return vector.text("profile") == "A" ? Scheme::profile_a : Scheme::profile_b;
}

HomeNetworkKey key_of(const test::Vector& vector, const std::string& which) {
    return HomeNetworkKey::from(scheme_of(vector), vector.as<HomeNetworkPrivateKey>(which)).value();
}

Octets output_of(const test::Vector& vector) {
    return from_hex(vector.text("ephemeral_public") + vector.text("ciphertext") + vector.text("mac")).value();
}

// What reveal() says of octets that it must refuse.
std::string refusal(const HomeNetworkKey& key, View octets) {
    const auto revealed = reveal(key, octets);
    return revealed ? "accepted" : revealed.error().detail;
}

TEST(SuciConcealment, GivesTheExamplesOfTs33501C4) {
    for (const auto& vector : test::read_vectors("suci.txt")) {
        SCOPED_TRACE(vector.text("name"));
        const auto ephemeral = key_of(vector, "ephemeral_private");
        EXPECT_EQ(hex(ephemeral.public_key()), vector.text("ephemeral_public"));
        const auto output = conceal_with(ephemeral, vector.octets("public"), vector.octets("plaintext"));
        ASSERT_TRUE(output) << output.error().detail;
        EXPECT_EQ(hex(*output), hex(output_of(vector)));
    }
}

TEST(SuciConcealment, TheHomeNetworkRevealsTheExamplesOfTs33501C4) {
    for (const auto& vector : test::read_vectors("suci.txt")) {
        SCOPED_TRACE(vector.text("name"));
        const auto key = key_of(vector, "private");
        EXPECT_EQ(hex(key.public_key()), vector.text("public"));
        EXPECT_EQ(hex(reveal(key, output_of(vector)).value()), vector.text("plaintext"));
    }
}

TEST(SuciConcealment, IsFreshEachTimeAndRepeatsWithTheSeed) {
    for (const auto& vector : test::read_vectors("suci.txt")) {
        SCOPED_TRACE(vector.text("name"));
        SeededRandom random(7, "ue|alice|SUCI");
        SeededRandom again(7, "ue|alice|SUCI");
        const auto plaintext = vector.octets("plaintext");
        const auto first = conceal(scheme_of(vector), vector.octets("public"), plaintext, random).value();
        const auto second = conceal(scheme_of(vector), vector.octets("public"), plaintext, random).value();
        EXPECT_NE(first, second);
        EXPECT_EQ(first, conceal(scheme_of(vector), vector.octets("public"), plaintext, again).value());
        EXPECT_EQ(reveal(key_of(vector, "private"), second).value(), plaintext);
    }
}

TEST(SuciConcealment, EveryChangedBitIsRefusedInTheSameWords) {
    for (const auto& vector : test::read_vectors("suci.txt")) {
        SCOPED_TRACE(vector.text("name"));
        const auto key = key_of(vector, "private");
        const auto good = output_of(vector);
        const auto words = refusal(key, View(good).first(3));
        // X25519 ignores the highest bit of the last octet (RFC 7748 5), but SharedInfo1 holds it, so that the tag
        // differs.
        for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
            auto bad = good;
            bad[bit / 8] ^= static_cast<Octet>(1U << (bit % 8));
            ASSERT_EQ(refusal(key, bad), words) << "bit " << bit;
        }
    }
}

TEST(SuciConcealment, EveryShorterOutputIsRefusedInTheSameWords) {
    for (const auto& vector : test::read_vectors("suci.txt")) {
        const auto key = key_of(vector, "private");
        const auto good = output_of(vector);
        for (std::size_t size = 0; size < good.size(); ++size) {
            ASSERT_EQ(refusal(key, View(good).first(size)), refusal(key, {})) << vector.text("name") << ", " << size;
        }
    }
}

TEST(SuciConcealment, PointsOfLowOrderAreRefused) {
    const auto vector = test::read_vectors("suci.txt").front();
    const auto key = key_of(vector, "private");
    // RFC 7748 6.1 asks for the check of an all-zero shared secret: points of order 1, 4 and 8, and p, p - 1, p + 1.
    for (const std::string point : {"0000000000000000000000000000000000000000000000000000000000000000",
                                    "0100000000000000000000000000000000000000000000000000000000000000",
                                    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                                    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
        auto output = from_hex(point + "00112233440011223344556677").value();
        EXPECT_EQ(refusal(key, output), refusal(key, {})) << point;
        SeededRandom random(1, "ue");
        EXPECT_FALSE(conceal(Scheme::profile_a, from_hex(point).value(), vector.octets("plaintext"), random)) << point;
    }
}

TEST(SuciConcealment, WhatIsNoPointOfTheCurveIsNoPublicKey) {
    SeededRandom random(1, "ue");
    const Octets plaintext{0, 1, 2, 3, 4};
    // An x of p or more belongs to no point.
    const auto beyond_p = from_hex("02" + std::string(64, 'f')).value();
    EXPECT_FALSE(conceal(Scheme::profile_b, beyond_p, plaintext, random));
    for (const std::string start : {"00", "01", "04", "05", "06"}) {
        const auto octets =
            from_hex(start + "72da71976234ce833a6907425867b82e074d44ef907dfb4b3e21c1c2256ebcd1").value();
        EXPECT_FALSE(conceal(Scheme::profile_b, octets, plaintext, random)) << start;
    }
    EXPECT_FALSE(conceal(Scheme::profile_b, Octets(32), plaintext, random));
    EXPECT_FALSE(conceal(Scheme::profile_a, Octets(33, 9), plaintext, random));
    EXPECT_FALSE(conceal(Scheme::profile_a, {}, plaintext, random));
}

TEST(SuciConcealment, ScalarsOutsideTheCurvesOrderAreNoPrivateKeys) {
    const auto order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    EXPECT_FALSE(HomeNetworkKey::from(Scheme::profile_b, HomeNetworkPrivateKey()));
    EXPECT_FALSE(HomeNetworkKey::from(Scheme::profile_b, HomeNetworkPrivateKey::from_text(order).value()));
    EXPECT_FALSE(HomeNetworkKey::from(Scheme::null, HomeNetworkPrivateKey()));
}

TEST(SuciConcealment, TheNullSchemeConcealsNothing) {
    SeededRandom random(1, "ue");
    const Octets plaintext{0x00, 0x01, 0x20, 0x80, 0xf6};
    EXPECT_EQ(conceal(Scheme::null, {}, plaintext, random).value(), plaintext);
}

TEST(SuciConcealment, AKeyOfTheOtherProfileRevealsNothing) {
    const auto vectors = test::read_vectors("suci.txt");
    EXPECT_FALSE(reveal(key_of(vectors[0], "private"), output_of(vectors[1])));
    EXPECT_FALSE(reveal(key_of(vectors[1], "private"), output_of(vectors[0])));
}

}  // namespace
}  // namespace akmasim::crypto

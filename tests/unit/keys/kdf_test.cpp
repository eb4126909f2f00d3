// SPDX-License-Identifier: Apache-2.0
// The generic KDF of TS 33.220 B.2: its input string, octet by octet, and CK', IK' of EAP-AKA'.
#include <gtest/gtest.h>

#include "simulator/base/names.hpp"
#include "simulator/keys/kdf.hpp"
#include "tests/vectors.hpp"

namespace akmasim::keys {
namespace {

TEST(Kdf, LengthsFollowTheirParametersAndEmptyParametersHaveOne) {
    const Octets key(32, 7);
    const auto s = from_hex("80414b4d410004303031303130303030303030303031000f").value();
    EXPECT_EQ(Kdf::derive(key, 0x80, {view_of("AKMA"), view_of("001010000000001")}), crypto::hmac_sha256(key, s));
    EXPECT_EQ(Kdf::derive(key, 0x82, {View()}), crypto::hmac_sha256(key, Octets{0x82, 0, 0}));
    EXPECT_EQ(Kdf::derive(key, 0x82, {}), crypto::hmac_sha256(key, Octets{0x82}));
    const Octets long_one(300, 1);
    Octets long_s{0x82};
    append(long_s, long_one);
    append(long_s, Octets{0x01, 0x2c});
    EXPECT_EQ(Kdf::derive(key, 0x82, {long_one}), crypto::hmac_sha256(key, long_s));
}

TEST(Kdf, GivesCkPrimeAndIkPrimeOfRfc5448) {
    // TS 33.501 A.3 by way of TS 33.402 A.2: FC 20, the network name, SQN xor AK; the key is CK || IK.
    for (const auto& vector : test::read_vectors("eap.txt")) {
        auto key = vector.octets("ck");
        append(key, vector.octets("ik"));
        const auto derived = Kdf::derive(key, 0x20, {view_of(vector.text("network")), vector.octets("sqn_xor_ak")});
        EXPECT_EQ(hex(derived), vector.text("ck_prime") + vector.text("ik_prime")) << vector.text("name");
    }
}

TEST(Kdf, GivesCkPrimeAndIkPrimeOfTheChain) {
    const auto chain = test::read_vectors("chain.txt");
    const auto rfc = test::read_vectors("eap.txt").front();  // the same set 19 of TS 35.208
    auto key = rfc.octets("ck");
    append(key, rfc.octets("ik"));
    const auto derived = Kdf::derive(key, 0x20, {view_of(chain.at(1).text("snn")), rfc.octets("sqn_xor_ak")});
    EXPECT_EQ(hex(derived), chain.at(1).text("ck_prime") + chain.at(1).text("ik_prime"));
}

TEST(Kdf, WithoutAWitnessNobodyIsTold) {
    EXPECT_FALSE(Kdf().watched());
    Kdf().tell("KAKMA", {"KAUSF"}, 0x80, {}, "TS 33.535 A.2", {});
}

}  // namespace
}  // namespace akmasim::keys

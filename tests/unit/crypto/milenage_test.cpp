// SPDX-License-Identifier: Apache-2.0
// Milenage against the conformance sets of TS 35.208.
#include <gtest/gtest.h>

#include "simulator/crypto/milenage.hpp"
#include "tests/vectors.hpp"

namespace akmasim::crypto {
namespace {

TEST(Milenage, GivesTheConformanceSetsOfTs35208) {
    const auto sets = test::read_vectors("milenage.txt");
    ASSERT_EQ(sets.size(), 4U);
    for (const auto& set : sets) {
        SCOPED_TRACE("set " + set.text("set"));
        const auto k = set.as<LongTermKey>("k");
        const auto opc = opc_from_op(k, set.as<Op>("op"));
        EXPECT_EQ(hex(opc.expose()), set.text("opc"));
        const Milenage milenage(k, opc);
        const auto rand = set.as<Rand>("rand");
        const auto sqn = set.as<Sqn>("sqn");
        const auto amf = set.as<AmfField>("amf");
        EXPECT_EQ(hex(milenage.f1(rand, sqn, amf).view()), set.text("f1"));
        EXPECT_EQ(hex(milenage.f1_star(rand, sqn, amf).view()), set.text("f1_star"));
        const auto outputs = milenage.vector(rand);
        EXPECT_EQ(hex(outputs.res.view()), set.text("res"));
        EXPECT_EQ(hex(outputs.ck.expose()), set.text("ck"));
        EXPECT_EQ(hex(outputs.ik.expose()), set.text("ik"));
        EXPECT_EQ(hex(outputs.ak.view()), set.text("ak"));
        EXPECT_EQ(hex(outputs.ak_star.view()), set.text("ak_star"));
    }
}

TEST(Milenage, OneSubscriberDoesNotLeakIntoTheNext) {
    const auto sets = test::read_vectors("milenage.txt");
    const Milenage first(sets[0].as<LongTermKey>("k"), sets[0].as<Opc>("opc"));
    const Milenage second(sets[2].as<LongTermKey>("k"), sets[2].as<Opc>("opc"));
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(hex(first.vector(sets[0].as<Rand>("rand")).res.view()), sets[0].text("res"));
        EXPECT_EQ(hex(second.vector(sets[2].as<Rand>("rand")).res.view()), sets[2].text("res"));
    }
}

TEST(Milenage, MacSOfAResynchronisationTakesAnAmfOfZeros) {
    // TS 33.102 6.3.3 (assumed): AUTS = (SQN_MS xor AK*) || MAC-S, with AMF 0000.
    const auto chain = test::read_vectors("chain.txt").front();
    const Milenage milenage(chain.as<LongTermKey>("k"), chain.as<Opc>("opc"));
    const auto rand = chain.as<Rand>("rand");
    const auto sqn = chain.as<Sqn>("sqn_ms");
    const auto mac_s = milenage.f1_star(rand, sqn, AmfField());
    EXPECT_EQ(hex(mac_s.view()), chain.text("mac_s"));
    auto concealed = sqn;
    const auto ak_star = milenage.vector(rand).ak_star;
    for (std::size_t i = 0; i < Sqn::size; ++i) concealed.writable()[i] ^= ak_star.view()[i];
    EXPECT_EQ(hex(concealed.view()) + hex(mac_s.view()), chain.text("auts"));
}

}  // namespace
}  // namespace akmasim::crypto

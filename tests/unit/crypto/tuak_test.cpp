// SPDX-License-Identifier: Apache-2.0
// Keccak-f[1600] by itself and inside SHA-3, and TUAK against the test sets of TS 35.233.
#include <gtest/gtest.h>

#include "simulator/crypto/keccak.hpp"
#include "simulator/crypto/milenage.hpp"
#include "simulator/crypto/tuak.hpp"
#include "tests/vectors.hpp"

namespace akmasim::crypto {
namespace {

const auto sets = test::read_vectors("tuak.txt");

struct Set {
    explicit Set(const test::Vector& vector)
        : k(vector.as<PermanentKey>("k")),
          rand(vector.as<Rand>("rand")),
          sqn(vector.as<Sqn>("sqn")),
          amf(vector.as<AmfField>("amf")),
          topc(topc_from_top(k, vector.as<Top>("top"), std::stoi(vector.text("iterations"))).value()),
          tuak(Tuak::make(k, topc.clone(), std::stoi(vector.text("iterations"))).value()) {}

    PermanentKey k;
    Rand rand;
    Sqn sqn;
    AmfField amf;
    Topc topc;
    Tuak tuak;
};

TEST(Keccak, PermutesTheZeroStateAsItsAuthorsSay) {
    // The first lanes of the known answer that the Keccak team publishes for a state of zeros.
    KeccakState state{};
    keccak_f1600(state);
    EXPECT_EQ(state[0], 0xf1258f7940e1dde7U);
    EXPECT_EQ(state[1], 0x84d5ccf933c0478aU);
    EXPECT_EQ(state[24], 0xeaf1ff7b5ceca249U);
}

TEST(Keccak, IsThePermutationInsideSha3) {
    // FIPS 202 6.1 with the example of NIST for "abc": one block of 1088 bits, suffix 01 and the padding.
    KeccakState state{};
    state[0] = 0x06636261U;
    state[16] = std::uint64_t{0x80} << 56U;
    keccak_f1600(state);
    EXPECT_EQ(state[0], 0xb225e24fa75d983aU);
    EXPECT_EQ(state[3], 0x3215431145e2bf46U);
}

TEST(Tuak, GivesTheTestSetsOfTs35233) {
    ASSERT_EQ(sets.size(), 6U);
    for (const auto& vector : sets) {
        SCOPED_TRACE("set " + vector.text("set"));
        const Set set(vector);
        const auto octets = [&](const char* name) { return vector.octets(name).size(); };
        EXPECT_EQ(hex(set.topc.expose()), vector.text("topc"));
        EXPECT_EQ(hex(set.tuak.f1(set.rand, set.sqn, set.amf, octets("f1")).value()), vector.text("f1"));
        EXPECT_EQ(hex(set.tuak.f1_star(set.rand, set.sqn, set.amf, octets("f1")).value()), vector.text("f1_star"));
        const auto out = set.tuak.f2345(set.rand, {octets("res"), octets("ck"), octets("ik")}).value();
        EXPECT_EQ(hex(out.res), vector.text("res"));
        EXPECT_EQ(hex(out.ck.expose()), vector.text("ck"));
        EXPECT_EQ(hex(out.ik.expose()), vector.text("ik"));
        EXPECT_EQ(hex(out.ak.view()), vector.text("ak"));
        EXPECT_EQ(hex(set.tuak.f5_star(set.rand).view()), vector.text("ak_star"));
    }
}

TEST(Tuak, InAkaIsTheSetWhoseLengthsFit) {
    // Test set 1: MAC of 64 bits, RES of 32, CK and IK of 128, as AKA carries them.
    const auto& vector = sets.front();
    const Set set(vector);
    Credentials credentials;
    credentials.k = set.k.clone();
    credentials.opc = vector.as<OperatorCode>("topc");
    credentials.algorithm = "tuak";
    credentials.res_octets = 4;
    const auto functions = functions_of(credentials).value();
    const auto out = functions->vector(set.rand);
    EXPECT_EQ(hex(functions->f1(set.rand, set.sqn, set.amf).view()), vector.text("f1"));
    EXPECT_EQ(hex(functions->f1_star(set.rand, set.sqn, set.amf).view()), vector.text("f1_star"));
    EXPECT_EQ(hex(out.res.view()), vector.text("res"));
    EXPECT_EQ(hex(out.ck.expose()), vector.text("ck"));
    EXPECT_EQ(hex(out.ik.expose()), vector.text("ik"));
    EXPECT_EQ(hex(out.ak.view()) + hex(out.ak_star.view()), vector.text("ak") + vector.text("ak_star"));
}

TEST(Tuak, RefusesLengthsThatTheSpecificationDoesNotKnow) {
    const Set set(sets.front());
    for (const std::size_t octets : {0U, 4U, 7U, 12U, 33U}) {
        EXPECT_FALSE(set.tuak.f1(set.rand, set.sqn, set.amf, octets));
        EXPECT_FALSE(set.tuak.f1_star(set.rand, set.sqn, set.amf, octets));
    }
    for (const Tuak::Lengths wrong : {Tuak::Lengths{5, 16, 16}, Tuak::Lengths{8, 8, 16}, Tuak::Lengths{8, 16, 24}})
        EXPECT_FALSE(set.tuak.f2345(set.rand, wrong));
    const auto top = sets.front().as<Top>("top");
    EXPECT_FALSE(topc_from_top(set.k, top, 0));
    EXPECT_FALSE(topc_from_top(set.k, top, 256));
    const auto odd = PermanentKey::from_text("abababababababababababababababababab").value();
    EXPECT_FALSE(topc_from_top(odd, top, 1));
    EXPECT_FALSE(Tuak::make(odd, set.topc.clone(), 1));
}

TEST(AuthenticationFunctions, AreRefusedWhereKeysAndAlgorithmDoNotFit) {
    const std::string k16(32, 'a');
    const std::string k32(64, 'a');
    const auto made = [](const std::string& algorithm, const std::string& k, const std::string& opc,
                         std::optional<int> res_octets = {}) {
        Credentials credentials{
            PermanentKey::from_text(k).value(), OperatorCode::from_text(opc).value(), algorithm, {}, res_octets};
        return functions_of(credentials).has_value();
    };
    EXPECT_TRUE(made("milenage", k16, k16));
    EXPECT_TRUE(made("tuak", k16, k32));
    EXPECT_TRUE(made("tuak", k32, k32, 16));
    EXPECT_FALSE(made("milenage", k32, k16));
    EXPECT_FALSE(made("milenage", k16, k32));
    EXPECT_FALSE(made("tuak", k16, k16));
    EXPECT_FALSE(made("tuak", k16, k32, 32));
    EXPECT_FALSE(made("comp128", k16, k16));
}

TEST(AuthenticationFunctions, OpcIsMadeOfTextAsConfigurationsHaveIt) {
    const auto& tuak = sets.back();
    EXPECT_EQ(opc_text("tuak", 2, tuak.text("k"), tuak.text("top")), tuak.text("topc"));
    EXPECT_NE(opc_text("tuak", 1, tuak.text("k"), tuak.text("top")), tuak.text("topc"));
    EXPECT_EQ(opc_text("milenage", 1, tuak.text("k"), tuak.text("top")), "");
    EXPECT_EQ(opc_text("tuak", 1, "zz", tuak.text("top")), "");
}

TEST(BoundedSecret, LeavesNothingBehindWhenItMoves) {
    auto from = PermanentKey::from_text("000102030405060708090a0b0c0d0e0f").value();
    const auto to = std::move(from);
    EXPECT_EQ(to.expose().size(), 16U);
    EXPECT_EQ(from.expose().size(), 0U);  // NOLINT(bugprone-use-after-move): that is what is looked at
    EXPECT_TRUE(to == to.clone());
    EXPECT_FALSE(to == from);
    EXPECT_FALSE(PermanentKey::from_text("00"));
    EXPECT_FALSE(PermanentKey::from_text("000102030405060708090a0b0c0d0e0g"));
    EXPECT_FALSE(PermanentKey::from_text(std::string(66, '0')));
}

}  // namespace
}  // namespace akmasim::crypto

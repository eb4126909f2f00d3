// SPDX-License-Identifier: Apache-2.0
// The key hierarchy from Milenage to K_AF against values that another implementation computed, and against known
// mistakes.
#include <gtest/gtest.h>

#include <algorithm>

#include "simulator/crypto/milenage.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "tests/vectors.hpp"

namespace akmasim::keys {
namespace {

const UaStarId tls13({0x01, 0x00, 0x00, 0x00, 0x07});

test::Vector chain(std::size_t block = 0) { return test::read_vectors("chain.txt").at(block); }

Supi supi_of(const test::Vector& vector) { return Supi(vector.text("supi")); }
ServingNetworkName network_of(const test::Vector& vector) {
    return serving_network_name(vector.text("mcc"), vector.text("mnc"));
}

// SQN xor AK of an AUTN, as both ends put it into the KDF.
struct Challenge {
    explicit Challenge(const test::Vector& vector)
        : rand(vector.as<Rand>("rand")),
          milenage(vector.as<LongTermKey>("k"), vector.as<Opc>("opc")),
          outputs(milenage.vector(rand)),
          sqn_xor_ak(vector.as<Sqn>("sqn")) {
        for (std::size_t i = 0; i < Sqn::size; ++i) sqn_xor_ak.writable()[i] ^= outputs.ak.view()[i];
    }
    [[nodiscard]] std::string autn(const test::Vector& vector) const {
        const auto amf = vector.as<AmfField>("amf");
        return hex(sqn_xor_ak.view()) + hex(amf.view()) + hex(milenage.f1(rand, vector.as<Sqn>("sqn"), amf).view());
    }
    Rand rand;
    crypto::Milenage milenage;
    crypto::Milenage::Outputs outputs;
    Sqn sqn_xor_ak;
};

void expect_below_k_ausf(const Kdf& kdf, const test::Vector& vector) {
    const auto k_ausf = vector.as<KAusf>("kausf");
    const auto supi = supi_of(vector);
    const auto seaf = k_seaf(kdf, k_ausf, network_of(vector));
    EXPECT_EQ(hex(seaf.expose()), vector.text("kseaf"));
    EXPECT_EQ(hex(k_amf(kdf, seaf, supi, vector.octets("abba")).expose()), vector.text("kamf"));
    EXPECT_EQ(hex(k_akma(kdf, k_ausf, supi).expose()), vector.text("kakma"));
    EXPECT_EQ(hex(a_tid(kdf, k_ausf, supi).view()), vector.text("atid"));
    const auto akid =
        a_kid(RoutingIndicator(vector.text("rid")), vector.as<ATid>("atid"), vector.text("mcc"), vector.text("mnc"));
    EXPECT_EQ(akid.text(), vector.text("akid"));
    for (const auto& [name, value] : vector.values) {
        if (!name.starts_with("kaf_")) continue;
        const AfId af_id{Fqdn(vector.text("af_fqdn")), UaStarId::from_text(name.substr(4)).value()};
        EXPECT_EQ(hex(k_af(kdf, vector.as<KAkma>("kakma"), af_id).expose()), value) << name;
    }
}

TEST(KeyHierarchy, FiveGAkaGivesTheVectorsAboveKAusf) {
    const Kdf kdf;
    const auto vector = chain();
    const Challenge challenge(vector);
    const auto network = network_of(vector);
    EXPECT_EQ(network.text(), vector.text("snn"));
    EXPECT_EQ(challenge.autn(vector), vector.text("autn"));
    const auto& [res, ck, ik, ak, ak_star] = challenge.outputs;
    const auto answer = res_star(kdf, ck, ik, network, challenge.rand, res);
    EXPECT_EQ(hex(answer.view()), vector.text("res_star"));
    EXPECT_EQ(hex(hres_star(challenge.rand, answer).view()), vector.text("hres_star"));
    EXPECT_EQ(hex(k_ausf(kdf, ck, ik, network, challenge.sqn_xor_ak).expose()), vector.text("kausf"));
}

TEST(KeyHierarchy, FiveGAkaGivesTheVectorsBelowKAusf) { expect_below_k_ausf(Kdf(), chain(0)); }
TEST(KeyHierarchy, EapAkaPrimeGivesTheVectorsBelowKAusf) { expect_below_k_ausf(Kdf(), chain(1)); }

TEST(KeyHierarchy, NasKeysDependOnTheAlgorithm) {
    const Kdf kdf;
    const auto vector = chain();
    const auto amf = vector.as<KAmf>("kamf");
    for (const Octet algorithm : {Octet{1}, Octet{2}, Octet{3}}) {
        EXPECT_EQ(hex(k_nas_enc(kdf, amf, algorithm).expose()), vector.text("knasenc_" + std::to_string(algorithm)));
        EXPECT_EQ(hex(k_nas_int(kdf, amf, algorithm).expose()), vector.text("knasint_" + std::to_string(algorithm)));
    }
}

TEST(KeyHierarchy, KAkmaIsNotWhatKnownMistakesGive) {
    const auto vectors = test::read_vectors("chain.txt");
    const Kdf kdf;
    const auto k_ausf = vectors[0].as<KAusf>("kausf");
    const auto right = hex(k_akma(kdf, k_ausf, supi_of(vectors[0])).expose());
    const auto imsi_prefix = Kdf::derive(k_ausf.expose(), 0x80, {view_of("AKMA"), view_of(vectors[0].text("supi"))});
    const auto wrong_code = Kdf::derive(k_ausf.expose(), 0x6a, {view_of("001010000000001")});
    // The mistakes are these very octets, and ours are not.
    EXPECT_EQ(hex(imsi_prefix), vectors.at(2).text("kakma"));
    EXPECT_EQ(hex(wrong_code), vectors.at(3).text("kakma"));
    EXPECT_NE(right, vectors.at(2).text("kakma"));
    EXPECT_NE(right, vectors.at(3).text("kakma"));
}

TEST(KeyHierarchy, EveryInputOfADerivationCounts) {
    const Kdf kdf;
    const auto vector = chain();
    const auto k_ausf = vector.as<KAusf>("kausf");
    const auto akma = k_akma(kdf, k_ausf, supi_of(vector));
    EXPECT_FALSE(k_akma(kdf, k_ausf, Supi("imsi-001010000000002")) == akma);
    EXPECT_FALSE(k_seaf(kdf, k_ausf, serving_network_name("001", "02")) == k_seaf(kdf, k_ausf, network_of(vector)));
    const AfId one{Fqdn("msgin5g.example.com"), tls13};
    const AfId other{Fqdn("msgin5g.example.org"), tls13};
    EXPECT_FALSE(k_af(kdf, akma, one) == k_af(kdf, akma, other));
    const auto seaf = vector.as<KSeaf>("kseaf");
    EXPECT_FALSE(k_amf(kdf, seaf, supi_of(vector), Octets{0, 0}) == k_amf(kdf, seaf, supi_of(vector), Octets{}));
}

TEST(KeyHierarchy, TheWitnessHearsEveryDerivationWithItsClause) {
    std::vector<std::string> heard;
    const Kdf kdf([&](const Derivation& derivation) {
        std::string line = std::string(derivation.key) + " from";
        for (const auto& from : derivation.from) line += " " + std::string(from);
        for (const auto& p : derivation.p) line += " " + std::to_string(p.size());
        heard.push_back(line + " FC " + derivation.fc + " " + std::string(derivation.clause) + " " +
                        hex(derivation.value).substr(0, 8));
    });
    const auto vector = chain();
    const Challenge challenge(vector);
    note_ck_ik(kdf, challenge.outputs.ck, challenge.outputs.ik, challenge.rand, challenge.milenage.clause());
    const auto ausf = k_ausf(kdf, challenge.outputs.ck, challenge.outputs.ik, network_of(vector), challenge.sqn_xor_ak);
    const auto akma = k_akma(kdf, ausf, supi_of(vector));
    const auto af = k_af(kdf, akma, {Fqdn("msgin5g.example.com"), tls13});
    EXPECT_EQ(heard, (std::vector<std::string>{"CK from K 16 FC  TS 35.206 4.1 5349fbe0",
                                               "IK from K 16 FC  TS 35.206 4.1 9744871a",
                                               "KAUSF from CK IK 32 6 FC 6a TS 33.501 A.2 6cfaa30e",
                                               "KAKMA from KAUSF 4 15 FC 80 TS 33.535 A.2 c5588cfe",
                                               "KAF from KAKMA 24 FC 82 TS 33.535 A.4 8cf0e801"}));
}

}  // namespace
}  // namespace akmasim::keys

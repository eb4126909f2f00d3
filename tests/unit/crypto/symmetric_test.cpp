// SPDX-License-Identifier: Apache-2.0
// Hashes, CMAC, the NAS algorithms and the random streams.
#include <gtest/gtest.h>

#include "simulator/crypto/aes.hpp"
#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/nas_security.hpp"
#include "simulator/crypto/random.hpp"
#include "tests/vectors.hpp"

namespace akmasim::crypto {
namespace {

std::uint32_t count_of(const test::Vector& vector) {
    return static_cast<std::uint32_t>(std::stoul(vector.text("count"), nullptr, 16));
}

std::vector<test::Vector> of_kind(const std::string& kind) {
    auto vectors = test::read_vectors("nas.txt");
    std::erase_if(vectors, [&](const auto& vector) { return vector.text("kind") != kind; });
    if (vectors.empty()) throw std::runtime_error("no vectors of kind " + kind);
    return vectors;
}

TEST(Hash, HmacGivesTheExamplesOfRfc4231) {
    for (const auto& vector : test::read_vectors("kdf.txt")) {
        EXPECT_EQ(hex(hmac_sha256(vector.octets("key"), vector.octets("data"))), vector.text("hmac"))
            << vector.text("name");
    }
}

TEST(Hash, TwoPartsHashLikeTheirConcatenation) {
    EXPECT_EQ(hex(sha256(view_of("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(view_of("a"), view_of("bc")), sha256(view_of("abc")));
    EXPECT_EQ(hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(NasSecurity, CmacGivesTheExamplesOfRfc4493) {
    for (const auto& vector : of_kind("cmac")) {
        EXPECT_EQ(hex(aes_cmac(vector.octets("key"), vector.octets("message"))), vector.text("mac"))
            << vector.text("message");
    }
}

TEST(NasSecurity, Nia2GivesTheTestSetOfTs33401C2) {
    for (const auto& vector : of_kind("eia2")) {
        const auto mac = nia2(vector.as<KNasInt>("key"), count_of(vector), vector.octets("bearer")[0],
                              vector.octets("direction")[0], vector.octets("message"));
        EXPECT_EQ(hex(mac), vector.text("mac"));
    }
}

// TS 33.501 D.2.1 and D.3.1: each algorithm by its number, against the test sets of its own specification.
TEST(NasSecurity, TheStreamCiphersGiveTheirTestSets) {
    for (const int algorithm : {1, 2, 3}) {
        for (const auto& vector : of_kind("eia" + std::to_string(algorithm))) {
            const auto mac = nia(algorithm, vector.as<KNasInt>("key"), count_of(vector), vector.octets("bearer")[0],
                                 vector.octets("direction")[0], vector.octets("message"));
            EXPECT_EQ(hex(mac), vector.text("mac"));
        }
        for (const auto& vector : of_kind("eea" + std::to_string(algorithm))) {
            auto message = vector.octets("plain");
            nea(algorithm, vector.as<KNasEnc>("key"), count_of(vector), vector.octets("bearer")[0],
                vector.octets("direction")[0], message);
            EXPECT_EQ(hex(message), vector.text("cipher"));
        }
    }
}

TEST(NasSecurity, GivesWhatAnIndependentProgramComputes) {
    for (const auto& vector : test::read_vectors("nas_generated.txt")) {
        const int algorithm = std::stoi(vector.text("algorithm"));
        const auto message = vector.octets("message");
        const auto bearer = vector.octets("bearer")[0];
        const auto direction = vector.octets("direction")[0];
        EXPECT_EQ(hex(nia(algorithm, vector.as<KNasInt>("key"), count_of(vector), bearer, direction, message)),
                  vector.text("mac"));
        auto ciphered = message;
        nea(algorithm, vector.as<KNasEnc>("key"), count_of(vector), bearer, direction, ciphered);
        EXPECT_EQ(hex(ciphered), vector.text("cipher"));
    }
}

TEST(NasSecurity, TheNullAlgorithmsDoNothing) {
    Octets message{1, 2, 3};
    nea(0, KNasEnc{}, 0, 1, 0, message);
    EXPECT_EQ(message, (Octets{1, 2, 3}));
    EXPECT_EQ(nia(0, KNasInt{}, 0, 1, 0, message), NasMac{});
}

TEST(NasSecurity, Nea2GivesTheTestSetOfTs33401C1InBothWays) {
    for (const auto& vector : of_kind("eea2")) {
        auto message = vector.octets("plain");
        const auto key = vector.as<KNasEnc>("key");
        nea2(key, count_of(vector), vector.octets("bearer")[0], vector.octets("direction")[0], message);
        EXPECT_EQ(hex(message), vector.text("cipher"));
        nea2(key, count_of(vector), vector.octets("bearer")[0], vector.octets("direction")[0], message);
        EXPECT_EQ(hex(message), vector.text("plain"));
    }
}

// TS 33.501 C.3.4: the counter of ECIES has 32 bits and does not carry into the rest of the block.
TEST(Aes, ACounterOf32BitsWrapsWithinItself) {
    for (const auto& vector : of_kind("ctr32")) {
        const auto stream = vector.octets("stream");
        for (std::size_t size = 0; size <= stream.size(); ++size) {
            Octets data(size);
            aes_ctr32(vector.octets("key"), vector.octets("counter"), data);
            EXPECT_EQ(data, Octets(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size)));
        }
    }
}

TEST(NasSecurity, CountBearerAndDirectionAllCount) {
    const auto vector = of_kind("eia2").front();
    const auto key = vector.as<KNasInt>("key");
    const auto message = vector.octets("message");
    const auto mac = nia2(key, 1, 1, 0, message);
    EXPECT_NE(mac, nia2(key, 2, 1, 0, message));
    EXPECT_NE(mac, nia2(key, 1, 2, 0, message));
    EXPECT_NE(mac, nia2(key, 1, 1, 1, message));
}

TEST(NasSecurity, AnEmptyMessageHasAMacAndNoCiphertext) {
    EXPECT_EQ(nia2(KNasInt(), 0, 1, 0, {}), nia2(KNasInt(), 0, 1, 0, {}));
    Octets nothing;
    nea2(KNasEnc(), 0, 1, 0, nothing);
    EXPECT_TRUE(nothing.empty());
}

Octets drawn(Random& random, std::size_t size) {
    Octets octets(size);
    random.fill(octets);
    return octets;
}

TEST(SeededRandom, SeedAndLabelDetermineTheStreamAndNotHowItIsAskedFor) {
    SeededRandom whole(42, "udm|alice|RAND");
    SeededRandom parts(42, "udm|alice|RAND");
    auto expected = drawn(whole, 1000);
    Octets pieces;
    for (const std::size_t size : {1, 15, 16, 255, 257, 456}) append(pieces, drawn(parts, size));
    EXPECT_EQ(pieces, expected);
    SeededRandom other_seed(43, "udm|alice|RAND");
    SeededRandom other_label(42, "udm|bob|RAND");
    EXPECT_NE(drawn(other_seed, 1000), expected);
    EXPECT_NE(drawn(other_label, 1000), expected);
}

}  // namespace
}  // namespace akmasim::crypto

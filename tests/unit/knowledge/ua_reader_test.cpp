// SPDX-License-Identifier: Apache-2.0
// Recorded TLS opened with its key, against what an independent program read; and what stays closed.
#include <gmock/gmock.h>

#include "simulator/knowledge/ua_reader.hpp"
#include "tests/vectors.hpp"

namespace akmasim::knowledge {
namespace {

using akmasim::test::read_vectors;
using akmasim::test::Vector;
using testing::IsEmpty;

Connection connection_of(const Vector& vector) {
    Connection connection;
    for (std::uint64_t i = 0; vector.has("crossed_" + std::to_string(i)); ++i) {
        const auto& text = vector.text("crossed_" + std::to_string(i));
        connection.push_back({i, text.front() == 'c', from_hex(text.substr(1)).value()});
    }
    return connection;
}

std::vector<std::string> plains_of(const Vector& vector) {
    std::vector<std::string> plains;
    for (int i = 0; vector.has("plain_" + std::to_string(i)); ++i)
        plains.push_back(vector.text("plain_" + std::to_string(i)));
    return plains;
}

std::vector<std::string> opened(const Connection& connection, View psk) {
    std::vector<std::string> plains;
    for (const auto& one : open_connection(connection, psk)) plains.push_back(hex(one.plain));
    return plains;
}

// RFC 8446 7.1, RFC 4279 2, RFC 7627 4.
TEST(UaReader, OpensWithThePskWhatAnIndependentProgramOpens) {
    const auto vectors = read_vectors("tls_traffic.txt");
    ASSERT_EQ(vectors.size(), 5);
    for (const auto& vector : vectors)
        EXPECT_EQ(opened(connection_of(vector), vector.octets("psk")), plains_of(vector)) << vector.text("name");
}

// TS 33.535 B.1.3: forward secrecy is what psk_dhe_ke is for; its early data alone has none (RFC 8446 2.3).
TEST(UaReader, OpensNothingBeyondEarlyDataWhereDiffieHellmanTookPlace) {
    for (const auto& vector : read_vectors("tls_traffic.txt")) {
        if (vector.text("mode") != "psk_dhe_ke") continue;
        for (const auto& one : open_connection(connection_of(vector), vector.octets("psk")))
            EXPECT_THAT(one.how, testing::HasSubstr("client_early_traffic_secret")) << vector.text("name");
    }
}

TEST(UaReader, OpensNothingWithAnotherKey) {
    for (const auto& vector : read_vectors("tls_traffic.txt")) {
        auto psk = vector.octets("psk");
        psk.back() ^= 1;
        EXPECT_THAT(opened(connection_of(vector), psk), IsEmpty()) << vector.text("name");
    }
}

TEST(UaReader, LeavesARecordClosedThatWasTouchedOnTheWay) {
    for (const auto& vector : read_vectors("tls_traffic.txt")) {
        if (vector.text("mode") == "psk_dhe_ke") continue;
        auto connection = connection_of(vector);
        connection.back().octets.back() ^= 1;
        EXPECT_EQ(opened(connection, vector.octets("psk")).size() + 1, plains_of(vector).size()) << vector.text("name");
    }
}

// No peer's octets may end a process.
TEST(UaReader, TakesTornAndSenselessOctets) {
    for (const auto& vector : read_vectors("tls_traffic.txt")) {
        const auto psk = vector.octets("psk");
        const auto whole = connection_of(vector);
        for (std::size_t event = 0; event < whole.size(); ++event) {
            for (const std::size_t left : {0, 1, 4, 5, 6, 12, 13, 20, 43, 44, 60}) {
                auto torn = whole;
                torn[event].octets.resize(std::min(left, torn[event].octets.size()));
                EXPECT_LE(opened(torn, psk).size(), plains_of(vector).size());
            }
        }
    }
}

}  // namespace
}  // namespace akmasim::knowledge

// SPDX-License-Identifier: Apache-2.0
// RFC 8323 5: what signals ask of a connection, and messages as a stream brings them.
#include "simulator/protocol/coap_connection.hpp"

#include <gtest/gtest.h>

namespace akmasim::coap {
namespace {

Connection::Heard hears(Connection& connection, std::string_view hex_octets) {
    connection.feed(from_hex(hex_octets).value());
    return connection.take();
}

bool aborts(const Connection::Heard& heard) {
    return !heard.answers.empty() && heard.answers.back().code == Code::abort;
}

TEST(CoapConnection, TakesSeveralMessagesOutOfOneSegment) {
    Connection connection;
    const auto heard = hears(connection, "00e1" "00e2" "0102aa" "0102bb");
    ASSERT_EQ(heard.answers.size(), 1U);
    EXPECT_EQ(heard.answers[0].code, Code::pong);
    ASSERT_EQ(heard.messages.size(), 2U);
    EXPECT_EQ(hex(heard.messages[1].token), "bb");
    EXPECT_FALSE(connection.ending());
}

TEST(CoapConnection, TakesOneMessageOutOfSeveralSegments) {
    Connection connection;
    for (const auto* part : {"40", "e122", "4000"}) {
        EXPECT_TRUE(hears(connection, part).answers.empty());
        EXPECT_FALSE(connection.greeted());
        EXPECT_TRUE(connection.in_a_message());
    }
    hears(connection, "20");
    EXPECT_TRUE(connection.greeted());
    EXPECT_FALSE(connection.in_a_message());
}

// RFC 8323 5.2, 5.6: a critical option that is not understood, in any signal, aborts; an elective one is ignored.
TEST(CoapConnection, AbortsForACriticalOptionOfAnySignalAndIgnoresElectiveOnes) {
    for (const std::string signal : {"e1", "e2", "e3", "e4", "e5", "e6", "ff"}) {
        Connection connection;
        hears(connection, "00e1");
        const auto heard = hears(connection, "10" + signal + "90");  // option 9, no value
        ASSERT_TRUE(aborts(heard)) << signal;
        EXPECT_EQ(heard.answers.back().number(option::bad_csm_option), 9U) << signal;
        EXPECT_FALSE(heard.answers.back().payload.empty()) << "why, in words";
        ASSERT_TRUE(connection.ending());
        EXPECT_FALSE(connection.ending()->orderly);
    }
    for (const std::string signal : {"e1", "e2", "e3", "e6"}) {
        Connection connection;
        hears(connection, "00e1");
        EXPECT_FALSE(aborts(hears(connection, "10" + signal + "80"))) << "option 8: " << signal;
        EXPECT_FALSE(connection.ending());
    }
    Connection first;
    EXPECT_TRUE(aborts(hears(first, "10e190")));
    EXPECT_FALSE(first.greeted());
}

// RFC 8323 5.3: a missing CSM is an error of the connection.
TEST(CoapConnection, AbortsWhereTheFirstMessageIsNoCsm) {
    for (const auto* octets : {"00e2", "00e3", "0041", "00e4"}) {
        Connection connection;
        const auto heard = hears(connection, octets);
        EXPECT_TRUE(aborts(heard) && heard.answers.size() == 1) << octets;
    }
    Connection connection;
    const auto heard = hears(connection, "0102aa" "00e1");
    EXPECT_TRUE(heard.messages.empty());
    ASSERT_EQ(heard.answers.size(), 2U);
    EXPECT_EQ(heard.answers[0].code, Code::bad_request);
    EXPECT_EQ(hex(heard.answers[0].token), "aa");
    EXPECT_FALSE(connection.greeted()) << "nothing is taken behind what ended it";
    Connection patient;
    EXPECT_TRUE(hears(patient, "0000" "00e1").answers.empty()) << "RFC 8323 3.4: an empty message asks for nothing";
    EXPECT_TRUE(patient.greeted());
}

TEST(CoapConnection, EndsInOrderWithAReleaseAndWithoutWithAnAbort) {
    Connection released;
    const auto heard = hears(released, "00e1" "0102aa" "00e4" "0102bb");
    EXPECT_EQ(heard.messages.size(), 1U);
    EXPECT_TRUE(heard.answers.empty());
    EXPECT_TRUE(released.ending()->orderly);
    Connection aborted;
    EXPECT_TRUE(hears(aborted, "00e1" "00e5").answers.empty()) << "an Abort is not answered";
    EXPECT_FALSE(aborted.ending()->orderly);
    EXPECT_TRUE(hears(aborted, "0102aa").messages.empty());
}

TEST(CoapConnection, AbortsForOctetsThatAreNoMessage) {
    for (const auto* octets : {"0902010203040506070809", "f0fffffffffe02", "10e1f0", "10e1ff", "0021"}) {
        Connection connection;
        EXPECT_TRUE(aborts(hears(connection, std::string("00e1") + octets))) << octets;
        EXPECT_EQ(connection.ending()->why.cause, Cause::malformed);
    }
}

}  // namespace
}  // namespace akmasim::coap

// SPDX-License-Identifier: Apache-2.0
// CoAP over datagrams: type and Message ID, and what no decoder accepts.
#include "simulator/protocol/coap_datagram.hpp"

#include <gtest/gtest.h>

namespace akmasim::coap {
namespace {

// RFC 7252 Appendix A, Figure 16: CON GET /temperature, Message ID 0x7d34, no token.
TEST(CoapDatagram, OfTheRfcsExampleIsWrittenAndRead) {
    const Datagram get{Type::confirmable, 0x7d34, request(Code::get, "/temperature", {})};
    const auto octets = encode(get);
    EXPECT_EQ(hex(octets), "40017d34bb74656d7065726174757265");
    const auto read = decode_datagram(octets);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->type, Type::confirmable);
    EXPECT_EQ(read->message_id, 0x7d34);
    EXPECT_EQ(read->message.path(), "/temperature");
}

// RFC 7252 Appendix A, Figure 16: ACK 2.05, the same Message ID, payload "22.3 C".
TEST(CoapDatagram, AnswersInTheAcknowledgement) {
    Datagram answer{Type::acknowledgement, 0x7d34, response(Code::content, {})};
    answer.message.payload = {'2', '2', '.', '3', ' ', 'C'};
    EXPECT_EQ(hex(encode(answer)), "60457d34ff32322e332043");
}

TEST(CoapDatagram, AnEmptyAcknowledgementIsFourOctets) {
    const auto read = decode_datagram(Octets{0x60, 0x00, 0x7d, 0x34});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->type, Type::acknowledgement);
    EXPECT_EQ(read->message.code, Code::empty);
}

TEST(CoapDatagram, RefusesWhatIsNone) {
    for (const auto* text : {"", "40", "400100", "00017d34", "80017d34", "49017d34000000000000000000", "42017d3401",
                             "60007d3400", "41007d3401", "40217d34", "40017d34ff", "40017d34f0", "40017d34bb74"}) {
        EXPECT_FALSE(decode_datagram(from_hex(text).value())) << text;
    }
    EXPECT_FALSE(decode_datagram(Octets(9000, 0x40)));
}

}  // namespace
}  // namespace akmasim::coap

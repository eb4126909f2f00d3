// SPDX-License-Identifier: Apache-2.0
// CoAP over reliable transports: framing of RFC 8323 3.2, options of RFC 7252 3.1, and octets that must be refused.
#include <gtest/gtest.h>

#include "simulator/protocol/coap.hpp"
#include "simulator/protocol/msgin5g.hpp"

namespace akmasim::coap {
namespace {

Octets octets(std::string_view text) { return from_hex(text).value(); }

TEST(Coap, EncodesARequestWithPathFormatAndPayload) {
    const auto message = request(Code::post, "/msgin5g", {0x01}, R"({"a":1})");
    const auto wire = encode(message);
    EXPECT_EQ(hex(wire),
              "d1"
              "05"
              "02"
              "01"
              "b7"
              "6d7367696e3567"
              "11"
              "32"
              "ff"
              "7b2261223a317d");
    const auto again = decode(wire).value();
    EXPECT_EQ(again.path(), "/msgin5g");
    EXPECT_EQ(again.number(option::content_format), format_json);
    EXPECT_EQ(text_of(View(again.payload)), R"({"a":1})");
}

TEST(Coap, ReadsTheCsmOfAnotherImplementation) {
    const auto message = decode(octets("50e123800100"
                                       "20"))
                             .value();
    EXPECT_EQ(message.code, Code::csm);
    EXPECT_EQ(message.number(option::max_message_size), 0x800100U);
    EXPECT_EQ(signal_name(message.code), "CSM");
    EXPECT_EQ(decode(octets("10e320")).value().code, Code::pong);
}

TEST(Coap, EveryLengthComesBack) {
    for (const std::size_t length : {0, 1, 12, 13, 14, 268, 269, 270, 4000, 7900}) {
        Message message = response(Code::content, {1, 2, 3, 4, 5, 6, 7, 8});
        message.payload.assign(length, 0xff);
        message.options.push_back({2000, Octets(length % 300, 7)});
        message.options.push_back({3, Octets(length % 20, 8)});
        const auto again = decode(encode(message));
        ASSERT_TRUE(again) << length << again.error().detail;
        EXPECT_EQ(again->payload, message.payload) << length;
        EXPECT_EQ(again->options.size(), 2U);
        EXPECT_EQ(again->options[0].number, 3);
    }
}

TEST(Coap, AStreamIsCutIntoItsMessages) {
    Octets stream = encode(csm());
    append(stream, encode(request(Code::post, "/a/b", {})));
    append(stream, encode(response(Code::created, {9}, "{}")));
    Decoder decoder;
    std::vector<Message> read;
    for (const Octet octet : stream) {
        decoder.feed(View(&octet, 1));
        auto next = decoder.next();
        ASSERT_TRUE(next) << next.error().detail;
        if (*next) read.push_back(**next);
    }
    ASSERT_EQ(read.size(), 3U);
    EXPECT_EQ(read[1].path(), "/a/b");
    EXPECT_EQ(text_of(read[2].code), "2.01");
    EXPECT_EQ(number_of(Code::forbidden), 403);
    EXPECT_EQ(method_of(read[1].code), "POST");
}

TEST(Coap, RefusesBadOctets) {
    const std::pair<const char*, const char*> refusals[] = {
        {"token length 9", "0902"},
        {"token length 15", "0f02"},
        {"reserved option delta", "1002f0"},
        {"reserved option length", "10020f"},
        {"option value cut", "1002b7"},
        {"option extension cut", "1002d0"},
        {"option 14 extension cut", "2002e001"},
        {"payload marker without payload", "1002ff"},
        {"reserved class 1", "0020"},
        {"reserved class 3", "0060"},
        {"reserved class 6", "00c0"},
        {"more than we accept", "e01fff02"},
        {"four octets of length", "f0ffffffff02"},
        {"option number overflow", "6002e0ffffe0ffff"},
    };
    for (const auto& [what, wire] : refusals) {
        Decoder decoder;
        decoder.feed(octets(wire));
        const auto next = decoder.next();
        EXPECT_FALSE(next) << what;
    }
    EXPECT_FALSE(decode(octets("")));
    EXPECT_FALSE(decode(octets("00")));
    EXPECT_FALSE(decode(octets("000200")));
}

TEST(Coap, ALengthThatHasNotArrivedIsWaitedFor) {
    for (const auto* wire : {"", "d1", "00", "10", "e001", "f000", "d1050201"}) {
        Decoder decoder;
        decoder.feed(octets(wire));
        const auto next = decoder.next();
        ASSERT_TRUE(next) << wire << next.error().detail;
        EXPECT_FALSE(*next) << wire;
    }
}

TEST(Coap, AnUnknownCriticalOptionIsFound) {
    auto message = request(Code::post, "/x", {});
    EXPECT_FALSE(unknown_critical_option(message));
    message.options.push_back({35, {}});  // Proxy-Uri
    EXPECT_EQ(unknown_critical_option(message), 35);
}

TEST(MsgIn5g, BodiesComeBackAsTheyWere) {
    const std::string text =
        R"({"msgType":"MSG","oriAddr":{"addrType":"UE","addr":"acct:ue1@x"},"destAddr":{"addrType":"UE","addr":"acct:ue2@x"},)"
        R"("msgId":"7f0c6c1e-1c53-4f7e-9a43-0f6f2f1c9d10","appId":"meter","delivStReqInd":true,"payload":"MjEuNSBD",)"
        R"("priority":"MIDDLE","stoAndFwInd":true,"stoAndFwParams":{"exprTime":"2026-11-23T18:00:00Z"}})";
    const auto message = body::read<msgin5g::Msg>(text).value();
    EXPECT_EQ(body::write(message), text);
    EXPECT_EQ(text_of(View(msgin5g::payload_octets(message).value())), "21.5 C");
    const std::string reg =
        R"({"msgType":"REG","ueSvcId":"acct:ue1@x","cliProfile":{"maxSegSize":2048,"commAvail":"always"}})";
    EXPECT_EQ(body::write(body::read<msgin5g::Reg>(reg).value()), reg);
    EXPECT_EQ(body::read<msgin5g::AnyBody>(reg).value().msg_type, msgin5g::MsgType::reg);
    EXPECT_FALSE(body::read<msgin5g::AnyBody>(R"({"msgType":"reg"})"));
    EXPECT_FALSE(body::read<msgin5g::Reg>(R"({"msgType":"REG","ueSvcId":""})"));
}

}  // namespace
}  // namespace akmasim::coap

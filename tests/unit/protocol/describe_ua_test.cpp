// SPDX-License-Identifier: Apache-2.0
// What a reader is told of TLS 1.2, DTLS and HTTP on Ua.
#include <gtest/gtest.h>

#include "simulator/base/json.hpp"
#include "simulator/protocol/coap_datagram.hpp"
#include "simulator/protocol/http1.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim::ua {
namespace {

Octets octets_of(std::string_view text) { return from_hex(text).value(); }

TEST(DescribedTls12, ServerKeyExchangeTellsTheHint) {
    // RFC 4279 2: the hint 3GPP-AKMA.
    const auto told = describe(octets_of("160303000f0c00000b0009334750502d414b4d41"), {});
    EXPECT_EQ(told.name, "ServerKeyExchange");
    EXPECT_EQ(told.fields_json, R"({"identityHint":"3GPP-AKMA"})");
    // RFC 5489 2: with a named curve and a point.
    const auto with_group = describe(octets_of("16030300170c0000130009334750502d414b4d4103001d0401020304"), {});
    EXPECT_EQ(with_group.fields_json, R"({"identityHint":"3GPP-AKMA","group":"x25519"})");
}

TEST(DescribedTls12, ClientKeyExchangeTellsTheIdentity) {
    const auto told = describe(octets_of("1603030009100000050003614062"), {});
    EXPECT_EQ(told.name, "ClientKeyExchange");
    EXPECT_EQ(told.fields_json, R"({"pskIdentity":"a@b"})");
    const auto akma = describe(octets_of("1603030012"), octets_of("161000000d000b334750502d414b4d416140"));
    EXPECT_EQ(akma.clause, "TS 33.535 B.1.3");
}

TEST(DescribedDtls, ADatagramNamesAllItsMessages) {
    // ServerHelloDone of DTLS (12 octets of header, no body), then ChangeCipherSpec.
    const auto datagram = octets_of(
        "16fefd00000000000000020"
        "00c0e0000000002000000000000"
        "14fefd0000000000000003000101");
    const auto told = describe(datagram, {});
    EXPECT_EQ(told.name, "ServerHelloDone");
    EXPECT_EQ(told.fields_json, R"({"length":0,"messages":["ServerHelloDone","ChangeCipherSpec"]})");
}

TEST(DescribedDtls, WhatIsCipheredIsReadFromThePlainViewAlone) {
    const auto message =
        coap::encode(coap::Datagram{coap::Type::confirmable, 7, coap::request(coap::Code::post, "/x", {})});
    Octets ciphered = octets_of("17fefd00010000000000010010000102030405060708090a0b0c0d0e0f");
    Octets plain = octets_of("17fefd000100000000000100");
    plain.push_back(static_cast<Octet>(message.size()));
    append(plain, message);
    const auto told = describe(ciphered, plain);
    EXPECT_EQ(told.name, "ApplicationData");
    EXPECT_EQ(told.inside_name, "CoapRequest");
    EXPECT_NE(told.inside_fields_json.find(R"("type":"CON","messageId":7)"), std::string::npos);
    EXPECT_EQ(describe(ciphered, {}).inside_name, "");
    EXPECT_EQ(describe(octets_of("16fefd0001000000000001000101"), {}).name, "Undecodable");
}

TEST(DescribedHttp, KeepsABearerTokenToItself) {
    http1::Message request;
    request.method = "POST";
    request.target = "/msgin5g";
    request.add("Authorization", "Bearer 0011223344");
    request.body = R"({"msgType":"REG"})";
    Octets plain{23};
    const auto text = http1::encode(request);
    append(plain, view_of(text));
    Octets record = octets_of("17030300");
    record.push_back(static_cast<Octet>(plain.size() + 15));
    record.resize(5 + plain.size() + 15);
    const auto told = describe(record, plain);
    EXPECT_EQ(told.inside_name, "HttpRequest");
    EXPECT_EQ(told.inside_fields_json.find("0011223344"), std::string::npos);
    EXPECT_NE(told.inside_fields_json.find(R"("scheme":"Bearer")"), std::string::npos);
    EXPECT_NE(told.inside_fields_json.find(R"("msgType":"REG")"), std::string::npos);
}

TEST(DescribedUa, CutAnywhereIsStillJson) {
    const auto whole = octets_of("16fefd0000000000000002000c0e000000000200000000000014fefd0000000000000003000101");
    json::Document document;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        EXPECT_TRUE(document.parse(describe(View(whole).first(size), {}).fields_json));
    }
}

}  // namespace
}  // namespace akmasim::ua

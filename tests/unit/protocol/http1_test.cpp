// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 as it crosses inside TLS: strict where two readers could differ; and its translation from and to CoAP.
#include "simulator/protocol/http1.hpp"

#include <gtest/gtest.h>

#include "simulator/protocol/http_digest.hpp"

namespace akmasim::http1 {
namespace {

Result<std::optional<Message>> read(std::string_view text) {
    Decoder decoder;
    decoder.feed(view_of(text));
    return decoder.next();
}

TEST(Http1, AMessageComesBackAsItWas) {
    Message request;
    request.method = "POST";
    request.target = "/msgin5g";
    request.add("Host", "msgin5g.example.com");
    request.body = "{}";
    const auto text = encode(request);
    EXPECT_EQ(text, "POST /msgin5g HTTP/1.1\r\nHost: msgin5g.example.com\r\nContent-Length: 2\r\n\r\n{}");
    const auto again = read(text);
    ASSERT_TRUE(again && *again);
    EXPECT_EQ((*again)->method, "POST");
    EXPECT_EQ((*again)->header("host"), "msgin5g.example.com");
    EXPECT_EQ((*again)->body, "{}");
}

TEST(Http1, MessagesMayComeInPiecesAndTogether) {
    const std::string text = "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
    Decoder decoder;
    std::vector<int> seen;
    for (const char c : text) {
        decoder.feed(view_of(std::string_view(&c, 1)));
        const auto message = decoder.next();
        ASSERT_TRUE(message);
        if (*message) seen.push_back((*message)->status);
    }
    EXPECT_EQ(seen, (std::vector<int>{204, 200}));
}

TEST(Http1, RefusesWhatTwoReadersCouldReadInTwoWays) {
    for (const std::string text :
         {"GET / HTTP/1.0\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n", "G ET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
          "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: 99999\r\n\r\n",
          "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "GET / HTTP/1.1\r\n folded: x\r\n\r\n",
          "GET / HTTP/1.1\r\nname : x\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n", "HTTP/1.1 99 Low\r\n\r\n",
          "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1\r\n\r\n", "\r\n\r\n"}) {
        EXPECT_FALSE(read(text)) << text;
    }
    EXPECT_FALSE(read(std::string("GET /\0 HTTP/1.1\r\n\r\n", 20)));
    EXPECT_FALSE(read(std::string(9000, 'a')));
}

// RFC 8075 7.
TEST(Http1, IsTranslatedFromAndToCoap) {
    const auto coap = coap::request(coap::Code::post, "/msgin5g", {1}, "{}");
    const auto http = request_of(coap);
    EXPECT_EQ(http.method, "POST");
    EXPECT_EQ(http.header("content-type"), "application/json");
    const auto back = coap_request_of(http);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->path(), "/msgin5g");
    EXPECT_EQ(back->number(coap::option::content_format), coap::format_json);
    for (const auto code : {coap::Code::created, coap::Code::forbidden, coap::Code::unsupported_content_format,
                            coap::Code::service_unavailable}) {
        EXPECT_EQ(coap_response_of(response_of(coap::response(code, {})), {}).code, code);
    }
    Message brew;
    brew.method = "BREW";
    EXPECT_FALSE(coap_request_of(brew));
}

}  // namespace
}  // namespace akmasim::http1

namespace akmasim::http_digest {
namespace {

TEST(DigestHeaders, ComeBackAsTheyWere) {
    const Credentials said{"0.a\"b\\c@x", "r", "n/+=", "/msgin5g", "auth-int", "c", "00000001", "ff"};
    const auto read = credentials_of(encode(said));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->username, said.username);
    EXPECT_EQ(read->nc, "00000001");
    EXPECT_EQ(read->qop, "auth-int");
    const auto challenge = challenge_of(encode(Challenge{"realm", "nonce", {"auth-int", "auth"}, true}));
    ASSERT_TRUE(challenge);
    EXPECT_EQ(challenge->qop, (std::vector<std::string>{"auth-int", "auth"}));
    EXPECT_TRUE(challenge->stale);
}

TEST(DigestHeaders, OfAnotherFormAreNone) {
    for (const auto* header : {"", "Digest", "Digest ", "Basic realm=x", "Digest =x", "Digest a", "Digest a=\"x",
                               "Digest a=\"x\\", "Digest a=x b=y", "Digest a=x, a=y", "Digest a=x,,b=y"}) {
        EXPECT_FALSE(parameters_of(header)) << header;
    }
    // MD5 (RFC 7616 3.2) is not taken, nor a challenge without qop.
    EXPECT_FALSE(challenge_of("Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=MD5"));
    EXPECT_FALSE(challenge_of("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256"));
}

TEST(BearerToken, IsReadInItsOwnFormOnly) {
    const BearerToken token(std::array<Octet, 32>{1, 2, 3});
    EXPECT_TRUE(bearer_of(bearer(token)) == token);
    EXPECT_FALSE(bearer_of("Bearer 00"));
    EXPECT_FALSE(bearer_of("Digest a=b"));
}

}  // namespace
}  // namespace akmasim::http_digest

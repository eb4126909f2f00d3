// SPDX-License-Identifier: Apache-2.0
// What the record says about envelopes of every link; secrets appear as fingerprints only.
#include <gmock/gmock.h>

#include "simulator/base/json.hpp"
#include "simulator/protocol/coap.hpp"
#include "simulator/protocol/describe.hpp"
#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim {
namespace {

using testing::HasSubstr;
using testing::Not;

class TestRedactor : public Redactor {
public:
    std::string fingerprint(std::string_view key_name, View value) override {
        seen.push_back(std::string(key_name) + ":" + hex(value));
        return "0123456789abcdef";
    }
    bool reveal() override { return revealing; }
    bool revealing = false;
    std::vector<std::string> seen;
};

const std::string key(64, 'c');

Envelope sbi_request(Link link, const sbi::Operation& operation, std::string_view body,
                     std::string_view parameter = {}) {
    Envelope envelope;
    envelope.link = link;
    envelope.from = {"asker", ""};
    envelope.to = {"asked", ""};
    envelope.stream = 7;
    envelope.http = sbi::request_head(operation, parameter);
    envelope.octets.assign(body.begin(), body.end());
    return envelope;
}

Envelope answer(const Envelope& request, HttpHead head, std::string_view body) {
    Envelope envelope = request;
    std::swap(envelope.from, envelope.to);
    envelope.http = std::move(head);
    envelope.octets.assign(body.begin(), body.end());
    return envelope;
}

TEST(Describe, ARegistrationRequestShowsItsSuci) {
    Envelope envelope;
    envelope.link = Link::n1;
    envelope.octets = from_hex("7e004179000d0100f110f0ff000000000000102e02e0e0").value();
    TestRedactor redactor;
    const auto said = describe(envelope, redactor);
    EXPECT_EQ(said.name, "RegistrationRequest");
    EXPECT_EQ(said.clause, "TS 24.501 8.2.6");
    json::Document document;
    const auto f = document.parse(said.fields_json).value();
    EXPECT_EQ(f.at("ngKsi")->integer(), 7);
    EXPECT_EQ(f.at("suci.supiRevealed")->boolean(), true);
    EXPECT_EQ(f.at("suci.protectionScheme")->integer(), 0);
    EXPECT_EQ(f.at("suci.text")->string(), "suci-0-001-01-0-0-0-0000000001");
    EXPECT_EQ(f.at("ueSecurityCapability.ea")->text(), R"(["EA0","EA1","EA2"])");
}

TEST(Describe, ACipheredNasMessageIsTakenFromItsSendersPlainView) {
    nas::RegistrationRequest request;
    request.identity = nas::Suci::from_text("suci-0-001-01-0-0-0-0000000001").value();
    Envelope envelope;
    envelope.link = Link::n1;
    envelope.octets = from_hex("7e04cc7a216c00533f1fea5a506254455bb97269820c").value();
    TestRedactor redactor;
    EXPECT_EQ(describe(envelope, redactor).name, "Ciphered");
    envelope.plain = nas::encode(nas::SecurityModeComplete{nas::encode(request)});
    const auto said = describe(envelope, redactor);
    EXPECT_EQ(said.name, "SecurityModeComplete");
    json::Document document;
    const auto f = document.parse(said.fields_json).value();
    EXPECT_EQ(f.at("securityHeaderType")->integer(), 4);
    EXPECT_EQ(f.at("container.suci.routingIndicator")->string(), "0");
}

const std::string eap_challenge =
    "0101006c320100000105000081e92b6c0ee0e12ebceba8d92a99dfa502050000bb52e91c747ac3ab2a5c23d15ee351d5180100011709002035"
    "473a6d6e633030312e6d63633030312e336770706e6574776f726b2e6f72670b050000044e0c9056dee0c0866d2a1988423e4c";
const std::string eap_challenge_fields =
    R"({"code":"Request","id":1,"method":"AKA'","subtype":"Challenge","rand":"81e92b6c0ee0e12ebceba8d92a99dfa5",)"
    R"("autn":"bb52e91c747ac3ab2a5c23d15ee351d5","kdf":[1],"kdfInput":"5G:mnc001.mcc001.3gppnetwork.org",)"
    R"("mac":"044e0c9056dee0c0866d2a1988423e4c"})";

// TS 24.501 9.11.2.2: the EAP message IE, with its IEI and, in Authentication Result, without.
TEST(Describe, AnEapPacketInANasMessageShowsItsFields) {
    const auto said_of = [](const nas::Message& message) {
        Envelope envelope;
        envelope.link = Link::n1;
        envelope.octets = nas::encode(message);
        TestRedactor redactor;
        return describe(envelope, redactor).fields_json;
    };
    nas::AuthenticationRequest request;
    request.eap = from_hex(eap_challenge).value();
    EXPECT_EQ(said_of(request), R"({"ngKsi":0,"abba":"0000","eap":)" + eap_challenge_fields + "}");
    EXPECT_EQ(said_of(nas::AuthenticationResult{0, from_hex("03020004").value(), Octets{0, 0}}),
              R"({"ngKsi":0,"eap":{"code":"Success","id":2},"abba":"0000"})");
    nas::AuthenticationResponse broken;
    broken.eap = from_hex("0201000c320100000d010000").value();
    EXPECT_THAT(said_of(broken), HasSubstr(R"("eap":{"octets":"0201000c320100000d010000","error":"EAP Challenge: )"));
}

// TS 29.509 6.1.6.2: 5gAuthData and eapPayload hold an EAP packet in base64.
TEST(Describe, AnEapPacketInABodyOfN12ShowsItsFields) {
    TestRedactor redactor;
    const auto payload = base64(from_hex(eap_challenge).value());
    const auto request = sbi_request(Link::n12, sbi::authenticate,
                                     R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":)"
                                     R"("5G:mnc001.mcc001.3gppnetwork.org"})");
    (void)describe(request, redactor);
    const auto said = describe(answer(request, sbi::response_head(sbi::authenticate),
                                      R"({"authType":"EAP_AKA_PRIME","5gAuthData":")" + payload +
                                          R"(","_links":{"eap-session":{"href":"http://ausf/1/eap-session"}}})"),
                               redactor);
    EXPECT_THAT(said.fields_json, HasSubstr(R"("5gAuthData":)" + eap_challenge_fields));
    EXPECT_THAT(said.fields_json, HasSubstr(R"("_links":{"eap-session":{"href":"http://ausf/1/eap-session"}})"));

    const auto session = sbi_request(Link::n12, sbi::eap_session, R"({"eapPayload":")" + payload + R"("})", "1");
    EXPECT_THAT(describe(session, redactor).fields_json, HasSubstr(R"("eapPayload":)" + eap_challenge_fields));
    const auto end = answer(session, sbi::response_head(sbi::eap_session),
                            R"({"eapPayload":"AwIABA==","kSeaf":")" + key +
                                R"(","authResult":"AUTHENTICATION_SUCCESS","supi":"imsi-001010000000001"})");
    const auto last = describe(end, redactor);
    EXPECT_EQ(last.name, "EapSessionResponse");
    EXPECT_THAT(last.fields_json, HasSubstr(R"("eapPayload":{"code":"Success","id":2},"kSeaf":{"$key":"KSEAF")"));
    EXPECT_THAT(redacted_body(end, redactor), Not(HasSubstr(key)));
}

TEST(Describe, AnSbiExchangeIsNamedByItsRequest) {
    TestRedactor redactor;
    const auto request = sbi_request(Link::n61, sbi::register_anchor_key,
                                     R"({"supi":"imsi-001010000000001","aKId":"0.a@b","kAkma":")" + key + R"("})");
    const auto asked = describe(request, redactor);
    EXPECT_EQ(asked.name, "RegisterAnchorKeyRequest");
    EXPECT_EQ(
        asked.fields_json,
        R"({"method":"POST","path":"/naanf-akma/v1/register-anchorkey","supi":"imsi-001010000000001","aKId":"0.a@b",)"
        R"("kAkma":{"$key":"KAKMA","fp":"0123456789abcdef"}})");
    EXPECT_THAT(redactor.seen, testing::ElementsAre("KAKMA:" + key));
    const auto said =
        describe(answer(request, sbi::problem_head(403), sbi::problem(403, "AUTHENTICATION_REJECTED")), redactor);
    EXPECT_EQ(said.name, "RegisterAnchorKeyResponse");
    EXPECT_EQ(said.fields_json, R"({"status":403,"cause":"AUTHENTICATION_REJECTED"})");
}

TEST(Describe, TwoOperationsOfOneLinkAreKeptApartEvenInTheirErrors) {
    TestRedactor redactor;
    const auto request = sbi_request(Link::n12, sbi::aka_confirmation, R"({"resStar":null})", "1");
    EXPECT_EQ(describe(request, redactor).name, "AkaConfirmationRequest");
    EXPECT_EQ(describe(answer(request, sbi::problem_head(404), sbi::problem(404, "CONTEXT_NOT_FOUND")), redactor).name,
              "AkaConfirmationResponse");
}

TEST(Describe, RevealingShowsHexadecimalValues) {
    TestRedactor redactor;
    redactor.revealing = true;
    const auto request = sbi_request(Link::n61, sbi::register_anchor_key,
                                     R"({"supi":"imsi-001010000000001","aKId":"0.a@b","kAkma":")" + key + R"("})");
    EXPECT_THAT(describe(request, redactor).fields_json, HasSubstr("\"kAkma\":\"" + key));
    EXPECT_THAT(redacted_body(request, redactor), HasSubstr(key));
}

TEST(Redaction, TakesEverySecretOutOfABody) {
    TestRedactor redactor;
    const std::string texts[] = {
        R"({"aKId":"0.a@b","kAkma":")" + key + R"("})",
        R"({ "kAkma" : ")" + std::string(64, 'C') + R"(" , "x" : 1 })",
        R"({"authenticationVector":{"kausf":")" + key + R"("}})",
        R"({"list":[{"kaf":")" + key + R"("}]})",
        R"({"kaf":"\u0063)" + key.substr(1) + R"("})",
        R"(no json: kaf=)" + key,
    };
    for (const auto& text : texts) {
        const auto redacted = redacted_body(sbi_request(Link::n62, sbi::retrieve_application_key, text), redactor);
        EXPECT_THAT(redacted, HasSubstr("fp:0123456789abcdef")) << text;
        EXPECT_THAT(redacted, Not(testing::ContainsRegex("[cC]{20}"))) << text;
    }
    EXPECT_EQ(redacted_body(sbi_request(Link::n61, sbi::register_anchor_key, texts[0]), redactor),
              R"({"aKId":"0.a@b","kAkma":"fp:0123456789abcdef"})");
}

Octets client_hello() {
    Octets extensions;
    append(extensions, from_hex("0000000f"
                                "000d"
                                "00"
                                "000a"
                                "6d7367696e35672e6465")
                           .value());  // server_name msgin5g.de
    append(extensions, from_hex("000a0004"
                                "0002001d")
                           .value());
    append(extensions, from_hex("002b0003"
                                "020304")
                           .value());
    append(extensions, from_hex("002d0002"
                                "0101")
                           .value());
    append(extensions, from_hex("00290014"
                                "0012"
                                "000c"
                                "334750502d414b4d41302e61"
                                "00000000")
                           .value());
    Octets body = from_hex("0303" + std::string(64, '0') +
                           "00"
                           "0002"
                           "1301"
                           "0100")
                      .value();
    body.push_back(0);
    body.push_back(static_cast<Octet>(extensions.size()));
    append(body, extensions);
    Octets handshake{1, 0, 0, static_cast<Octet>(body.size())};
    append(handshake, body);
    return handshake;
}

Octets record(Octet type, const Octets& content) {
    Octets out;
    out.reserve(5 + content.size());
    for (const std::size_t octet :
         {std::size_t{type}, std::size_t{3}, std::size_t{3}, content.size() >> 8, content.size()}) {
        out.push_back(static_cast<Octet>(octet));
    }
    append(out, content);
    return out;
}

TEST(Ua, AClientHelloShowsItsPskIdentity) {
    const auto said = ua::describe(record(22, client_hello()), {});
    EXPECT_EQ(said.name, "ClientHello");
    EXPECT_EQ(said.clause, "TS 33.535 B.1.3");
    EXPECT_EQ(
        said.fields_json,
        R"({"version":"TLS 1.3","cipherSuites":["TLS_AES_128_GCM_SHA256"],"serverName":"msgin5g.de","groups":["x25519"],)"
        R"("pskKeyExchangeModes":["psk_dhe_ke"],"pskIdentity":"3GPP-AKMA0.a"})");
}

TEST(Ua, EveryCutClientHelloIsDescribedAllTheSame) {
    const auto whole = record(22, client_hello());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        json::Document document;
        EXPECT_TRUE(document.parse(ua::describe(View(whole).first(length), {}).fields_json)) << length;
    }
}

TEST(Ua, AnAlertIsNamed) {
    const auto said = ua::describe(record(23, Octets(19, 1)), from_hex("15022f").value());
    EXPECT_EQ(said.name, "Alert");
    EXPECT_EQ(said.fields_json, R"({"level":"fatal","description":"illegal_parameter"})");
}

TEST(Ua, ApplicationDataTellsTheCoapRequestItCarries) {
    Octets plain{23};
    append(plain,
           coap::encode(coap::request(coap::Code::post, "/msgin5g", {1}, R"({"msgType":"MSG","payload":"aGVsbG8="})")));
    Envelope envelope;
    envelope.link = Link::ua;
    envelope.octets = record(23, Octets(40, 9));
    envelope.plain = plain;
    TestRedactor redactor;
    const auto said = describe(envelope, redactor);
    EXPECT_EQ(said.name, "ApplicationData");
    EXPECT_EQ(said.fields_json, R"({"length":40,"carries":"CoapRequest"})");
    ASSERT_TRUE(said.inside);
    EXPECT_EQ(said.inside->name, "CoapRequest");
    EXPECT_EQ(
        said.inside->fields_json,
        R"({"method":"POST","path":"/msgin5g","code":"0.02","token":"01","msgType":"MSG","payload":"aGVsbG8=","text":"hello"})");
    envelope.plain.clear();
    EXPECT_FALSE(describe(envelope, redactor).inside);
}

TEST(Ua, CoapInClearIsDescribedItself) {
    const auto said =
        ua::describe(coap::encode(coap::response(coap::Code::forbidden, {}, R"({"failureCause":"X"})")), {});
    EXPECT_EQ(said.name, "CoapResponse");
    EXPECT_EQ(said.fields_json, R"({"code":"4.03","failureCause":"X"})");
    EXPECT_EQ(ua::describe(coap::encode(coap::csm()), {}).name, "CoapSignal");
}

TEST(Describe, WhatNoDecoderAcceptsIsUndecodable) {
    TestRedactor redactor;
    for (const auto link : {Link::n1, Link::ua, Link::control}) {
        Envelope envelope;
        envelope.link = link;
        envelope.octets = {0xff, 0xfe};
        const auto said = describe(envelope, redactor);
        EXPECT_EQ(said.name, "Undecodable") << name_of(link);
        json::Document document;
        EXPECT_TRUE(document.parse(said.fields_json)) << name_of(link) << said.fields_json;
    }
    auto request = sbi_request(Link::n12, sbi::authenticate, "{");
    EXPECT_EQ(describe(request, redactor).name, "AuthenticateRequest");
    request.http->path = "/\xff";
    EXPECT_EQ(describe(request, redactor).name, "Undecodable");
}

}  // namespace
}  // namespace akmasim

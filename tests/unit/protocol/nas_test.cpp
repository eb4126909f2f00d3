// SPDX-License-Identifier: Apache-2.0
// NAS octets: the samples of the chain (spec: TS 24.501 8.2), every message there and back, and what must be refused.
#include <gmock/gmock.h>

#include "simulator/protocol/nas.hpp"

namespace akmasim::nas {
namespace {

Octets octets(std::string_view text) { return from_hex(text).value(); }

Suci null_suci() { return Suci::from_text("suci-0-001-01-0-0-0-0000000001").value(); }

RegistrationRequest first_request() {
    RegistrationRequest request;
    request.follow_on_request = true;
    request.identity = null_suci();
    request.ue_security_capability = SecurityCapability{0xe0, 0xe0, {}};
    return request;
}

TEST(Nas, EncodesARegistrationRequestWithANullSchemeSuci) {
    EXPECT_EQ(hex(encode(first_request())), "7e004179000d0100f110f0ff000000000000102e02e0e0");
}

TEST(Nas, EncodesAnAuthenticationRequest) {
    AuthenticationRequest request;
    request.rand = Rand::from_text("81e92b6c0ee0e12ebceba8d92a99dfa5").value();
    request.autn = Autn::from_text("bb52e91c747ac3ab2a5c23d15ee351d5").value();
    EXPECT_EQ(hex(encode(request)),
              "7e0056000200002181e92b6c0ee0e12ebceba8d92a99dfa52010bb52e91c747ac3ab2a5c23d15ee351d5");
}

TEST(Nas, EncodesTheAnswersToAChallenge) {
    AuthenticationResponse response;
    response.res_star = ResStar::from_text("0a2080921372afef5a5867275635782f").value();
    EXPECT_EQ(hex(encode(response)), "7e00572d100a2080921372afef5a5867275635782f");
    AuthenticationFailure failure{FiveGmmCause::synch_failure, Auts::from_text("c2920fe2489f5b7a8925819b614b").value()};
    EXPECT_EQ(hex(encode(failure)), "7e005915300ec2920fe2489f5b7a8925819b614b");
    EXPECT_EQ(hex(encode(AuthenticationFailure{FiveGmmCause::mac_failure, {}})), "7e005914");
}

TEST(Nas, EncodesASecurityModeCommandUnderItsHeader) {
    SecurityModeCommand command;
    command.ea = 2;
    command.replayed_capability = {0xe0, 0xe0, {}};
    Protected outer;
    outer.security_header_type = SecurityHeaderType::integrity_new_context;
    outer.body = encode(command);
    outer.mac = Mac::from_text("e322c48f").value();
    EXPECT_EQ(hex(encode_outer(outer)), "7e03e322c48f007e005d220002e0e0");
}

TEST(Nas, ReadsTheSecurityHeader) {
    const auto outer = decode_outer(octets("7e03e322c48f007e005d220002e0e0")).value();
    EXPECT_EQ(outer.security_header_type, SecurityHeaderType::integrity_new_context);
    EXPECT_EQ(hex(outer.mac.view()), "e322c48f");
    EXPECT_EQ(outer.sn, 0);
    EXPECT_EQ(hex(outer.authenticated()), "007e005d220002e0e0");
    const auto command = std::get<SecurityModeCommand>(decode(outer.body).value());
    EXPECT_EQ(command.ea, 2);
    EXPECT_EQ(command.ia, 2);
    EXPECT_TRUE(command.replayed_capability.offers_ea(2));
    EXPECT_FALSE(command.replayed_capability.offers_ia(3));
}

TEST(Nas, EncodesTheGutiOfARegistrationAccept) {
    RegistrationAccept accept;
    accept.guti = Guti{"001", "01", 1, 1, 0, 0x1a2b3c4d};
    EXPECT_EQ(hex(encode(accept)), "7e0042010177000bf200f1100100401a2b3c4d");
    const auto again = std::get<RegistrationAccept>(decode(encode(accept)).value());
    EXPECT_EQ(std::get<Guti>(*again.guti), std::get<Guti>(*accept.guti));
}

std::vector<Message> one_of_each() {
    AuthenticationRequest eap;
    eap.ng_ksi = 3;
    eap.abba = {1, 2, 3};
    eap.eap = Octets(300, 7);
    SecurityModeCommand command;
    command.replayed_capability = {0xf0, 0x70, {0xf0, 0x70}};
    command.additional_security_information = 3;
    command.abba = Octets{0, 0};
    auto request = first_request();
    request.registration_type = RegistrationType::emergency;
    request.five_gmm_capability = Octets{0};
    request.nas_message_container = encode(first_request());
    RegistrationAccept accept;
    accept.guti = Guti{"310", "410", 255, 1023, 63, 0xffffffff};
    return {request,
            accept,
            RegistrationComplete{},
            RegistrationReject{FiveGmmCause::plmn_not_allowed},
            DeregistrationRequest{1, true, 3, null_suci()},
            DeregistrationAccept{},
            NetworkDeregistrationRequest{1, true},
            NetworkDeregistrationAccept{},
            eap,
            AuthenticationResponse{ResStar{}, {}},
            AuthenticationReject{},
            AuthenticationFailure{FiveGmmCause::mac_failure, {}},
            AuthenticationResult{3, from_hex("03020004").value(), Octets{0, 0}},
            IdentityRequest{},
            IdentityResponse{null_suci()},
            command,
            SecurityModeComplete{encode(first_request())},
            SecurityModeReject{FiveGmmCause::security_capabilities_mismatch},
            FiveGmmStatus{FiveGmmCause::protocol_error},
            SeedAkmaCapability{false}};
}

TEST(Nas, EveryMessageComesBackAsItWas) {
    for (const auto& message : one_of_each()) {
        const auto wire = encode(message);
        const auto again = decode(wire);
        ASSERT_TRUE(again) << name_of(message) << ": " << again.error().detail;
        EXPECT_EQ(again->index(), message.index()) << name_of(message);
        EXPECT_EQ(hex(encode(*again)), hex(wire)) << name_of(message);
    }
}

TEST(Nas, EveryCutMessageIsRefusedOrIsAShorterMessage) {
    for (const auto& message : one_of_each()) {
        const auto wire = encode(message);
        for (std::size_t length = 0; length < wire.size(); ++length) {
            const auto part = decode(View(wire).first(length));
            if (part) {
                EXPECT_LT(encode(*part).size(), wire.size()) << name_of(message) << " cut to " << length;
            }
        }
    }
}

TEST(Nas, AcceptsOptionalElementsInAnyOrderAndSkipsUnknownOnes) {
    // AUTN before RAND; between them a half-octet element, a TLV and a TLV-E that nobody knows.
    const auto message =
        decode(octets("7e005600020000"
                      "2010bb52e91c747ac3ab2a5c23d15ee351d5"
                      "a1"
                      "4f03010203"
                      "7d0002aabb"
                      "2181e92b6c0ee0e12ebceba8d92a99dfa5"));
    ASSERT_TRUE(message) << message.error().detail;
    const auto& request = std::get<AuthenticationRequest>(*message);
    EXPECT_TRUE(request.rand && request.autn);
}

TEST(Nas, OfARepeatedElementTheFirstCounts) {
    const auto message =
        decode(octets("7e005d220002e0e0"
                      "360101"
                      "360102"));
    EXPECT_EQ(*std::get<SecurityModeCommand>(message.value()).additional_security_information, 1);
}

TEST(Nas, SkipsTheLastVisitedTrackingAreaByItsFixedLength) {
    const auto message =
        decode(octets("7e004179000d0100f110f0ff00000000000010"
                      "5200f110000001"
                      "2e02e0e0"));
    ASSERT_TRUE(message) << message.error().detail;
    EXPECT_TRUE(std::get<RegistrationRequest>(*message).ue_security_capability);
}

// TS 24.501 7.7.1: an optional element that is wrong counts as absent; what stands around it is read all the same.
TEST(Nas, AnOptionalElementThatIsWrongCountsAsAbsent) {
    const std::string head = "7e004179000d0100f110000000000000000010", capability = "2e02f0f0";
    const auto request = [&](const std::string& more) {
        const auto message = decode(octets(head + more));
        EXPECT_TRUE(message) << more;
        return message ? std::get<RegistrationRequest>(*message) : RegistrationRequest{};
    };
    // A 5GMM capability and a container of length 0, an additional GUTI of another length, a slice list cut short,
    // one of which only the IEI is there, a last visited TAI cut short.
    for (const auto* wrong : {"1000", "710000", "770002f200", "2f05040101", "2f", "5200f1"})
        EXPECT_TRUE(request(capability + wrong).ue_security_capability) << wrong;
    EXPECT_FALSE(request("1000" + capability).five_gmm_capability);
    EXPECT_TRUE(request("1000" + capability).ue_security_capability);
    EXPECT_FALSE(request("710000" + capability).nas_message_container);
    // Every other message that has any.
    const auto absent = [](const auto& part) { return !part.has_value(); };
    EXPECT_TRUE(absent(std::get<AuthenticationRequest>(decode(octets("7e0056000200002181e92b")).value()).rand));
    EXPECT_TRUE(absent(std::get<AuthenticationRequest>(
                           decode(octets("7e005600020000200fbb52e91c747ac3ab2a5c23d15ee351")).value())
                           .autn));
    EXPECT_TRUE(absent(std::get<AuthenticationResponse>(decode(octets("7e00572d080a2080921372afef")).value()).res_star));
    EXPECT_TRUE(absent(std::get<AuthenticationResponse>(decode(octets("7e0057780000")).value()).eap));
    EXPECT_TRUE(absent(
        std::get<AuthenticationFailure>(decode(octets("7e005915300dc2920fe2489f5b7a8925819b61")).value()).auts));
    EXPECT_TRUE(absent(std::get<AuthenticationReject>(decode(octets("7e0058780000")).value()).eap));
    EXPECT_TRUE(absent(std::get<AuthenticationResult>(decode(octets("7e005a00000103" "3800")).value()).abba));
    EXPECT_TRUE(absent(std::get<SecurityModeCommand>(decode(octets("7e005d220002e0e0" "3600")).value())
                           .additional_security_information));
    EXPECT_TRUE(absent(std::get<SecurityModeComplete>(decode(octets("7e005e710000")).value()).nas_message_container));
    for (const auto* guti : {"77000af200f1100100401a2b3c", "77000bf2aaaaaa0100401a2b3c4d", "770000", "77"})
        EXPECT_TRUE(absent(std::get<RegistrationAccept>(decode(octets(std::string("7e00420101") + guti)).value()).guti))
            << guti;
    EXPECT_TRUE(decode(octets("7e00434f05aa")) && decode(octets("7e00437d00"))) << "elements that nobody knows, cut";
}

// TS 24.501 9.11.3.54: a capability that cannot be read is none; nothing is put in its place.
TEST(Nas, ASecurityCapabilityThatCannotBeReadIsNone) {
    const std::string head = "7e004179000d0100f110000000000000000010";
    for (const auto* wrong : {"2e00", "2e01f0", "2e09f0f0f0f0f0f0f0f0f0", "2e02f0", "2e"}) {
        const auto message = decode(octets(head + wrong));
        ASSERT_TRUE(message) << wrong;
        EXPECT_FALSE(std::get<RegistrationRequest>(*message).ue_security_capability) << wrong;
    }
    // TS 24.501 7.6.3: what comes again is not read, even where the first could not be.
    EXPECT_FALSE(std::get<RegistrationRequest>(decode(octets(head + "2e01f0" "2e02f0f0")).value())
                     .ue_security_capability);
}

struct Refusal {
    const char* what;
    const char* wire;
    const char* says;
};

TEST(Nas, RefusesWhatIsNoMessage) {
    const Refusal refusals[] = {
        {"empty PDU", "", "3 octets"},
        {"two octets", "7e00", "3 octets"},
        {"another discriminator", "2e0056", "not 5GS"},
        {"protected", "7e0200112233", "plain"},
        {"unknown type", "7e00ee", "type ee"},
        {"ngKSI octet missing", "7e0041", "followOnRequest|registrationType"},
        {"mobile identity length beyond the end", "7e004179ffff01", "identity"},
        {"mobile identity empty", "7e0041790000", "identity: "},
        {"capability of one octet", "7e005d220001e0", "replayedCapability"},
        {"capability of nine octets", "7e005d220009e0e0e0e0e0e0e0e0e0", "replayedCapability"},
        {"capability of length 0", "7e005d220000", "replayedCapability"},
        {"capability length up to the maximum", "7e005d2200ffe0e0", "replayedCapability"},
        {"ABBA empty", "7e00560000", "abba"},
        {"cause missing", "7e0059", "cause"},
        {"an element that must be comprehended",
         "7e0043"
         "0101ff",
         "comprehended"},
        {"seed capability of another value", "7e00f102", "akmaSupported"},
    };
    for (const auto& [what, wire, says] : refusals) {
        const auto message = decode(octets(wire));
        ASSERT_FALSE(message) << what;
        EXPECT_EQ(message.error().cause, Cause::malformed) << what;
        EXPECT_THAT(message.error().detail, testing::ContainsRegex(says)) << what;
    }
}

TEST(Nas, RefusesASecurityHeaderThatIsReservedOrCut) {
    for (const auto* wire : {"", "7e", "7e02", "7e0211223344", "7e021122334400", "7e05112233440000", "7e0f112233440000",
                             "0002112233440000"}) {
        EXPECT_FALSE(decode_outer(octets(wire))) << wire;
    }
}

TEST(Nas, AnUnknownOrZeroGutiIsStillAGuti) {
    const auto message = decode(octets("7e004101000bf200f11000000000000000")).value();
    EXPECT_EQ(std::get<Guti>(std::get<RegistrationRequest>(message).identity).tmsi, 0U);
}

}  // namespace
}  // namespace akmasim::nas

// SPDX-License-Identifier: Apache-2.0
// EAP-AKA' packets: those of the vectors there and back, what negotiation and notification add, and hostile octets.
#include <gmock/gmock.h>

#include "simulator/protocol/eap.hpp"
#include "tests/vectors.hpp"

namespace akmasim::eap {
namespace {

using testing::HasSubstr;

test::Vector packets() { return test::read_vectors("eap_packets.txt").front(); }

Octets wire_of(std::uint8_t identifier, Message message) { return encode({identifier, std::move(message)}).value(); }

Octets comes_back(const Octets& octets) { return encode(decode(octets).value()).value(); }

ChallengeRequest challenge() {
    return std::get<ChallengeRequest>(decode(packets().octets("challenge")).value().message);
}

// An EAP-AKA' packet of these attributes, both in hexadecimal.
Octets packet(const std::string& code_and_id, const std::string& subtype, const std::string& attributes) {
    auto octets = from_hex(code_and_id + "000032" + subtype + "0000" + attributes).value();
    octets[2] = static_cast<Octet>(octets.size() >> 8);
    octets[3] = static_cast<Octet>(octets.size());
    return octets;
}

const std::string rand_and_autn = "0105000081e92b6c0ee0e12ebceba8d92a99dfa502050000bb52e91c747ac3ab2a5c23d15ee351d5";
const std::string mac = "0b050000" + std::string(32, '0');

std::string why_not(const Octets& octets) {
    const auto decoded = decode(octets);
    if (decoded) return "it decodes";
    EXPECT_EQ(decoded.error().cause, Cause::malformed);
    return decoded.error().detail;
}

TEST(Eap, AChallengeHasTheOctetsOfTheVector) {
    const auto vector = packets();
    ChallengeRequest request;
    request.rand = vector.as<Rand>("rand");
    request.autn = vector.as<Autn>("autn");
    request.kdf_input = ServingNetworkName(vector.text("network"));
    request.mac = vector.as<AtMac>("challenge_mac");
    EXPECT_EQ(hex(wire_of(1, request)), vector.text("challenge"));
    const auto decoded = challenge();
    EXPECT_EQ(decoded.rand, request.rand);
    EXPECT_EQ(decoded.kdf, std::vector<std::uint16_t>{kdf_ck_prime});
    EXPECT_EQ(decoded.kdf_input, request.kdf_input);
    EXPECT_EQ(decoded.mac, request.mac);
}

TEST(Eap, AResponseAndASynchronizationFailureHaveTheOctetsOfTheVector) {
    const auto vector = packets();
    ChallengeResponse response;
    response.res = vector.as<Res>("res");
    response.mac = vector.as<AtMac>("response_mac");
    EXPECT_EQ(hex(wire_of(1, response)), vector.text("response"));
    EXPECT_EQ(hex(wire_of(1, SynchronizationFailure{vector.as<Auts>("auts"), {}})), vector.text("sync_failure"));
    for (const auto* name : {"challenge", "response", "sync_failure"})
        EXPECT_EQ(hex(comes_back(vector.octets(name))), vector.text(name));
}

TEST(Eap, EveryKindOfPacketComesBack) {
    const Message messages[] = {Success{},
                                Failure{},
                                IdentityRequest{},
                                IdentityResponse{"suci-0-001-01-0-0-0-0000000001"},
                                ChallengeResponse{{}, {1}, {}, false, {}},
                                AuthenticationReject{},
                                SynchronizationFailure{Auts{}, {1, 2}},
                                AkaIdentityRequest{true, false, false},
                                AkaIdentityRequest{false, true, false},
                                AkaIdentityRequest{false, false, true},
                                AkaIdentityResponse{"a@b"},
                                NotificationRequest{notification_success, AtMac{}},
                                NotificationRequest{},
                                NotificationResponse{},
                                ClientError{}};
    for (const auto& message : messages) {
        SCOPED_TRACE(name_of(message));
        const auto octets = wire_of(77, message);
        const auto decoded = decode(octets).value();
        EXPECT_EQ(decoded.identifier, 77);
        EXPECT_EQ(decoded.message.index(), message.index());
        EXPECT_EQ(comes_back(octets), octets);
    }
}

TEST(Eap, ResHasFourToSixteenOctetsAndItsLengthInBits) {
    for (std::size_t octets = Res::least; octets <= Res::most; ++octets) {
        ChallengeResponse response;
        response.res = Res::from(Octets(octets, 0xd0)).value();
        const auto wire = wire_of(1, response);
        EXPECT_EQ(wire[10] << 8 | wire[11], static_cast<int>(octets * 8));
        EXPECT_EQ(wire.size() % 4, 0U);
        EXPECT_EQ(std::get<ChallengeResponse>(decode(wire).value().message).res, response.res);
    }
}

// RFC 9048 3.2: the functions come in the order of preference; a peer names another one by AT_KDF alone.
TEST(Eap, SeveralKeyDerivationFunctionsKeepTheirOrder) {
    auto request = challenge();
    request.kdf = {2, 1, 65535};
    EXPECT_EQ(std::get<ChallengeRequest>(decode(wire_of(1, request)).value().message).kdf, request.kdf);
    EXPECT_EQ(hex(wire_of(1, ChallengeResponse{{}, {1}, {}, false, {}})), "0201000c3201000018010001");
}

TEST(Eap, AttributesMayComeInAnyOrderAndSkippableOnesArePassedOver) {
    const auto plain = packet("0101", "01", rand_and_autn + "18010001" + mac);
    const auto mixed = packet("0101", "01", "fe020102030405ff" + mac + "18010001" + rand_and_autn);
    EXPECT_EQ(comes_back(mixed), comes_back(plain));
}

TEST(Eap, WhatMustNotBePassedOverIsRefused) {
    EXPECT_THAT(why_not(packet("0101", "01", rand_and_autn + "7f010000" + mac)), HasSubstr("attribute 127"));
    // AT_RES has no place in a request, AT_RAND none in a response.
    EXPECT_THAT(why_not(packet("0101", "01", rand_and_autn + "0303004028d7b0f2a2ec3de5" + mac)),
                HasSubstr("attribute 3"));
    EXPECT_THAT(why_not(packet("0201", "01", rand_and_autn)), HasSubstr("attribute 1"));
}

TEST(Eap, AnAttributeIsNeitherMissingNorRepeated) {
    EXPECT_THAT(why_not(packet("0101", "01", rand_and_autn)), HasSubstr("mac: missing"));
    EXPECT_THAT(why_not(packet("0101", "01", mac)), HasSubstr("rand: missing"));
    EXPECT_THAT(why_not(packet("0201", "04", "")), HasSubstr("auts: missing"));
    EXPECT_THAT(why_not(packet("0101", "01", rand_and_autn + mac + mac)), HasSubstr("mac: a second time"));
    EXPECT_THAT(why_not(packet("0101", "05", "")), HasSubstr("one of the three"));
    EXPECT_THAT(why_not(packet("0101", "05", "0a0100000d010000")), HasSubstr("one of the three"));
}

TEST(Eap, LengthsThatDoNotFitAreRefused) {
    const auto res = [](const std::string& attribute) { return why_not(packet("0201", "01", attribute)); };
    EXPECT_THAT(res("03030048"
                    "28d7b0f2a2ec3de5"),
                HasSubstr("9 octets"));  // longer than the attribute
    EXPECT_THAT(res("03030020"
                    "28d7b0f2a2ec3de5"),
                HasSubstr("4 octets"));  // shorter by more than padding
    EXPECT_THAT(res("03030041"
                    "28d7b0f2a2ec3de5"),
                HasSubstr("no whole"));  // bits that are no octets
    EXPECT_THAT(res("03020018"
                    "28d7b0f2"),
                HasSubstr("expected 4 to 16"));  // RFC 4187 10.8
    EXPECT_THAT(res("03000040"
                    "28d7b0f2a2ec3de5"),
                HasSubstr("0 octets"));  // attribute length 0
    EXPECT_THAT(res("03ff0040"
                    "28d7b0f2a2ec3de5"),
                HasSubstr("1020 octets"));  // attribute beyond the packet
    EXPECT_THAT(why_not(packet("0101", "01", "01040000" + std::string(24, '0'))), HasSubstr("RAND"));
    EXPECT_THAT(why_not(packet("0101", "01",
                               rand_and_autn +
                                   "18020001"
                                   "00000000" +
                                   mac)),
                HasSubstr("kdf"));
    EXPECT_THAT(why_not(packet("0101", "01", rand_and_autn + mac + "86060000" + std::string(40, '0'))),
                HasSubstr("checkcode"));
    EXPECT_THAT(why_not(packet("0201", "05", "0e02ffff61626364")), HasSubstr("65535 octets"));
}

TEST(Eap, UnknownKindsAreRefused) {
    for (const auto* text : {"05010004", "00010004", "0301000500", "0401000600ff"})
        EXPECT_NE(why_not(from_hex(text).value()), "it decodes") << text;
    for (const auto* text :
         {"01010004", "0101000515", "0201000832030000", "0101000832040000", "020100083200", "01010007320100"})
        EXPECT_NE(why_not(from_hex(text).value()), "it decodes") << text;
}

TEST(Eap, EveryCutAndEveryTrailingOctetIsRefused) {
    const auto whole = packets().octets("challenge");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        auto cut = Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(decode(cut)) << size;
        if (size < 8) continue;
        cut[2] = static_cast<Octet>(size >> 8);  // the header's length agrees, so the attributes must tell
        cut[3] = static_cast<Octet>(size);
        EXPECT_FALSE(decode(cut)) << size;
    }
    auto longer = whole;
    longer.push_back(0);
    EXPECT_THAT(why_not(longer), HasSubstr("length 108, but 109"));
}

TEST(Eap, TheMacIsZeroedWhereItStands) {
    const auto vector = packets();
    auto expected = vector.text("challenge");
    expected.replace(expected.find(vector.text("challenge_mac")), 32, std::string(32, '0'));
    EXPECT_EQ(hex(with_mac_zeroed(vector.octets("challenge")).value()), expected);
    EXPECT_FALSE(with_mac_zeroed(vector.octets("sync_failure")));
    EXPECT_FALSE(with_mac_zeroed(wire_of(1, Success{})));
    EXPECT_FALSE(with_mac_zeroed(wire_of(1, IdentityResponse{"0b05"})));
    EXPECT_FALSE(with_mac_zeroed(from_hex("0101000b32010000ff0b05").value()));
}

TEST(Eap, WhatFitsNoAttributeIsNotEncoded) {
    EXPECT_TRUE(encode({1, AkaIdentityResponse{std::string(1016, 'a')}}));
    const auto refused = encode({1, AkaIdentityResponse{std::string(1017, 'a')}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause, Cause::invalid);
    EXPECT_FALSE(encode({1, IdentityResponse{std::string(65'531, 'a')}}));
}

}  // namespace
}  // namespace akmasim::eap

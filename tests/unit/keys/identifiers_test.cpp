// SPDX-License-Identifier: Apache-2.0
// The identifiers around the keys: A-KID, AF_ID, serving network name, PSK identity.
#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "simulator/base/ua_protocols.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::keys {
namespace {

ATid a_tid_of(Octet fill) {
    ATid a_tid;
    for (auto& octet : a_tid.writable()) octet = fill;
    return a_tid;
}

// TS 24.501 9.12.1: both codes have three digits.
TEST(ServingNetworkName, PadsTwoDigitNetworkCodes) {
    EXPECT_EQ(serving_network_name("234", "15").text(), "5G:mnc015.mcc234.3gppnetwork.org");
    EXPECT_EQ(serving_network_name("310", "410").text(), "5G:mnc410.mcc310.3gppnetwork.org");
    EXPECT_EQ(serving_network_name("001", "01").text().size(), 32U);
}

TEST(SupiInKeys, IsTheDigitsOfAnImsiAndTheWholeNaiOtherwise) {
    EXPECT_EQ(supi_text(Supi("imsi-001010000000001")), "001010000000001");
    EXPECT_EQ(supi_text(Supi("nai-verylongusername1@3gpp.com")), "verylongusername1@3gpp.com");
    EXPECT_EQ(supi_text(Supi("001010000000001")), "001010000000001");
}

TEST(AKid, HoldsRoutingIndicatorAndATidAndTheHomeNetwork) {
    for (const std::string rid : {"0", "00", "12", "1234"}) {
        const auto a_kid_of = a_kid(RoutingIndicator(rid), a_tid_of(0xff), "001", "01");
        EXPECT_EQ(a_kid_of.text(), rid + "." + std::string(42, '_') + "8@5gc.mnc001.mcc001.3gppnetwork.org");
        EXPECT_EQ(routing_indicator_of(a_kid_of).text(), rid);
    }
}

TEST(AKid, OfSomebodyElsesLayoutStillHasARoutingIndicatorToLookFor) {
    EXPECT_EQ(routing_indicator_of(AKid("no dot at all")).text(), "no dot at all");
    EXPECT_EQ(routing_indicator_of(AKid("")).text(), "");
}

// TS 33.535 A.4 with the identifiers of TS 33.220 H.3.
TEST(AfId, IsTheFqdnAndFiveOctetsWithNothingBetween) {
    const AfId af_id{Fqdn("MSGin5G.Example.com."), ua_star_id("tls13-psk")};
    EXPECT_EQ(hex(octets_of(af_id)), "6d7367696e35672e6578616d706c652e636f6d0100000007");
    EXPECT_EQ(text_of(af_id), "msgin5g.example.com:0100000007");
    const auto again = af_id_from_text(text_of(af_id)).value();
    EXPECT_EQ(octets_of(again), octets_of(af_id));
    // TS 33.220 H.3: before TLS 1.3 the suite is part of it.
    EXPECT_EQ(hex(ua_star_id("tls13-psk-ke").view()), "0100000007");
    EXPECT_EQ(hex(ua_star_id("tls13-0rtt", 0x1301).view()), "0100000007");
    EXPECT_EQ(hex(ua_star_id("tls12-psk", 0x00a8).view()), "01000100a8");
    EXPECT_EQ(hex(ua_star_id("tls12-ecdhe-psk", 0xccac).view()), "010001ccac");
    EXPECT_EQ(hex(ua_star_id("dtls12-psk", 0xccab).view()), "ff0001ccab");
    EXPECT_EQ(hex(ua_star_id("http-digest", 0x1301).view()), "0100011301");
}

// TS 33.535 A.4: what keeps the keys of two protocols of Ua apart is the identifier. The names of TLS 1.3 with a
// pre-shared key are one protocol, in several modes.
TEST(AfId, NoTwoProtocolsOfUaShareAKaf) {
    struct Negotiable {
        std::string_view version, kex_mode;
        std::vector<std::uint16_t> suites;
    };
    const std::vector<Negotiable> negotiable{
        {"TLSv1.3", "psk_dhe_ke", {0x1301, 0x1303}},        {"TLSv1.3", "psk_ke", {0x1301, 0x1303}},
        {"TLSv1.3", "certificate", {0x1301, 0x1302, 0x1303}}, {"TLSv1.2", "psk", {0x00a8, 0xccab}},
        {"TLSv1.2", "ecdhe_psk", {0xd001, 0xccac}},         {"DTLSv1.2", "psk", {0x00a8, 0xccab}}};
    std::map<std::string, std::string> owner;  // K_AF -> the protocol
    const Kdf unwatched;
    const KAkma k_akma;
    for (const auto& protocol : ua_protocols) {
        if (!is_akma(protocol)) continue;
        const auto found = std::ranges::find_if(negotiable, [&](const auto& one) {
            return one.version == protocol.version && one.kex_mode == protocol.kex_mode;
        });
        ASSERT_NE(found, negotiable.end()) << protocol.name;
        const bool one_of_tls13 = protocol.ua_star_id == "0100000007";
        const std::string who = one_of_tls13 ? "TLS 1.3 with a pre-shared key" : std::string(protocol.name);
        for (const auto suite : found->suites) {
            const auto key = k_af(unwatched, k_akma, {Fqdn("msgin5g.example.com"), ua_star_id(protocol.name, suite)});
            const auto [there, fresh] = owner.emplace(hex(key.expose()), who);
            EXPECT_TRUE(fresh || there->second == who) << who << " and " << there->second;
        }
    }
}

TEST(AfId, TextsOfAnotherFormAreRefused) {
    for (const std::string_view text : {"", ":", "msgin5g.example.com", "msgin5g.example.com:", ":0100000007",
                                        "a:01000000", "a:010000000700", "a:01000000zz"}) {
        EXPECT_FALSE(af_id_from_text(text)) << text;
    }
}

TEST(PskIdentity, IsThePrefixAndTheAKid) {
    const AKid a_kid_of("0.abc@5gc.mnc001.mcc001.3gppnetwork.org");
    EXPECT_EQ(psk_identity(a_kid_of), "3GPP-AKMA0.abc@5gc.mnc001.mcc001.3gppnetwork.org");
    EXPECT_EQ(a_kid_of_psk_identity(psk_identity(a_kid_of), false).value(), a_kid_of);
    EXPECT_EQ(a_kid_of_psk_identity("3GPP-AKMA;" + a_kid_of.text(), true).value(), a_kid_of);
    EXPECT_NE(a_kid_of_psk_identity("3GPP-AKMA;" + a_kid_of.text(), false).value(), a_kid_of);
}

TEST(PskIdentity, WhatHoldsNoAKidIsRefused) {
    for (const std::string& text :
         {std::string(), std::string("3GPP-AKMA"), std::string("3gpp-akma0.a@b"), std::string("0.a@b"),
          std::string("3GPP-AKMA0.a"), "3GPP-AKMA@" + std::string(1000, 'a')}) {
        EXPECT_FALSE(a_kid_of_psk_identity(text, true)) << text;
    }
}

}  // namespace
}  // namespace akmasim::keys

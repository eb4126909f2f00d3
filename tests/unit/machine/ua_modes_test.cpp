// SPDX-License-Identifier: Apache-2.0
// From the names of Ua protocols to what TLS does, and back.
#include "simulator/machine/ua_modes.hpp"

#include <gtest/gtest.h>

#include "simulator/base/json.hpp"

namespace akmasim::ua_modes {
namespace {

using crypto::tls::Mode;
using crypto::tls::Negotiated;

const Negotiated dhe{"TLSv1.3", "TLS_AES_128_GCM_SHA256", "X25519", "psk_dhe_ke", "", false};

TEST(UaModes, DatagramsAndRecordsAreToldApart) {
    const Names names{"tls13-psk", "tls13-0rtt", "dtls12-psk", "tls12-psk"};
    EXPECT_EQ(modes_of(names, false), (std::vector<Mode>{Mode::psk_dhe_ke, Mode::tls12_psk}));
    EXPECT_EQ(modes_of(names, true), (std::vector<Mode>{Mode::dtls12_psk}));
    EXPECT_TRUE(modes_of({"nothing"}, false).empty());
}

// TS 33.220 H.3: a suite of TLS 1.3 and one of TLS 1.2 belong to different identifiers.
TEST(UaModes, ASuiteTellsWhichProtocolsKeyIsWanted) {
    const Names names{"tls13-psk", "tls12-psk"};
    EXPECT_EQ(protocol_of_suite(names, 0x1301).name, "tls13-psk");
    EXPECT_EQ(protocol_of_suite(names, 0x00a8).name, "tls12-psk");
    EXPECT_EQ(protocol_of_suite({"tls12-ecdhe-psk"}, 0xccac).ua_star_id, "010001yyzz");
    EXPECT_EQ(protocol_of_suite({"http-digest", "tls13-psk"}, 0x1301).name, "tls13-psk") << "Digest's is no PSK";
}

TEST(UaModes, WhatWasGotHasTheNameThatWasAskedForWhereItFits) {
    EXPECT_EQ(got({"tls13-psk"}, dhe), "tls13-psk");
    EXPECT_EQ(got({"baseline-static-psk"}, dhe), "baseline-static-psk");
    EXPECT_EQ(got({"tls13-psk-ke"}, dhe), "tls13-psk-dhe-ke");
    EXPECT_EQ(got({"tls13-0rtt"}, dhe), "tls13-psk-dhe-ke");
    auto early = dhe;
    early.early_data = "accepted";
    EXPECT_EQ(got({"tls13-0rtt"}, early), "tls13-0rtt");
}

TEST(UaModes, TheEventIsAnObjectOfWhatIsKnown) {
    const Names asked{"tls13-psk-ke"};
    const auto fields = fields_of({"asked", asked, "tls13-psk-dhe-ke", dhe, "akma", "0100000007", "another"});
    json::Document document;
    const auto f = document.parse(fields);
    ASSERT_TRUE(f);
    EXPECT_EQ(f->member("group")->string(), "X25519");
    EXPECT_EQ(f->member("differs")->string(), "another");
    EXPECT_FALSE(f->member("earlyData"));
    EXPECT_FALSE(f->member("extendedMasterSecret"));
}

TEST(UaProtocols, BaselinesHaveNoIdentifierAndAreMarked) {
    for (const auto& protocol : ua_protocols) {
        EXPECT_EQ(protocol.name.starts_with("baseline-"), !is_akma(protocol)) << protocol.name;
        EXPECT_TRUE(!is_akma(protocol) || protocol.ua_star_id.size() == 10);
    }
    EXPECT_EQ(ua_protocol_named("tls14"), nullptr);
}

}  // namespace
}  // namespace akmasim::ua_modes

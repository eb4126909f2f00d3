// SPDX-License-Identifier: Apache-2.0
// SUCI in its spellings: the examples of TS 33.501 C.4 and TS 23.003 28.7.3, and what must be refused with one text.
#include <gtest/gtest.h>

#include "simulator/protocol/nas_identity.hpp"

namespace akmasim::nas {
namespace {

TEST(Suci, ReadsTheProfileAExampleOfTs33501) {
    const std::string output =
        "b2e92f836055a255837debf850b528997ce0201cb82adfe4be1f587d07d8457dcb02352410cddd9e730ef3fa87";
    const auto suci = Suci::from_text("suci-0-274-012-0678-1-27-" + output).value();
    EXPECT_EQ(suci.mnc, "012");
    EXPECT_EQ(suci.routing_indicator, "0678");
    EXPECT_EQ(suci.protection_scheme, 1);
    EXPECT_EQ(suci.home_network_public_key_id, 27);
    EXPECT_FALSE(suci.supi_revealed());
    EXPECT_EQ(hex(suci.octets()),
              "0172"
              "2410"
              "6087"
              "011b" +
                  output);
    EXPECT_EQ(Suci::from_octets(suci.octets()).value(), suci);
    EXPECT_EQ(suci.text().text(), "suci-0-274-012-0678-1-27-" + output);
    EXPECT_EQ(supi_of(suci, from_hex("00012080f6").value()).value().text(), "imsi-274012001002086");
}

TEST(Suci, TheNullSchemeShowsTheSupi) {
    const auto suci = Suci::from_octets(from_hex("0100f110f0ff00000000000010").value()).value();
    EXPECT_TRUE(suci.supi_revealed());
    EXPECT_EQ(suci.text().text(), "suci-0-001-01-0-0-0-0000000001");
    EXPECT_EQ(supi_of(suci, suci.scheme_output).value().text(), "imsi-001010000000001");
}

TEST(Suci, LeadingZerosOfARoutingIndicatorCount) {
    for (const std::string rid : {"0", "00", "12", "567", "1234"}) {
        const auto suci = Suci::from_text("suci-0-001-01-" + rid + "-0-0-0000000001").value();
        EXPECT_EQ(Suci::from_octets(suci.octets()).value().routing_indicator, rid);
    }
    EXPECT_EQ(hex(View(Suci::from_text("suci-0-001-01-567-0-0-1").value().octets()).subspan(4, 2)), "65f7");
}

TEST(Suci, ANetworkSpecificIdentifierTravelsAsNai) {
    const auto plain = Suci::from_text("suci-1-example-home.com-678-0-0-user17").value();
    EXPECT_EQ(text_of(View(plain.octets()).subspan(1)), "type1.rid678.schid0.useriduser17@example-home.com");
    EXPECT_EQ(Suci::from_octets(plain.octets()).value(), plain);
    EXPECT_EQ(supi_of(plain, plain.scheme_output).value().text(), "nai-user17@example-home.com");

    const auto concealed =
        Suci::from_text("suci-1-3gpp.com-678-1-27-" + std::string(64, 'a') + "0102" + std::string(16, 'b')).value();
    EXPECT_EQ(text_of(View(concealed.octets()).subspan(1)), "type1.rid678.schid1.hnkey27.ecckey" +
                                                                std::string(64, 'a') + ".cip0102.mac" +
                                                                std::string(16, 'b') + "@3gpp.com");
    EXPECT_EQ(Suci::from_octets(concealed.octets()).value(), concealed);
}

TEST(Suci, RefusesEveryBadTextAlike) {
    using namespace std::string_literals;
    const std::string texts[] = {
        "",
        "suci-",
        "imsi-001010000000001",
        "suci-0-001-01-0-0-0-",
        "suci-0-001-01-0-0-0-00x",
        "suci-0-001-01-0-0-1-0001",
        "suci-0-001-01-0-1-0-aabb",
        "suci-0-001-01-0-1-255-aabb",
        "suci-0-001-01-0-1-256-aabb",
        "suci-0-001-01-0-1-1-abc",
        "suci-0-001-01-0-x-1-aabb",
        "suci-0-001-01-0-10-1-aabb",
        "suci-0-001-01-0--1-aabb",
        "suci-0-001-01-12345-0-0-0001",
        "suci-0-001-01--0-0-0001",
        "suci-0-001-01-a-0-0-0001",
        "suci-0-1-01-0-0-0-0001",
        "suci-0-001-1-0-0-0-0001",
        "suci-0-001-01-0-0-0-01234567890",
        "suci-8-001-01-0-0-0-0001",
        "suci-4-x-0-0-0-u",
        "suci-1--0-0-0-u",
        "suci-1-realm-0-0-0-",
        "suci-0-001-01-0-0-0-1\0002"s,
        "suci-0-001-01-0-1-27-"s + std::string(5000, 'a'),
        "suci-0-001-01-0-0-0-%31",
        "suci-0-001-01/0-0-0-1",
    };
    for (const auto& text : texts) {
        const auto suci = Suci::from_text(text);
        ASSERT_FALSE(suci) << text;
        EXPECT_EQ(suci.error().detail, "not a SUCI") << text;
    }
}

TEST(Suci, RefusesBadOctetsAlike) {
    const char* const wires[] = {
        "",
        "01",
        "0100f110f0ff0000",
        "8100f110f0ff00000010",
        "4100f110f0ff00000010",
        "7100f110f0ff00000010",
        "01aaf110f0ff00000010",
        "0100f110ffff00000010",
        "0100f110fff000000010",
        "0100f110a0ff00000010",
        "0100f110f0ff0001aa10",
        "0100f110f0ff01001010",
        "0100f110f0ff01ff1010",
        "0100f110f0ff0000a010",
        "0100f110f0ff00000f10",
        "0100f110f0ff0000000000000000000000",
        "11",
        "1174797065",
        "11747970653140",
        "1100",
    };
    for (const auto* wire : wires) {
        const auto suci = Suci::from_octets(from_hex(wire).value());
        ASSERT_FALSE(suci) << wire;
        EXPECT_EQ(suci.error().detail, "not a SUCI") << wire;
    }
}

TEST(Suci, ANaiWithPartsOfTheWrongLengthIsRefused) {
    const std::string key(64, 'a');
    const std::string mac(16, 'b');
    const auto read = [](const std::string& parts) {
        const std::string nai = "\x11type1.rid678.schid1.hnkey27." + parts + "@3gpp.com";
        return Suci::from_octets(view_of(nai));
    };
    EXPECT_TRUE(read("ecckey" + key + ".cip0102.mac" + mac));
    EXPECT_FALSE(read("ecckeyaaaa.cip0102.mac" + mac));
    EXPECT_FALSE(read("ecckey" + key + ".cip.mac" + mac));
    EXPECT_FALSE(read("ecckey" + key + ".cip0102.macbb"));
    EXPECT_FALSE(Suci::from_text("suci-1-3gpp.com-678-1-27-0102"));
}

TEST(Suci, PackedDigitsRefuseWhatIsNoDigit) {
    EXPECT_FALSE(packed_digits(""));
    EXPECT_FALSE(packed_digits("12a"));
    EXPECT_EQ(hex(packed_digits("001002086").value()), "00012080f6");
    EXPECT_FALSE(digits_of(from_hex("0f10").value()));
    EXPECT_FALSE(digits_of(from_hex("f010").value()));
}

TEST(Guti, HasTheTextOfItsParts) {
    const Guti guti{"001", "01", 1, 1, 0, 0x1a2b3c4d};
    EXPECT_EQ(guti.text(), "5g-guti-001010100401a2b3c4d");
    EXPECT_EQ(hex(guti.octets()), "f200f1100100401a2b3c4d");
}

}  // namespace
}  // namespace akmasim::nas

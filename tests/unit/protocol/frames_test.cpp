// SPDX-License-Identifier: Apache-2.0
// Frames between our processes: envelopes and orders there and back, and frames that are cut.
#include <gtest/gtest.h>

#include "simulator/protocol/command.hpp"
#include "simulator/protocol/envelope.hpp"
#include "simulator/protocol/frames.hpp"

namespace akmasim {
namespace {

Envelope some_envelope() {
    Envelope envelope;
    envelope.link = Link::n62;
    envelope.from = {"msgin5g", ""};
    envelope.to = {"aanf", "1"};
    envelope.ue = "alice";
    envelope.stream = 0xffffffffffffffffU;
    envelope.http = HttpHead{"POST", "/x", 0, {}, "application/json"};
    envelope.octets = {1, 2, 3};
    return envelope;
}

TEST(Frames, AnEnvelopeComesBackAsItWas) {
    Octets wire;
    frames::append(wire, some_envelope());
    const auto again = frames::read<Envelope>(wire).value();
    EXPECT_EQ(again.link, Link::n62);
    EXPECT_EQ(again.to, (Address{"aanf", "1"}));
    EXPECT_EQ(again.stream, 0xffffffffffffffffU);
    EXPECT_EQ(again.http->path, "/x");
    EXPECT_EQ(again.octets, (Octets{1, 2, 3}));
}

TEST(Frames, EveryCutOrProlongedFrameIsRefused) {
    Octets wire;
    frames::append(wire, some_envelope());
    for (std::size_t length = 0; length < wire.size(); ++length)
        EXPECT_FALSE(frames::read<Envelope>(View(wire).first(length))) << length;
    wire.push_back(0);
    EXPECT_FALSE(frames::read<Envelope>(wire));
}

TEST(Commands, ComeBackAsTheyWere) {
    const auto octets = command::encode(command::Connect{"msgin5g", "explicit", {"tls12-psk"}, "x@y", Octets(32, 1)});
    const auto connect = std::get<command::Connect>(command::decode(octets).value());
    EXPECT_EQ(connect.identity, "x@y");
    EXPECT_EQ(connect.key, Octets(32, 1));
    const auto report = std::get<command::Report>(
        command::decode(command::encode(command::Report{"rejected", "ue", -20, "nas", "", "x"})).value());
    EXPECT_EQ(report.cause, -20);
    const auto inspection = std::get<command::Inspection>(
        command::decode(command::encode(command::Inspection{{{"KAUSF", "00"}, {"mmState", "X"}}})).value());
    EXPECT_EQ(inspection.items.at(1).text, "X");
    EXPECT_FALSE(command::decode(Octets{0xee}));
    EXPECT_FALSE(command::decode(Octets{5, 0xff, 0xff, 0xff, 0xff}));
}

TEST(Links, HaveTheirReferencePointNames) {
    EXPECT_EQ(name_of(Link::cm_s), "CmS");
    EXPECT_EQ(link_named("N62"), Link::n62);
    EXPECT_FALSE(link_named("N99"));
    EXPECT_TRUE(is_sbi(Link::cm_s) && !is_sbi(Link::ua) && !is_sbi(Link::n1));
}

}  // namespace
}  // namespace akmasim

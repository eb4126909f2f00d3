// SPDX-License-Identifier: Apache-2.0
// Virtual time: links with a delay, a jitter and a rate, parties that do one thing after the other.
#include <gtest/gtest.h>

#include "simulator/crypto/random.hpp"
#include "simulator/fabric/timing.hpp"

namespace akmasim::fabric::test {
namespace {

constexpr Time ms = 1'000'000;

RandomSource seeded(std::uint64_t seed) {
    return [seed](std::string_view label) { return std::make_unique<crypto::SeededRandom>(seed, label); };
}

Envelope message(std::size_t octets, const std::string& from = "ue", const std::string& to = "amf") {
    Envelope envelope;
    envelope.link = Link::n1;
    envelope.from = {from, ""};
    envelope.to = {to, ""};
    envelope.octets.resize(octets);
    return envelope;
}

Pace pace(LinkTiming n1, std::uint64_t seed = 1) {
    Timing timing;
    timing.links[Link::n1] = n1;
    return {timing, seeded(seed)};
}

TEST(Link, TakesItsDelayAndOthersTakeNone) {
    auto time = pace({5 * ms, 0, 0});
    EXPECT_EQ(time.arrival(message(100), 0), 5 * ms);
    EXPECT_EQ(time.arrival(message(100), ms), 6 * ms);
    auto other = message(100);
    other.link = Link::n12;
    EXPECT_EQ(time.arrival(other, ms), ms);
}

TEST(Link, WithARateSendsOneMessageAfterTheOtherInEachDirection) {
    auto time = pace({5 * ms, 0, 1'000'000});                         // 125 octets a millisecond
    EXPECT_EQ(time.arrival(message(125), 0), 6 * ms);                 // 1 ms to send
    EXPECT_EQ(time.arrival(message(250), 0), 8 * ms);                 // waits for the first
    EXPECT_EQ(time.arrival(message(125, "amf", "ue"), 0), 6 * ms);    // the way back is free
    EXPECT_EQ(time.arrival(message(125), 100 * ms), 106 * ms);        // free again
    EXPECT_EQ(time.arrival(message(1), 200 * ms), 205 * ms + 8'000);  // 8 bits
}

TEST(Link, WithAJitterStaysWithinItKeepsTheOrderAndIsTheSameForTheSameSeed) {
    auto one = pace({5 * ms, 2 * ms, 0});
    auto again = pace({5 * ms, 2 * ms, 0});
    auto other = pace({5 * ms, 2 * ms, 0}, 2);
    Time last = 0;
    bool differs = false;
    for (int i = 0; i < 200; ++i) {
        const Time at = i * ms / 2;
        const auto arrival = one.arrival(message(1), at);
        EXPECT_GE(arrival, last);
        EXPECT_GE(arrival, at + 3 * ms);
        EXPECT_LE(arrival, std::max(last, at + 7 * ms));
        EXPECT_EQ(arrival, again.arrival(message(1), at));
        again.arrival(message(1, "amf", "ue"), at);  // traffic the other way changes nothing
        differs = differs || arrival != other.arrival(message(1), at);
        last = arrival;
    }
    EXPECT_TRUE(differs);
}

TEST(Party, DoesOneThingAfterTheOther) {
    Timing timing;
    timing.cost[static_cast<std::size_t>(crypto::Operation::ecdh)] = 60'000;
    timing.cost[static_cast<std::size_t>(crypto::Operation::kdf)] = 1'000;
    Pace time(timing, {});
    crypto::Work work;
    work.count[static_cast<std::size_t>(crypto::Operation::ecdh)] = 2;
    work.count[static_cast<std::size_t>(crypto::Operation::kdf)] = 3;
    EXPECT_EQ(time.done({"udm", ""}, 0, work), 123'000);
    EXPECT_EQ(time.done({"udm", ""}, 100'000, {}), 123'000) << "it is busy until then";
    EXPECT_EQ(time.done({"udm", ""}, 100'000, work), 246'000);
    EXPECT_EQ(time.done({"ausf", ""}, 100'000, {}), 100'000) << "the others are not";
    EXPECT_EQ(time.all_done(), 246'000);
}

TEST(Timing, IsToldInNanosecondsWithoutWhatIsNothing) {
    Timing timing;
    timing.links[Link::n1] = {5 * ms, 0, 1'000'000};
    timing.cost[static_cast<std::size_t>(crypto::Operation::ecdh)] = 60'000;
    EXPECT_EQ(to_json(timing), R"({"links":{"N1":{"delay":5000000,"rate":1000000}},"cost":{"ecdh":60000}})");
    EXPECT_EQ(to_json({}), R"({"links":{},"cost":{}})");
}

}  // namespace
}  // namespace akmasim::fabric::test

// SPDX-License-Identifier: Apache-2.0
// The NAS security context against N1 octets of another implementation, and against replay and change.
#include <gtest/gtest.h>

#include "simulator/keys/nas_context.hpp"
#include "tests/vectors.hpp"

namespace akmasim {
namespace {

std::vector<test::Vector> messages() {
    auto vectors = test::read_vectors("nas.txt");
    std::erase_if(vectors, [](const auto& vector) { return vector.text("kind") != "n1"; });
    return vectors;
}

NasContext fresh() {
    const auto keys = messages().front();
    return {keys.as<KNasEnc>("knasenc"), keys.as<KNasInt>("knasint"), 2, 2};
}

Direction direction_of(const test::Vector& vector) { return static_cast<Direction>(vector.octets("direction")[0]); }

// TS 33.501 6.4.2.2 and TS 24.501 9.1.1, 9.3.1: COUNT, bearer and direction, and where they stand in the message.
TEST(NasContext, ProtectsARegistrationAsTheVectorsSay) {
    auto sender = fresh();
    auto receiver = fresh();
    ASSERT_EQ(messages().size(), 4U);
    for (const auto& vector : messages()) {
        SCOPED_TRACE(vector.text("name"));
        const auto header = static_cast<SecurityHeader>(vector.octets("header")[0]);
        const auto octets = sender.protect(vector.octets("plain"), header, direction_of(vector));
        EXPECT_EQ(hex(octets), vector.text("octets"));
        EXPECT_EQ(hex(receiver.unprotect(vector.octets("octets"), direction_of(vector)).value()), vector.text("plain"));
    }
}

TEST(NasContext, AReplayedMessageIsRefusedAndChangesNothing) {
    auto receiver = fresh();
    const auto command = messages().front();
    ASSERT_TRUE(receiver.unprotect(command.octets("octets"), Direction::downlink));
    const auto again = receiver.unprotect(command.octets("octets"), Direction::downlink);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().cause, Cause::integrity);
    EXPECT_EQ(receiver.next_count(Direction::downlink), 1U);
}

TEST(NasContext, TakesAReplayWhereItWasToldTo) {
    auto receiver = fresh();
    receiver.take_replays();
    const auto command = messages().front();
    ASSERT_TRUE(receiver.unprotect(command.octets("octets"), Direction::downlink));
    EXPECT_TRUE(receiver.unprotect(command.octets("octets"), Direction::downlink));
    EXPECT_EQ(receiver.next_count(Direction::downlink), 1U);
    auto changed = command.octets("octets");
    changed.back() ^= 1;
    EXPECT_FALSE(receiver.unprotect(changed, Direction::downlink));
}

TEST(NasContext, EveryChangedBitAndEveryShorterMessageIsRefused) {
    const auto good = messages().front().octets("octets");
    // The first two octets, discriminator and security header, stand outside the MAC (TS 24.501 4.4.3.3, assumed).
    for (std::size_t bit = 16; bit < good.size() * 8; ++bit) {
        auto bad = good;
        bad[bit / 8] ^= static_cast<Octet>(1U << (bit % 8));
        EXPECT_FALSE(fresh().unprotect(bad, Direction::downlink)) << bit;
    }
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(fresh().unprotect(View(good).first(size), Direction::downlink));
    EXPECT_FALSE(fresh().unprotect(good, Direction::uplink));
}

TEST(NasContext, CountsGoOnOverTheSequenceNumbersEnd) {
    auto sender = fresh();
    auto receiver = fresh();
    const auto plain = from_hex("7e0043").value();
    for (unsigned n = 0; n < 600; ++n) {
        const auto octets = sender.protect(plain, SecurityHeader::ciphered, Direction::uplink);
        ASSERT_EQ(octets[6], static_cast<Octet>(n));
        ASSERT_EQ(receiver.unprotect(octets, Direction::uplink).value(), plain) << n;
    }
    EXPECT_EQ(receiver.next_count(Direction::uplink), 600U);
}

TEST(NasContext, LostMessagesAreForgiven) {
    auto sender = fresh();
    auto receiver = fresh();
    const auto plain = from_hex("7e0043").value();
    for (int lost = 0; lost < 250; ++lost) (void)sender.protect(plain, SecurityHeader::ciphered, Direction::uplink);
    EXPECT_TRUE(
        receiver.unprotect(sender.protect(plain, SecurityHeader::ciphered, Direction::uplink), Direction::uplink));
}

// TS 24.501 4.4.3.5: COUNT must not wrap round, for sender and receiver.
TEST(NasContext, NothingIsTakenAfterTheLastCountAndCountsBeginNotAnew) {
    const auto near_the_end = [](std::uint32_t first) { return NasContext(KNasEnc(), KNasInt(), 2, 2, first); };
    const auto plain = from_hex("7e0043").value();
    auto sender = near_the_end(NasContext::last_count - 1);
    auto receiver = near_the_end(NasContext::last_count - 1);
    EXPECT_TRUE(sender.nearly_used_up());
    for (int n = 0; n < 2; ++n) {
        EXPECT_FALSE(sender.used_up(Direction::uplink));
        const auto octets = sender.protect(plain, SecurityHeader::ciphered, Direction::uplink);
        EXPECT_EQ(receiver.unprotect(octets, Direction::uplink).value(), plain);
    }
    EXPECT_TRUE(sender.used_up(Direction::uplink));
    EXPECT_FALSE(sender.used_up(Direction::downlink));
    EXPECT_TRUE(receiver.used_up(Direction::uplink));
    // Messages of long ago, and one beyond the end: a receiver that let its overflow counter wrap would take some.
    for (const std::uint32_t count : {0x000000U, 0x000100U, 0x000105U, 0xfffffeU, 0x1000000U, 0x1000100U}) {
        auto other = near_the_end(count);
        const auto octets = other.protect(plain, SecurityHeader::ciphered, Direction::uplink);
        EXPECT_FALSE(receiver.unprotect(octets, Direction::uplink)) << count;
    }
}

TEST(NasContext, IsCloseToItsEndInTimeForAnAuthentication) {
    const auto at = [](std::uint32_t first, int ia) { return NasContext(KNasEnc(), KNasInt(), 0, ia, first); };
    EXPECT_FALSE(at(NasContext::last_count - NasContext::close_to_the_end, 2).nearly_used_up());
    EXPECT_TRUE(at(NasContext::last_count - NasContext::close_to_the_end + 1, 2).nearly_used_up());
    EXPECT_FALSE(at(0, 2).nearly_used_up());
}

// TS 24.501 4.4.3.5: with NIA0 COUNT may wrap round.
TEST(NasContext, Nia0GoesOnFromTheBeginning) {
    NasContext sender(KNasEnc(), KNasInt(), 0, 0, NasContext::last_count);
    NasContext receiver(KNasEnc(), KNasInt(), 0, 0, NasContext::last_count);
    const auto plain = from_hex("7e0043").value();
    for (int n = 0; n < 3; ++n) {
        const auto octets = sender.protect(plain, SecurityHeader::integrity, Direction::uplink);
        EXPECT_EQ(receiver.unprotect(octets, Direction::uplink).value(), plain);
    }
    EXPECT_EQ(receiver.next_count(Direction::uplink), 2U);
    EXPECT_FALSE(receiver.nearly_used_up());
}

// TS 33.501 D.2.1 (NEA0) and D.3.1.1 (NIA0).
TEST(NasContext, Nea0LeavesTheMessageReadable) {
    NasContext sender(KNasEnc(), KNasInt(), 0, 2);
    const auto plain = from_hex("7e0043").value();
    const auto octets = sender.protect(plain, SecurityHeader::ciphered, Direction::uplink);
    EXPECT_EQ(Octets(octets.begin() + 7, octets.end()), plain);
}

// TS 33.501 D.3.1.1: its MAC is 32 bits of zero.
TEST(NasContext, Nia0HasAMacOfZeros) {
    NasContext sender(KNasEnc(), KNasInt(), 0, 0);
    EXPECT_EQ(hex(sender.protect(from_hex("7e0043").value(), SecurityHeader::integrity, Direction::uplink)),
              "7e0100000000007e0043");
}

}  // namespace
}  // namespace akmasim

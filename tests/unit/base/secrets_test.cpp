// SPDX-License-Identifier: Apache-2.0
// What is left of a secret when it has gone.
#include <algorithm>
#include <array>
#include <memory>

#include <gtest/gtest.h>

#include "simulator/base/bounded_secret.hpp"
#include "simulator/base/names.hpp"

namespace akmasim {
namespace {

constexpr Octet mark = 0x5a;

KAusf key() {
    std::array<Octet, KAusf::size> octets{};
    octets.fill(mark);
    return KAusf(octets);
}

auto marks_in(View octets) { return std::ranges::count(octets, mark); }

TEST(Secrets, WipeLeavesZeros) {
    std::array<Octet, 48> octets{};
    octets.fill(mark);
    wipe(octets);
    EXPECT_EQ(std::ranges::count(octets, 0), 48);
}

TEST(Secrets, LeaveNothingWhereTheyWereMovedFrom) {
    auto first = key();
    auto second = std::move(first);
    EXPECT_EQ(marks_in(second.expose()), 32);
    EXPECT_EQ(marks_in(first.expose()), 0);  // NOLINT: what is left is looked at
    KAusf third;
    third = std::move(second);
    EXPECT_EQ(marks_in(second.expose()), 0);  // NOLINT
    auto bounded = BoundedSecret<"K", 16, 32>::from_text("5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a").value();
    const auto moved = std::move(bounded);
    EXPECT_EQ(marks_in(moved.expose()), 16);
    EXPECT_TRUE(bounded.expose().empty());  // NOLINT
}

TEST(Secrets, LeaveNothingWhereTheyStood) {
    alignas(KAusf) std::array<Octet, sizeof(KAusf)> place{};
    auto* standing = std::construct_at(reinterpret_cast<KAusf*>(place.data()), key());
    EXPECT_EQ(marks_in(standing->expose()), 32);
    std::destroy_at(standing);
    EXPECT_EQ(marks_in(place), 0);
}

}  // namespace
}  // namespace akmasim

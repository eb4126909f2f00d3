// SPDX-License-Identifier: Apache-2.0
// The wrong derivations of the field give the wrong keys that others have seen, and no other.
#include <gtest/gtest.h>

#include "simulator/keys/akma_profiles.hpp"
#include "tests/vectors.hpp"

namespace akmasim::keys {
namespace {

KAkma made(AkmaProfile profile) {
    const auto chain = akmasim::test::read_vectors("chain.txt").front();
    return k_akma(Kdf(), profile, chain.as<KAusf>("kausf"), Supi(chain.text("supi")), RoutingIndicator("12"));
}

KAkma seen_elsewhere(std::string_view where) {
    for (const auto& vector : akmasim::test::read_vectors("chain.txt")) {
        if (vector.text("name").find(where) != std::string::npos) return vector.as<KAkma>("kakma");
    }
    throw std::runtime_error("no such vector");
}

// TS 33.535 A.2
TEST(AkmaProfiles, GiveWhatTheImplementationsGiveThatHaveThem) {
    EXPECT_EQ(made(AkmaProfile::standard), seen_elsewhere("5G AKA"));
    EXPECT_EQ(made(AkmaProfile::fc_6a), seen_elsewhere("UERANSIM"));
    EXPECT_EQ(made(AkmaProfile::imsi_prefix), seen_elsewhere("YggdraSIM"));
}

TEST(AkmaProfiles, EachGiveAnotherKey) {
    const auto profiles = {AkmaProfile::standard, AkmaProfile::fc_6a, AkmaProfile::rid_as_p0, AkmaProfile::imsi_prefix};
    for (const auto one : profiles) {
        for (const auto other : profiles) EXPECT_EQ(made(one) == made(other), one == other);
    }
}

TEST(AkmaProfiles, TellWhatTheyReallyComputed) {
    const auto chain = akmasim::test::read_vectors("chain.txt").front();
    std::string fc;
    std::size_t parameters = 0;
    const Kdf kdf([&](const Derivation& derivation) {
        fc = derivation.fc;
        parameters = derivation.p.size();
    });
    k_akma(kdf, AkmaProfile::fc_6a, chain.as<KAusf>("kausf"), Supi(chain.text("supi")), RoutingIndicator("0"));
    EXPECT_EQ(fc, "6a");
    EXPECT_EQ(parameters, 1);
}

TEST(AkmaProfiles, HaveTheNamesOfTheScenario) {
    EXPECT_EQ(akma_profile_named("fc-6a"), AkmaProfile::fc_6a);
    EXPECT_FALSE(akma_profile_named("fc-6b"));
}

}  // namespace
}  // namespace akmasim::keys

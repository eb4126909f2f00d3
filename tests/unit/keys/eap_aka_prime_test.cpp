// SPDX-License-Identifier: Apache-2.0
// The keys of EAP-AKA' against the cases of RFC 9048, against a chain with a 5G identity, and against known mistakes.
#include "simulator/keys/eap_aka_prime.hpp"

#include <gtest/gtest.h>

#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/eap.hpp"
#include "tests/vectors.hpp"

namespace akmasim::keys {
namespace {

CkIkPrime primes_of(const test::Vector& vector) {
    return {vector.as<CkPrime>("ck_prime"), vector.as<IkPrime>("ik_prime")};
}

template <class Key>
void expect(const test::Vector& vector, const std::string& name, const Key& key) {
    if (!vector.has(name)) return;
    EXPECT_EQ(hex(key.expose()), vector.text(name)) << vector.text("name");
}

TEST(EapAkaPrime, MakesTheKeysOfTheCasesOfRfc9048) {
    for (const auto& vector : test::read_vectors("eap.txt")) {
        // RFC 9048 3.3: CK' and IK', then MK cut into its parts.
        const auto primes = ck_ik_prime(Kdf{}, vector.as<Ck>("ck"), vector.as<Ik>("ik"),
                                        ServingNetworkName(vector.text("network")), vector.as<Sqn>("sqn_xor_ak"));
        expect(vector, "ck_prime", primes.ck);
        expect(vector, "ik_prime", primes.ik);
        const auto keys = eap_keys(Kdf{}, primes, "0555444333222111");
        expect(vector, "k_encr", keys.k_encr);
        expect(vector, "k_aut", keys.k_aut);
        expect(vector, "k_re", keys.k_re);
        expect(vector, "msk", keys.msk);
        expect(vector, "emsk", keys.emsk);
    }
}

TEST(EapAkaPrime, TakesTheDigitsOfTheImsiAsIdentity) {
    const auto vector = test::read_vectors("eap_packets.txt").front();
    // TS 33.501 F.3: the SUPI's digits, whatever went over the air.
    const auto keys = eap_keys(Kdf{}, primes_of(vector), Supi("imsi-" + vector.text("identity")));
    EXPECT_EQ(hex(keys.k_aut.expose()), vector.text("k_aut"));
    EXPECT_EQ(hex(keys.emsk.expose()), vector.text("emsk"));
    // TS 33.501 6.1.3.1 step 10: K_AUSF is the first half of EMSK.
    EXPECT_EQ(hex(k_ausf(Kdf{}, keys.emsk).expose()), vector.text("emsk").substr(0, 64));
}

TEST(EapAkaPrime, GivesOtherKeysForAnIdentityWithPrefixOrForSwappedHalves) {
    const auto vector = test::read_vectors("eap_packets.txt").front();
    const auto with_prefix = eap_keys(Kdf{}, primes_of(vector), "imsi-" + vector.text("identity"));
    EXPECT_NE(hex(with_prefix.k_aut.expose()), vector.text("k_aut"));
    const CkIkPrime swapped{vector.as<CkPrime>("ik_prime"), vector.as<IkPrime>("ck_prime")};
    EXPECT_NE(hex(eap_keys(Kdf{}, swapped, vector.text("identity")).emsk.expose()), vector.text("emsk"));
}

TEST(EapAkaPrime, ProtectsThePacketsOfTheChain) {
    const auto vector = test::read_vectors("eap_packets.txt").front();
    const auto k_aut = vector.as<KAut>("k_aut");
    for (const std::string packet : {"challenge", "response"}) {
        // RFC 9048 3.4.3: AT_MAC over the packet with the MAC's octets zero.
        const auto zeroed = eap::with_mac_zeroed(vector.octets(packet));
        ASSERT_TRUE(zeroed);
        EXPECT_EQ(hex(at_mac(k_aut, *zeroed).view()), vector.text(packet + "_mac"));
        auto touched = *zeroed;
        touched.back() ^= 1;
        EXPECT_NE(hex(at_mac(k_aut, touched).view()), vector.text(packet + "_mac"));
    }
}

TEST(EapAkaPrime, TellsHowEachKeyWasMade) {
    const auto vector = test::read_vectors("eap_packets.txt").front();
    std::vector<std::string> told;
    const Kdf kdf([&](const Derivation& one) { told.emplace_back(one.key); });
    k_ausf(kdf, eap_keys(kdf, primes_of(vector), vector.text("identity")).emsk);
    EXPECT_EQ(told, (std::vector<std::string>{"Kaut", "EMSK", "KAUSF"}));
}

}  // namespace
}  // namespace akmasim::keys

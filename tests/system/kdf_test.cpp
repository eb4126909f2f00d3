// SPDX-License-Identifier: Apache-2.0
// The calculator against vectors of others: a user holds an own implementation to it, so it must not be right by
// accident.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"
#include "tests/vectors.hpp"

namespace akmasim::test {
namespace {

std::string kdf(const std::string& arguments) {
    auto [code, output] = akmasim("kdf " + arguments);
    while (output.ends_with('\n')) output.pop_back();
    return code == 0 ? output : "exit " + std::to_string(code);
}

TEST(Kdf, GivesTheKeysOfEapAkaPrimeInRfc9048) {
    for (const auto& vector : read_vectors("eap.txt")) {
        if (!vector.has("emsk")) continue;
        const auto parents = " --from " + vector.text("ik_prime") + " " + vector.text("ck_prime");
        const auto inputs = parents + " --supi " + std::string("0555444333222111");
        for (const auto& [name, member] : std::map<std::string, std::string>{
                 {"Kencr", "k_encr"}, {"Kaut", "k_aut"}, {"Kre", "k_re"}, {"MSK", "msk"}, {"EMSK", "emsk"}}) {
            if (!vector.has(member)) continue;
            EXPECT_EQ(kdf(name + inputs), vector.text(member)) << name;
        }
        EXPECT_EQ(kdf("KAUSF --from " + vector.text("emsk")), vector.text("emsk").substr(0, 64));
    }
}

TEST(Kdf, GivesCkPrimeAndIkPrime) {
    const auto vector = read_vectors("eap.txt").front();
    const auto inputs = " --from " + vector.text("ck") + " " + vector.text("ik") + " --snn " + vector.text("network") +
                        " --sqn-ak " + vector.text("sqn_xor_ak");
    EXPECT_EQ(kdf("CKprime" + inputs), vector.text("ck_prime"));
    EXPECT_EQ(kdf("IKprime" + inputs), vector.text("ik_prime"));
}

TEST(Kdf, BeginsWithEitherAlgorithmSet) {
    const auto tuak = read_vectors("tuak.txt").back();  // two iterations, a K of 256 bits
    EXPECT_EQ(kdf("TOPc --from " + tuak.text("k") + " " + tuak.text("top") + " --iterations 2"), tuak.text("topc"));
    const auto chain = read_vectors("tuak_generated.txt").front();
    EXPECT_EQ(kdf("CK --algorithm-set tuak --from " + chain.text("k") + " " + chain.text("topc") + " --rand " +
                  chain.text("rand") + " --res-octets " + chain.text("res_octets")),
              chain.text("ck"));
    const auto milenage = read_vectors("milenage.txt").front();
    EXPECT_EQ(kdf("OPc --from " + milenage.text("k") + " " + milenage.text("op")), milenage.text("opc"));
    EXPECT_EQ(kdf("CK --from " + milenage.text("k") + " " + milenage.text("opc") + " --rand " + milenage.text("rand")),
              milenage.text("ck"));
}

// TS 33.102 6.3.2; Test set 1 of TS 35.207.
TEST(Kdf, GivesTheMacsOfAChallenge) {
    const auto milenage = read_vectors("milenage.txt").front();
    const auto inputs = " --from " + milenage.text("k") + " " + milenage.text("opc") + " --rand " + milenage.text("rand") +
                        " --sqn " + milenage.text("sqn") + " --amf " + milenage.text("amf");
    EXPECT_EQ(kdf("MAC-A" + inputs), milenage.text("f1"));
    EXPECT_EQ(kdf("MAC-S" + inputs), milenage.text("f1_star"));
    EXPECT_EQ(kdf("MAC-A --from " + milenage.text("k") + " " + milenage.text("opc") + " --rand " + milenage.text("rand")),
              "exit 2");
}

TEST(Kdf, RefusesWhatCannotBeRightAndSaysWhatIsMeant) {
    const std::string key = " --from " + std::string(64, 'a');
    const auto refused = [&](const std::string& arguments, const std::string& meant) {
        const auto [code, output] = akmasim("kdf " + arguments + key);
        EXPECT_EQ(code, 2) << arguments;
        EXPECT_THAT(output, testing::HasSubstr(meant)) << arguments;
    };
    const std::string snn = "did you mean '5G:mnc093.mcc208.3gppnetwork.org'?";
    refused("KSEAF --snn 5G:mnc93.mcc208.3gppnetwork.org", snn);
    refused("KSEAF --snn 5g:mnc093.mcc208.3gppnetwork.org", snn);
    refused("KSEAF --snn mnc093.mcc208.3gppnetwork.org", snn);
    refused("KSEAF --snn 5G:MNC093.mcc208.3gppnetwork.org", snn);
    const std::string supi = "did you mean 'imsi-208930000000001'?";
    refused("KAKMA --supi suci-0-208-93-0000-0-0-0000000001", supi);
    refused("KAKMA --supi IMSI-208930000000001", supi);
    refused("KAKMA --supi imsi-20893000000000x", "5 to 15 digits");
    refused("A-TID --supi msisdn-358401234567", "expected a SUPI");
    for (const auto* fqdn : {"https://af.example.org:443/", "af.example.org:443", "af.example.org/path", "//AF.example.org"})
        refused(std::string("KAF --fqdn ") + fqdn, "expected a domain name alone");
    refused("KAF --fqdn https://af.example.org:443/", "did you mean 'af.example.org'?");
    refused("KAF --fqdn 192.0.2.1", "expected a domain name alone");
    EXPECT_EQ(kdf("KAKMA --supi 208930000000001" + key), kdf("KAKMA --supi imsi-208930000000001" + key));
    EXPECT_EQ(kdf("KSEAF --snn 5G:mnc093.mcc208.3gppnetwork.org:000007ed9d5" + key).size(), 64u);
}

TEST(Kdf, SaysWhatIsMissingAndDoesNotFit) {
    EXPECT_EQ(kdf("OPc --from 00"), "exit 2");
    EXPECT_EQ(kdf("OPc --from 00 00"), "exit 2");
    EXPECT_EQ(kdf("EMSK --from 00112233445566778899aabbccddeeff"), "exit 2");
    EXPECT_EQ(kdf("CK --algorithm-set comp128 --from 00 00"), "exit 2");
    const std::string k(32, '0');
    EXPECT_EQ(kdf("CK --algorithm-set tuak --from " + k + " " + k + " --rand " + k), "exit 2") << "an OPc is no TOPc";
}

}  // namespace
}  // namespace akmasim::test

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

// SPDX-License-Identifier: Apache-2.0
// Whatever form a key is pasted in, a text that quotes it does not show it; what is no key stays readable.
#include "simulator/base/key_material.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace akmasim::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(KeyMaterial, IsHiddenInEveryFormAndTakesItsPlaceInTheLine) {
    const std::string forms[] = {
        "465b5ce8b199b49faa5f0a2ee238a6bc",
        "465B5CE8B199B49FAA5F0A2EE238A6BC",
        "00112233445566778899001122334455",
        "465B5CE8 B199B49F AA5F0A2E E238A6BC",
        "46 5b 5c e8 b1 99 b4 9f aa 5f 0a 2e e2 38 a6 bc",
        "46:5b:5c:e8:b1:99:b4:9f:aa:5f:0a:2e:e2:38:a6:bc",
        "46-5B-5C-E8-B1-99-B4-9F-AA-5F-0A-2E-E2-38-A6-BC",
        "0x465b5ce8b199b49faa5f0a2ee238a6bc",
        "0x46, 0x5b, 0x5c, 0xe8, 0xb1, 0x99, 0xb4, 0x9f, 0xaa, 0x5f",
        "\\x46\\x5b\\x5c\\xe8\\xb1\\x99\\xb4\\x9f\\xaa\\x5f",
        "465b5ce8_b199b49f_aa5f0a2e_e238a6bc",
        "465b5ce8.b199b49f.aa5f0a2e.e238a6bc",
        "465b5ce8b199b49faa5f0a2ee238a6bcxyz",
        "RltcqLGZtJ+qXwou4jimvA==",
        "RltcqLGZtJ-qXwou4jimvA",
        "MHcCAQEEIIEo/2Z1RPQsn5U1mPZz0Y0gR3x9kLq0bB0JgW2c3h1",
    };
    for (const auto& form : forms) {
        const auto text = without_keys("is '" + form + "' one?");
        EXPECT_EQ(text.size(), form.size() + 10) << text;
        EXPECT_THAT(text, Not(HasSubstr(form.substr(form.size() / 2, 5)))) << text;
        EXPECT_THAT(text, testing::AllOf(HasSubstr("is '"), HasSubstr("' one?"))) << text;
    }
}

TEST(KeyMaterial, IsWhateverStandsBehindTheNameOfASecret) {
    EXPECT_EQ(without_keys("key: correct horse"), "key: *************");
    EXPECT_EQ(without_keys("alice: { key: [70, 91], op: 'ab', sqn: 1 }"), "alice: { key: [******], op: 'ab', sqn: 1 }");
    EXPECT_EQ(without_keys("  privateKey: \"not 'hex'\" # note"), "  privateKey: \"*********\" # note");
    EXPECT_EQ(without_keys("\"opc\" : \"zz zz\""), "\"opc\" : \"*****\"");
}

TEST(KeyMaterial, IsNotWhatOnlyNamesOneOrIsPublic) {
    for (const std::string text :
         {"{ key: KAUSF, only: [ue, udm] }", "key: K5GMSG", "key: ${K}", "extends: ../base/One-ue-2026-AbcDefGhi.yaml",
          "supi: imsi-001010000000001", "msgin5g.mnc001.mcc001.3gppnetwork.org", "N61.RegisterAnchorKeyRequest",
          "0000.bdYdYLoluGUMmRCjS4OCZzM7fMakY7eFAZm8GaGsuwI@5gc.mnc001.mcc001.3gppnetwork.org", "2026-11-23T12:00:00Z",
          "unknown key 'subscibers'; did you mean 'subscribers'?", "expected 32 hexadecimal digits", "expected a whole number of 0 to 18446744073709551615", "a bad, added face"})
        EXPECT_EQ(without_keys(text), text);
}

}  // namespace
}  // namespace akmasim::test

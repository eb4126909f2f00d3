// SPDX-License-Identifier: Apache-2.0
// A foreign key and the mistake that explains it; the wrong keys come from elsewhere (tests/vectors/chain.txt).
#include "simulator/knowledge/foreign_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/keys/kdf.hpp"
#include "simulator/keys/known_mistakes.hpp"

namespace akmasim::knowledge {
namespace {

using testing::HasSubstr;

// From tests/vectors/chain.txt: "5G AKA", and the values that two implementations gave instead.
const std::string k_ausf = "6cfaa30e52973c7a72a2577cadc7358c8cf18ce0719e88d4b6f3b6d3f1e0c505";
const std::string right = "8cf0e80176441d19be2043cf209a1ad8f71da05f4f9edcc18ed91f252f406ad3";
const std::string with_prefix = "99a2ab6d7aeac1a3e715bd8c4fe13930ddc90ea9859748881dd758e672e08db9";
const std::string with_fc_6a = "3a5e4f4b89e2ec18082e9649226dfae035a21fe2411b1117fac11fa135355e97";
const std::string right_k_akma = "c5588cfe145a027cfc26c9078142f231c953d62491e6a9a4f9453130d7b7f5b1";

std::string mistake(const std::string& foreign) {
    return mistake_behind({k_ausf, "imsi-001010000000001", "0", "msgin5g.example.com", "tls13-psk", ""}, foreign);
}

// TS 33.535 A.4: K_AF of a wrong K_AKMA, as its owner would go on.
std::string k_af_of(const std::string& k_akma, bool with_ua_star_id) {
    const auto key = from_hex(k_akma).value_or(Octets{});
    const std::string fqdn = "msgin5g.example.com";
    Octets af_id(fqdn.begin(), fqdn.end());
    if (with_ua_star_id) af_id.insert(af_id.end(), {1, 0, 0, 0, 7});
    return hex(keys::Kdf::derive(key, 0x82, {af_id}));
}

TEST(ForeignKey, IsToldFromTheMistakeThatMadeIt) {
    EXPECT_THAT(mistake(k_af_of(with_prefix, true)), HasSubstr("'imsi-001010000000001', prefix and all"));
    EXPECT_THAT(mistake(k_af_of(with_fc_6a, true)), HasSubstr("FC 0x6A and the SUPI alone"));
    EXPECT_THAT(mistake(k_af_of(right_k_akma, false)), HasSubstr("without the Ua* security protocol identifier"));
    EXPECT_THAT(mistake(k_af_of(with_prefix, false)), HasSubstr("; and K_AF with the FQDN alone"));
    EXPECT_THAT(mistake(with_fc_6a), HasSubstr("K_AKMA itself"));
    EXPECT_THAT(mistake(k_ausf), HasSubstr("K_AUSF itself"));
    const auto octets = from_hex(k_ausf).value_or(Octets{});
    const Octet rid[]{'0'};
    const auto rid_as_p0 = hex(keys::Kdf::derive(octets, 0x6a, {rid}));
    EXPECT_THAT(mistake(k_af_of(rid_as_p0, true)), HasSubstr("the Routing Indicator as P0"));
}

TEST(ForeignKey, ThatIsRightOrOfNoKnownMistakeIsNotBlamed) {
    EXPECT_EQ(mistake(right), "the right K_AF of this moment");
    EXPECT_EQ(mistake(k_af_of(right_k_akma, true)), "the right K_AF of this moment");
    EXPECT_EQ(mistake(std::string(64, '0')), "");
    EXPECT_EQ(mistake("no key"), "");
}

}  // namespace
}  // namespace akmasim::knowledge

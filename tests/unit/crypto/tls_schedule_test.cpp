// SPDX-License-Identifier: Apache-2.0
// What those who only look on make of a pre-shared key: the example traces of RFC 8448.
#include "simulator/crypto/tls_schedule.hpp"

#include <gtest/gtest.h>

#include "simulator/crypto/hash.hpp"
#include "tests/vectors.hpp"

namespace akmasim::crypto::tls {
namespace {

// RFC 8446 7.1 and 4.2.11.2, from a pre-shared key to its binder and to the secret of early data.
TEST(TlsSchedule, GivesTheSecretsOfThePublishedTraces) {
    const auto traces = test::read_vectors("tls_schedule.txt");
    ASSERT_EQ(traces.size(), 2U);
    const auto& plain = traces[0];
    const auto without = extract(Octets(32), Octets(32));
    EXPECT_EQ(hex(without), plain.text("early"));
    EXPECT_EQ(hex(derive_secret(without, "derived", {})), plain.text("derived"));

    const auto& resumed = traces[1];
    const auto early = extract(Octets(32), resumed.octets("psk"));
    EXPECT_EQ(hex(early), resumed.text("early"));
    const auto binder_key = derive_secret(early, "res binder", {});
    EXPECT_EQ(hex(binder_key), resumed.text("binderKey"));
    const auto finished_key = expand_label(binder_key, "finished", {}, 32);
    EXPECT_EQ(hex(finished_key), resumed.text("finishedKey"));
    EXPECT_EQ(hex(hmac_sha256(finished_key, resumed.octets("truncatedHash"))), resumed.text("binder"));
    EXPECT_EQ(hex(expand_label(early, "c e traffic", resumed.octets("helloHash"), 32)), resumed.text("earlyTraffic"));
}

}  // namespace
}  // namespace akmasim::crypto::tls

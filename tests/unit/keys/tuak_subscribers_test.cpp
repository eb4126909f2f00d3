// SPDX-License-Identifier: Apache-2.0
// From K and TOP to K_AKMA with either method, as an independent Python program computed them (tools/tuak_vectors.py).
#include <gtest/gtest.h>

#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "tests/vectors.hpp"

namespace akmasim::keys {
namespace {

void expect_chain(const test::Vector& subscriber) {
    const int iterations = std::stoi(subscriber.text("iterations"));
    EXPECT_EQ(crypto::opc_text("tuak", iterations, subscriber.text("k"), subscriber.text("top")),
              subscriber.text("topc"));
    const crypto::Credentials credentials{subscriber.as<crypto::PermanentKey>("k"),
                                          subscriber.as<crypto::OperatorCode>("topc"), "tuak", iterations,
                                          std::stoi(subscriber.text("res_octets"))};
    const auto functions = crypto::functions_of(credentials).value();
    const auto rand = subscriber.as<Rand>("rand");
    const auto sqn = subscriber.as<Sqn>("sqn");
    const auto amf = subscriber.as<AmfField>("amf");
    const auto [res, ck, ik, ak, ak_star] = functions->vector(rand);
    auto concealed = sqn;
    for (std::size_t i = 0; i < Sqn::size; ++i) concealed.writable()[i] ^= ak.view()[i];
    EXPECT_EQ(hex(concealed.view()) + hex(amf.view()) + hex(functions->f1(rand, sqn, amf).view()),
              subscriber.text("autn"));
    EXPECT_EQ(hex(functions->f1_star(rand, sqn, amf).view()), subscriber.text("f1_star"));
    EXPECT_EQ(hex(ak_star.view()), subscriber.text("ak_star"));

    const Kdf kdf;
    const ServingNetworkName network(subscriber.text("network"));
    const Supi supi("imsi-" + subscriber.text("imsi"));
    EXPECT_EQ(hex(res_star(kdf, ck, ik, network, rand, res).view()), subscriber.text("res_star"));
    const auto ausf = k_ausf(kdf, ck, ik, network, concealed);
    EXPECT_EQ(hex(ausf.expose()), subscriber.text("kausf"));
    EXPECT_EQ(hex(k_akma(kdf, ausf, supi).expose()), subscriber.text("kakma"));
    const auto eap_ausf = k_ausf(kdf, eap_keys(kdf, ck_ik_prime(kdf, ck, ik, network, concealed), supi).emsk);
    EXPECT_EQ(hex(eap_ausf.expose()), subscriber.text("eap_kausf"));
    EXPECT_EQ(hex(k_akma(kdf, eap_ausf, supi).expose()), subscriber.text("eap_kakma"));
}

TEST(TuakSubscribers, HaveTheKeysOfTheSecondOpinion) {
    const auto subscribers = test::read_vectors("tuak_generated.txt");
    ASSERT_EQ(subscribers.size(), 12U);
    for (const auto& subscriber : subscribers) {
        SCOPED_TRACE(subscriber.text("imsi"));
        expect_chain(subscriber);
    }
}

}  // namespace
}  // namespace akmasim::keys

// SPDX-License-Identifier: Apache-2.0
// Twenty subscribers from Milenage to K_AF, as an independent Python program computed them (tools/vectors.py).
#include <gtest/gtest.h>

#include "simulator/crypto/milenage.hpp"
#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "tests/vectors.hpp"

namespace akmasim::keys {
namespace {

void expect_chain(const test::Vector& subscriber) {
    const Kdf kdf;
    const Supi supi(subscriber.text("supi"));
    const auto k = subscriber.as<LongTermKey>("k");
    if (subscriber.has("op")) {
        EXPECT_EQ(hex(crypto::opc_from_op(k, subscriber.as<Op>("op")).expose()), subscriber.text("opc"));
    }
    const crypto::Milenage milenage(k, subscriber.as<Opc>("opc"));
    const auto rand = subscriber.as<Rand>("rand");
    const auto sqn = subscriber.as<Sqn>("sqn");
    const auto amf = subscriber.as<AmfField>("amf");
    const auto [res, ck, ik, ak, ak_star] = milenage.vector(rand);
    auto concealed = sqn;
    for (std::size_t i = 0; i < Sqn::size; ++i) concealed.writable()[i] ^= ak.view()[i];
    EXPECT_EQ(hex(concealed.view()) + hex(amf.view()) + hex(milenage.f1(rand, sqn, amf).view()),
              subscriber.text("autn"));
    EXPECT_EQ(hex(res.view()), subscriber.text("res"));
    EXPECT_EQ(hex(ck.expose()), subscriber.text("ck"));
    EXPECT_EQ(hex(ik.expose()), subscriber.text("ik"));

    const auto network = serving_network_name(subscriber.text("mcc"), subscriber.text("mnc"));
    EXPECT_EQ(network.text(), subscriber.text("snn"));
    const auto answer = res_star(kdf, ck, ik, network, rand, res);
    EXPECT_EQ(hex(answer.view()), subscriber.text("res_star"));
    EXPECT_EQ(hex(hres_star(rand, answer).view()), subscriber.text("hres_star"));
    const auto ausf = k_ausf(kdf, ck, ik, network, concealed);
    EXPECT_EQ(hex(ausf.expose()), subscriber.text("kausf"));
    const auto seaf = k_seaf(kdf, ausf, network);
    EXPECT_EQ(hex(seaf.expose()), subscriber.text("kseaf"));
    const auto k_of_amf = k_amf(kdf, seaf, supi, Octets{0, 0});
    EXPECT_EQ(hex(k_of_amf.expose()), subscriber.text("kamf"));
    EXPECT_EQ(hex(k_nas_enc(kdf, k_of_amf, 2).expose()), subscriber.text("knasenc"));
    EXPECT_EQ(hex(k_nas_int(kdf, k_of_amf, 2).expose()), subscriber.text("knasint"));

    const auto akma = k_akma(kdf, ausf, supi);
    EXPECT_EQ(hex(akma.expose()), subscriber.text("kakma"));
    const auto tid = a_tid(kdf, ausf, supi);
    EXPECT_EQ(hex(tid.view()), subscriber.text("atid"));
    EXPECT_EQ(
        a_kid(RoutingIndicator(subscriber.text("rid")), tid, subscriber.text("mcc"), subscriber.text("mnc")).text(),
        subscriber.text("akid"));
    const AfId af_id{Fqdn(subscriber.text("af_fqdn")), ua_star_id("tls13-psk")};
    EXPECT_EQ(hex(octets_of(af_id)), subscriber.text("af_id"));
    EXPECT_EQ(hex(k_af(kdf, akma, af_id).expose()), subscriber.text("kaf"));
}

// The same challenge inside EAP-AKA'.
void expect_eap_chain(const test::Vector& subscriber) {
    const Kdf kdf;
    const Supi supi(subscriber.text("supi"));
    const auto network = serving_network_name(subscriber.text("mcc"), subscriber.text("mnc"));
    const auto concealed = Sqn::from_text(subscriber.text("autn").substr(0, 12)).value();
    const auto primes = ck_ik_prime(kdf, subscriber.as<Ck>("ck"), subscriber.as<Ik>("ik"), network, concealed);
    EXPECT_EQ(hex(primes.ck.expose()), subscriber.text("eap_ck_prime"));
    EXPECT_EQ(hex(primes.ik.expose()), subscriber.text("eap_ik_prime"));
    const auto keys = eap_keys(kdf, primes, supi);
    EXPECT_EQ(hex(keys.k_aut.expose()), subscriber.text("eap_k_aut"));
    EXPECT_EQ(hex(keys.emsk.expose()), subscriber.text("eap_emsk"));
    const auto ausf = k_ausf(kdf, keys.emsk);
    EXPECT_EQ(hex(ausf.expose()), subscriber.text("eap_kausf"));
    EXPECT_EQ(hex(k_seaf(kdf, ausf, network).expose()), subscriber.text("eap_kseaf"));
    const auto akma = k_akma(kdf, ausf, supi);
    EXPECT_EQ(hex(akma.expose()), subscriber.text("eap_kakma"));
    EXPECT_EQ(hex(a_tid(kdf, ausf, supi).view()), subscriber.text("eap_atid"));
    const AfId af_id{Fqdn(subscriber.text("af_fqdn")), ua_star_id("tls13-psk")};
    EXPECT_EQ(hex(k_af(kdf, akma, af_id).expose()), subscriber.text("eap_kaf"));
}

TEST(KeyHierarchy, GivesTheChainsOfTwentyGeneratedSubscribers) {
    const auto subscribers = test::read_vectors("generated_subscribers.txt");
    EXPECT_EQ(subscribers.size(), 20U);
    for (const auto& subscriber : subscribers) {
        SCOPED_TRACE(subscriber.text("supi"));
        expect_chain(subscriber);
        expect_eap_chain(subscriber);
    }
}

}  // namespace
}  // namespace akmasim::keys

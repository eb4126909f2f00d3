// SPDX-License-Identifier: Apache-2.0
// Cryptography by itself: single algorithms beside their naive form, and the three parts that one flow needs of it.
#include <benchmark/benchmark.h>

#include "simulator/crypto/milenage.hpp"
#include "simulator/crypto/nas_security.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/crypto/tls.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "tests/bench/naive.hpp"
#include "tests/bench/table.hpp"

namespace akmasim::bench {
namespace {

using benchmark::DoNotOptimize;

template <class Key>
Key filled(Octet with) {
    std::array<Octet, Key::size> octets{};
    octets.fill(with);
    return Key(octets);
}

const std::string network = "5G:mnc001.mcc001.3gppnetwork.org";

void milenage_vector(benchmark::State& state) {
    const crypto::Milenage subscriber(filled<LongTermKey>(1), filled<Opc>(2));
    auto rand = filled<Rand>(3);
    for (auto _ : state) {
        const auto outputs = subscriber.vector(rand);
        rand.writable()[0] = outputs.res.view()[0];
        DoNotOptimize(subscriber.f1(rand, filled<Sqn>(4), filled<AmfField>(5)));
    }
}
BENCHMARK(milenage_vector)->Name(std::string(milenage));

void milenage_vector_naive(benchmark::State& state) {
    auto rand = filled<Rand>(3);
    for (auto _ : state) {
        const auto all = naive::milenage_vector(filled<LongTermKey>(1).expose(), filled<Opc>(2).expose(), rand.view(),
                                                filled<Sqn>(4).view(), filled<AmfField>(5).view());
        rand.writable()[0] = all[0];
    }
}
BENCHMARK(milenage_vector_naive)->Name(std::string(milenage_naive));

void kdf_k_seaf(benchmark::State& state) {
    const keys::Kdf unwatched;
    const auto k_ausf = filled<KAusf>(1);
    const ServingNetworkName name(network);
    for (auto _ : state) DoNotOptimize(keys::k_seaf(unwatched, k_ausf, name).expose().data());
}
BENCHMARK(kdf_k_seaf)->Name(std::string(kdf));

void kdf_k_seaf_naive(benchmark::State& state) {
    const auto k_ausf = filled<KAusf>(1);
    Octets s{0x6c};
    append(s, view_of(network));
    s.insert(s.end(), {0, static_cast<Octet>(network.size())});
    for (auto _ : state) DoNotOptimize(naive::kdf(k_ausf.expose(), s));
}
BENCHMARK(kdf_k_seaf_naive)->Name(std::string(kdf_naive));

void nia2_60_octets(benchmark::State& state) {
    const auto key = filled<KNasInt>(1);
    const Octets message(60);
    std::uint32_t count = 0;
    for (auto _ : state) DoNotOptimize(crypto::nia2(key, count++, 1, 0, message));
}
BENCHMARK(nia2_60_octets)->Name("NIA2/60 octets");

// All derivations of one flow, and its eight MACs and six cipherings of 60 octets: UE 9 KDF, UDM 2, AUSF 3, AMF 3,
// AAnF 1; a vector in the UDM and in the USIM; HXRES* and HRES*.
void symmetric_part(benchmark::State& state) {
    const keys::Kdf unwatched;
    const crypto::Milenage subscriber(filled<LongTermKey>(1), filled<Opc>(2));
    const ServingNetworkName name(network);
    const Supi supi("imsi-001010000000001");
    const keys::AfId af_id{Fqdn("msgin5g.mnc001.mcc001.3gppnetwork.org"), keys::ua_star_id("tls13-psk")};
    auto rand = filled<Rand>(3);
    Octets message(60);
    for (auto _ : state) {
        for (int end = 0; end < 2; ++end) {
            const auto outputs = subscriber.vector(rand);
            DoNotOptimize(subscriber.f1(rand, filled<Sqn>(4), filled<AmfField>(5)));
            const auto res_star = keys::res_star(unwatched, outputs.ck, outputs.ik, name, rand, outputs.res);
            const auto k_ausf = keys::k_ausf(unwatched, outputs.ck, outputs.ik, name, outputs.ak);
            DoNotOptimize(keys::hres_star(rand, res_star));
            const auto k_seaf = keys::k_seaf(unwatched, k_ausf, name);
            const auto k_amf = keys::k_amf(unwatched, k_seaf, supi, Octets{0, 0});
            const auto enc = keys::k_nas_enc(unwatched, k_amf, 2);
            const auto integrity = keys::k_nas_int(unwatched, k_amf, 2);
            const auto k_akma = keys::k_akma(unwatched, k_ausf, supi);
            DoNotOptimize(keys::a_tid(unwatched, k_ausf, supi));
            DoNotOptimize(keys::k_af(unwatched, k_akma, af_id).expose().data());
            for (std::uint32_t count = 0; count < 4; ++count)
                DoNotOptimize(crypto::nia2(integrity, count, 1, 0, message));
            for (std::uint32_t count = 0; count < 3; ++count) crypto::nea2(enc, count, 1, 0, message);
            rand.writable()[0] = outputs.res.view()[0];
        }
    }
}
BENCHMARK(symmetric_part)->Name(std::string(part_symmetric));

crypto::HomeNetworkKey home_network_key(crypto::Scheme scheme) {
    return crypto::HomeNetworkKey::from(scheme, filled<HomeNetworkPrivateKey>(7)).value();
}

void suci_conceal(benchmark::State& state, crypto::Scheme scheme) {
    const auto public_key = home_network_key(scheme).public_key();
    crypto::SeededRandom random(1, "ue|alice|SUCI");
    const Octets msin{0, 0, 0, 0, 0x10};
    for (auto _ : state) DoNotOptimize(crypto::conceal(scheme, public_key, msin, random));
}
BENCHMARK_CAPTURE(suci_conceal, a, crypto::Scheme::profile_a)->Name("SUCI/conceal, Profile A");
BENCHMARK_CAPTURE(suci_conceal, b, crypto::Scheme::profile_b)->Name("SUCI/conceal, Profile B");

void suci_reveal(benchmark::State& state, crypto::Scheme scheme) {
    const auto key = home_network_key(scheme);
    crypto::SeededRandom random(1, "ue|alice|SUCI");
    const auto output = crypto::conceal(scheme, key.public_key(), Octets{0, 0, 0, 0, 0x10}, random).value();
    for (auto _ : state) DoNotOptimize(crypto::reveal(key, output));
}
BENCHMARK_CAPTURE(suci_reveal, a, crypto::Scheme::profile_a)->Name("SUCI/open, Profile A");
BENCHMARK_CAPTURE(suci_reveal, b, crypto::Scheme::profile_b)->Name("SUCI/open, Profile B");

void suci_both_ends(benchmark::State& state) {
    const auto key = home_network_key(crypto::Scheme::profile_a);
    const auto public_key = key.public_key();
    crypto::SeededRandom random(1, "ue|alice|SUCI");
    for (auto _ : state) {
        const auto output = crypto::conceal(crypto::Scheme::profile_a, public_key, Octets{0, 0, 0, 0, 0x10}, random);
        DoNotOptimize(crypto::reveal(key, *output));
    }
}
BENCHMARK(suci_both_ends)->Name(std::string(part_suci));

namespace tls = crypto::tls;

void cross(tls::Channel& from, tls::Channel& to) {
    for (const auto& record : from.take_records()) to.receive(record.octets);
    to.advance();
}

// Both ends of one connection until it is open, then `rounds` records there and back.
void tls_session(benchmark::State& state, tls::Mode mode, int rounds) {
    tls::Settings settings;
    settings.modes = {mode};
    settings.keylog = false;
    auto client_context = tls::Context::client(settings).value();
    auto server_context = tls::Context::server(settings).value();
    crypto::SeededRandom random(1, "ue|alice|TLS");
    const auto k_af = filled<KAf>(9);
    const std::string identity =
        "3GPP-AKMA0000.0f0toSFMNXj5065Ir6_WRQh1bVXYr_aSsSfVyggZQyQ@5gc.mnc001.mcc001.3gppnetwork.org";
    const Octets request(180);
    const Octets answer(120);
    for (auto _ : state) {
        auto client = tls::Channel::client(client_context, identity, "msgin5g.example.com", random);
        auto server = tls::Channel::server(server_context, random);
        client.advance();
        client.provide(k_af);
        client.advance();
        cross(client, server);
        server.provide(k_af);
        server.advance();
        cross(server, client);
        cross(client, server);
        for (int round = 0; round < rounds; ++round) {
            if (!client.write(request) || !server.write(answer)) state.SkipWithError("the tunnel is not open");
            cross(client, server);
            cross(server, client);
            DoNotOptimize(server.read());
            DoNotOptimize(client.read());
        }
    }
}
BENCHMARK_CAPTURE(tls_session, dhe, tls::Mode::psk_dhe_ke, 0)->Name("TLS 1.3/handshake, psk_dhe_ke X25519");
BENCHMARK_CAPTURE(tls_session, ke, tls::Mode::psk_ke, 0)->Name("TLS 1.3/handshake, psk_ke");
BENCHMARK_CAPTURE(tls_session, part, tls::Mode::psk_dhe_ke, 3)->Name(std::string(part_tls));

}  // namespace
}  // namespace akmasim::bench

// SPDX-License-Identifier: Apache-2.0
// Cryptography by itself: single algorithms beside their naive form, and the three parts that one flow needs of it.
#include <optional>
#include <vector>

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
class Symmetric {
public:
    void of_one_flow() {
        for (int end = 0; end < 2; ++end) {
            const auto outputs = subscriber_.vector(rand_);
            DoNotOptimize(subscriber_.f1(rand_, filled<Sqn>(4), filled<AmfField>(5)));
            const auto res_star = keys::res_star(unwatched_, outputs.ck, outputs.ik, name_, rand_, outputs.res);
            const auto k_ausf = keys::k_ausf(unwatched_, outputs.ck, outputs.ik, name_, outputs.ak);
            DoNotOptimize(keys::hres_star(rand_, res_star));
            const auto k_seaf = keys::k_seaf(unwatched_, k_ausf, name_);
            const auto k_amf = keys::k_amf(unwatched_, k_seaf, supi_, Octets{0, 0});
            const auto enc = keys::k_nas_enc(unwatched_, k_amf, 2);
            const auto integrity = keys::k_nas_int(unwatched_, k_amf, 2);
            const auto k_akma = keys::k_akma(unwatched_, k_ausf, supi_);
            DoNotOptimize(keys::a_tid(unwatched_, k_ausf, supi_));
            DoNotOptimize(keys::k_af(unwatched_, k_akma, af_id_).expose().data());
            for (std::uint32_t count = 0; count < 4; ++count)
                DoNotOptimize(crypto::nia2(integrity, count, 1, 0, message_));
            for (std::uint32_t count = 0; count < 3; ++count) crypto::nea2(enc, count, 1, 0, message_);
            rand_.writable()[0] = outputs.res.view()[0];
        }
    }

private:
    const keys::Kdf unwatched_;
    const crypto::Milenage subscriber_{filled<LongTermKey>(1), filled<Opc>(2)};
    const ServingNetworkName name_{network};
    const Supi supi_{"imsi-001010000000001"};
    const keys::AfId af_id_{Fqdn("msgin5g.mnc001.mcc001.3gppnetwork.org"), keys::ua_star_id("tls13-psk")};
    Rand rand_ = filled<Rand>(3);
    Octets message_ = Octets(60);
};

void symmetric_part(benchmark::State& state) {
    Symmetric symmetric;
    for (auto _ : state) symmetric.of_one_flow();
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

class Suci {
public:
    void of_one_flow() {
        const Octets msin{0, 0, 0, 0, 0x10};
        const auto output = crypto::conceal(crypto::Scheme::profile_a, public_key_, msin, random_);
        DoNotOptimize(crypto::reveal(key_, *output));
    }

private:
    const crypto::HomeNetworkKey key_ = home_network_key(crypto::Scheme::profile_a);
    const Octets public_key_ = key_.public_key();
    crypto::SeededRandom random_{1, "ue|alice|SUCI"};
};

void suci_both_ends(benchmark::State& state) {
    Suci suci;
    for (auto _ : state) suci.of_one_flow();
}
BENCHMARK(suci_both_ends)->Name(std::string(part_suci));

namespace tls = crypto::tls;

constexpr int rounds_of_a_flow = 3;

void cross(tls::Channel& from, tls::Channel& to) {
    for (const auto& record : from.take_records()) to.receive(record.octets);
    to.advance();
}

struct Session {
    tls::Channel client;
    tls::Channel server;
};

// Both ends of TLS, each with its one context.
class Tls {
public:
    explicit Tls(tls::Mode mode) {
        tls::Settings settings;
        settings.modes = {mode};
        settings.keylog = false;
        client_context_ = tls::Context::client(settings).value();
        server_context_ = tls::Context::server(settings).value();
    }

    // One connection until it is open, then `rounds` records there and back.
    std::optional<Session> session(int rounds) {
        Session made{tls::Channel::client(*client_context_, identity_, "msgin5g.example.com", random_),
                     tls::Channel::server(*server_context_, random_)};
        auto& [client, server] = made;
        client.advance();
        client.provide(k_af_);
        client.advance();
        cross(client, server);
        server.provide(k_af_);
        server.advance();
        cross(server, client);
        cross(client, server);
        for (int round = 0; round < rounds; ++round) {
            if (!client.write(request_) || !server.write(answer_)) return std::nullopt;
            cross(client, server);
            cross(server, client);
            DoNotOptimize(server.read());
            DoNotOptimize(client.read());
        }
        return made;
    }

private:
    std::optional<tls::Context> client_context_;
    std::optional<tls::Context> server_context_;
    crypto::SeededRandom random_{1, "ue|alice|TLS"};
    const KAf k_af_ = filled<KAf>(9);
    const std::string identity_ =
        "3GPP-AKMA0000.0f0toSFMNXj5065Ir6_WRQh1bVXYr_aSsSfVyggZQyQ@5gc.mnc001.mcc001.3gppnetwork.org";
    const Octets request_ = Octets(180);
    const Octets answer_ = Octets(120);
};

void tls_session(benchmark::State& state, tls::Mode mode, int rounds) {
    Tls tls(mode);
    for (auto _ : state) {
        if (!tls.session(rounds)) state.SkipWithError("the tunnel is not open");
    }
}
BENCHMARK_CAPTURE(tls_session, dhe, tls::Mode::psk_dhe_ke, 0)->Name("TLS 1.3/handshake, psk_dhe_ke X25519");
BENCHMARK_CAPTURE(tls_session, ke, tls::Mode::psk_ke, 0)->Name("TLS 1.3/handshake, psk_ke");
BENCHMARK_CAPTURE(tls_session, part, tls::Mode::psk_dhe_ke, rounds_of_a_flow)->Name(std::string(part_tls));

// The cryptography of flows and nothing else: its parts one after another, as a flow needs them, and the sessions stay
// open as those of a network do. That is what a whole flow is compared with; a part repeated by itself finds its code
// and tables in the caches, and is cheaper than it can ever be in a flow.
void cryptography(benchmark::State& state) {
    Symmetric symmetric;
    Suci suci;
    Tls tls(tls::Mode::psk_dhe_ke);
    std::vector<Session> open;
    for (auto _ : state) {
        if (open.size() == subscribers) {
            state.PauseTiming();
            open.clear();
            state.ResumeTiming();
        }
        suci.of_one_flow();
        symmetric.of_one_flow();
        auto session = tls.session(rounds_of_a_flow);
        if (!session) return state.SkipWithError("the tunnel is not open");
        open.push_back(std::move(*session));
    }
}
BENCHMARK(cryptography)->Name(std::string(whole_cryptography));

}  // namespace
}  // namespace akmasim::bench

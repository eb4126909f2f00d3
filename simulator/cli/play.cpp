// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/play.hpp"

#include <filesystem>

#include "nf/registry.hpp"
#include "simulator/cli/home_network_keys.hpp"
#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/crypto/certificate.hpp"
#include "simulator/crypto/es256.hpp"
#include "simulator/crypto/library.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/fabric/played_host.hpp"
#include "simulator/fabric/process_host.hpp"
#include "simulator/fabric/simulated_host.hpp"
#include "simulator/scenario/configure.hpp"

namespace akmasim::cli {
namespace {

// A test CA of this run, good from a day before the scenario begins to a year after.
scenario::MakeCertificates certificates_of(std::uint64_t seed, std::int64_t start_s) {
    return [seed, start_s](const std::string& fqdn) -> scenario::Certificates {
        constexpr std::int64_t day_s = 86'400;
        crypto::SeededRandom random(seed, "test CA");
        const auto made = crypto::test_certificates(random, fqdn, start_s - day_s, start_s + 365 * day_s);
        if (!made) return {};
        return {hex(made->anchor), hex(made->certificate), crypto::text_of(made->key)};
    };
}

// The NRF's keys of this run.
scenario::MakeTokenKeys token_keys_of(std::uint64_t seed) {
    return [seed]() -> scenario::TokenKeys {
        crypto::SeededRandom random(seed, "NRF token keys");
        const auto made = crypto::es256::make_key_pair(random);
        if (!made) return {};
        return {crypto::es256::text_of(made->private_key), hex(made->public_key.view())};
    };
}

// akmasim-nf stands beside akmasim, wherever that is called from.
std::string nf_program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "akmasim-nf"; }

Result<std::unique_ptr<fabric::Host>> start_real(const Playing& how, const std::vector<fabric::Start>& starts) {
    if (how.host == "simulated") return TRY(fabric::SimulatedHost::start(starts, nf::make));
    return TRY(fabric::ProcessHost::start(nf_program(), starts, how.interrupted));
}

Result<std::unique_ptr<fabric::Host>> start_host(Playing& how, std::vector<fabric::Start> starts) {
    if (!how.score) return start_real(how, starts);
    std::erase_if(starts, [&](const fabric::Start& one) {
        return how.score->played.contains(party_of({one.role, one.instance}));
    });
    return std::make_unique<fabric::PlayedHost>(TRY(start_real(how, starts)), std::move(*how.score));
}

}  // namespace

bool is_test_plmn(const std::string& mcc) { return mcc == "001" || mcc == "999"; }

Result<Played> play_recorded(const scenario::Scenario& scenario, const scenario::Node& resolved, Playing how) {
    const auto seed = how.seed;
    Played played;
    played.recorder = std::make_unique<record::Recorder>(
        record::HeaderFacts{scenario.name, to_json(resolved), seed, scenario.clock.start,
                            std::string(crypto::openssl_version()), how.reveal, secrets_of(scenario),
                            facts_of(scenario), !scenario.secrecy.empty(), fabric::to_json(scenario.timing)});
    const scenario::Derivers derivers{crypto::opc_text, home_network_public_key,
                                      certificates_of(seed, scenario::seconds_of(scenario.clock.start)),
                                      token_keys_of(seed)};
    const auto host = TRY(start_host(how, starts_of(scenario, seed, derivers)));
    const auto random = [seed](std::string_view label) -> std::unique_ptr<Random> {
        return std::make_unique<crypto::SeededRandom>(seed, label);
    };
    fabric::Fabric fabric(*host, played.recorder.get(), scenario.timing, random);
    if (how.tap != nullptr) fabric.add(*how.tap);
    played.run = play(scenario, fabric, *played.recorder, how.interrupted, random);
    return played;
}

}  // namespace akmasim::cli

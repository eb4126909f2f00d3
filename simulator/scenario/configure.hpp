// SPDX-License-Identifier: Apache-2.0
// What each network function is told at its start, out of the scenario.
#pragma once

#include <vector>

#include "simulator/fabric/fabric.hpp"
#include "simulator/record/recorder.hpp"
#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/timing.hpp"

namespace akmasim::scenario {

// Makes an OPc (with tuak a TOPc) out of K and OP (crypto, which this room does not enter); all hexadecimal.
using MakeOpc = std::function<std::string(const std::string& algorithm, int keccak_iterations, const std::string& key,
                                          const std::string& op)>;
// The public key of a home network private key, by scheme.
using MakePublicKey = std::function<std::string(int scheme, const std::string& private_key)>;

// A test CA and the certificate of a server of that name; all in hexadecimal.
struct Certificates {
    std::string anchor;
    std::string certificate;
    std::string key;
};
using MakeCertificates = std::function<Certificates(const std::string& fqdn)>;

// The NRF's pair of keys for access tokens; both in hexadecimal.
struct TokenKeys {
    std::string private_key;
    std::string public_key;
};
using MakeTokenKeys = std::function<TokenKeys()>;

struct Derivers {
    MakeOpc opc;
    MakePublicKey public_key;
    MakeCertificates certificates = {};
    MakeTokenKeys token_keys = {};
};

// One start per role, in the order of the chain.
std::vector<fabric::Start> starts_of(const Scenario& scenario, std::uint64_t seed, const Derivers& derivers);

// Secrets that stand in the scenario's text, and the subscribers as a revealed recording names them.
std::vector<record::KnownSecret> secrets_of(const Scenario& scenario);
std::vector<record::SubscriberFacts> facts_of(const Scenario& scenario);

std::int64_t seconds_of(const std::string& date);  // since 1970, of a clock's start

std::string ue_service_id_of(const Scenario& scenario, const std::string& subscriber);

}  // namespace akmasim::scenario

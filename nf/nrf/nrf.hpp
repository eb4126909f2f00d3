// SPDX-License-Identifier: Apache-2.0
// The NRF: it keeps the profiles of the network functions, finds who serves a Routing Indicator, and signs access
// tokens for consumers that a producer's profile allows (TS 33.501 13.3 and 13.4.1.1, TS 29.510).
//
//   Serving -- NfRegisterRequest, NfDiscoverRequest, AccessTokenRequest --> Serving
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "simulator/crypto/es256.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/nnrf.hpp"

namespace akmasim::nrf {

// Who somebody is, as its certificate says it (TS 33.310, assumed).
struct NfRecord {
    std::string party;
    std::string nf_instance_id;
    std::string nf_type;

    static void fields(auto& m, auto& visit) {
        visit("party", m.party);
        visit("nfInstanceId", m.nf_instance_id);
        visit("nfType", m.nf_type);
    }
};

// What is wrong with the tokens of one consumer, for scenarios.
struct Fault {
    std::string party;
    std::optional<std::string> audience;   // instead of the producer's type
    std::optional<std::string> scope;      // instead of what was granted
    std::optional<bool> expired;           // when it is issued
    std::optional<std::string> signature;  // "wrong", or "none": the algorithm none (RFC 7518 3.6)

    static void fields(auto& m, auto& visit) {
        visit("party", m.party);
        visit("audience", m.audience);
        visit("scope", m.scope);
        visit("expired", m.expired);
        visit("signature", m.signature);
    }
};

struct Configuration {
    std::string nf_instance_id;
    crypto::es256::PrivateKey signing_key;
    crypto::es256::PublicKey public_key;
    std::int64_t token_lifetime_s = 3600;  // operator policy
    std::vector<NfRecord> nfs;
    std::vector<Fault> faults;

    static void fields(auto& m, auto& visit) {
        visit("nfInstanceId", m.nf_instance_id);
        visit("signingKey", m.signing_key);
        visit("publicKey", m.public_key);
        visit("tokenLifetime", m.token_lifetime_s);
        visit("nfs", m.nfs);
        visit("faults", m.faults);
    }
};

using RegisterNf = Request<sbi::nf_register, nnrf::NfProfile>;
using Discover = Request<sbi::nf_discover, nnrf::SearchQuery>;
using WantsToken = Request<sbi::access_token, nnrf::AccessTokenReq>;

class Nrf final : public Resident {
public:
    struct Serving {
        static constexpr std::string_view name = "Serving";
    };
    using State = std::variant<Serving>;
    using Hears = std::variant<RegisterNf, Discover, WantsToken>;

    static Result<std::unique_ptr<Nrf>> make(Surroundings around, Configuration configuration);

    Result<State> on(const Serving&, const RegisterNf&, Turn&);
    Result<State> on(const Serving&, const Discover&, Turn&);
    Result<State> on(const Serving&, const WantsToken&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect&) const override { return {}; }

private:
    Nrf(Surroundings around, Configuration configuration, crypto::es256::Signer signer)
        : Resident(std::move(around)), configuration_(std::move(configuration)), signer_(std::move(signer)) {}

    [[nodiscard]] const NfRecord* record_of(const Address& party) const;
    [[nodiscard]] std::string grantable(const NfRecord& consumer, const std::string& target,
                                        const std::string& wanted) const;
    Result<std::string> token(const NfRecord& consumer, nnrf::AccessTokenClaims claims, Turn& turn) const;

    Configuration configuration_;
    crypto::es256::Signer signer_;
    std::map<NfInstanceId, nnrf::NfProfile> profiles_;
    Conversations<Nrf> conversations_{*this};
};

}  // namespace akmasim::nrf

// SPDX-License-Identifier: Apache-2.0
// The AAnF: it keeps the newest AKMA context of each subscriber and makes K_AF for application functions
// (TS 33.535 6.1, 6.2).
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/naanf.hpp"

namespace akmasim::aanf {

struct Configuration {
    std::int64_t key_lifetime_s = 3600;       // how long a K_AF is good for (operator policy)
    std::vector<std::string> authorized_afs;  // FQDNs; empty: every AF of the operator

    static void fields(auto& m, auto& visit) {
        visit("keyLifetime", m.key_lifetime_s);
        visit("authorizedAfs", m.authorized_afs);
    }
};

using RegisterAnchorKey = Request<sbi::register_anchor_key, naanf::AkmaKeyInfo>;
using RetrieveApplicationKey = Request<sbi::retrieve_application_key, naanf::AkmaAfKeyRequest>;

// What the AAnF keeps for a subscriber: TS 33.535 4.2.1.
struct AkmaContext {
    AKid a_kid;
    KAkma k_akma;
};

class Aanf final : public Resident {
public:
    struct Serving {
        static constexpr std::string_view name = "Serving";
    };
    using State = std::variant<Serving>;
    using Hears = std::variant<RegisterAnchorKey, RetrieveApplicationKey>;

    Aanf(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}

    Result<State> on(const Serving&, const RegisterAnchorKey&, Turn&);
    Result<State> on(const Serving&, const RetrieveApplicationKey&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;

private:
    [[nodiscard]] bool authorized(const std::string& af_fqdn) const;

    Configuration configuration_;
    std::map<Supi, AkmaContext> contexts_;
    std::map<AKid, Supi> by_a_kid_;
    Conversations<Aanf> conversations_{*this};
};

}  // namespace akmasim::aanf

// SPDX-License-Identifier: Apache-2.0
#include "nf/registry.hpp"

#include "nf/aanf/aanf.hpp"
#include "nf/amf/amf.hpp"
#include "nf/ausf/ausf.hpp"
#include "nf/mcf/mcf.hpp"
#include "nf/msgin5g/msgin5g.hpp"
#include "nf/nef/nef.hpp"
#include "nf/nrf/nrf.hpp"
#include "nf/udm/udm.hpp"
#include "nf/ue/ue.hpp"
#include "simulator/crypto/random.hpp"

namespace akmasim::nf {
namespace {

// Role::make where building may fail, a constructor elsewhere; either way the configuration is read by its field list.
template <class Role, class Configuration>
Result<std::unique_ptr<Resident>> build(Surroundings around, const std::string& text) {
    auto configuration = TRY(body::read<Configuration>(text));
    if constexpr (requires { Role::make(std::move(around), std::move(configuration)); }) {
        return TRY(Role::make(std::move(around), std::move(configuration)));
    } else {
        return std::make_unique<Role>(std::move(around), std::move(configuration));
    }
}

AcceptedPairs pairs_of_ue() {
    auto pairs = accepted_pairs<ue::Me>();
    const auto more = accepted_pairs<ue::Msgin5gClient>();
    pairs.insert(pairs.end(), more.begin(), more.end());
    return pairs;
}

}  // namespace

const std::vector<Entry>& registry() {
    static const std::vector<Entry> entries{
        {"ue", "UE: USIM, ME, AKMA and MSGin5G client", build<ue::Ue, ue::Configuration>, pairs_of_ue},
        {"amf", "AMF with SEAF", build<amf::Amf, amf::Configuration>, accepted_pairs<amf::Amf>},
        {"ausf", "AUSF", build<ausf::Ausf, ausf::Configuration>, accepted_pairs<ausf::Ausf>},
        {"udm", "UDM with ARPF and SIDF", build<udm::Udm, udm::Configuration>, accepted_pairs<udm::Udm>},
        {"aanf", "AKMA anchor function", build<aanf::Aanf, aanf::Configuration>, accepted_pairs<aanf::Aanf>},
        {"nef", "NEF, for AFs outside the operator's domain", build<nef::Nef, nef::Configuration>,
         accepted_pairs<nef::Nef>},
        {"nrf", "NRF: profiles, discovery, access tokens", build<nrf::Nrf, nrf::Configuration>,
         accepted_pairs<nrf::Nrf>},
        {"msgin5g", "MSGin5G server, an AKMA AF", build<msgin5g::Msgin5gServer, msgin5g::Configuration>,
         accepted_pairs<msgin5g::Msgin5gServer>},
        {"mcf", "MSGin5G configuration function", build<mcf::Mcf, mcf::Configuration>, accepted_pairs<mcf::Mcf>},
    };
    return entries;
}

Result<std::unique_ptr<Resident>> make(const fabric::Start& start) {
    for (const auto& entry : registry()) {
        if (entry.role != start.role) continue;
        Surroundings around;
        around.role = start.role;
        around.clock_start_s = start.clock_start_s;
        around.witnessed = start.witnessed;
        for (const auto& one : start.timers) around.timers.emplace(one.timer, one.length);
        around.first_stream = (static_cast<std::uint64_t>(start.life) << 32) + 1;
        // Of each instance in each of its lives other values.
        const auto whose = (start.instance.empty() ? "" : "|" + start.instance) +
                           (start.life == 0 ? "" : fmt::format("|life {}", start.life));
        around.random = [seed = start.seed, whose](std::string_view label) -> std::unique_ptr<Random> {
            return std::make_unique<crypto::SeededRandom>(seed, std::string(label) + whose);
        };
        if (!start.nrf.empty()) around.nrf = TRY(body::read<NrfAccess>(start.nrf));
        // Who cannot verify tokens does not begin to serve without them.
        if (around.nrf && around.nrf->tokens) TRY(TokenCheck::of(*around.nrf));
        return entry.make(std::move(around), start.configuration);
    }
    return fail(Cause::invalid, "no network function is called " + start.role);
}

}  // namespace akmasim::nf

// SPDX-License-Identifier: Apache-2.0
// What a network function was told of the NRF at its start.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/crypto/es256.hpp"

namespace akmasim {

struct NrfAccess {
    std::string nf_instance_id;  // its own (TS 29.571 NfInstanceId)
    std::string nf_type;
    std::string fqdn;
    bool tokens = true;                                          // asks for them, and demands them
    crypto::es256::PublicKey nrf_key;                            // TS 33.501 13.4.1.1: who signs tokens
    std::optional<std::vector<std::string>> routing_indicators;  // of an AAnF: that it serves; absent: all
    std::vector<std::string> withheld;                           // scopes that no AF gets for its services

    static void fields(auto& m, auto& visit) {
        visit("nfInstanceId", m.nf_instance_id);
        visit("nfType", m.nf_type);
        visit("fqdn", m.fqdn);
        visit("tokens", m.tokens);
        visit("nrfKey", m.nrf_key);
        visit("routingIndicators", m.routing_indicators);
        visit("withheld", m.withheld);
    }
};

}  // namespace akmasim

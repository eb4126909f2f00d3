// SPDX-License-Identifier: Apache-2.0
// CmS, MSGin5G server to the MSGin5G Configuration Function: which UE Service IDs belong to a UE ID (TS 33.501 Y.2).
// The shape is ours: no specification gives one.
#pragma once

#include "simulator/protocol/body.hpp"

namespace akmasim::mcf {

// Exactly one of supi and gpsi: the UE ID the AAnF gave.
struct AssociationQuery {
    static constexpr std::string_view name = "AssociationRequest";
    std::optional<Supi> supi;
    std::optional<Gpsi> gpsi;
    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("gpsi", m.gpsi);
    }
};

struct Associations {
    static constexpr std::string_view name = "AssociationResponse";
    std::vector<UeServiceId> ue_service_ids;
    static void fields(auto& m, auto& visit) { visit("ueServiceIds", m.ue_service_ids); }
};

}  // namespace akmasim::mcf

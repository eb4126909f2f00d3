// SPDX-License-Identifier: Apache-2.0
// N61 and N62, to the AAnF: the bodies of Naanf_AKMA (TS 29.535, TS 29.522). Keys are 64 hex digits (assumed: the
// OpenAPI says only "string").
#pragma once

#include "simulator/protocol/body.hpp"

namespace akmasim::naanf {

// Exactly one of supi and gpsi. The response echoes the request.
struct AkmaKeyInfo {
    static constexpr std::string_view name = "RegisterAnchorKeyRequest";
    std::optional<Supi> supi;
    std::optional<Gpsi> gpsi;
    AKid a_kid;
    KAkma k_akma;
    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("gpsi", m.gpsi);
        visit("aKId", m.a_kid);
        visit("kAkma", m.k_akma);
    }
};

using AfIdText =
    Identifier<"afId">;  // <fqdn>:<10 hex digits of the Ua* identifier> (assumed: the OpenAPI says "string")

struct AkmaAfKeyRequest {
    static constexpr std::string_view name = "RetrieveApplicationKeyRequest";
    AfIdText af_id;
    AKid a_kid;
    std::optional<bool> anon_ind;
    std::optional<Uri> notif_uri;
    static void fields(auto& m, auto& visit) {
        visit("afId", m.af_id);
        visit("aKId", m.a_kid);
        visit("anonInd", m.anon_ind);
        visit("notifUri", m.notif_uri);
    }
};

// A 204 instead says: no key for this A-KID.
struct AkmaAfKeyData {
    static constexpr std::string_view name = "RetrieveApplicationKeyResponse";
    KAf k_af;
    DateTime expiry;
    std::optional<Supi> supi;
    std::optional<Gpsi> gpsi;
    static void fields(auto& m, auto& visit) {
        visit("kaf", m.k_af);
        visit("expiry", m.expiry);
        visit("supi", m.supi);
        visit("gpsi", m.gpsi);
    }
};

struct CtxRemove {
    static constexpr std::string_view name = "RemoveContextRequest";
    std::optional<Supi> supi;  // shall be there (TS 29.535), though the OpenAPI does not demand it
    static void fields(auto& m, auto& visit) { visit("supi", m.supi); }
};

// TS 29.535 Naanf_AKMA_Notify: to the notifUri that came with a key request.
struct ServiceDisableNotif {
    static constexpr std::string_view name = "ServiceDisableNotification";
    AKid a_kid;
    static void fields(auto& m, auto& visit) { visit("aKId", m.a_kid); }
};

}  // namespace akmasim::naanf

// SPDX-License-Identifier: Apache-2.0
// N61 and N62, to the AAnF: the bodies of Naanf_AKMA (TS 29.535, TS 29.522). Keys are 64 hex digits (assumed: the
// OpenAPI says only "string").
#pragma once

#include "simulator/protocol/body.hpp"

namespace akmasim::naanf {

// TS 29.571 SupportedFeatures: hexadecimal digits, feature 1 in the lowest bit.
using SuppFeat = Identifier<"suppFeat">;
// TS 29.500 6.6.2: what both support, said where the consumer says what it supports. No optional feature is supported
// here.
inline std::optional<SuppFeat> negotiated(const std::optional<SuppFeat>& theirs) {
    return theirs ? std::optional(SuppFeat("0")) : std::nullopt;
}

// Exactly one of supi and gpsi. The response echoes the request.
struct AkmaKeyInfo {
    static constexpr std::string_view name = "RegisterAnchorKeyRequest";
    std::optional<Supi> supi;
    std::optional<Gpsi> gpsi;
    AKid a_kid;
    KAkma k_akma;
    std::optional<SuppFeat> supp_feat = {};
    static void fields(auto& m, auto& visit) {
        visit("suppFeat", m.supp_feat);
        visit("supi", m.supi);
        visit("gpsi", m.gpsi);
        visit("aKId", m.a_kid);
        visit("kAkma", m.k_akma);
    }
};

// <fqdn>:<10 hex digits of the Ua* identifier> (assumed: the OpenAPI says "string"). An FQDN alone is for an AF that may
// use one identifier, and means that one.
using AfIdText = Identifier<"afId">;

struct AkmaAfKeyRequest {
    static constexpr std::string_view name = "RetrieveApplicationKeyRequest";
    AfIdText af_id;
    AKid a_kid;
    std::optional<bool> anon_ind;
    std::optional<Uri> notif_uri;
    std::optional<SuppFeat> supp_feat = {};
    static void fields(auto& m, auto& visit) {
        visit("suppFeat", m.supp_feat);
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
    std::optional<SuppFeat> supp_feat = {};
    static void fields(auto& m, auto& visit) {
        visit("suppFeat", m.supp_feat);
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

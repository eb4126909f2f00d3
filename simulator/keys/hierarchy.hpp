// SPDX-License-Identifier: Apache-2.0
// The key hierarchy of TS 33.501 6.2.1 with the AKMA branch of TS 33.535: each derivation one function under its
// clause, used by the UE and by the network alike.
//
//   K, OPc
//    └─ CK, IK            TS 35.206 4.1     (USIM, ARPF); with K and TOPc of TUAK: TS 35.231 6.4
//        ├─ RES*          TS 33.501 A.4
//        ├─ CK', IK'      TS 33.501 A.3     with EAP-AKA' (UDM, ME)
//        │   └─ K_aut, EMSK   RFC 9048 3.3  the first half of EMSK is K_AUSF: eap_aka_prime.hpp
//        └─ K_AUSF        TS 33.501 A.2     with 5G-AKA (ME, AUSF)
//            ├─ K_SEAF    TS 33.501 A.6     (ME, SEAF)
//            │   └─ K_AMF           A.7     (ME, AMF)
//            │       ├─ K_NASenc    A.8
//            │       └─ K_NASint    A.8
//            ├─ A-TID     TS 33.535 A.3     (part of the A-KID)
//            └─ K_AKMA    TS 33.535 A.2     (UE, AAnF)
//                └─ K_AF            A.4     (UE, AF); of the MSGin5G server: K5GMSG
#pragma once

#include "simulator/base/names.hpp"
#include "simulator/keys/kdf.hpp"

namespace akmasim::keys {

// f3 and f4 make CK and IK out of K (clause: of Milenage or TUAK); said here so that the record knows where the tree
// begins.
void note_ck_ik(const Kdf& kdf, const Ck& ck, const Ik& ik, const Rand& rand, std::string_view clause);

ResStar res_star(const Kdf& kdf, const Ck& ck, const Ik& ik, const ServingNetworkName& network, const Rand& rand,
                 const Res& res);
HresStar hres_star(const Rand& rand, const ResStar& res_star);
KAusf k_ausf(const Kdf& kdf, const Ck& ck, const Ik& ik, const ServingNetworkName& network, const Sqn& sqn_xor_ak);
KSeaf k_seaf(const Kdf& kdf, const KAusf& k_ausf, const ServingNetworkName& network);
KAmf k_amf(const Kdf& kdf, const KSeaf& k_seaf, const Supi& supi, View abba);
KNasEnc k_nas_enc(const Kdf& kdf, const KAmf& k_amf, Octet algorithm);
KNasInt k_nas_int(const Kdf& kdf, const KAmf& k_amf, Octet algorithm);
KAkma k_akma(const Kdf& kdf, const KAusf& k_ausf, const Supi& supi);
ATid a_tid(const Kdf& kdf, const KAusf& k_ausf, const Supi& supi);

struct AfId;
KAf k_af(const Kdf& kdf, const KAkma& k_akma, const AfId& af_id);

// TS 33.501 A.7.0: IMSI digits without "imsi-"; any other SUPI as its whole NAI.
std::string_view supi_text(const Supi& supi);

// TS 24.501 9.12.1: 5G:mnc<3 digits>.mcc<3 digits>.3gppnetwork.org
ServingNetworkName serving_network_name(std::string_view mcc, std::string_view mnc);

// TS 33.535 A.4: the FQDN of the AF, then the Ua* security protocol identifier.
struct AfId {
    Fqdn fqdn;
    UaStarId ua_star_id;
};
Octets octets_of(const AfId& af_id);     // FQDN in lower case without a trailing dot (assumed), 5 octets
std::string text_of(const AfId& af_id);  // <fqdn>:<10 hex digits>, its form in JSON (assumed)
Result<AfId> af_id_from_text(std::string_view text);

// TS 33.220 H.3: the identifier of a protocol of Ua (base/ua_protocols.hpp); before TLS 1.3 it ends with the suite.
UaStarId ua_star_id(std::string_view ua_protocol, std::uint16_t suite = 0);

// TS 33.535 6.1 (layout assumed): <RID>.<base64url of A-TID>@5gc.mnc<3>.mcc<3>.3gppnetwork.org
AKid a_kid(const RoutingIndicator& routing_indicator, const ATid& a_tid, std::string_view mcc, std::string_view mnc);
RoutingIndicator routing_indicator_of(const AKid& a_kid);

// TS 33.535 B.1.3.2.2 (separator assumed): "3GPP-AKMA" directly followed by the A-KID; with ";" between on request.
std::string psk_identity(const AKid& a_kid);
Result<AKid> a_kid_of_psk_identity(std::string_view identity, bool accept_separator);

}  // namespace akmasim::keys

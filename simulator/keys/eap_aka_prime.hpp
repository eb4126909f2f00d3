// SPDX-License-Identifier: Apache-2.0
// The keys of EAP-AKA' (RFC 9048 3.3, 3.4; TS 33.501 A.3, F.3): from CK and IK to the keys of the EAP exchange and
// K_AUSF.
//
//   CK, IK --A.3--> CK', IK' --PRF', MK--> K_encr | K_aut | K_re | MSK | EMSK
//                                                              K_AUSF = the first 32 octets of EMSK
#pragma once

#include "simulator/base/names.hpp"
#include "simulator/keys/kdf.hpp"

namespace akmasim::keys {

struct CkIkPrime {
    CkPrime ck;
    IkPrime ik;
};

// TS 33.501 A.3: FC 20; the first 16 octets are CK', the last 16 IK'.
CkIkPrime ck_ik_prime(const Kdf& kdf, const Ck& ck, const Ik& ik, const ServingNetworkName& network,
                      const Sqn& sqn_xor_ak);

// RFC 9048 3.3, what MK is cut into. Fast re-authentication is not used in 5GS, K_re is there for completeness.
struct EapKeys {
    KEncr k_encr;
    KAut k_aut;
    KRe k_re;
    Msk msk;
    Emsk emsk;
};

// MK = PRF'(IK' || CK', "EAP-AKA'" || identity). The identity is the SUPI, of an IMSI its digits (TS 33.501 F.3),
// though only a SUCI went over the air.
EapKeys eap_keys(const Kdf& kdf, const CkIkPrime& keys, const Supi& supi);
EapKeys eap_keys(const Kdf& kdf, const CkIkPrime& keys, std::string_view identity);  // for identities outside 5GS

// K_encr, K_re and MSK are used by nobody in 5GS, so the record is silent about them; whoever checks them asks here.
void note_unused_eap_keys(const Kdf& kdf, const EapKeys& keys, std::string_view identity);

// TS 33.501 6.1.3.1 step 10: the most significant 256 bits of EMSK.
KAusf k_ausf(const Kdf& kdf, const Emsk& emsk);

// RFC 9048 3.4.3: HMAC-SHA-256 with K_aut over the whole EAP packet with the MAC's own octets zero, the first 16
// octets.
AtMac at_mac(const KAut& k_aut, View packet_with_mac_zeroed);

}  // namespace akmasim::keys

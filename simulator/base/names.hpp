// SPDX-License-Identifier: Apache-2.0
// The names of the field, each said once: identities, challenges and the keys of the hierarchy.
#pragma once

#include "simulator/base/named.hpp"

namespace akmasim {

// TS 33.102 6.3: what an authentication challenge and its answer are made of.
using Rand = FixedOctets<"RAND", 16>;
using Autn = FixedOctets<"AUTN", 16>;
using Auts = FixedOctets<"AUTS", 14>;
using Sqn = FixedOctets<"SQN", 6>;
using AmfField = FixedOctets<"AMF", 2>;
using MacA = FixedOctets<"MAC-A", 8>;
using MacS = FixedOctets<"MAC-S", 8>;
using Res = BoundedOctets<"RES", 4, 16>;       // 8 octets from Milenage
using AtMac = FixedOctets<"AT_MAC", 16>;       // RFC 4187 10.15
using ResStar = FixedOctets<"RESstar", 16>;    // TS 33.501 A.4; crosses N1 in clear, so no secret
using HresStar = FixedOctets<"HRESstar", 16>;  // TS 33.501 A.5
using ATid = FixedOctets<"A-TID", 32>;         // TS 33.535 A.3
using UaStarId = FixedOctets<"UaStarId", 5>;   // TS 33.220 H.1

using Supi = Identifier<"SUPI">;  // with its prefix: imsi-001010000000001 (TS 29.571)
using Gpsi = Identifier<"GPSI">;
using Suci = Identifier<"SUCI">;
using AKid = Identifier<"A-KID">;  // TS 33.535 6.1
using ServingNetworkName = Identifier<"servingNetworkName">;
using RoutingIndicator = Identifier<"routingIndicator">;
using Fqdn = Identifier<"FQDN">;
using UeServiceId = Identifier<"ueServiceId">;

using LongTermKey = Secret<"K", 16>;
using Op = Secret<"OP", 16>;
using Opc = Secret<"OPc", 16>;
using Ck = Secret<"CK", 16>;
using Ik = Secret<"IK", 16>;
using CkPrime = Secret<"CKprime", 16>;
using IkPrime = Secret<"IKprime", 16>;
using KEncr = Secret<"Kencr", 16>;  // RFC 9048 3.3, EAP-AKA'
using KAut = Secret<"Kaut", 32>;
using KRe = Secret<"Kre", 32>;
using Msk = Secret<"MSK", 64>;
using Emsk = Secret<"EMSK", 64>;
using KAusf = Secret<"KAUSF", 32>;
using KSeaf = Secret<"KSEAF", 32>;
using KAmf = Secret<"KAMF", 32>;
using KNasEnc = Secret<"KNASenc", 16>;
using KNasInt = Secret<"KNASint", 16>;
using KAkma = Secret<"KAKMA", 32>;
using KAf = Secret<"KAF", 32>;              // K5GMSG is the K_AF of the MSGin5G server's AF_ID
using StaticPsk = Secret<"staticPsk", 32>;  // a baseline without AKMA: configured on both sides
using BearerToken = Secret<"token", 32>;    // likewise; in HTTP as hexadecimal digits
using HomeNetworkPrivateKey = Secret<"homeNetworkPrivateKey", 32>;

}  // namespace akmasim

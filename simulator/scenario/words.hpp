// SPDX-License-Identifier: Apache-2.0
// The values that a member may have where they can be counted: said once, for the decoder and for the schema.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "simulator/base/ua_protocols.hpp"

namespace akmasim::scenario {

using Words = std::span<const std::string_view>;

namespace words {

using namespace std::string_view_literals;

inline constexpr std::array schemas{"akma-scenario/1"sv};
inline constexpr std::array clock_modes{"virtual"sv, "real"sv};  // Not modelled: a run in real time, which load means.
inline constexpr std::array algorithms{"milenage"sv, "tuak"sv};
inline constexpr std::array op_types{"OP"sv, "OPC"sv, "TOP"sv, "TOPC"sv};  // the last two with tuak
inline constexpr std::array authentication_methods{"5g-aka"sv, "eap-aka-prime"sv};
inline constexpr std::array capabilities{"configuration"sv, "seed-literal"sv, "none"sv};
inline constexpr std::array eap_successes{"security-mode"sv, "authentication-result"sv};
inline constexpr std::array anchor_keys{"after-answer"sv, "before-answer"sv};
inline constexpr std::array akma_profiles{"standard"sv, "fc-6a"sv, "rid-as-p0"sv, "imsi-prefix"sv};
inline constexpr std::array omitted_by_ue{"capability-comparison"sv, "count-check"sv, "sqn-check"sv};
inline constexpr std::array omitted_by_aanf{"af-id-check"sv, "expiry-check"sv};
inline constexpr std::array omitted_by_server{"association-check"sv, "identity-comparison"sv};
inline constexpr std::array tokens{"on"sv, "off"sv};
inline constexpr std::array signatures{"wrong"sv, "none"sv};
inline constexpr std::array identities{"supi"sv, "gpsi"sv};
inline constexpr std::array modes{"implicit"sv, "explicit"sv};
inline constexpr std::array early_data{"refuse"sv, "accept"sv, "accept-once"sv};
inline constexpr std::array cipher_suites{"TLS_PSK_WITH_AES_128_GCM_SHA256"sv,
                                          "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256"sv,
                                          "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256"sv};
inline constexpr std::array encryption{"EA0"sv, "EA1"sv, "EA2"sv, "EA3"sv};
inline constexpr std::array integrity{"IA0"sv, "IA1"sv, "IA2"sv, "IA3"sv};
inline constexpr std::array registration_types{"initial"sv, "mobility"sv, "periodic"sv};
inline constexpr std::array leavers{"ue"sv, "network"sv};
inline constexpr std::array orders_of_messages{"subsequence"sv, "exact"sv, "any"sv};
inline constexpr std::array named_causes{"TIMEOUT"sv};  // of outcomes that no peer gave a number for
inline constexpr std::array outcomes{"rejected"sv, "failed"sv, "ignored"sv};
inline constexpr std::array checks{"same"sv, "differs"sv, "is"sv, "absent"sv, "present"sv, "unchanged"sv};
inline constexpr std::array matchers{"eq"sv, "ne"sv,      "lt"sv,  "le"sv,     "gt"sv,    "ge"sv,
                                     "in"sv, "matches"sv, "len"sv, "exists"sv, "any-of"sv};
inline constexpr std::array claims{"only"sv,     "never-on"sv,    "derivable-by"sv, "not-derivable-by"sv,
                                   "can-read"sv, "cannot-read"sv, "linkable"sv,     "not-linkable"sv};
inline constexpr std::array keys{"K"sv,     "OPc"sv,   "CK"sv,    "IK"sv,     "CKprime"sv,   "IKprime"sv, "Kaut"sv,
                                 "EMSK"sv,  "KAUSF"sv, "KSEAF"sv, "KAMF"sv,   "KNASenc"sv,   "KNASint"sv, "KAKMA"sv,
                                 "A-TID"sv, "A-KID"sv, "KAF"sv,   "K5GMSG"sv, "staticPsk"sv, "token"sv};
inline constexpr std::array secret_identities{"SUPI"sv, "GPSI"sv};
inline constexpr auto ua_protocol_names = [] {
    std::array<std::string_view, ua_protocols.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = ua_protocols[i].name;
    return names;
}();

}  // namespace words
}  // namespace akmasim::scenario

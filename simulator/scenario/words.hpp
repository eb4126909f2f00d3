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
inline constexpr std::array clock_modes{"virtual"sv};  // Not modelled: a run in real time.
inline constexpr std::array op_types{"OP"sv, "OPC"sv};
inline constexpr std::array authentication_methods{"5g-aka"sv, "eap-aka-prime"sv};
inline constexpr std::array capabilities{"configuration"sv, "seed-literal"sv, "none"sv};
inline constexpr std::array eap_successes{"security-mode"sv, "authentication-result"sv};
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
inline constexpr std::array outcomes{"rejected"sv, "failed"sv, "ignored"sv};
inline constexpr std::array checks{"same"sv, "differs"sv, "is"sv, "absent"sv, "present"sv, "unchanged"sv};
inline constexpr std::array matchers{"eq"sv, "ne"sv,      "lt"sv,  "le"sv,     "gt"sv,    "ge"sv,
                                     "in"sv, "matches"sv, "len"sv, "exists"sv, "any-of"sv};
inline constexpr auto ua_protocol_names = [] {
    std::array<std::string_view, ua_protocols.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = ua_protocols[i].name;
    return names;
}();

}  // namespace words
}  // namespace akmasim::scenario

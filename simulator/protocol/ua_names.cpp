// SPDX-License-Identifier: Apache-2.0
// Names of the TLS registries that people look for in a record.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "simulator/protocol/ua.hpp"

namespace akmasim::ua {
namespace {

struct Named {
    int number;
    std::string_view name;
};

// RFC 8446 6, RFC 6066 9, RFC 4279 6.
constexpr std::array<Named, 27> alerts{{{0, "close_notify"},
                                        {10, "unexpected_message"},
                                        {20, "bad_record_mac"},
                                        {22, "record_overflow"},
                                        {40, "handshake_failure"},
                                        {42, "bad_certificate"},
                                        {43, "unsupported_certificate"},
                                        {44, "certificate_revoked"},
                                        {45, "certificate_expired"},
                                        {46, "certificate_unknown"},
                                        {47, "illegal_parameter"},
                                        {48, "unknown_ca"},
                                        {49, "access_denied"},
                                        {50, "decode_error"},
                                        {51, "decrypt_error"},
                                        {70, "protocol_version"},
                                        {71, "insufficient_security"},
                                        {80, "internal_error"},
                                        {86, "inappropriate_fallback"},
                                        {90, "user_canceled"},
                                        {109, "missing_extension"},
                                        {110, "unsupported_extension"},
                                        {112, "unrecognized_name"},
                                        {113, "bad_certificate_status_response"},
                                        {115, "unknown_psk_identity"},
                                        {116, "certificate_required"},
                                        {120, "no_application_protocol"}}};

// RFC 8446 B.4, RFC 8442, RFC 5487, RFC 5489, RFC 7905.
constexpr std::array<Named, 10> suites{{{0x1301, "TLS_AES_128_GCM_SHA256"},
                                        {0x1302, "TLS_AES_256_GCM_SHA384"},
                                        {0x1303, "TLS_CHACHA20_POLY1305_SHA256"},
                                        {0x1304, "TLS_AES_128_CCM_SHA256"},
                                        {0xd001, "TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256"},
                                        {0xc037, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256"},
                                        {0xccab, "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256"},
                                        {0xccac, "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256"},
                                        {0x00a8, "TLS_PSK_WITH_AES_128_GCM_SHA256"},
                                        {0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"}}};

// RFC 8446 4.2.7.
constexpr std::array<Named, 5> groups{
    {{0x17, "secp256r1"}, {0x18, "secp384r1"}, {0x19, "secp521r1"}, {0x1d, "x25519"}, {0x1e, "x448"}}};

template <std::size_t size>
std::string_view find(const std::array<Named, size>& table, int number) {
    const auto* found =
        std::find_if(table.begin(), table.end(), [&](const Named& one) { return one.number == number; });
    return found == table.end() ? std::string_view{} : found->name;
}

}  // namespace

std::string alert_name(int description) {
    const auto name = find(alerts, description);
    return name.empty() ? std::to_string(description) : std::string(name);
}

std::string cipher_suite_name(int suite) {
    const auto name = find(suites, suite);
    return name.empty() ? fmt::format("0x{:04x}", suite) : std::string(name);
}

std::string group_name(int group) {
    const auto name = find(groups, group);
    return name.empty() ? fmt::format("0x{:04x}", group) : std::string(name);
}

}  // namespace akmasim::ua

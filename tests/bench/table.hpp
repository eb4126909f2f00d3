// SPDX-License-Identifier: Apache-2.0
// What one flow costs by its parts, and how the fast paths compare with the naive ones: all numbers of one run.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace akmasim::bench {

// Names of the benchmarks that the table is made of.
inline constexpr std::string_view milenage = "Milenage/vector";
inline constexpr std::string_view milenage_naive = "Milenage/vector, naive OpenSSL";
inline constexpr std::string_view kdf = "KDF/K_SEAF";
inline constexpr std::string_view kdf_naive = "KDF/K_SEAF, naive OpenSSL";
inline constexpr std::string_view part_symmetric = "part/symmetric";
inline constexpr std::string_view part_suci = "part/SUCI, Profile A";
inline constexpr std::string_view part_tls = "part/TLS 1.3 psk_dhe_ke, six records";
inline constexpr std::string_view part_json = "part/JSON bodies";
inline constexpr std::string_view whole_cryptography = "flow/its cryptography alone";
inline constexpr std::string_view whole_flow = "flow/registration, AKMA, TLS, one message";

inline constexpr std::size_t subscribers = 256;  // of one network; then a new one begins

using Nanoseconds = std::map<std::string, double, std::less<>>;  // by name, the median of the repetitions

std::string table_of(const Nanoseconds& medians);

}  // namespace akmasim::bench

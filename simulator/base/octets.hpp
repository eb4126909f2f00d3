// SPDX-License-Identifier: Apache-2.0
// Octet strings and their text forms: hexadecimal (TS 29.571), base64 (RFC 4648 4) and base64url without padding (RFC
// 4648 5).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/base/result.hpp"

namespace akmasim {

using Octet = std::uint8_t;
using Octets = std::vector<Octet>;
using View = std::span<const Octet>;

std::string hex(View octets);                    // lower case
Result<Octets> from_hex(std::string_view text);  // either case; malformed: odd length or a non-digit
Result<void> from_hex(std::string_view text, std::span<Octet> out);  // exactly out.size() octets

std::string base64(View octets);                       // with padding
std::string base64url(View octets);                    // without padding
Result<Octets> from_base64(std::string_view text);     // padded, standard alphabet, canonical
Result<Octets> from_base64url(std::string_view text);  // unpadded, URL alphabet, canonical

inline View view_of(std::string_view text) { return {reinterpret_cast<const Octet*>(text.data()), text.size()}; }
inline std::string_view text_of(View octets) { return {reinterpret_cast<const char*>(octets.data()), octets.size()}; }
inline void append(Octets& out, View more) { out.insert(out.end(), more.begin(), more.end()); }

// The time taken says nothing about where the octets differ.
bool same_in_constant_time(View a, View b);

// Overwrites in a way that no optimiser removes.
void wipe(std::span<Octet> octets);

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
// From the names of Ua protocols to TLS settings, and from a finished handshake back to a name. Both ends use it.
#pragma once

#include <string>
#include <vector>

#include "simulator/base/ua_protocols.hpp"
#include "simulator/crypto/tls.hpp"

namespace akmasim::ua_modes {

using Names = std::vector<std::string>;

// The modes of those names that are carried by records, or by datagrams; empty: none of them is.
std::vector<crypto::tls::Mode> modes_of(const Names& names, bool datagram);

// Which of the names a pre-shared key for this suite belongs to: before TLS 1.3 AF_ID holds the suite (TS 33.220 H.3).
const UaProtocol& protocol_of_suite(const Names& names, std::uint16_t suite);

// What was got, by the first of these names that fits, else by any name of the table.
std::string got(const Names& names, const crypto::tls::Negotiated& negotiated);

// What one party tells of its handshake, for the record.
struct Told {
    std::string_view side;  // "asked", "accepts"
    const Names& names;
    std::string got;
    const crypto::tls::Negotiated& negotiated;
    std::string_view psk_identity;  // "akma", "static", "none"
    std::string ua_star_id;         // empty: none
    std::string differs;            // in words; empty: it is what was asked for
};
std::string fields_of(const Told& told);

}  // namespace akmasim::ua_modes

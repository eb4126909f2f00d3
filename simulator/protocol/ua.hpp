// SPDX-License-Identifier: Apache-2.0
// Ua for readers: what one TLS record (RFC 8446) or clear CoAP message says, by name and fields. It never fails: what
// it cannot read it names Undecodable.
#pragma once

#include <string>
#include <string_view>

#include "simulator/base/octets.hpp"

namespace akmasim::ua {

struct Described {
    std::string name;  // "ClientHello", "Alert", "ApplicationData", "CoapRequest", ...
    std::string clause;
    std::string fields_json;
    std::string inside_name;  // what an application data record carries: "CoapRequest", ...; empty if nothing is known
    std::string inside_clause;
    std::string inside_fields_json;
};

// octets: as they crossed. plain: content type octet and plaintext, as the sender knows it; may be empty.
Described describe(View octets, View plain);

bool is_tls_record(View octets);
bool begins_handshake(View octets);  // a record of handshake messages in clear, as a ClientHello is
bool is_dtls_record(View octets);  // of DTLS 1.0 to 1.2 (RFC 6347 4.1)

// Names of RFC 8446, "0x1234" or a number where it has none.
std::string alert_name(int description);
std::string cipher_suite_name(int suite);
std::string group_name(int group);

}  // namespace akmasim::ua

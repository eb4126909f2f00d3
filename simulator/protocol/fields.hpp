// SPDX-License-Identifier: Apache-2.0
// The words of each link: its messages and the fields that a record shows of them, out of the field lists that the
// codecs use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/protocol/envelope.hpp"

namespace akmasim {

struct Field {
    std::string name;       // dotted: "suci.protectionScheme"; a '*' is a key that the sender chooses
    std::string_view kind;  // text, number, flag, octets, secret, list, object
};

struct MessageWords {
    std::string_view name;    // "RegistrationRequest"
    std::string_view clause;  // empty: none is known
    std::vector<Field> fields;
};

// In the order of the tables; empty: nothing crosses the link. Last comes "Undecodable", whose fields are those of all
// the others and the decoder's error.
const std::vector<MessageWords>& messages_on(Link link);

// "nfServiceList.naanf-akma-1.scheme" is a "nfServiceList.*.scheme".
bool is_field(std::string_view name, std::string_view listed);

}  // namespace akmasim

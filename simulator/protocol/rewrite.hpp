// SPDX-License-Identifier: Apache-2.0
// A field of a message in flight set to another value, by the name that the record gives it, and the message encoded
// anew. What protects the message (a MAC, a signature of any kind) stays as it was.
#pragma once

#include <string>

#include "simulator/protocol/envelope.hpp"

namespace akmasim {

struct Setting {
    std::string field;  // "ueSecurityCapability.ea"; SBI: "status", "path" or a member of the body
    std::string json;   // the new value: "[\"EA0\"]", "23", "null"
};

// N1: plain messages and those that are protected but not ciphered. SBI: the head's members and those of a JSON body.
// invalid: the message has no such field, or the value does not fit it; malformed: the message cannot be read.
Result<void> rewrite(Envelope& envelope, const Setting& setting);

}  // namespace akmasim

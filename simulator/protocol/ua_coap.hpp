// SPDX-License-Identifier: Apache-2.0
// A CoAP message for readers; for ua.cpp only.
#pragma once

#include "simulator/protocol/coap.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim::ua {

struct DescribedCoap {
    std::string name;  // "CoapRequest", "CoapResponse", "CoapSignal"
    std::string clause;
    std::string fields_json;
};

DescribedCoap describe(const coap::Message& message);

}  // namespace akmasim::ua

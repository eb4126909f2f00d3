// SPDX-License-Identifier: Apache-2.0
// A CoAP message for readers; for the ua*.cpp files only.
#pragma once

#include "simulator/protocol/coap_datagram.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim::ua {

struct DescribedCoap {
    std::string name;  // "CoapRequest", "CoapResponse", "CoapSignal", "CoapAcknowledgement"
    std::string clause;
    std::string fields_json;
};

DescribedCoap describe(const coap::Message& message);
DescribedCoap describe(const coap::Datagram& datagram);  // with its type and Message ID

}  // namespace akmasim::ua

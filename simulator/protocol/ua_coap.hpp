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
// The first of the messages that stand whole in octets of a stream, with the names of all; nothing: none does.
std::optional<DescribedCoap> describe_stream(View octets);

}  // namespace akmasim::ua

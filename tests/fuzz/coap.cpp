// SPDX-License-Identifier: Apache-2.0
// Fuzzes CoAP: the same stream in one piece and octet by octet gives the same messages, and each comes back.
#include <cstdlib>

#include "simulator/protocol/coap_datagram.hpp"

namespace {

using namespace akmasim;

std::vector<Octets> messages(View stream, std::size_t piece) {
    std::vector<Octets> found;
    coap::Decoder decoder;
    while (!stream.empty()) {
        const auto part = stream.first(std::min(piece, stream.size()));
        stream = stream.subspan(part.size());
        decoder.feed(part);
        for (;;) {
            const auto next = decoder.next();
            if (!next) return found;
            if (!*next) break;
            found.push_back(coap::encode(**next));
            const auto again = coap::decode(found.back());
            if (!again || coap::encode(*again) != found.back()) std::abort();
        }
    }
    return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const View stream(data, size);
    if (messages(stream, size + 1) != messages(stream, 1)) std::abort();
    if (const auto datagram = coap::decode_datagram(stream)) {
        const auto octets = coap::encode(*datagram);
        const auto again = coap::decode_datagram(octets);
        if (!again || coap::encode(*again) != octets) std::abort();
    }
    return 0;
}

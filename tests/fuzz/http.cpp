// SPDX-License-Identifier: Apache-2.0
// Fuzzes HTTP/1.1 and the headers of Digest: the same messages whatever the pieces, and each is read again as it was.
#include <cstdlib>

#include "simulator/protocol/http1.hpp"
#include "simulator/protocol/http_digest.hpp"

namespace {

using namespace akmasim;

void check_headers(const http1::Message& message) {
    for (const auto& [name, value] : message.headers) {
        if (const auto challenge = http_digest::challenge_of(value)) {
            const auto again = http_digest::challenge_of(http_digest::encode(*challenge));
            if (!again || again->nonce != challenge->nonce || again->qop != challenge->qop) std::abort();
        }
        (void)http_digest::credentials_of(value);
        (void)http_digest::bearer_of(value);
    }
}

std::vector<std::string> messages(View stream, std::size_t piece) {
    std::vector<std::string> found;
    http1::Decoder decoder;
    while (!stream.empty()) {
        decoder.feed(stream.first(std::min(piece, stream.size())));
        stream = stream.subspan(std::min(piece, stream.size()));
        for (;;) {
            const auto next = decoder.next();
            if (!next) return found;
            if (!*next) break;
            check_headers(**next);
            (void)http1::coap_request_of(**next);
            found.push_back((*next)->method + (*next)->target + (*next)->body);
        }
    }
    return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const View stream(data, size);
    if (size <= 4096 && messages(stream, size + 1) != messages(stream, 1)) std::abort();
    return 0;
}

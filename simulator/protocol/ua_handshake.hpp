// SPDX-License-Identifier: Apache-2.0
// Handshake messages of TLS 1.2, TLS 1.3 and DTLS 1.2 for readers.
#pragma once

#include "simulator/protocol/ua.hpp"

namespace akmasim::ua {

// Takes from the front; what is not there reads as zero or empty, and good() says so.
class Front {
public:
    explicit Front(View octets) : left_(octets) {}

    int number(std::size_t octets) {
        int value = 0;
        for (const Octet octet : take(octets)) value = value << 8 | octet;
        return value;
    }
    View take(std::size_t octets) {
        if (left_.size() < octets) {
            good_ = false;
            left_ = {};
            return {};
        }
        const View front = left_.first(octets);
        left_ = left_.subspan(octets);
        return front;
    }
    Front counted(std::size_t octets_of_length) {
        const auto length = static_cast<std::size_t>(number(octets_of_length));
        return Front(take(length));
    }
    [[nodiscard]] View rest() const { return left_; }
    [[nodiscard]] bool more() const { return good_ && !left_.empty(); }
    [[nodiscard]] bool good() const { return good_; }

private:
    View left_;
    bool good_ = true;
};

// content: one handshake message. datagram: with the sequence and fragment of DTLS (RFC 6347 4.2.2).
void describe_handshake(Described& described, View content, bool datagram);

}  // namespace akmasim::ua

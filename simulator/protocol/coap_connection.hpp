// SPDX-License-Identifier: Apache-2.0
// The stream of CoAP messages of one reliable connection (RFC 8323), in clear or inside TLS, at either end: whole
// messages out of octets as they come, and what signals ask of the connection itself.
#pragma once

#include "simulator/protocol/coap.hpp"

namespace akmasim::coap {

// Why nothing more is taken.
struct Ending {
    bool orderly = false;  // RFC 8323 5.5: by a Release
    Error why;
};

class Connection {
public:
    struct Heard {
        std::vector<Message> messages;  // requests and responses, in their order
        std::vector<Message> answers;   // to be sent at once: Pong, and Abort where it ends here
    };
    void feed(View octets) { decoder_.feed(octets); }
    Heard take();

    [[nodiscard]] bool greeted() const { return greeted_; }  // the peer's CSM has come
    [[nodiscard]] bool in_a_message() const { return decoder_.holds_a_part(); }
    [[nodiscard]] const std::optional<Ending>& ending() const { return ending_; }

private:
    void hear(Message message, Heard& heard);
    void abort(Heard& heard, Cause cause, std::string why, std::optional<std::uint16_t> option = {});

    Decoder decoder_;
    bool greeted_ = false;
    std::optional<Ending> ending_;
};

}  // namespace akmasim::coap

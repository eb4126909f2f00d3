// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/coap_connection.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace akmasim::coap {
namespace {

// RFC 7252 5.4.1: an odd number is critical. The options of signals that are known (RFC 8323 5.3 to 5.6) are all
// elective, and what they offer is not used here.
std::optional<std::uint16_t> critical_option(const Message& signal) {
    const auto found = std::ranges::find_if(signal.options, [](const Option& one) { return one.number % 2 == 1; });
    return found == signal.options.end() ? std::nullopt : std::optional(found->number);
}

}  // namespace

// RFC 8323 5.6: the peer hears why, in words, and of a CSM which option.
void Connection::abort(Heard& heard, Cause cause, std::string why, std::optional<std::uint16_t> option) {
    Message message;
    message.code = Code::abort;
    if (option) message.add_number(option::bad_csm_option, *option);
    message.payload.assign(why.begin(), why.end());
    heard.answers.push_back(std::move(message));
    ending_ = Ending{false, {cause, std::move(why)}};
}

Connection::Heard Connection::take() {
    Heard heard;
    while (!ending_) {
        auto message = decoder_.next();
        // RFC 8323 5.6: octets that are no message leave nothing to go on with.
        if (!message)
            abort(heard, Cause::malformed, message.error().detail);
        else if (!*message)
            break;
        else
            hear(std::move(**message), heard);
    }
    return heard;
}

void Connection::hear(Message message, Heard& heard) {
    if (message.code == Code::empty) return;  // RFC 8323 3.4: asks for nothing, at any time
    if (is_signal(message.code)) {
        // RFC 8323 5.2: a signal with a critical option that is not understood ends the connection.
        if (const auto option = critical_option(message))
            return abort(heard, Cause::unexpected, fmt::format("CoAP: {} with the critical option {}", text_of(message.code), *option),
                         option);
    }
    // RFC 8323 5.3: a missing CSM is an error of the connection. Who asked hears that first.
    if (!greeted_ && message.code != Code::csm) {
        if (is_request(message.code)) heard.answers.push_back(response(Code::bad_request, message.token));
        return abort(heard, Cause::unexpected, fmt::format("CoAP: {} before a CSM", text_of(message.code)));
    }
    switch (message.code) {
        case Code::csm: greeted_ = true; return;
        case Code::ping: return heard.answers.push_back(pong(message.token));  // RFC 8323 5.4
        case Code::release: ending_ = Ending{true, {Cause::unexpected, "CoAP: the peer releases the connection"}}; return;
        case Code::abort:
            ending_ = Ending{false, {Cause::unexpected, "CoAP: the peer aborts the connection"}};
            return;
        default:
            if (!is_signal(message.code)) heard.messages.push_back(std::move(message));
    }
}

}  // namespace akmasim::coap

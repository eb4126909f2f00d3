// SPDX-License-Identifier: Apache-2.0
// Service-based messages as a role hears them: a request with the variable part of its path, a response with its status.
#pragma once

#include <optional>
#include <string>

#include "simulator/base/named.hpp"
#include "simulator/machine/turn.hpp"
#include "simulator/protocol/sbi.hpp"

namespace akmasim {

template <Name name_, class Body_>
struct Request {
    static constexpr std::string_view name = name_.text();
    using Body = Body_;
    std::string parameter;  // what stands in the path's {} place, percent-decoded
    Body body;
};

template <Name name_, class Body_>
struct Response {
    static constexpr std::string_view name = name_.text();
    using Body = Body_;
    int status = 0;
    std::optional<Body> body;      // present when the status is a success with content
    sbi::ProblemDetails problem;   // filled when the status is 4xx or 5xx
    [[nodiscard]] bool success() const { return status >= 200 && status < 300; }
};

// malformed: the body is not what the OpenAPI file of the operation demands.
template <class Heard>
Result<Heard> read_request(const Envelope& envelope, std::string parameter) {
    return Heard{std::move(parameter), TRY(sbi::read<typename Heard::Body>(text_of(envelope.octets)))};
}

template <class Heard>
Result<Heard> read_response(const Envelope& envelope) {
    Heard heard;
    heard.status = envelope.http->status;
    if (heard.success()) {
        if (!envelope.octets.empty()) heard.body = TRY(sbi::read<typename Heard::Body>(text_of(envelope.octets)));
    } else if (!envelope.octets.empty()) {
        heard.problem = TRY(sbi::read<sbi::ProblemDetails>(text_of(envelope.octets)));
    }
    return heard;
}

// TS 29.500 5.2.7: an error is a ProblemDetails with the cause the service's specification names.
inline void respond_problem(Turn& turn, const ReplyTo& to, int status, std::string cause) {
    sbi::ProblemDetails problem;
    problem.status = status;
    problem.cause = std::move(cause);
    turn.respond(to, {"", "", status, "", "application/problem+json"}, sbi::write(problem));
}

template <class Body>
void respond(Turn& turn, const ReplyTo& to, int status, const Body& body) {
    turn.respond(to, {"", "", status, "", "application/json"}, sbi::write(body));
}

inline void respond_empty(Turn& turn, const ReplyTo& to, int status) { turn.respond(to, {"", "", status, "", ""}, ""); }

template <class Body>
std::uint64_t ask(Turn& turn, Link link, Address whom, std::string method, std::string path, const Body& body,
                  std::uint64_t conversation, std::string operation) {
    return turn.request(link, std::move(whom), {std::move(method), std::move(path), 0, "", "application/json"},
                        sbi::write(body), conversation, std::move(operation));
}

}  // namespace akmasim

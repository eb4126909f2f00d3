// SPDX-License-Identifier: Apache-2.0
// Service-based messages as a role hears them: a request with the variable part of its path, a response with its
// status.
#pragma once

#include <optional>
#include <string>

#include "simulator/machine/turn.hpp"
#include "simulator/protocol/sbi.hpp"

namespace akmasim {

template <const sbi::Operation& operation_, class Body_>
struct Request {
    static constexpr const sbi::Operation& operation = operation_;
    static constexpr std::string_view name = operation_.request;
    using Body = Body_;
    std::string parameter;  // what stands in the path's {} place, decoded
    Body body;
};

template <const sbi::Operation& operation_, class Body_>
struct Response {
    static constexpr const sbi::Operation& operation = operation_;
    static constexpr std::string_view name = operation_.response;
    using Body = Body_;
    int status = 0;
    std::optional<Body> body;     // present when the status is a success with content
    sbi::ProblemDetails problem;  // filled when the status is an error
    [[nodiscard]] bool success() const { return status >= 200 && status < 300; }
};

// What a party hears of its request where no answer came in time, or one that cannot be read: RFC 9110 15.6.5, 15.6.3.
inline constexpr int status_of_silence = 504;
inline constexpr int status_of_unreadable = 502;
constexpr bool is_in_place(int status) { return status == status_of_silence || status == status_of_unreadable; }

// malformed: the body is not what the OpenAPI file of the operation demands.
template <class Heard>
Result<Heard> read_request(const Envelope& envelope, std::string parameter) {
    if constexpr (std::is_same_v<typename Heard::Body, sbi::NoBody>) return Heard{std::move(parameter), {}};
    auto content = TRY(body::read<typename Heard::Body>(text_of(envelope.octets)));
    return Heard{std::move(parameter), std::move(content)};
}

template <class Heard>
Result<Heard> read_response(const Envelope& envelope) {
    Heard heard;
    heard.status = envelope.http->status;
    if (envelope.octets.empty()) return heard;
    if (heard.success())
        heard.body = TRY(body::read<typename Heard::Body>(text_of(envelope.octets)));
    else
        heard.problem = TRY(body::read<sbi::ProblemDetails>(text_of(envelope.octets)));
    return heard;
}

// How a procedure ends that an answer ends.
template <class Heard>
command::Report ended_by(const Heard& answer, std::string by) {
    if (answer.success()) return {"success", "", 0, "", "", ""};
    auto why = answer.problem.cause.value_or("");
    if (answer.status == status_of_silence) return command::timed_out("sbi", answer.problem.detail.value_or(why));
    command::Report report{"rejected", std::move(by), answer.status, "sbi", "", why};
    report.reason = std::move(why);
    return report;
}

// TS 29.500 5.2.7: an error is a ProblemDetails with the cause that the service's specification names.
inline void respond_problem(Turn& turn, const ReplyTo& to, int status, std::string_view cause) {
    turn.respond(to, sbi::problem_head(status), sbi::problem(status, cause));
}

inline void respond_nothing(Turn& turn, const ReplyTo& to) { turn.respond(to, sbi::empty_head(204), ""); }

template <class Body>
void respond(Turn& turn, const ReplyTo& to, const sbi::Operation& operation, const Body& content,
             std::string location = {}) {
    turn.respond(to, sbi::response_head(operation, std::move(location)), body::write(content));
}

template <class Body>
void ask(Turn& turn, const sbi::Operation& operation, Recipient whom, const Body& content, std::uint64_t conversation,
         std::string_view parameter = {}) {
    auto head = sbi::request_head(operation, parameter);
    std::string text;
    if constexpr (std::is_same_v<Body, sbi::NoBody>)
        head.content_type.clear();
    else
        text = body::write(content);
    turn.request(operation.link, std::move(whom), std::move(head), std::move(text), conversation,
                 std::string(operation.response));
}

// TS 29.501 5.4: a notification goes to the path of the URI that its receiver gave, and to nobody but who gave it.
template <class Body>
void notify(Turn& turn, const sbi::Operation& operation, Address whom, std::string_view uri, const Body& content,
            std::uint64_t conversation) {
    auto head = sbi::request_head(operation);
    head.path = sbi::path_of_uri(uri);
    turn.request(operation.link, std::move(whom), std::move(head), body::write(content), conversation,
                 std::string(operation.response));
}

}  // namespace akmasim

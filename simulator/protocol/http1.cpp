// SPDX-License-Identifier: Apache-2.0
// The codec is strict: what two implementations could read in two ways is refused.
#include "simulator/protocol/http1.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace akmasim::http1 {
namespace {

constexpr std::string_view end_of_line = "\r\n";
constexpr std::string_view version = "HTTP/1.1";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

// RFC 9110 5.6.2.
bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool is_visible(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
}

std::optional<std::size_t> number_of(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Result<void> read_first_line(std::string_view line, Message& message) {
    const auto wrong = [] { return fail(Cause::malformed, "HTTP: a first line that is none of HTTP/1.1"); };
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (line.starts_with(version)) {
        // RFC 9112 4: the reason may be empty, the space before it stays.
        const auto status =
            second == std::string_view::npos ? std::nullopt : number_of(line.substr(first + 1, second - first - 1));
        if (first != version.size() || !status || *status < 100 || *status > 599) return wrong();
        message.status = static_cast<int>(*status);
        return {};
    }
    if (second == std::string_view::npos || line.substr(second + 1) != version || !is_token(line.substr(0, first)) ||
        second == first + 1)
        return wrong();
    message.method = line.substr(0, first);
    message.target = line.substr(first + 1, second - first - 1);
    return {};
}

Result<void> read_header(std::string_view line, Message& message) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || !is_visible(line))
        return fail(Cause::malformed, "HTTP: a header line without a name");
    auto value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    while (value.ends_with(' ')) value.remove_suffix(1);
    message.add(std::string(line.substr(0, colon)), std::string(value));
    return {};
}

Result<Message> read_head(std::string_view head) {
    Message message;
    bool first = true;
    while (!head.empty()) {
        const auto end = std::min(head.find(end_of_line), head.size());
        const auto line = head.substr(0, end);
        TRY(first ? (is_visible(line) ? read_first_line(line, message)
                                      : Result<void>(fail(Cause::malformed, "HTTP: a control character")))
                  : read_header(line, message));
        first = false;
        head.remove_prefix(std::min(end + end_of_line.size(), head.size()));
    }
    if (first) return fail(Cause::malformed, "HTTP: an empty head");
    return message;
}

// RFC 9112 6.3.
Result<std::size_t> body_octets(const Message& message) {
    std::optional<std::size_t> length;
    for (const auto& [name, value] : message.headers) {
        if (same_name(name, "Transfer-Encoding")) return fail(Cause::malformed, "HTTP: a transfer coding");
        if (!same_name(name, "Content-Length")) continue;
        const auto said = number_of(value);
        if (!said || *said > max_body_octets || (length && *length != *said))
            return fail(Cause::malformed, "HTTP: a Content-Length that is no number, too large, or said twice");
        length = said;
    }
    return length.value_or(0);
}

struct Reason {
    int status;
    std::string_view text;
};
constexpr std::array<Reason, 14> reasons{{{200, "OK"},
                                          {201, "Created"},
                                          {204, "No Content"},
                                          {400, "Bad Request"},
                                          {401, "Unauthorized"},
                                          {403, "Forbidden"},
                                          {404, "Not Found"},
                                          {405, "Method Not Allowed"},
                                          {413, "Content Too Large"},
                                          {415, "Unsupported Media Type"},
                                          {500, "Internal Server Error"},
                                          {502, "Bad Gateway"},
                                          {503, "Service Unavailable"},
                                          {504, "Gateway Timeout"}}};

// RFC 8075 7, the codes that are in use here.
constexpr std::array<std::pair<coap::Code, int>, 14> codes{{{coap::Code::created, 201},
                                                            {coap::Code::changed, 200},
                                                            {coap::Code::content, 200},
                                                            {coap::Code::deleted, 200},
                                                            {coap::Code::bad_request, 400},
                                                            {coap::Code::unauthorized, 401},
                                                            {coap::Code::forbidden, 403},
                                                            {coap::Code::not_found, 404},
                                                            {coap::Code::method_not_allowed, 405},
                                                            {coap::Code::request_entity_too_large, 413},
                                                            {coap::Code::unsupported_content_format, 415},
                                                            {coap::Code::bad_gateway, 502},
                                                            {coap::Code::service_unavailable, 503},
                                                            {coap::Code::gateway_timeout, 504}}};
constexpr std::array<std::pair<coap::Code, std::string_view>, 4> methods{
    {{coap::Code::get, "GET"}, {coap::Code::post, "POST"}, {coap::Code::put, "PUT"}, {coap::Code::delete_, "DELETE"}}};

void copy_json(const coap::Message& from, Message& to) {
    to.body = text_of(from.payload);
    if (!to.body.empty()) to.add("Content-Type", "application/json");
}

}  // namespace

std::string_view Message::header(std::string_view name) const {
    for (const auto& [known, value] : headers) {
        if (same_name(known, name)) return value;
    }
    return {};
}

std::string encode(const Message& message) {
    std::string out;
    if (message.is_request()) {
        out = fmt::format("{} {} {}\r\n", message.method, message.target, version);
    } else {
        const auto* known = std::find_if(reasons.begin(), reasons.end(),
                                         [&](const Reason& one) { return one.status == message.status; });
        out = fmt::format("{} {} {}\r\n", version, message.status, known == reasons.end() ? "" : known->text);
    }
    for (const auto& [name, value] : message.headers) out += fmt::format("{}: {}\r\n", name, value);
    return out + fmt::format("Content-Length: {}\r\n\r\n", message.body.size()) + message.body;
}

Result<std::optional<Message>> Decoder::next() {
    if (buffer_.empty()) return std::optional<Message>{};
    const auto text = text_of(buffer_);
    const auto end = text.find("\r\n\r\n");
    if (end == std::string_view::npos || end > max_head_octets) {
        if (buffer_.size() > max_head_octets) return fail(Cause::malformed, "HTTP: a head that is too long");
        return std::optional<Message>{};
    }
    auto message = TRY(read_head(text.substr(0, end)));
    const auto body = TRY(body_octets(message));
    const auto begin = end + 4;
    if (text.size() - begin < body) return std::optional<Message>{};
    message.body = text.substr(begin, body);
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(begin + body));
    return std::optional(std::move(message));
}

std::optional<coap::Message> coap_request_of(const Message& request) {
    const auto* method =
        std::find_if(methods.begin(), methods.end(), [&](const auto& one) { return one.second == request.method; });
    if (method == methods.end()) return std::nullopt;
    auto translated = coap::request(method->first, request.target, {});
    if (request.header("Content-Type").starts_with("application/json"))
        translated.add_number(coap::option::content_format, coap::format_json);
    translated.payload.assign(request.body.begin(), request.body.end());
    return translated;
}

Message request_of(const coap::Message& request) {
    Message translated;
    translated.method = coap::method_of(request.code);
    translated.target = request.path();
    copy_json(request, translated);
    return translated;
}

Message response_of(const coap::Message& response) {
    Message translated;
    const auto* code =
        std::find_if(codes.begin(), codes.end(), [&](const auto& one) { return one.first == response.code; });
    translated.status = code == codes.end() ? 500 : code->second;
    copy_json(response, translated);
    return translated;
}

coap::Message coap_response_of(const Message& response, const Octets& token) {
    const auto* code =
        std::find_if(codes.begin(), codes.end(), [&](const auto& one) { return one.second == response.status; });
    return coap::response(code == codes.end() ? coap::Code::internal_server_error : code->first, token, response.body);
}

}  // namespace akmasim::http1

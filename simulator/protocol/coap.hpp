// SPDX-License-Identifier: Apache-2.0
// CoAP: codes and options of RFC 7252, framed for reliable transports as RFC 8323 3 says. Type and Message ID do not
// exist there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/base/octets.hpp"

namespace akmasim::coap {

constexpr std::uint8_t code(int code_class, int detail) { return static_cast<std::uint8_t>(code_class << 5 | detail); }

// RFC 7252 12.1, RFC 8323 5: class.detail in 3 and 5 bits.
enum class Code : std::uint8_t {
    empty = 0,
    get = code(0, 1),
    post = code(0, 2),
    put = code(0, 3),
    delete_ = code(0, 4),
    created = code(2, 1),
    deleted = code(2, 2),
    valid = code(2, 3),
    changed = code(2, 4),
    content = code(2, 5),
    bad_request = code(4, 0),
    unauthorized = code(4, 1),
    bad_option = code(4, 2),
    forbidden = code(4, 3),
    not_found = code(4, 4),
    method_not_allowed = code(4, 5),
    not_acceptable = code(4, 6),
    request_entity_too_large = code(4, 13),
    unsupported_content_format = code(4, 15),
    internal_server_error = code(5, 0),
    bad_gateway = code(5, 2),
    service_unavailable = code(5, 3),
    gateway_timeout = code(5, 4),
    csm = code(7, 1),
    ping = code(7, 2),
    pong = code(7, 3),
    release = code(7, 4),
    abort = code(7, 5),
};

constexpr int class_of(Code value) { return static_cast<std::uint8_t>(value) >> 5; }
constexpr bool is_request(Code value) { return class_of(value) == 0 && value != Code::empty; }
constexpr bool is_signal(Code value) { return class_of(value) == 7; }
using akmasim::text_of;                    // of octets
std::string text_of(Code value);           // "2.01"
std::string_view method_of(Code value);    // "POST"; empty: not a method
std::string_view signal_name(Code value);  // "CSM"; empty: not a signal
constexpr int number_of(Code value) {      // 4.03 as 403
    return class_of(value) * 100 + (static_cast<std::uint8_t>(value) & 0x1f);
}

// RFC 7252 5.10.
namespace option {
constexpr std::uint16_t uri_host = 3;
constexpr std::uint16_t location_path = 8;
constexpr std::uint16_t uri_path = 11;
constexpr std::uint16_t content_format = 12;
constexpr std::uint16_t max_age = 14;
constexpr std::uint16_t size1 = 60;
constexpr std::uint16_t max_message_size = 2;  // of a CSM (RFC 8323 5.3.1)
constexpr std::uint16_t bad_csm_option = 2;    // of an Abort (RFC 8323 5.6)
}  // namespace option

constexpr std::uint16_t format_json = 50;
constexpr std::size_t max_message_octets = 8192;  // what we announce and accept
constexpr std::size_t max_options = 64;           // assumed: more than any message of ours

struct Option {
    std::uint16_t number = 0;
    Octets value;
    auto operator<=>(const Option&) const = default;
};

struct Message {
    Code code = Code::empty;
    Octets token;                 // 0 to 8 octets
    std::vector<Option> options;  // encode() puts them in order
    Octets payload;

    [[nodiscard]] std::string path() const;  // Uri-Path segments after slashes: "/msgin5g"
    [[nodiscard]] std::optional<std::uint32_t> number(std::uint16_t option) const;  // a uint option (RFC 7252 3.2)
    void add(std::uint16_t option, std::string_view text);
    void add_number(std::uint16_t option, std::uint32_t value);  // in as few octets as it needs
};

Message request(Code method, std::string_view path, Octets token, std::string_view json = {});
Message response(Code result, const Octets& token, std::string_view json = {});
Message csm();  // RFC 8323 5.3: first on every connection
Message pong(const Octets& token);
// RFC 7252 5.4.1: the first critical option that we do not know; a request with one is answered 4.02.
std::optional<std::uint16_t> unknown_critical_option(const Message& message);

Octets encode(const Message& message);
Result<Message> decode(View one_message);  // malformed; exactly one

// A stream of messages. After an error the connection is of no use any more (RFC 8323 5.6).
class Decoder {
public:
    void feed(View octets) { akmasim::append(buffer_, octets); }
    // Nothing: more octets are needed. malformed: TKL 9 to 15, a cut or reserved option, a payload marker without
    // payload, a reserved code, or more than max_message_octets.
    Result<std::optional<Message>> next();
    [[nodiscard]] bool holds_a_part() const { return !buffer_.empty(); }

private:
    Octets buffer_;
};

}  // namespace akmasim::coap

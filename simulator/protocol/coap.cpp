// SPDX-License-Identifier: Apache-2.0
// CoAP octets: options of RFC 7252 3.1, the length of RFC 8323 3.2.
#include "simulator/protocol/coap_parts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace akmasim::coap {
namespace {

constexpr Octet payload_marker = 0xff;

struct CodeName {
    Code code;
    std::string_view name;
};
constexpr std::array<CodeName, 9> named{{{Code::get, "GET"},
                                         {Code::post, "POST"},
                                         {Code::put, "PUT"},
                                         {Code::delete_, "DELETE"},
                                         {Code::csm, "CSM"},
                                         {Code::ping, "Ping"},
                                         {Code::pong, "Pong"},
                                         {Code::release, "Release"},
                                         {Code::abort, "Abort"}}};

std::string_view name_in_table(Code value) {
    const auto* found =
        std::find_if(named.begin(), named.end(), [&](const CodeName& one) { return one.code == value; });
    return found == named.end() ? std::string_view{} : found->name;
}

// RFC 7252 3.1 and RFC 8323 3.2 share it: 13 and 14 in a nibble announce 1 and 2 octets more (15 announces 4 for a
// length).
struct Extended {
    Octet nibble;
    Octets more;
};

Extended extended(std::size_t value) {
    if (value < 13) return {static_cast<Octet>(value), {}};
    if (value < 269) return {13, {static_cast<Octet>(value - 13)}};
    const std::size_t rest = value - 269;
    return {14, {static_cast<Octet>(rest >> 8), static_cast<Octet>(rest)}};
}

// How many octets more a nibble announces, and what they count from.
struct Extension {
    std::size_t octets;
    std::size_t base;
};
constexpr std::array<Extension, 3> extensions{{{1, 13}, {2, 269}, {4, 65805}}};

std::size_t big_endian(View octets) {
    std::size_t value = 0;
    for (const Octet octet : octets) value = value << 8 | octet;
    return value;
}

// The value of a nibble whose further octets stand at the front of `left`.
Result<std::size_t> option_part(int nibble, View& left) {
    if (nibble < 13) return static_cast<std::size_t>(nibble);
    if (nibble == 15) return fail(Cause::malformed, "CoAP: a reserved option nibble");
    const auto [octets, base] = extensions[static_cast<std::size_t>(nibble) - 13];
    if (left.size() < octets) return fail(Cause::malformed, "CoAP: an option is cut short");
    const auto value = base + big_endian(left.first(octets));
    left = left.subspan(octets);
    return value;
}

Result<void> read_option(View& left, std::size_t& number, Message& message) {
    const int head = left.front();
    left = left.subspan(1);
    number += TRY(option_part(head >> 4, left));
    const auto length = TRY(option_part(head & 0xf, left));
    if (number > 0xffff) return fail(Cause::malformed, "CoAP: an option number above 65535");
    if (left.size() < length) return fail(Cause::malformed, "CoAP: an option is cut short");
    if (message.options.size() == max_options) return fail(Cause::malformed, "CoAP: too many options");
    message.options.push_back(
        {static_cast<std::uint16_t>(number), Octets(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(length))});
    left = left.subspan(length);
    return {};
}

Result<void> read_options_and_payload(View left, Message& message) {
    std::size_t number = 0;
    while (!left.empty() && left.front() != payload_marker) TRY(read_option(left, number, message));
    if (left.empty()) return {};
    if (left.size() == 1) return fail(Cause::malformed, "CoAP: a payload marker without payload");
    message.payload.assign(left.begin() + 1, left.end());
    return {};
}

// RFC 7252 12.1: classes 1, 3 and 6 are reserved; RFC 8323 takes 7 for signals.
Result<void> check_code(Octet value) {
    const int class_ = value >> 5;
    if (class_ == 1 || class_ == 3 || class_ == 6)
        return fail(Cause::malformed, "CoAP: code " + text_of(static_cast<Code>(value)) + " is reserved");
    return {};
}

// What the first octets of a message announce.
struct Frame {
    std::size_t token_octets;
    std::size_t head_octets;  // up to and with the code
    std::size_t total_octets;
};

// Nothing: more octets are needed. RFC 8323 3.2.
Result<std::optional<Frame>> frame_of(View octets) {
    if (octets.empty()) return std::optional<Frame>{};
    const int nibble = octets[0] >> 4;
    const std::size_t token = octets[0] & 0xf;
    if (token > 8) return fail(Cause::malformed, "CoAP: a token length of 9 to 15");
    std::size_t length = static_cast<std::size_t>(nibble);
    std::size_t head = 2;
    if (nibble >= 13) {
        const auto [more, base] = extensions[static_cast<std::size_t>(nibble) - 13];
        if (octets.size() < 1 + more) return std::optional<Frame>{};
        length = base + big_endian(octets.subspan(1, more));
        head += more;
    }
    const std::size_t total = head + token + length;
    if (total > max_message_octets)
        return fail(Cause::malformed, fmt::format("CoAP: a message of more than {} octets", max_message_octets));
    return std::optional(Frame{token, head, total});
}

Result<Message> read_message(View octets, const Frame& frame) {
    Message message;
    const View token = octets.subspan(frame.head_octets, frame.token_octets);
    message.token.assign(token.begin(), token.end());
    const auto rest = octets.subspan(frame.head_octets + frame.token_octets);
    TRY(read_code_and_rest(octets[frame.head_octets - 1], rest, message));
    return message;
}

Octets encode_options(std::vector<Option> options) {
    std::stable_sort(options.begin(), options.end(),
                     [](const Option& a, const Option& b) { return a.number < b.number; });
    Octets out;
    out.reserve(64);
    std::size_t previous = 0;
    for (const auto& option : options) {
        const auto delta = extended(option.number - previous);
        const auto length = extended(option.value.size());
        out.push_back(static_cast<Octet>(delta.nibble << 4 | length.nibble));
        append(out, delta.more);
        append(out, length.more);
        append(out, option.value);
        previous = option.number;
    }
    return out;
}

Message with_json(Code code, Octets token, std::string_view json) {
    Message message;
    message.code = code;
    message.token = std::move(token);
    if (!json.empty()) {
        message.add_number(option::content_format, format_json);
        message.payload.assign(json.begin(), json.end());
    }
    return message;
}

}  // namespace

std::string text_of(Code value) { return fmt::format("{}.{:02}", class_of(value), static_cast<int>(value) & 0x1f); }

std::string_view method_of(Code value) { return class_of(value) == 0 ? name_in_table(value) : std::string_view{}; }

std::string_view signal_name(Code value) { return is_signal(value) ? name_in_table(value) : std::string_view{}; }

std::string Message::path() const {
    std::string path;
    for (const auto& option : options) {
        if (option.number == option::uri_path) path.append("/").append(akmasim::text_of(option.value));
    }
    return path.empty() ? "/" : path;
}

std::optional<std::uint32_t> Message::number(std::uint16_t option) const {
    for (const auto& one : options) {
        if (one.number == option && one.value.size() <= 4) return static_cast<std::uint32_t>(big_endian(one.value));
    }
    return std::nullopt;
}

void Message::add(std::uint16_t option, std::string_view text) {
    options.push_back({option, Octets(text.begin(), text.end())});
}

void Message::add_number(std::uint16_t option, std::uint32_t value) {
    Octets octets;
    for (int shift = 24; shift >= 0; shift -= 8) {
        if (value >> shift != 0) octets.push_back(static_cast<Octet>(value >> shift));
    }
    options.push_back({option, std::move(octets)});
}

Message request(Code method, std::string_view path, Octets token, std::string_view json) {
    Message message = with_json(method, std::move(token), json);
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (end != 0) message.add(option::uri_path, path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return message;
}

Message response(Code result, const Octets& token, std::string_view json) { return with_json(result, token, json); }

Message pong(const Octets& token) {
    Message message;
    message.code = Code::pong;
    message.token = token;
    return message;
}

Message csm() {
    Message message;
    message.code = Code::csm;
    // RFC 8323 5.3.1: without a Max-Message-Size the peer sends up to 1152 octets; option 2 of a CSM is one that common
    // decoders take for an invalid one.
    return message;
}

std::optional<std::uint16_t> unknown_critical_option(const Message& message) {
    constexpr std::array known{option::uri_host, option::uri_path, std::uint16_t{7}};  // 7: Uri-Port
    for (const auto& option : message.options) {
        if (option.number % 2 == 1 && std::find(known.begin(), known.end(), option.number) == known.end())
            return option.number;
    }
    return std::nullopt;
}

Octets encode_options_and_payload(const Message& message) {
    Octets rest = encode_options(message.options);
    if (!message.payload.empty()) {
        rest.push_back(payload_marker);
        append(rest, message.payload);
    }
    return rest;
}

Result<void> read_code_and_rest(Octet code, View rest, Message& message) {
    TRY(check_code(code));
    message.code = static_cast<Code>(code);
    return read_options_and_payload(rest, message);
}

Octets encode(const Message& message) {
    const auto rest = encode_options_and_payload(message);
    const auto length = extended(rest.size());
    Octets out;
    out.reserve(6 + message.token.size() + rest.size());
    out.push_back(static_cast<Octet>(length.nibble << 4 | static_cast<int>(message.token.size())));
    append(out, length.more);
    out.push_back(static_cast<Octet>(message.code));
    append(out, message.token);
    append(out, rest);
    return out;
}

Result<Message> decode(View one_message) {
    const auto frame = TRY(frame_of(one_message));
    if (!frame || frame->total_octets != one_message.size())
        return fail(Cause::malformed, "CoAP: not exactly one message");
    return read_message(one_message, *frame);
}

Result<std::optional<Message>> Decoder::next() {
    const auto frame = TRY(frame_of(buffer_));
    if (!frame || buffer_.size() < frame->total_octets) return std::optional<Message>{};
    auto message = TRY(read_message(View(buffer_).first(frame->total_octets), *frame));
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(frame->total_octets));
    return std::optional(std::move(message));
}

}  // namespace akmasim::coap

// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/http2.hpp"

namespace akmasim::view {
namespace {

constexpr Octet data = 0;
constexpr Octet headers = 1;
constexpr Octet end_stream = 1;
constexpr Octet end_headers = 4;

// RFC 7541 5.1 with a prefix of 7 bits; no Huffman code.
void append_text(Octets& out, std::string_view text) {
    auto length = text.size();
    if (length < 127) {
        out.push_back(static_cast<Octet>(length));
    } else {
        out.push_back(127);
        for (length -= 127; length >= 128; length /= 128) out.push_back(static_cast<Octet>(length % 128 + 128));
        out.push_back(static_cast<Octet>(length));
    }
    append(out, view_of(text));
}

// RFC 9113 4.1.
void append_frame(Octets& out, Octet type, Octet flags, std::uint32_t stream, View payload) {
    for (const int shift : {16, 8, 0}) out.push_back(static_cast<Octet>(payload.size() >> shift));
    out.push_back(type);
    out.push_back(flags);
    for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<Octet>(stream >> shift));
    append(out, payload);
}

}  // namespace

Octets http2_message(std::uint32_t stream, const HeaderFields& fields, View body) {
    Octets block;
    for (const auto& [name, value] : fields) {
        block.push_back(0);  // RFC 7541 6.2.2: a literal without indexing, with its name
        append_text(block, name);
        append_text(block, value);
    }
    Octets out;
    append_frame(out, headers, body.empty() ? end_headers | end_stream : end_headers, stream, block);
    if (!body.empty()) append_frame(out, data, end_stream, stream, body);
    return out;
}

}  // namespace akmasim::view

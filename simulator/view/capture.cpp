// SPDX-License-Identifier: Apache-2.0
// Blocks of pcapng, little-endian, each padded to four octets and closed by its length.
#include "simulator/view/capture.hpp"

#include <algorithm>
#include <ctime>
#include <set>

#include <fmt/format.h>

#include "simulator/view/packets.hpp"

namespace akmasim::view {
namespace {

void put(std::string& out, std::uint64_t value, int octets) {
    for (int i = 0; i < octets; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

void pad(std::string& out) {
    while (out.size() % 4 != 0) out += '\0';
}

void put_option(std::string& out, std::uint16_t code, std::string_view value) {
    put(out, code, 2);
    put(out, value.size(), 2);
    out += value;
    pad(out);
}

void put_block(std::string& out, std::uint32_t type, std::string body) {
    pad(body);
    put(out, type, 4);
    put(out, body.size() + 12, 4);
    out += body;
    put(out, body.size() + 12, 4);
}

constexpr std::uint32_t section_header = 0x0a0d0d0a;
constexpr std::uint32_t interface_description = 1;
constexpr std::uint32_t name_resolution = 4;
constexpr std::uint32_t enhanced_packet = 6;
constexpr std::uint32_t decryption_secrets = 10;
constexpr std::uint32_t tls_key_log = 0x544c534b;
constexpr std::uint16_t opt_comment = 1;

std::string section() {
    std::string body;
    put(body, 0x1a2b3c4d, 4);
    put(body, 1, 2);
    put(body, 0, 2);
    put(body, ~std::uint64_t{0}, 8);  // the length of the section is not said
    put_option(body, 4, "akmasim");
    put(body, 0, 4);
    return body;
}

std::string interface(const std::string& name) {
    std::string body;
    put(body, link_type_of(name), 2);
    put(body, 0, 2);
    put(body, 0, 4);  // no limit
    put_option(body, 2, name);
    put_option(body, 9, "\x09");  // nanoseconds
    put(body, 0, 4);
    return body;
}

std::string names(const record::Recording& recording) {
    std::string body;
    for (const auto& [party, address] : addresses_of(recording)) {
        put(body, 1, 2);  // an IPv4 address and a name
        put(body, 4 + party.size() + 1, 2);
        for (const int shift : {24, 16, 8, 0}) body += static_cast<char>(address >> shift & 0xff);
        body += party;
        body += '\0';
        pad(body);
    }
    put(body, 0, 4);
    return body;
}

std::string secrets(const std::string& lines) {
    std::string body;
    put(body, tls_key_log, 4);
    put(body, lines.size(), 4);
    return body + lines;
}

std::string packet(const Packet& packet, std::uint32_t interface, std::int64_t start) {
    const auto t = static_cast<std::uint64_t>(start + packet.t);
    std::string body;
    put(body, interface, 4);
    put(body, t >> 32, 4);
    put(body, t & 0xffffffff, 4);
    put(body, packet.octets.size(), 4);
    put(body, packet.octets.size(), 4);
    body += text_of(View(packet.octets));
    pad(body);
    put_option(body, opt_comment, packet.comment);
    put(body, 0, 4);
    return body;
}

// The scenario's clock, not ours. Not modelled: an offset; the loader asks for Z.
std::int64_t nanoseconds_of(const std::string& clock_start) {
    std::tm time{};
    if (strptime(clock_start.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time) == nullptr) return 0;
    constexpr std::int64_t furthest_s = 200LL * 365 * 86'400;  // from 1970: no recording of ours begins later
    return std::clamp<std::int64_t>(timegm(&time), 0, furthest_s) * 1'000'000'000;
}

}  // namespace

std::string keylog(const record::Recording& recording) {
    std::set<std::string> written;
    std::string lines;
    for (const auto& event : recording.events) {
        const bool secret = event.key == "CLIENT_RANDOM" || event.key.find("_SECRET") != std::string::npos;
        if (event.kind != "derive" || !secret || event.value.empty() || event.p.empty()) continue;
        auto line = fmt::format("{} {} {}\n", event.key, event.p.front(), event.value);
        if (written.insert(line).second) lines += line;
    }
    return lines;
}

std::string pcapng(const record::Recording& recording) {
    const auto packets = packets_of(recording);
    const auto start = nanoseconds_of(recording.header.clock_start);
    std::vector<std::string> interfaces;
    for (const auto& one : packets) {
        if (std::ranges::find(interfaces, one.interface) == interfaces.end()) interfaces.push_back(one.interface);
    }
    std::string out;
    put_block(out, section_header, section());
    for (const auto& name : interfaces) put_block(out, interface_description, interface(name));
    put_block(out, name_resolution, names(recording));
    if (const auto lines = keylog(recording); !lines.empty()) put_block(out, decryption_secrets, secrets(lines));
    for (const auto& one : packets) {
        const auto index = std::ranges::find(interfaces, one.interface) - interfaces.begin();
        put_block(out, enhanced_packet, packet(one, static_cast<std::uint32_t>(index), start));
    }
    return out;
}

}  // namespace akmasim::view

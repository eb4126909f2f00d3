// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/tls_octets.hpp"

#include <algorithm>
#include <array>

#include "simulator/protocol/ua_handshake.hpp"

namespace akmasim::knowledge {
namespace {

using ua::Front;

enum ExtensionType : int {
    ext_extended_master_secret = 23,
    ext_pre_shared_key = 41,
    ext_early_data = 42,
    ext_supported_versions = 43,
    ext_key_share = 51
};

// RFC 8446 4.1.3: SHA-256 of "HelloRetryRequest".
constexpr std::array<Octet, 32> retry_random{0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                             0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                             0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

void take_extensions(Hello& hello, Front extensions) {
    while (extensions.more()) {
        const int type = extensions.number(2);
        auto extension = extensions.counted(2);
        if (type == ext_key_share) hello.key_share = true;
        if (type == ext_extended_master_secret) hello.extended_master_secret = true;
        if (type == ext_early_data) hello.early_data = true;
        if (type == ext_pre_shared_key) hello.pre_shared_key = true;
        if (type == ext_supported_versions && extension.rest().size() == 2) hello.tls13 = extension.number(2) == 0x0304;
    }
}

}  // namespace

std::vector<TlsRecord> records_of(View octets) {
    std::vector<TlsRecord> records;
    while (octets.size() >= 5) {
        const bool datagram = octets[1] == 0xfe;
        const std::size_t header = datagram ? 13 : 5;
        if (octets.size() < header) return records;
        const auto length = static_cast<std::size_t>(octets[header - 2] << 8 | octets[header - 1]);
        if (octets.size() < header + length) return records;
        records.push_back({octets[0], octets.first(header), octets.subspan(header, length), datagram});
        octets = octets.subspan(header + length);
    }
    return records;
}

std::vector<HandshakeMessage> handshake_messages(View plain, bool datagram) {
    std::vector<HandshakeMessage> messages;
    const std::size_t header = datagram ? 12 : 4;
    while (plain.size() >= header) {
        const auto length = static_cast<std::size_t>(plain[1] << 16 | plain[2] << 8 | plain[3]);
        if (plain.size() < header + length) return messages;
        messages.push_back({plain[0], plain.first(header + length), plain.subspan(header, length)});
        plain = plain.subspan(header + length);
    }
    return messages;
}

std::optional<Hello> hello_of(const HandshakeMessage& message, bool datagram) {
    const bool of_client = message.type == client_hello;
    if (!of_client && message.type != server_hello) return {};
    Front body(message.body);
    Hello hello;
    body.number(2);
    hello.random = body.take(32);
    body.counted(1);
    if (of_client) {
        if (datagram) body.counted(1);
        body.counted(2);
        body.counted(1);
    } else {
        hello.suite = body.number(2);
        body.number(1);
        hello.retry_request = std::ranges::equal(hello.random, retry_random);
    }
    if (!body.good()) return {};
    if (body.more()) take_extensions(hello, body.counted(2));
    return hello;
}

std::optional<Binder> binder_of(const HandshakeMessage& message) {
    Front body(message.body);
    body.take(34);
    body.counted(1);
    body.counted(2);
    body.counted(1);
    auto extensions = body.counted(2);
    while (extensions.more()) {
        const int type = extensions.number(2);
        auto extension = extensions.counted(2);
        if (type != ext_pre_shared_key) continue;
        extension.counted(2);
        const auto binders = extension.rest().size();  // RFC 8446 4.2.11: the last extension, so the last octets
        auto list = extension.counted(2);
        const auto first = list.counted(1).rest();
        if (!extension.good() || first.size() != 32) return {};
        return Binder{message.whole.size() - binders, first};
    }
    return {};
}

}  // namespace akmasim::knowledge

// SPDX-License-Identifier: Apache-2.0
// N1 and SBI as Exported PDUs, Ua as Ethernet, IPv4 and TCP or UDP. Streams and connections are not recorded: they are
// told from requests and answers, and from each ClientHello.
#include "simulator/view/packets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/knowledge/plain_nas.hpp"
#include "simulator/protocol/form.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/frames.hpp"
#include "simulator/view/http2.hpp"
#include "simulator/view/parties.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

constexpr std::uint16_t sbi_port = 80;
constexpr std::uint16_t first_client_port = 49152;

struct Stream {
    std::string response;  // the message that ends it
    std::string ue;
    std::uint32_t number = 0;
};

struct Sbi {
    std::uint16_t client_port = 0;
    std::uint32_t next_stream = 1;
    std::vector<Stream> open;
};

const sbi::Operation* operation_of(const Event& event) {
    for (const auto* one : sbi::operations()) {
        const bool same = one->request == event.msg || one->response == event.msg;
        if (same && name_of(one->link) == event.link) return one;
    }
    return nullptr;
}

class Wire {
public:
    explicit Wire(const record::Recording& recording) : addresses_(addresses_of(recording)) {}

    // The deciphered NAS message as a second packet, for decoders that do not have the keys.
    [[nodiscard]] Packet plain_packet_of(const Event& event, View plain) const {
        return {"N1-plain", event.t, "", exported_pdu("nas-5gs", ends(event, 0, 0), plain)};
    }

    Packet packet_of(const Event& event) {
        const auto raw = from_hex(event.raw).value_or(Octets{});
        Packet packet{event.link, event.t, "", {}};
        json::Document document;
        const auto f = document.parse(event.f);
        if (event.link == "Ua")
            packet.octets = ua(event, raw);
        else if (event.link == "N1")
            packet.octets = exported_pdu("nas-5gs", ends(event, 0, 0), raw);
        else
            packet.octets = f ? http(event, *f, raw) : exported_pdu("data", ends(event, 0, 0), raw);
        return packet;
    }

private:
    [[nodiscard]] Ends ends(const Event& event, std::uint16_t from_port, std::uint16_t to_port) const {
        const auto address = [&](const std::string& party) {
            const auto found = addresses_.find(party);
            return found == addresses_.end() ? 0U : found->second;
        };
        return {{address(event.from), from_port}, {address(event.to), to_port}};
    }

    Octets http(const Event& event, const json::Value& f, View raw) {
        const bool request = f.member("method").has_value();
        auto& connection = sbi_of(request ? event.from : event.to, request ? event.to : event.from);
        const auto* operation = operation_of(event);
        HeaderFields fields;
        std::uint32_t number = 0;
        if (request) {
            number = std::exchange(connection.next_stream, connection.next_stream + 2);
            connection.open.push_back({operation ? std::string(operation->response) : "", event.ue, number});
            fields = {{":method", f.words_at("method")},
                      {":scheme", "http"},
                      {":authority", event.to},
                      {":path", f.words_at("path")}};
            if (const auto bearer = f.words_at("authorization"); !bearer.empty())
                fields.emplace_back("authorization", bearer);
            if (const auto when = f.words_at("originationTimestamp"); !when.empty())
                fields.emplace_back("3gpp-sbi-origination-timestamp", when);
            if (!raw.empty())
                fields.emplace_back("content-type",
                                    operation == &sbi::access_token ? form::media_type : sbi::json_type);
        } else {
            number = answered(connection, event);
            const auto status = f.words_at("status");
            fields = {{":status", status}};
            constexpr std::pair<std::string_view, std::string_view> headers[]{{"location", "location"},
                                                                              {"www-authenticate", "wwwAuthenticate"},
                                                                              {"cache-control", "cacheControl"},
                                                                              {"pragma", "pragma"}};
            for (const auto& [header, field] : headers) {
                if (const auto value = f.words_at(field); !value.empty())
                    fields.emplace_back(std::string(header), value);
            }
            const auto type = status >= "400" ? sbi::problem_type
                              : operation     ? operation->content_type
                                              : sbi::json_type;
            if (!raw.empty()) fields.emplace_back("content-type", type);
        }
        const auto port = connection.client_port;
        return exported_pdu("http2", request ? ends(event, port, sbi_port) : ends(event, sbi_port, port),
                            http2_message(number, fields, raw));
    }

    Sbi& sbi_of(const std::string& client, const std::string& server) {
        auto& connection = sbi_[{client, server}];
        if (connection.client_port == 0) connection.client_port = next_port_++;
        return connection;
    }

    static std::uint32_t answered(Sbi& connection, const Event& event) {
        const auto found = std::ranges::find_if(connection.open, [&](const Stream& one) {
            return (one.response == event.msg || one.response.empty()) && one.ue == event.ue;
        });
        if (found == connection.open.end()) return std::exchange(connection.next_stream, connection.next_stream + 2);
        const auto number = found->number;
        connection.open.erase(found);
        return number;
    }

    // A ClientHello opens a connection, unless the server asked for another one; so does the first message in clear.
    Octets ua(const Event& event, View raw) {
        const auto kind = transport_of(raw, event.msg);
        const auto pair = std::minmax(event.from, event.to);
        auto& connection = ua_[{pair.first, pair.second, event.ue}];
        const bool again = last_of_[{pair.first, pair.second, event.ue}] == "HelloVerifyRequest" ||
                           last_of_[{pair.first, pair.second, event.ue}] == "HelloRetryRequest";
        if (connection.client.empty() || connection.kind != kind || (event.msg == "ClientHello" && !again)) {
            connection = {event.from, next_port_++, kind, {1, 1}};
        }
        last_of_[{pair.first, pair.second, event.ue}] = event.msg;
        const auto server_port = server_port_of(kind);
        const bool up = event.from == connection.client;
        const auto both =
            up ? ends(event, connection.client_port, server_port) : ends(event, server_port, connection.client_port);
        if (kind == Transport::dtls) return ethernet_udp(both, raw);
        auto& sent = connection.sent[up ? 0 : 1];
        const auto segment = ethernet_tcp(both, sent, connection.sent[up ? 1 : 0], raw);
        sent += static_cast<std::uint32_t>(raw.size());
        return segment;
    }

    struct UaConnection {
        std::string client;
        std::uint16_t client_port = 0;
        Transport kind = Transport::tls;
        std::array<std::uint32_t, 2> sent{};
    };

    std::map<std::string, std::uint32_t> addresses_;
    std::map<std::pair<std::string, std::string>, Sbi> sbi_;
    std::map<std::tuple<std::string, std::string, std::string>, UaConnection> ua_;
    std::map<std::tuple<std::string, std::string, std::string>, std::string> last_of_;
    std::uint16_t next_port_ = first_client_port;
};

// What is said of each packet, and what became of it.
class Comments {
public:
    explicit Comments(const std::vector<Event>& events) : steps_(events) {
        for (const auto& event : events) {
            if (event.kind != "adversary") continue;
            if (event.has_raw && !event.raw.empty()) last_[event.of == 0 ? event.seq + events.size() : event.of] = event.seq;
            if (event.of != 0)
                fate_[event.of] += fmt::format("; {} by {} (step {})", event.verb, event.at, steps_.number_of(event.seq));
        }
        count_ = events.size();
    }

    [[nodiscard]] std::string of(const Event& event) const {
        const auto fate = fate_.find(event.seq);
        return words(event, fate == fate_.end() ? std::string() : fate->second);
    }
    // Of several acts on one message the last gives what is delivered.
    [[nodiscard]] bool is_delivered(const Event& event) const {
        if (event.kind != "adversary" || event.raw.empty() || event.link == "control") return false;
        const auto found = last_.find(event.of == 0 ? event.seq + count_ : event.of);
        return found != last_.end() && found->second == event.seq;
    }
    [[nodiscard]] std::string of_delivered(const Event& event) const {
        const auto place = event.of == 0 ? std::string() : fmt::format(" in place of step {}", steps_.number_of(event.of));
        return words(event, fmt::format("; delivered{}: {} by {}", place, event.verb, event.at));
    }

private:
    [[nodiscard]] std::string words(const Event& event, const std::string& more) const {
        auto message = event;
        message.kind = "msg";
        const auto clause = clause_of(message);
        return printable(fmt::format("step {} (event {}), in '{}': {}{}{}{}", steps_.number_of(event.seq), event.seq,
                                     event.step, label_of(message), clause.empty() ? "" : ", ", clause, more));
    }

    record::Steps steps_;
    std::size_t count_ = 0;
    std::map<std::uint64_t, std::uint64_t> last_;  // of a message, or of what was sent without one
    std::map<std::uint64_t, std::string> fate_;
};

}  // namespace

std::uint16_t link_type_of(std::string_view interface) {
    return interface == "Ua" || interface == "Ua-delivered" ? link_type_ethernet : link_type_upper_pdu;
}

std::map<std::string, std::uint32_t> addresses_of(const record::Recording& recording) {
    std::map<std::string, std::uint32_t> addresses;
    std::uint32_t next = 0x0a000001;
    for (const auto& party : parties_of(recording.events)) addresses[party] = next++;
    return addresses;
}

// What ran inside a TLS record is in that record. Orders of the scenario cross no network. What an adversary made of a
// message, or sent of its own, stands on an interface of its own, as it was delivered.
std::vector<Packet> packets_of(const record::Recording& recording) {
    Wire sent(recording);
    Wire delivered(recording);
    const Comments comments(recording.events);
    knowledge::NasReader nas;
    std::vector<Packet> packets;
    const auto put = [&](Packet packet, std::string comment) {
        packet.comment = std::move(comment);
        packets.push_back(std::move(packet));
    };
    for (const auto& event : recording.events) {
        nas.learn(event);
        if (comments.is_delivered(event)) {
            auto packet = delivered.packet_of(event);
            packet.interface += "-delivered";
            put(std::move(packet), comments.of_delivered(event));
        }
        if (event.kind != "msg" || !event.inside.empty() || event.link == "control") continue;
        put(sent.packet_of(event), comments.of(event));
        const auto plain = event.link == "N1" ? nas.plain_of(event) : std::nullopt;
        if (plain) put(sent.plain_packet_of(event, *plain), comments.of(event));
    }
    return packets;
}

}  // namespace akmasim::view

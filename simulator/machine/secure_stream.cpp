// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/secure_stream.hpp"

#include "simulator/protocol/coap_datagram.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim {

crypto::tls::Progress SecureStream::receive(View octets, Turn& turn) {
    channel_.receive(octets);
    return advance(turn);
}

crypto::tls::Progress SecureStream::advance(Turn& turn) {
    const auto progress = channel_.advance();
    flush(turn);
    return progress;
}

void SecureStream::flush(Turn& turn) {
    for (auto& record : channel_.take_records()) turn.send(peer_, std::move(record.octets), std::move(record.plain));
    for (auto& secret : channel_.take_keylog()) {
        keys::Derivation derivation;
        derivation.key = secret.label;
        if (!from_.empty()) derivation.from = {from_};
        derivation.p = {secret.client_random};
        derivation.clause = secret.label == "CLIENT_RANDOM" ? "RFC 5246 8.1" : "RFC 8446 7.1";
        derivation.value = secret.secret;
        turn.derived(derivation);
    }
}

// RFC 7252 5.2.1: an answer travels in the acknowledgement of its request. Not modelled: separate answers,
// retransmission, block-wise transfer.
Octets SecureStream::in_datagram(const coap::Message& message) {
    const auto request = to_acknowledge_.find(message.token);
    if (coap::is_request(message.code) || request == to_acknowledge_.end())
        return coap::encode(coap::Datagram{coap::Type::confirmable, next_message_id_++, message});
    const auto id = request->second;
    to_acknowledge_.erase(request);
    return coap::encode(coap::Datagram{coap::Type::acknowledgement, id, message});
}

Result<std::vector<coap::Message>> SecureStream::messages_of_datagrams() {
    std::vector<coap::Message> whole;
    for (const auto& octets : channel_.read_datagrams()) {
        auto datagram = TRY(coap::decode_datagram(octets));
        auto& message = datagram.message;
        if (message.code == coap::Code::empty) continue;  // RFC 7252 4.2: an acknowledgement or reset alone
        if (coap::is_request(message.code) && datagram.type == coap::Type::confirmable)
            to_acknowledge_.insert_or_assign(message.token, datagram.message_id);
        whole.push_back(std::move(message));
    }
    return whole;
}

Result<void> SecureStream::send(const coap::Message& message, Turn& turn) {
    // RFC 8075 7: the service answers in CoAP's words; HTTP has its own for them.
    if (carrier_ == UaCarrier::http_over_tls) return send(http1::response_of(message), turn);
    // TS 24.538 6.1 (assumed): one CoAP message goes into one TLS record.
    const bool datagram = carrier_ == UaCarrier::coap_over_dtls;
    TRY(channel_.write(datagram ? in_datagram(message) : coap::encode(message)));
    flush(turn);
    return {};
}

Result<void> SecureStream::send(const http1::Message& message, Turn& turn) {
    TRY(channel_.write(view_of(http1::encode(message))));
    flush(turn);
    return {};
}

Result<std::vector<http1::Message>> SecureStream::http_messages() {
    http_decoder_.feed(channel_.read());
    std::vector<http1::Message> whole;
    while (auto message = TRY(http_decoder_.next())) whole.push_back(std::move(*message));
    return whole;
}

Result<std::vector<coap::Message>> SecureStream::messages(Turn& turn) {
    if (carrier_ == UaCarrier::coap_over_dtls) return messages_of_datagrams();
    coap_.feed(channel_.read());
    auto heard = coap_.take();
    for (const auto& answer : heard.answers) TRY(send(answer, turn));
    return std::move(heard.messages);
}

void SecureStream::close(Turn& turn) {
    channel_.close();
    flush(turn);
}

std::string SecureStream::alert() const {
    const auto alert = channel_.alert();
    return alert ? ua::alert_name(alert->description) : std::string{};
}

}  // namespace akmasim

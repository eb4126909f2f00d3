// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/secure_stream.hpp"

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
        derivation.from = {"KAF"};
        derivation.p = {secret.client_random};
        derivation.clause = "RFC 8446 7.1";
        derivation.value = secret.secret;
        turn.derived(derivation);
    }
}

Result<void> SecureStream::send(const coap::Message& message, Turn& turn) {
    // TS 24.538 6.1 (assumed): one CoAP message goes into one TLS record.
    TRY(channel_.write(coap::encode(message)));
    flush(turn);
    return {};
}

Result<std::vector<coap::Message>> SecureStream::messages() {
    decoder_.feed(channel_.read());
    std::vector<coap::Message> whole;
    while (auto message = TRY(decoder_.next())) whole.push_back(std::move(*message));
    return whole;
}

std::string SecureStream::alert() const {
    const auto alert = channel_.alert();
    return alert ? ua::alert_name(alert->description) : std::string{};
}

}  // namespace akmasim

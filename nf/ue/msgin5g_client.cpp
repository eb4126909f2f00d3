// SPDX-License-Identifier: Apache-2.0
// The client's steps.
#include "nf/ue/msgin5g_client.hpp"

#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/msgin5g.hpp"

namespace akmasim::ue {
namespace {

using crypto::tls::Progress;

void report_failure(Turn& turn, std::string at, std::string alert, std::string detail) {
    turn.report({"failed", "", 0, std::move(at), std::move(alert), std::move(detail)});
}

std::string uuid(Random& random) {
    // RFC 9562 5.4: a random UUID carries version 4 and variant 10.
    auto octets = random.draw<FixedOctets<"UUID", 16>>();
    octets.writable()[6] = static_cast<Octet>((octets.view()[6] & 0x0f) | 0x40);
    octets.writable()[8] = static_cast<Octet>((octets.view()[8] & 0x3f) | 0x80);
    const auto text = hex(octets.view());
    return fmt::format("{}-{}-{}-{}-{}", text.substr(0, 8), text.substr(8, 4), text.substr(12, 4), text.substr(16, 4),
                       text.substr(20));
}

coap::Message post(Session& session, std::string_view path, std::string_view json) {
    return coap::request(coap::Code::post, path, {session.next_token++}, json);
}

}  // namespace

Result<SessionKey> Msgin5gClient::session_key(const command::Connect& order, Turn& turn) const {
    const auto* akma = me_.akma();
    SessionKey key;
    if (akma != nullptr) key.a_kid = akma->a_kid;
    // TS 33.535 6.2.1 step 1: K_AF of this AF, before or with the first message to it; K5GMSG is its name in the study.
    if (order.key)
        key.k_af = TRY(KAf::from(*order.key));
    else if (akma != nullptr)
        key.k_af =
            keys::k_af(turn.kdf(), akma->k_akma, {me_.profile().server, keys::ua_star_id(me_.profile().ua_protocol)});
    // TS 33.535 B.1.3.2.2 (assumed): the PSK identity is 3GPP-AKMA directly followed by the A-KID.
    key.psk_identity = order.identity ? *order.identity : keys::psk_identity(key.a_kid);
    return key;
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Idle& idle, const command::Connect& order, Turn& turn) {
    // TS 33.501 Y.2: a UE that is not registered, or has no K_AKMA, cannot begin.
    if (me_.akma() == nullptr && !order.key && !order.identity) {
        report_failure(turn, "ue", "", "the UE holds no K_AKMA");
        return State{idle};
    }
    auto session = std::make_shared<Session>();
    session->key = TRY(session_key(order, turn));
    session->server = {Link::ua, {"msgin5g", ""}, turn.new_stream()};
    connection_ = session->server.stream;
    latest_ = session;
    const auto& mode = order.mode.empty() ? me_.profile().mode : order.mode;
    return mode == "explicit" ? request_session(std::move(session), turn) : shake_hands(std::move(session), turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Open&, const command::Connect& order, Turn& turn) {
    return on(Idle{}, order, turn);
}

Msgin5gClient::State Msgin5gClient::request_session(std::shared_ptr<Session> session, Turn& turn) const {
    // TR 33.862 key issue 2 step 1 (seed only): the application session establishment request carries the A-KID in
    // clear.
    turn.send(session->server, coap::encode(coap::csm()));
    const auto request =
        post(*session, msgin5g::akma_path, body::write(msgin5g::AppSessionRequest{session->key.a_kid}));
    turn.send(session->server, coap::encode(request));
    return AwaitingSession{std::move(session)};
}

Msgin5gClient::State Msgin5gClient::shake_hands(std::shared_ptr<Session> session, Turn& turn) const {
    // TS 33.535 B.1.3: TLS with K_AF as external PSK; the ClientHello names the A-KID.
    auto channel = crypto::tls::Channel::client(tls_, session->key.psk_identity, session->key.k_af,
                                                me_.profile().server.text(), turn.random("TLS"));
    session->stream.emplace(std::move(channel), session->server);
    session->stream->advance(turn);
    return Handshaking{std::move(session)};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingSession& was, const UaOctets& heard, Turn& turn) {
    const auto answer = TRY(coap::decode(heard.octets));
    if (coap::is_signal(answer.code)) return State{was};  // the server's CSM
    if (answer.code == coap::Code::created) return shake_hands(was.session, turn);
    // TR 33.862 key issue 2 step 3 (seed only): the server said no, so there is no TLS to try.
    turn.report({"rejected", "msgin5g", coap::number_of(answer.code), "session", "", ""});
    return Idle{};
}

Msgin5gClient::State Msgin5gClient::closed(const Session& session, Turn& turn) const {
    report_failure(turn, "tls", session.stream->alert(), "the TLS connection ended");
    return Idle{};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Handshaking& was, const UaOctets& heard, Turn& turn) {
    switch (was.session->stream->receive(heard.octets, turn)) {
        case Progress::closed: return closed(*was.session, turn);
        case Progress::established: break;
        default: return State{was};
    }
    // RFC 8323 5.3: a CSM is the first message on every connection.
    TRY(was.session->stream->send(coap::csm(), turn));
    turn.report({"success", "", 0, "", "", ""});
    return Open{was.session};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Open& was, const UaOctets& heard, Turn& turn) {
    if (was.session->stream->receive(heard.octets, turn) == Progress::closed) return closed(*was.session, turn);
    TRY(was.session->stream->messages());  // Not modelled: messages that the server pushes; a CSM asks for nothing
    return State{was};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Idle& idle, const command::Send&, Turn& turn) {
    report_failure(turn, "ue", "", "there is no session with the MSGin5G server");
    return State{idle};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Open& was, const command::Send& order, Turn& turn) {
    if (was.session->registered) return submit(was.session, order, turn);
    // TS 23.554 8.2.1: the client registers its UE Service ID before its first message.
    msgin5g::Reg registration;
    registration.ue_service_id = order.as ? UeServiceId(*order.as) : me_.profile().ue_service_id;
    TRY(was.session->stream->send(post(*was.session, msgin5g::path, body::write(registration)), turn));
    return AwaitingRegistration{was.session, order};
}

Result<Msgin5gClient::State> Msgin5gClient::submit(const std::shared_ptr<Session>& session, const command::Send& order,
                                                   Turn& turn) const {
    // TS 23.554 8.3.2: one point-to-point message, whose answer the server gives at once.
    msgin5g::Msg message;
    message.ori_addr.addr = order.as ? UeServiceId(*order.as) : me_.profile().ue_service_id;
    message.dest_addr.addr = order.to.empty() ? me_.profile().ue_service_id : UeServiceId(order.to);
    message.msg_id = uuid(turn.random("Message ID"));
    message.payload = base64(order.text.empty() ? View(order.bytes) : view_of(order.text));
    message.sto_and_fw_ind = true;
    TRY(session->stream->send(post(*session, msgin5g::path, body::write(message)), turn));
    return AwaitingAnswer{session};
}

namespace {

// The one response among what came; CSM and other signals are passed over.
Result<std::optional<coap::Message>> response_in(Session& session) {
    for (auto& message : TRY(session.stream->messages())) {
        if (!coap::is_signal(message.code) && !coap::is_request(message.code)) return std::optional(std::move(message));
    }
    return std::optional<coap::Message>{};
}

}  // namespace

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingRegistration& was, const UaOctets& heard, Turn& turn) {
    if (was.session->stream->receive(heard.octets, turn) == Progress::closed) return closed(*was.session, turn);
    const auto response = TRY(response_in(*was.session));
    if (!response) return State{was};
    if (response->code != coap::Code::created) {
        turn.report({"rejected", "msgin5g", coap::number_of(response->code), "coap", "",
                     std::string(text_of(response->payload))});
        return Open{was.session};
    }
    was.session->registered = true;
    return submit(was.session, was.then, turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingAnswer& was, const UaOctets& heard, Turn& turn) {
    if (was.session->stream->receive(heard.octets, turn) == Progress::closed) return closed(*was.session, turn);
    const auto response = TRY(response_in(*was.session));
    if (!response) return State{was};
    const bool taken = coap::class_of(response->code) == 2;
    turn.report({taken ? "success" : "rejected", taken ? "" : "msgin5g", taken ? 0 : coap::number_of(response->code),
                 "coap", "", ""});
    return Open{was.session};
}

void Msgin5gClient::inspect(command::Inspection& answer) const {
    if (!latest_) return;
    answer.add(latest_->key.k_af);
    if (!latest_->stream) return;
    const auto negotiated = latest_->stream->channel().negotiated();
    answer.add("version", negotiated.version);
    answer.add("cipher", negotiated.cipher_suite);
    answer.add("group", negotiated.group);
    answer.add("kexMode", negotiated.kex_mode);
}

}  // namespace akmasim::ue

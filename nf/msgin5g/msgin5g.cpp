// SPDX-License-Identifier: Apache-2.0
// The server up to the handshake: who speaks, the session request in clear (seed only), the key from the AAnF.
#include <algorithm>

#include "nf/msgin5g/msgin5g.hpp"

#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim::msgin5g {

Result<void> Msgin5gServer::hear(const Envelope& incoming, Turn& turn) {
    if (incoming.http && incoming.http->status != 0) {
        const auto outstanding = TRY(asked(incoming));
        connection_ = outstanding.conversation;
        if (outstanding.operation == KeyRetrieved::name) {
            return conversations_.resume(connection_, TRY(read_response<KeyRetrieved>(incoming)), turn);
        }
        return conversations_.resume(connection_, TRY(read_response<AssociationFound>(incoming)), turn);
    }
    if (incoming.link == Link::control) return hear_timer(incoming, turn);
    if (incoming.http) return hear_notification(incoming, turn);
    if (incoming.link != Link::ua)
        return fail(Cause::unexpected, "the MSGin5G server hears Ua and the answers it asked for");
    connection_ = incoming.stream;
    if (conversations_.belongs_to_another(connection_, incoming.from))
        return fail(Cause::wrong_sender, "a Ua connection that belongs to another UE");
    return conversations_.hear(connection_, UaOctets{incoming.octets}, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Idle&, const UaOctets& heard, Turn& turn) {
    return take_first({}, heard, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingRequest& was, const UaOctets& heard, Turn& turn) {
    return take_first(*was.clear, heard, turn);
}

bool Msgin5gServer::has_spoken(const Turn& turn) {
    return std::ranges::any_of(turn.effects, [](const Effect& one) { return std::holds_alternative<Envelope>(one); });
}

Result<Msgin5gServer::State> Msgin5gServer::take_first(coap::Connection clear, const UaOctets& heard, Turn& turn) {
    if (clear.in_a_message() || (!ua::is_tls_record(heard.octets) && !ua::is_dtls_record(heard.octets)))
        return hear_in_clear(std::move(clear), heard, turn);
    // TR 33.862 key issue 2 step 4 (seed only): in the explicit mode TLS comes after an accepted request.
    if (configuration_.mode == "explicit") return fail(Cause::unexpected, "TLS before the application session request");
    // RFC 8446 4.1.2: a connection begins with a ClientHello; what comes late on one that has ended begins nothing.
    if (!ua::begins_handshake(heard.octets)) return fail(Cause::unexpected, "octets that begin no connection");
    const auto session = sessions_.begin(turn.reply_to());
    auto begun = begin_handshake(session, heard.octets, turn);
    if (!begun) sessions_.end(*session);
    // RFC 6347 4.2.1: a ClientHello that brings the cookie of another is passed over, and leaves no state.
    if (begun && std::holds_alternative<Handshaking>(*begun) && ua::is_dtls_record(heard.octets) && !has_spoken(turn)) {
        sessions_.end(*session);
        return Idle{};
    }
    return begun;
}

// TCP is a stream: several messages may come at once, and one in several parts.
Result<Msgin5gServer::State> Msgin5gServer::hear_in_clear(coap::Connection clear, const UaOctets& heard, Turn& turn) {
    const bool greeted = clear.greeted();
    clear.feed(heard.octets);
    const auto said = clear.take();
    // RFC 8323 5.3: each side begins with a CSM.
    if (!greeted && clear.greeted()) turn.send(coap::encode(coap::csm()));
    for (const auto& answer : said.answers) turn.send(coap::encode(answer));
    if (!said.messages.empty()) return take_session_request(said.messages.front(), turn);
    const auto& ending = clear.ending();
    if (!ending && !clear.greeted() && !clear.in_a_message()) return Idle{};
    if (!ending) return AwaitingRequest{std::make_shared<const coap::Connection>(std::move(clear))};
    // What breaks a rule of signals is answered by an Abort that says so; octets that are no message were not taken.
    if (ending->why.cause == Cause::malformed) turn.refused(ending->why.cause, ending->why.detail);
    return Closed{};
}

Result<Msgin5gServer::State> Msgin5gServer::take_session_request(const coap::Message& request, Turn& turn) {
    if (configuration_.mode != "explicit")
        return fail(Cause::unexpected, "a session request in clear, which this server does not take");
    const auto body = body::read<AppSessionRequest>(text_of(request.payload));
    if (request.code != coap::Code::post || request.path() != akma_path || !body) {
        turn.send(coap::encode(coap::response(coap::Code::bad_request, request.token)));
        return Closed{};
    }
    if (!configuration_.akma) {
        const auto refusal = body::write(AppSessionResponse{"FAILURE", "AKMA_NOT_SUPPORTED"});
        turn.send(coap::encode(coap::response(coap::Code::forbidden, request.token, refusal)));
        return Closed{};
    }
    // TR 33.862 key issue 2 step 2: the server asks the core for the key of this A-KID.
    auto session = sessions_.begin(turn.reply_to());
    sessions_.name(*session, body->a_kid);
    // Before TLS begins nobody knows a suite: the explicit mode is one of TLS 1.3.
    constexpr std::uint16_t suite_of_tls13 = 0x1301;
    fetch_key(*session, ua_modes::protocol_of_suite(configuration_.accepts, suite_of_tls13), suite_of_tls13, turn);
    return AwaitingSessionKey{std::move(session), request.token};
}

UaStarId Msgin5gServer::ua_star_id_of(const UaProtocol& protocol, std::uint16_t suite) const {
    return configuration_.ua_star_id.value_or(keys::ua_star_id(protocol.name, suite));
}

void Msgin5gServer::fetch_key(Session& session, const UaProtocol& protocol, std::uint16_t suite, Turn& turn) {
    // TS 33.535 6.2.1 step 2: AF_ID tells the AAnF which Ua* protocol the key is for.
    const auto ua_star_id = ua_star_id_of(protocol, suite);
    session.ua_star_id = hex(ua_star_id.view());
    naanf::AkmaAfKeyRequest request;
    request.af_id = naanf::AfIdText(keys::text_of({configuration_.fqdn, ua_star_id}));
    request.a_kid = session.a_kid;
    request.anon_ind = configuration_.anonymous.value_or(false);
    if (configuration_.notifications.value_or(false))
        request.notif_uri = Uri("http://" + configuration_.fqdn.text() + sbi::path_of(sbi::service_disable));
    // TS 33.535 6.3: an AF outside the operator's domain asks the NEF. 6.7: one inside, the AAnF that serves the
    // Routing Indicator of the A-KID.
    if (configuration_.via.value_or("") == "nef")
        return ask(turn, sbi::retrieve_by_nef, {"nef", ""}, request, connection_);
    const auto aanf = aanf_for(configuration_.aanfs, keys::routing_indicator_of(session.a_kid).text());
    ask(turn, sbi::retrieve_application_key, aanf, request, connection_);
}

// TS 29.535 5.1.4.2: 204 where nobody is known under the A-KID; a refusal is another thing.
std::string Msgin5gServer::why_no_key(const KeyRetrieved& answer) {
    if (answer.success()) return fmt::format("nobody is known under this A-KID ({})", answer.status);
    return fmt::format("the key is refused: {} {}", answer.status,
                       answer.problem.cause.value_or(answer.problem.detail.value_or("")));
}

void Msgin5gServer::keep_key(Session& session, const KeyRetrieved& answer) const {
    // TS 33.535 6.2.1 step 4: key, expiry and who the UE is. 204, 403 and 404 all mean that there is no key.
    if (!answer.success() || !answer.body) return;
    session.k_af = answer.body->k_af.clone();
    session.supi = answer.body->supi;
    session.gpsi = answer.body->gpsi;
    session.expiry = answer.body->expiry;
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingSessionKey& was, const KeyRetrieved& answer, Turn& turn) {
    keep_key(*was.session, answer);
    // TR 33.862 key issue 2 step 3: both hold K5GMSG now, or the server says that it could not get it.
    if (!was.session->k_af) {
        forget(*was.session, turn);
        const auto refusal = body::write(AppSessionResponse{"FAILURE", "NO_KEY"});
        // RFC 7252 5.9.3.5: 5.04 where somebody behind the server did not answer.
        const auto code =
            answer.status == status_of_silence ? coap::Code::gateway_timeout : coap::Code::unauthorized;
        turn.send(was.session->ue, coap::encode(coap::response(code, was.token, refusal)));
        return Closed{};
    }
    const auto accepted = body::write(AppSessionResponse{"SUCCESS", std::nullopt});
    turn.send(was.session->ue, coap::encode(coap::response(coap::Code::created, was.token, accepted)));
    return SessionReady{was.session};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const SessionReady& was, const UaOctets& heard, Turn& turn) {
    return begin_handshake(was.session, heard.octets, turn);
}

command::Inspection Msgin5gServer::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    const auto* session = sessions_.newest_established(about.ue);
    if (session == nullptr) return answer;
    if (session->k_af) answer.add(*session->k_af);
    if (!session->a_kid.empty()) answer.add("A-KID", session->a_kid.text());
    if (session->registered.empty()) return answer;
    answer.add("ueServiceId", session->registered.text());
    answer.add("stored", std::to_string(stored_.waiting_for(session->registered)));
    return answer;
}

}  // namespace akmasim::msgin5g

// SPDX-License-Identifier: Apache-2.0
// How a session ends: its key ran out, the AAnF says that the service is over, or the client leaves.
#include "nf/msgin5g/msgin5g.hpp"

namespace akmasim::msgin5g {
namespace {

constexpr std::string_view expiry_timer = "K_AF expiry";

}  // namespace

void Msgin5gServer::watch_expiry(const Session& session, Turn& turn) const {
    if (!session.expiry) return;
    // TS 29.122 DateTime: a date that this server cannot read counts as passed.
    turn.start(expiry_timer, connection_, turn.until(session.expiry->text()).value_or(0));
}

Result<void> Msgin5gServer::hear_timer(const Envelope& incoming, Turn& turn) {
    const auto order = TRY(command::decode(incoming.octets));
    const auto* expired = std::get_if<command::TimerExpired>(&order);
    if (expired == nullptr) return fail(Cause::unexpected, "an order that the MSGin5G server does not know");
    connection_ = expired->conversation;
    return conversations_.resume(connection_, *expired, turn);
}

Result<void> Msgin5gServer::hear_notification(const Envelope& incoming, Turn& turn) {
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    const bool known = route.operation == &sbi::service_disable || route.operation == &sbi::service_disable_by_nef;
    if (!known) return fail(Cause::unexpected, incoming.http->path + " is not a service of the MSGin5G server");
    const bool by_nef = configuration_.via.value_or("") == "nef";
    if (incoming.from.role != (by_nef ? "nef" : "aanf"))
        return fail(Cause::wrong_sender, "a notification from " + incoming.from.role);
    const auto disabled = TRY(read_request<ServiceDisabled>(incoming, ""));
    respond_nothing(turn, turn.reply_to());
    // TS 33.535 7.1.6 (clause assumed): the AF lets go of the key and of every session with it.
    for (const auto& session : sessions_.under(disabled.body.a_kid)) {
        connection_ = session->ue.stream;
        // One session that cannot be closed in order keeps no other one open.
        if (const auto heard = conversations_.hear(connection_, disabled, turn); !heard)
            turn.refused(heard.error().cause, heard.error().detail);
    }
    return {};
}

void Msgin5gServer::forget(const Session& session, Turn& turn) {
    if (session.expiry) turn.stop(expiry_timer, connection_);
    sessions_.end(session);
}

// What was asked and not yet answered is answered 4.01; then the tunnel closes. Stored messages stay.
Result<Msgin5gServer::State> Msgin5gServer::end(const std::shared_ptr<Session>& session, std::string_view why,
                                                Turn& turn) {
    MsgResp refusal;
    refusal.failure_cause = std::string(why);
    for (const auto& request : std::exchange(session->requests, {})) {
        TRY(session->stream->send(coap::response(coap::Code::unauthorized, request.token, body::write(refusal)), turn));
    }
    turn.refused(Cause::unexpected, fmt::format("the session is closed: {}", why));
    if (session->stream) session->stream->close(turn);
    forget(*session, turn);
    return Closed{};
}

// A handshake that cannot go on ends here without a word: an alert of its own would tell who tries A-KIDs that this one is
// looked for (RFC 8446 E.6), and one for a wrong key would tell an honest client what is not so (assumed). Not modelled:
// that the TCP connection ends.
Msgin5gServer::State Msgin5gServer::let_go(const Session& session, std::string_view why, Turn& turn) {
    turn.refused(Cause::unexpected, std::string(why));
    forget(session, turn);
    return Closed{};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingRequest&, const command::TimerExpired&, Turn& turn) {
    turn.refused(Cause::unexpected, "no request came in time");
    return Closed{};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const SessionReady& was, const command::TimerExpired&, Turn& turn) {
    return let_go(*was.session, "no ClientHello came in time", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Handshaking& was, const command::TimerExpired&, Turn& turn) {
    return let_go(*was.session, "the handshake did not go on in time", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Open& was, const command::TimerExpired& expired, Turn& turn) {
    if (expired.timer != expiry_timer) return let_go(*was.session, "the client's Finished did not come in time", turn);
    // TS 33.535 5.2 (assumed): a K_AF that ran out serves no session any longer.
    return end(was.session, "KAF_EXPIRED", turn);
}

// The registration that waits for its association has not been answered either.
Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingAssociation& was, const command::TimerExpired&,
                                               Turn& turn) {
    was.session->requests.push_front(coap::request(coap::Code::post, path, was.token, {}));
    return end(was.session, "KAF_EXPIRED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingDigestKey& was, const command::TimerExpired&, Turn& turn) {
    return end(was.session, "KAF_EXPIRED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingSessionKey& was, const ServiceDisabled&, Turn& turn) {
    const auto refusal = body::write(AppSessionResponse{"FAILURE", "NO_KEY"});
    turn.send(was.session->ue, coap::encode(coap::response(coap::Code::unauthorized, was.token, refusal)));
    return end(was.session, "SERVICE_DISABLED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const SessionReady& was, const ServiceDisabled&, Turn& turn) {
    return end(was.session, "SERVICE_DISABLED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingKey& was, const ServiceDisabled&, Turn& turn) {
    return end(was.session, "SERVICE_DISABLED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Handshaking& was, const ServiceDisabled&, Turn& turn) {
    return end(was.session, "SERVICE_DISABLED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Open& was, const ServiceDisabled&, Turn& turn) {
    return end(was.session, "SERVICE_DISABLED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingAssociation& was, const ServiceDisabled&, Turn& turn) {
    was.session->requests.push_front(coap::request(coap::Code::post, path, was.token, {}));
    return end(was.session, "SERVICE_DISABLED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingDigestKey& was, const ServiceDisabled&, Turn& turn) {
    return end(was.session, "SERVICE_DISABLED", turn);
}

Result<Msgin5gServer::State> Msgin5gServer::deregister(std::shared_ptr<Session> session, const coap::Message& request,
                                                       Turn& turn) {
    const auto leaving = body::read<Dereg>(text_of(request.payload));
    MsgResp response;
    if (!leaving) {
        response.failure_cause = "SYNTAX";
        return answer(std::move(session), coap::Code::bad_request, request.token, std::move(response), turn);
    }
    response.ue_service_id = leaving->ue_service_id;
    // TS 23.554 8.2.2: only who is registered leaves, and only for itself.
    if (session->registered.empty() || session->registered != leaving->ue_service_id) {
        response.failure_cause = session->registered.empty() ? "NOT_REGISTERED" : "ORIGINATOR_MISMATCH";
        const auto code = session->registered.empty() ? coap::Code::unauthorized : coap::Code::forbidden;
        return answer(std::move(session), code, request.token, std::move(response), turn);
    }
    sessions_.unbind(*session);
    response.result = "SUCCESS";
    return answer(std::move(session), coap::Code::deleted, request.token, std::move(response), turn);
}

}  // namespace akmasim::msgin5g

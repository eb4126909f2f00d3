// SPDX-License-Identifier: Apache-2.0
// The service inside the tunnel: registration with the association check of TS 33.501 Y.2, and messages.
#include <algorithm>

#include "nf/msgin5g/msgin5g.hpp"

namespace akmasim::msgin5g {

using crypto::tls::Progress;

Result<Msgin5gServer::State> Msgin5gServer::on(const Open& was, const UaOctets& heard, Turn& turn) {
    const auto progress = was.session->stream->receive(heard.octets, turn);
    if (progress == Progress::closed) return closed(*was.session, turn);
    if (progress == Progress::established) establish(was.session, turn);
    return serve_all(was.session, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingAssociation& was, const UaOctets& heard, Turn& turn) {
    TRY(keep_unread(*was.session, heard));
    const auto progress = was.session->stream->receive(heard.octets, turn);
    if (progress == Progress::closed) return closed(*was.session, turn);
    if (progress == Progress::established) establish(was.session, turn);
    return State{was};  // what it asks is served after the answer that is due
}

// In a stream, octets that are no message leave nothing to go on with. RFC 7252 4.2: a datagram alone is passed over.
Msgin5gServer::State Msgin5gServer::broken(const std::shared_ptr<Session>& session, const Error& why, Turn& turn) {
    turn.refused(why.cause, why.detail);
    if (session->stream->carrier() == UaCarrier::coap_over_dtls) return Open{session};
    return left(session, turn);
}

Msgin5gServer::State Msgin5gServer::left(const std::shared_ptr<Session>& session, Turn& turn) {
    session->stream->close(turn);
    forget(*session, turn);
    return Closed{};
}

// One request after another, up to the first that has to wait for somebody's answer.
Result<Msgin5gServer::State> Msgin5gServer::serve_all(std::shared_ptr<Session> session, Turn& turn) {
    if (session->stream->carrier() == UaCarrier::http_over_tls) return serve_http(std::move(session), turn);
    auto messages = session->stream->messages(turn);
    if (!messages) return broken(session, messages.error(), turn);
    for (auto& message : *messages) {
        if (coap::is_request(message.code)) session->requests.push_back(std::move(message));
    }
    State next = Open{session};
    while (!session->requests.empty() && std::holds_alternative<Open>(next)) {
        const auto request = std::move(session->requests.front());
        session->requests.pop_front();
        next = TRY(serve(session, request, turn));
    }
    const auto& ending = session->stream->ending();
    if (!ending || !std::holds_alternative<Open>(next)) return next;
    // RFC 8323 5.5: after a Release what was asked is answered, then the connection closes. 5.6: after an Abort, or where
    // we abort, it closes.
    return ending->orderly ? left(session, turn) : broken(session, ending->why, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::serve(std::shared_ptr<Session> session, const coap::Message& request,
                                                  Turn& turn) {
    const auto refuse = [&](coap::Code code, std::string cause) {
        MsgResp response;
        response.failure_cause = std::move(cause);
        return answer(session, code, request.token, std::move(response), turn);
    };
    // RFC 7252 5.4.1, 5.8, 5.10: options, path, method and format before content.
    if (coap::unknown_critical_option(request)) return refuse(coap::Code::bad_option, "BAD_OPTION");
    if (request.path() != path) return refuse(coap::Code::not_found, "NOT_FOUND");
    if (request.code != coap::Code::post) return refuse(coap::Code::method_not_allowed, "METHOD_NOT_ALLOWED");
    if (request.number(coap::option::content_format) != coap::format_json) {
        return refuse(coap::Code::unsupported_content_format, "CONTENT_FORMAT");
    }
    const auto kind = body::read<AnyBody>(text_of(request.payload));
    if (!kind) return refuse(coap::Code::bad_request, "SYNTAX");
    if (kind->msg_type == MsgType::reg) return register_service(std::move(session), request, turn);
    if (kind->msg_type == MsgType::dereg) return deregister(std::move(session), request, turn);
    if (kind->msg_type == MsgType::msg) return take_message(std::move(session), request, turn);
    return refuse(coap::Code::bad_request, "MSG_TYPE");
}

Result<Msgin5gServer::State> Msgin5gServer::answer(std::shared_ptr<Session> session, coap::Code code,
                                                   const Octets& token, MsgResp response, Turn& turn) const {
    TRY(session->stream->send(coap::response(code, token, body::write(response)), turn));
    return Open{std::move(session)};
}

Result<Msgin5gServer::State> Msgin5gServer::register_service(std::shared_ptr<Session> session,
                                                             const coap::Message& request, Turn& turn) {
    const auto registration = body::read<Reg>(text_of(request.payload));
    if (!registration || (!session->supi && !session->gpsi)) {
        // TS 33.501 Y.2: without a UE ID from the AAnF there is nothing to compare with.
        MsgResp refusal;
        refusal.failure_cause = registration ? "UE_SVC_ID_NOT_ASSOCIATED" : "SYNTAX";
        const auto code = registration ? coap::Code::forbidden : coap::Code::bad_request;
        return answer(std::move(session), code, request.token, std::move(refusal), turn);
    }
    // TS 33.501 Y.2: the association is fetched by the UE ID that the AAnF returned with the key.
    mcf::AssociationQuery query;
    query.supi = session->supi;
    if (!session->supi) query.gpsi = session->gpsi;
    ask(turn, sbi::association, {"mcf", ""}, query, connection_);
    return AwaitingAssociation{std::move(session), request.token, registration->ue_service_id};
}

Result<Msgin5gServer::State> Msgin5gServer::answer_registration(const AwaitingAssociation& was, coap::Code code,
                                                                MsgResp response, Turn& turn) {
    TRY(answer(was.session, code, was.token, std::move(response), turn));
    return serve_all(was.session, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingAssociation& was, const AssociationFound& found,
                                               Turn& turn) {
    MsgResp response;
    response.ue_service_id = was.claimed;
    was.session->unread_octets = 0;
    if (!found.success() || !found.body) {
        // TS 33.501 Y.2: no association source, no registration; never "accept anyway".
        response.failure_cause = "CM_UNAVAILABLE";
        return answer_registration(was, coap::Code::service_unavailable, std::move(response), turn);
    }
    const auto& ids = found.body->ue_service_ids;
    // TS 33.501 Y.2: the UE Service ID must belong to the UE that the tunnel's key belongs to.
    const bool associated = std::ranges::find(ids, was.claimed) != ids.end();
    if (!associated && !omits(configuration_.omits, "association-check")) {
        response.failure_cause = "UE_SVC_ID_NOT_ASSOCIATED";
        return answer_registration(was, coap::Code::forbidden, std::move(response), turn);
    }
    // A UE Service ID is bound to one tunnel: the newest registration counts, an older one must register again. What
    // came early displaces nobody before the handshake is over (RFC 8446 8).
    sessions_.unbind(*was.session);
    was.session->registered = was.claimed;
    if (was.session->established) sessions_.bind(*was.session);
    response.result = "SUCCESS";
    return answer_registration(was, coap::Code::created, std::move(response), turn);
}

Result<Msgin5gServer::State> Msgin5gServer::take_message(std::shared_ptr<Session> session, const coap::Message& request,
                                                         Turn& turn) {
    const auto message = body::read<Msg>(text_of(request.payload));
    MsgResp response;
    if (!message) {
        response.failure_cause = "SYNTAX";
        return answer(std::move(session), coap::Code::bad_request, request.token, std::move(response), turn);
    }
    response.ori_addr = message->ori_addr;
    response.msg_id = message->msg_id;
    const auto refuse = [&](coap::Code code, std::string cause) {
        response.status = "DELY_FAILED";
        response.failure_cause = std::move(cause);
        return answer(session, code, request.token, std::move(response), turn);
    };
    if (session->registered.empty()) return refuse(coap::Code::unauthorized, "NOT_REGISTERED");
    // TS 33.501 Y.2 (derived rule): inside a tunnel only the registered UE Service ID may speak.
    if (message->ori_addr.addr != session->registered) return refuse(coap::Code::forbidden, "ORIGINATOR_MISMATCH");
    const auto payload = payload_octets(*message);
    if (!payload) return refuse(coap::Code::bad_request, "SYNTAX");
    if (payload->size() > max_payload_octets) return refuse(coap::Code::request_entity_too_large, "TOO_LARGE");
    // TS 23.554 8.3.6 (assumed): no recipient is reached here, so the message is kept for it where the sender allows.
    if (!message->sto_and_fw_ind) return refuse(coap::Code::service_unavailable, "RECIPIENT_UNREACHABLE");
    // The same Message ID of the same originator is the same message: answered again, kept once.
    if (!stored_.keep(*message, turn.now())) return refuse(coap::Code::service_unavailable, "NO_ROOM_TO_STORE");
    response.status = "DELY_STORED";
    return answer(std::move(session), coap::Code::changed, request.token, std::move(response), turn);
}

}  // namespace akmasim::msgin5g

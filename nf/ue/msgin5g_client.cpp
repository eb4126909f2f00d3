// SPDX-License-Identifier: Apache-2.0
// The client inside the open tunnel: registration, then messages.
#include "nf/ue/msgin5g_client.hpp"

#include <fmt/ranges.h>

#include "simulator/protocol/msgin5g.hpp"

namespace akmasim::ue {
namespace {

using crypto::tls::Progress;

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
    session.asked_token = {session.next_token++};
    return coap::request(coap::Code::post, path, session.asked_token, json);
}

}  // namespace

Result<Msgin5gClient::State> Msgin5gClient::on(const Open& was, const UaOctets& heard, Turn& turn) {
    if (was.session->stream->receive(heard.octets, turn) == Progress::closed) {
        // RFC 8446 6.1: an orderly end between two procedures is no procedure's outcome.
        if (was.session->stream->alert() == "close_notify") return Idle{};
        return closed(*was.session, turn);
    }
    if (was.session->stream->carrier() == UaCarrier::http_over_tls) return State{was};  // nothing was asked
    // Not modelled: messages that the server pushes. What answers nothing that was asked is noted and dropped.
    answer_among(*was.session, TRY(was.session->stream->messages(turn)), turn);
    const auto& ending = was.session->stream->ending();
    if (!ending) return State{was};
    // RFC 8323 5.5: an orderly end between two procedures is no procedure's outcome.
    if (!ending->orderly) return lost(*was.session, *ending, turn);
    was.session->stream->close(turn);
    return Idle{};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Idle& idle, const command::Send&, Turn& turn) {
    turn.report({"failed", "", 0, "ue", "", "there is no session with the MSGin5G server"});
    return State{idle};
}

coap::Message Msgin5gClient::registration(Session& session, const std::optional<std::string>& as) const {
    msgin5g::Reg registration;
    registration.ue_service_id = as ? UeServiceId(*as) : me_.profile().ue_service_id;
    return post(session, msgin5g::path, body::write(registration));
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Open& was, const command::Send& order, Turn& turn) {
    if (was.session->registered) return submit(was.session, order, turn);
    // TS 23.554 8.2.1: the client registers its UE Service ID before its first message.
    TRY(send_request(*was.session, registration(*was.session, order.as), turn));
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
    TRY(send_request(*session, post(*session, msgin5g::path, body::write(message)), turn));
    return AwaitingAnswer{session};
}

// RFC 7252 5.3.1: the token says which request a response answers.
std::optional<coap::Message> Msgin5gClient::answer_among(Session& session, std::vector<coap::Message> messages,
                                                         Turn& turn) {
    std::optional<coap::Message> answer;
    for (auto& message : messages) {
        if (coap::is_request(message.code)) continue;
        const bool ours = !session.asked_token.empty() && message.token == session.asked_token;
        if (!ours) {
            turn.refused(Cause::unexpected, fmt::format("a response with the token '{}', which asked for nothing",
                                                        hex(message.token)));
            continue;
        }
        session.asked_token.clear();
        answer = std::move(message);
    }
    return answer;
}

// The one response among what came.
Result<std::optional<coap::Message>> Msgin5gClient::response_in(Session& session, Turn& turn) const {
    if (session.stream->carrier() == UaCarrier::http_over_tls) return http_response_in(session, turn);
    return answer_among(session, TRY(session.stream->messages(turn)), turn);
}

// RFC 8323 5.5 and 5.6: the connection is over, by the server's word or for what it said.
Msgin5gClient::State Msgin5gClient::lost(Session& session, const coap::Ending& ending, Turn& turn) const {
    if (session.stream) session.stream->close(turn);
    turn.report({"failed", "", 0, "coap", "", ending.why.detail});
    return Idle{};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingRegistration& was, const UaOctets& heard, Turn& turn) {
    if (was.session->stream->receive(heard.octets, turn) == Progress::closed) return closed(*was.session, turn);
    return take_registration_answer(was, turn);
}

Result<Msgin5gClient::State> Msgin5gClient::take_registration_answer(const AwaitingRegistration& was,
                                                                     Turn& turn) const {
    const auto response = TRY(response_in(*was.session, turn));
    if (!was.session->given_up_because.empty()) return give_up(*was.session, turn);
    if (!response && was.session->stream->ending()) return lost(*was.session, *was.session->stream->ending(), turn);
    if (!response) return State{was};
    if (response->code != coap::Code::created) return refused(was.session, *response, turn);
    was.session->registered = true;
    if (was.then) return submit(was.session, *was.then, turn);
    turn.report({"success", "", 0, "", "", ""});
    return Open{was.session};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingAnswer& was, const UaOctets& heard, Turn& turn) {
    if (was.session->stream->receive(heard.octets, turn) == Progress::closed) return closed(*was.session, turn);
    const auto response = TRY(response_in(*was.session, turn));
    if (!was.session->given_up_because.empty()) return give_up(*was.session, turn);
    if (!response && was.session->stream->ending()) return lost(*was.session, *was.session->stream->ending(), turn);
    if (!response) return State{was};
    if (coap::class_of(response->code) != 2) return refused(was.session, *response, turn);
    turn.report({"success", "", 0, "coap", "", ""});
    return Open{was.session};
}

Msgin5gClient::State Msgin5gClient::refused(std::shared_ptr<Session> session, const coap::Message& response,
                                            Turn& turn) const {
    const std::string at = session->stream->carrier() == UaCarrier::http_over_tls ? "http" : "coap";
    // RFC 7252 5.9.3.5, RFC 9110 15.6.5: who should have answered the server did not; that is no refusal.
    if (response.code == coap::Code::gateway_timeout) {
        turn.report(command::timed_out(at, "somebody behind the server did not answer in time"));
        return Open{std::move(session)};
    }
    command::Report report{"rejected", "msgin5g", coap::number_of(response.code), at, "",
                           std::string(text_of(response.payload))};
    const auto body = body::read<msgin5g::MsgResp>(text_of(response.payload));
    if (body) report.reason = body->failure_cause.value_or("");
    turn.report(report);
    return Open{std::move(session)};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingRegistration& was, const command::TimerExpired&,
                                               Turn& turn) {
    return unanswered(*was.session, response_timer(*was.session) == "coap" ? "coap" : "http", turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingAnswer& was, const command::TimerExpired&, Turn& turn) {
    return unanswered(*was.session, response_timer(*was.session) == "coap" ? "coap" : "http", turn);
}

void Msgin5gClient::inspect(command::Inspection& answer) const {
    if (!latest_) return;
    if (latest_->key.k_af) answer.add(*latest_->key.k_af);
    if (latest_->key.forced) answer.add(*latest_->key.forced);
    if (me_.profile().retry) answer.add("retries", std::to_string(latest_->retries));
    answer.add("asked", fmt::format("{}", fmt::join(latest_->asked, ",")));
    if (!latest_->stream) return;
    const auto negotiated = latest_->stream->channel().negotiated();
    const auto add = [&](std::string_view name, const std::string& text) {
        if (!text.empty()) answer.add(name, text);
    };
    add("got", latest_->got);
    add("version", negotiated.version);
    add("cipher", negotiated.cipher_suite);
    add("group", negotiated.group);
    add("kexMode", negotiated.kex_mode);
    add("earlyData", negotiated.early_data);
}

}  // namespace akmasim::ue

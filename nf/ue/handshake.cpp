// SPDX-License-Identifier: Apache-2.0
// The client up to the open tunnel: what is asked for, which key that takes, what was negotiated.
#include <algorithm>

#include "nf/ue/msgin5g_client.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/msgin5g.hpp"

namespace akmasim::ue {

using crypto::tls::Progress;

namespace {

void report_failure(Turn& turn, std::string at, std::string alert, std::string detail) {
    turn.report({"failed", "", 0, std::move(at), std::move(alert), std::move(detail)});
}

bool is_baseline(const ua_modes::Names& asked) {
    const auto* protocol = ua_protocol_named(asked.front());
    return protocol != nullptr && !is_akma(*protocol);
}

std::shared_ptr<Session> session_in(const Msgin5gClient::State& state) {
    return std::visit(
        [](const auto& held) -> std::shared_ptr<Session> {
            if constexpr (requires { held.session; })
                return held.session;
            else
                return nullptr;
        },
        state);
}

bool asks_for(const Session& session, std::string_view name) {
    return std::ranges::find(session.asked, name) != session.asked.end();
}

}  // namespace

Result<void> Msgin5gClient::hear_ua(const Envelope& incoming, Turn& turn) {
    const auto server = party_of(incoming.from);
    const auto* state = conversations_.find(server);
    const auto session = state == nullptr ? nullptr : session_in(*state);
    if (session != nullptr && session->server.stream != incoming.stream)
        return fail(Cause::unexpected, "octets on a Ua connection that the UE does not have");
    return hear(server, UaOctets{incoming.octets}, turn);
}

// A UE has few servers, and one connection at a time with each.
Result<void> Msgin5gClient::hear_timer(const command::TimerExpired& expired, Turn& turn) {
    if (expired.timer == retry_timer) return hear_retry(expired, turn);
    for (const auto& server : me_.profile().servers) {
        const auto party = party_of({"msgin5g", server.instance});
        const auto* state = conversations_.find(party);
        const auto session = state == nullptr ? nullptr : session_in(*state);
        if (session != nullptr && session->server.stream == expired.conversation) return hear(party, expired, turn);
    }
    return fail(Cause::unexpected, "a timer of no session that the UE has");
}

const ServerAccess* Msgin5gClient::access_to(const std::string& party) const {
    const auto& servers = me_.profile().servers;
    const auto found = std::ranges::find_if(servers, [&](const auto& one) {
        return party_of({"msgin5g", one.instance}) == party;
    });
    return found == servers.end() ? nullptr : &*found;
}

std::string Msgin5gClient::server_meant(const std::string& party) const {
    if (!party.empty()) return party;
    if (latest_) return party_of(latest_->server.peer);
    const auto& servers = me_.profile().servers;
    return party_of({"msgin5g", servers.empty() ? "" : servers.front().instance});
}

SessionKey Msgin5gClient::session_key(const command::Connect& order) const {
    SessionKey key;
    if (const auto* akma = me_.akma()) key.a_kid = akma->a_kid;
    if (order.key) key.forced = KAf::from(*order.key).value_or(KAf{});
    // TS 33.535 B.1.3.2.2 (assumed): the PSK identity is 3GPP-AKMA directly followed by the A-KID.
    key.psk_identity = order.identity ? *order.identity : keys::psk_identity(key.a_kid);
    return key;
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Idle&, const command::Connect& order, Turn& turn) {
    return begin(order, 0, turn);
}

Result<Msgin5gClient::State> Msgin5gClient::begin(const command::Connect& order, int retries, Turn& turn) {
    auto session = std::make_shared<Session>();
    session->order = order;
    session->retries = retries;
    session->access = access_to(server_meant(order.server));
    if (session->access == nullptr) return fail(Cause::invalid, "no server is called " + order.server);
    session->asked = order.ua_protocols.empty() ? session->access->ua_protocols : order.ua_protocols;
    if (session->asked.empty()) return fail(Cause::invalid, "no protocol to ask for on Ua");
    const bool baseline = is_baseline(session->asked);
    // TS 33.501 Y.2, TS 33.535 6.1: a UE that has no K_AKMA cannot begin. Not modelled: whether its access is 3GPP's.
    if (!baseline && me_.akma() == nullptr && !order.key && !order.identity) {
        report_failure(turn, "ue", "", "the UE holds no K_AKMA");
        return Idle{};
    }
    session->key = session_key(order);
    if (order.identity && session->asked.front() == "http-digest") session->key.a_kid = AKid(*order.identity);
    if (baseline && !order.identity) session->key.psk_identity = me_.profile().static_identity.value_or("");
    session->server = {Link::ua, {"msgin5g", session->access->instance}, turn.new_stream()};
    latest_ = session;
    const auto& mode = order.mode.empty() ? session->access->mode : order.mode;
    if (mode == "explicit" && !baseline) return request_session(std::move(session), turn);
    return shake_hands(std::move(session), turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Open& was, const command::Connect& order, Turn& turn) {
    // RFC 8446 6.1: who leaves a connection says so, and the server forgets it. Not modelled: its close_notify in answer.
    was.session->stream->close(turn);
    return begin(order, 0, turn);
}

Msgin5gClient::State Msgin5gClient::request_session(std::shared_ptr<Session> session, Turn& turn) const {
    // TR 33.862 key issue 2 step 1 (seed only): the application session establishment request carries the A-KID in
    // clear.
    turn.send(session->server, coap::encode(coap::csm()));
    session->asked_token = {session->next_token++};
    const auto request = coap::request(coap::Code::post, msgin5g::akma_path, session->asked_token,
                                       body::write(msgin5g::AppSessionRequest{session->key.a_kid}));
    turn.send(session->server, coap::encode(request));
    return AwaitingSession{std::move(session)};
}

Result<Msgin5gClient::State> Msgin5gClient::shake_hands(std::shared_ptr<Session> session, Turn& turn) const {
    auto* context = TRY(tls_.of(session->asked, session->access->trust_anchor));
    // TS 33.535 B.1.3: TLS with K_AF as external PSK, under an identity that names the A-KID.
    auto channel = crypto::tls::Channel::client(*context, session->key.psk_identity, session->access->fqdn.text(),
                                                turn.random("TLS"));
    channel.verify_at(turn.seconds());
    if (asks_for(*session, "tls13-0rtt")) {
        // RFC 8446 2.3: the first request goes at once, without forward secrecy and for anybody to replay.
        session->early = true;
        channel.write_early(coap::encode(coap::csm()));
        channel.write_early(coap::encode(registration(*session, std::nullopt)));
    }
    const auto* first = ua_protocol_named(session->asked.front());
    const auto carrier = first == nullptr ? UaCarrier::coap_over_tls : first->carrier;
    session->stream.emplace(std::move(channel), session->server, carrier);
    if (is_baseline(session->asked)) session->stream->comes_from("staticPsk");
    if (carrier == UaCarrier::http_over_tls) session->stream->comes_from("");
    if (advance(*session, turn) == Progress::closed) return closed(*session, turn);
    return Handshaking{std::move(session)};
}

Progress Msgin5gClient::advance(Session& session, Turn& turn) const {
    auto progress = session.stream->advance(turn);
    while (progress == Progress::wants_key) {
        give_key(session, turn);
        progress = session.stream->advance(turn);
    }
    return progress;
}

void Msgin5gClient::give_key(Session& session, Turn& turn) const {
    auto& channel = session.stream->channel();
    const auto& profile = me_.profile();
    const auto& protocol = ua_modes::protocol_of_suite(session.asked, channel.suite());
    if (session.key.forced) return channel.provide(*session.key.forced);
    if (!is_akma(protocol)) {
        if (profile.static_psk) return channel.provide(*profile.static_psk);
        session.given_up_because = "no static PSK is configured";
        return channel.refuse_key();
    }
    // TS 24.109 K.3.2: a server that takes AKMA keys says so in its PSK identity hint, if it gives one.
    if (!channel.hint().empty() && !channel.hint().starts_with("3GPP-AKMA")) {
        session.given_up_because = "the server's PSK identity hint is not 3GPP-AKMA";
        return channel.refuse_key();
    }
    const auto* akma = me_.akma();
    if (akma == nullptr) return channel.provide(KAf{});
    // TS 33.535 6.2.1 step 1: K_AF of this AF, before or with the first message to it; K5GMSG is its name in the study.
    // TS 33.220 H.3: AF_ID holds the suite before TLS 1.3, so K_AF waits for the ServerHello there.
    session.key.ua_star_id = profile.ua_star_id.value_or(keys::ua_star_id(protocol.name, channel.suite()));
    session.key.k_af =
        keys::k_af(turn.kdf(me_.profile().supi), akma->k_akma, {session.access->fqdn, session.key.ua_star_id});
    channel.provide(*session.key.k_af);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingSession& was, const UaOctets& heard, Turn& turn) {
    auto& clear = was.session->clear;
    clear.feed(heard.octets);
    auto said = clear.take();
    for (const auto& reply : said.answers) turn.send(was.session->server, coap::encode(reply));
    const auto answer = answer_among(*was.session, std::move(said.messages), turn);
    if (!answer && clear.ending()) return lost(*was.session, *clear.ending(), turn);
    if (!answer) return State{was};  // the server's CSM, or half of something
    if (answer->code == coap::Code::created) return shake_hands(was.session, turn);
    if (auto again = retry(*was.session, turn)) return *again;
    if (answer->code == coap::Code::gateway_timeout) {
        turn.report(command::timed_out("coap", "the server had no answer in time about the key"));
        return Idle{};
    }
    // TR 33.862 key issue 2 step 3 (seed only): the server said no, so there is no TLS to try.
    turn.report({"rejected", "msgin5g", coap::number_of(answer->code), "session", "", ""});
    return Idle{};
}

Msgin5gClient::State Msgin5gClient::closed(const Session& session, Turn& turn) const {
    auto why = session.given_up_because;
    if (why.empty()) why = session.stream->channel().trouble();
    if (why.empty()) why = "the TLS connection ended";
    if (!session.established)
        if (auto again = retry(session, turn)) return *again;
    report_failure(turn, "tls", session.stream->alert(), std::move(why));
    return Idle{};
}

Msgin5gClient::State Msgin5gClient::unanswered(Session& session, std::string_view at, Turn& turn) const {
    if (session.stream) session.stream->close(turn);
    turn.report(command::timed_out(std::string(at), "the server did not answer in time"));
    return Idle{};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingSession& was, const command::TimerExpired&, Turn& turn) {
    return unanswered(*was.session, "coap", turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Handshaking& was, const command::TimerExpired&, Turn& turn) {
    return unanswered(*was.session, "tls", turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const Handshaking& was, const UaOctets& heard, Turn& turn) {
    was.session->stream->channel().receive(heard.octets);
    switch (advance(*was.session, turn)) {
        case Progress::closed: return closed(*was.session, turn);
        case Progress::established: return opened(was.session, turn);
        default: return State{was};
    }
}

void Msgin5gClient::tell(Session& session, Turn& turn) const {
    const auto negotiated = session.stream->channel().negotiated();
    const auto& asked = session.asked;
    session.got = ua_modes::got(asked, negotiated);
    const auto* protocol = ua_protocol_named(session.got);
    const bool psk = negotiated.kex_mode != "certificate";
    ua_modes::Told told{"asked", asked, session.got, negotiated, "none", "", ""};
    if (psk) told.psk_identity = protocol != nullptr && is_akma(*protocol) ? "akma" : "static";
    if (session.key.k_af) told.ua_star_id = hex(session.key.ua_star_id.view());
    if (session.got != asked.front()) told.differs = "asked for " + asked.front() + ", got " + session.got;
    turn.negotiated(ua_modes::fields_of(told));
}

Result<Msgin5gClient::State> Msgin5gClient::opened(std::shared_ptr<Session> session, Turn& turn) const {
    session->established = true;
    tell(*session, turn);
    const bool taken = session->stream->channel().negotiated().early_data == "accepted";
    // RFC 8323 5.3: a CSM is the first message on every connection; with early data it has gone already.
    if (!taken && session->stream->carrier() == UaCarrier::coap_over_tls) {
        TRY(session->stream->send(coap::csm(), turn));
    }
    if (session->stream->carrier() == UaCarrier::http_over_tls) {
        // TS 33.535 B.1.2: the server asks with its first answer who this is, so there has to be a first request.
        TRY(send_request(*session, registration(*session, std::nullopt), turn));
        return AwaitingRegistration{std::move(session), std::nullopt};
    }
    if (session->early) {
        // RFC 8446 4.2.10: what the server did not take early is said again.
        if (!taken) TRY(session->stream->send(registration(*session, std::nullopt), turn));
        return take_registration_answer({std::move(session), std::nullopt}, turn);
    }
    turn.report({"success", "", 0, "", "", ""});
    return Open{std::move(session)};
}

}  // namespace akmasim::ue

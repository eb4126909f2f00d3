// SPDX-License-Identifier: Apache-2.0
// The server's side of a handshake: which protocols it takes, the pause until the AAnF has answered, the decoy for who
// is unknown, and what was negotiated.
#include "nf/msgin5g/msgin5g.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim::msgin5g {

using crypto::tls::EarlyData;
using crypto::tls::Progress;

namespace {

// A peer that sends on while its session waits for somebody's answer: more than any honest one does.
constexpr std::size_t most_unread_octets = 65'536;

EarlyData early_data_named(const std::string& name) {
    if (name == "accept") return EarlyData::accept;
    return name == "accept-once" ? EarlyData::accept_once : EarlyData::refuse;
}

}  // namespace

Result<std::unique_ptr<Msgin5gServer>> Msgin5gServer::make(Surroundings around, Configuration configuration) {
    std::unique_ptr<Msgin5gServer> server(new Msgin5gServer(std::move(around), std::move(configuration)));
    TRY(server->make_contexts());
    return server;
}

Result<void> Msgin5gServer::make_contexts() {
    decoy_secret_ = around_.random("msgin5g||decoy")->draw<FixedOctets<"decoy secret", 32>>();
    crypto::tls::Settings settings;
    settings.suites = configuration_.cipher_suites;
    settings.identity_hint = "3GPP-AKMA";  // TS 24.109 K.3.2
    settings.early_data = early_data_named(configuration_.early_data);
    settings.certificate = TRY(from_hex(configuration_.certificate));
    settings.certificate_key = TRY(from_hex(configuration_.certificate_key));
    settings.keylog = around_.witnessed;
    settings.modes = ua_modes::modes_of(configuration_.accepts, false);
    if (!settings.modes.empty()) records_ = TRY(crypto::tls::Context::server(settings));
    settings.modes = ua_modes::modes_of(configuration_.accepts, true);
    if (configuration_.cookie)
        settings.cookie_secret = around_.random("msgin5g||cookie")->draw<FixedOctets<"cookie secret", 32>>();
    if (!settings.modes.empty()) datagrams_ = TRY(crypto::tls::Context::server(settings));
    return {};
}

Result<Msgin5gServer::State> Msgin5gServer::begin_handshake(std::shared_ptr<Session> session, View octets, Turn& turn) {
    const bool datagram = ua::is_dtls_record(octets);
    auto& context = datagram ? datagrams_ : records_;
    if (!context) return fail(Cause::unexpected, "this server takes no such transport on Ua");
    const auto peer = fmt::format("{}/{}", session->ue.peer.instance, connection_);
    auto channel = crypto::tls::Channel::server(*context, turn.random("TLS"), peer);
    session->stream.emplace(std::move(channel), session->ue,
                            datagram ? UaCarrier::coap_over_dtls : UaCarrier::coap_over_tls);
    const auto progress = session->stream->receive(octets, turn);
    return proceed(std::move(session), progress, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::proceed(std::shared_ptr<Session> session, Progress progress, Turn& turn) {
    switch (progress) {
        case Progress::closed: return closed(*session, turn);
        case Progress::wants_key: return know_identity(std::move(session), turn);
        case Progress::wants_peer: return Handshaking{std::move(session)};
        case Progress::established: establish(session, turn); break;
        case Progress::early: break;  // RFC 8446 8: what is served now could be a replay
    }
    TRY(greet(*session, turn));
    return serve_all(std::move(session), turn);
}

Result<void> Msgin5gServer::greet(Session& session, Turn& turn) const {
    // RFC 8323 5.3: the server's CSM, as soon as it can be read; over DTLS there is none.
    if (std::exchange(session.greeted, true) || session.stream->carrier() != UaCarrier::coap_over_tls) return {};
    return session.stream->send(coap::csm(), turn);
}

void Msgin5gServer::establish(const std::shared_ptr<Session>& session, Turn& turn) {
    if (std::exchange(session->established, true)) return;
    watch_expiry(*session, turn);
    // RFC 8446 8: until now the early registration could have been a replay, which displaces nobody.
    if (!session->registered.empty()) sessions_.bind(*session);
    const auto negotiated = session->stream->channel().negotiated();
    if (negotiated.kex_mode == "certificate") {
        session->stream->carries(UaCarrier::http_over_tls);
        session->stream->comes_from("");
    }
    const auto& list = configuration_.accepts;
    const auto got = ua_modes::got(list, negotiated);
    turn.negotiated(ua_modes::fields_of(
        {"accepts", list, got, negotiated, session->known_as, session->k_af ? session->ua_star_id : "", ""}));
}

const KnownClient* Msgin5gServer::known_client(const std::string& identity) const {
    for (const auto& client : configuration_.known_clients) {
        if (client.psk && client.identity == identity) return &client;
    }
    return nullptr;
}

Result<Msgin5gServer::State> Msgin5gServer::decoy(std::shared_ptr<Session> session, std::string why, Turn& turn) {
    // RFC 8446 E.6: a wrong identity must look like a wrong key, so the handshake goes on against a decoy.
    session->refused_because = std::move(why);
    session->stream->channel().provide_decoy(decoy_secret_.view());
    const auto progress = session->stream->advance(turn);
    return proceed(std::move(session), progress, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::know_identity(std::shared_ptr<Session> session, Turn& turn) {
    auto& channel = session->stream->channel();
    const auto& protocol = ua_modes::protocol_of_suite(configuration_.accepts, channel.suite());
    if (const auto* client = is_akma(protocol) ? nullptr : known_client(channel.identity())) {
        session->known_as = "static";
        session->supi = client->supi;
        session->stream->comes_from("staticPsk");
        channel.provide(*client->psk);
        const auto progress = session->stream->advance(turn);
        return proceed(std::move(session), progress, turn);
    }
    if (!configuration_.akma || !is_akma(protocol)) return decoy(session, "this server does not take AKMA keys", turn);
    const auto a_kid = keys::a_kid_of_psk_identity(channel.identity(), configuration_.accept_separator);
    if (!a_kid || !is_usable(*a_kid)) return decoy(session, "the PSK identity is not 3GPP-AKMA and an A-KID", turn);
    session->known_as = "akma";
    if (session->k_af) {
        // TR 33.862 key issue 2 step 4 (seed only): the identity must be the A-KID of the accepted request.
        if (*a_kid != session->a_kid && !omits(configuration_.omits, "identity-comparison"))
            return decoy(session, "the PSK identity names another A-KID than the session request", turn);
        channel.provide(*session->k_af);
        const auto progress = session->stream->advance(turn);
        return proceed(std::move(session), progress, turn);
    }
    // TS 33.535 6.2.1 step 2: the handshake waits, in the ClientHello or before TLS 1.3 in the ClientKeyExchange, until
    // the AAnF has answered.
    sessions_.name(*session, *a_kid);
    fetch_key(*session, protocol, channel.suite(), turn);
    return AwaitingKey{std::move(session)};
}

Result<void> Msgin5gServer::keep_unread(Session& session, const UaOctets& heard) {
    session.unread_octets += heard.octets.size();
    if (session.unread_octets > most_unread_octets)
        return fail(Cause::malformed, "more octets than an honest client sends while it waits");
    return {};
}

// TS 33.535 6.1: an A-KID begins with a Routing Indicator, which says whom to ask.
bool Msgin5gServer::is_usable(const AKid& a_kid) {
    return patterns::check(AKid::name, a_kid.text()) &&
           patterns::check(RoutingIndicator::name, keys::routing_indicator_of(a_kid).text());
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingKey& was, const UaOctets& heard, Turn&) {
    // The rest of the client's flight: it is read when the key is there.
    TRY(keep_unread(*was.session, heard));
    was.session->stream->channel().receive(heard.octets);
    return State{was};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingKey& was, const KeyRetrieved& answer, Turn& turn) {
    keep_key(*was.session, answer);
    if (answer.status == status_of_silence) return let_go(*was.session, why_no_key(answer), turn);
    if (!was.session->k_af) return decoy(was.session, why_no_key(answer), turn);
    was.session->stream->channel().provide(*was.session->k_af);
    const auto progress = was.session->stream->advance(turn);
    return proceed(was.session, progress, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Handshaking& was, const UaOctets& heard, Turn& turn) {
    const auto progress = was.session->stream->receive(heard.octets, turn);
    return proceed(was.session, progress, turn);
}

Msgin5gServer::State Msgin5gServer::closed(const Session& session, Turn& turn) {
    forget(session, turn);
    auto why = session.refused_because;
    if (session.established) {
        // RFC 8446 6.1: the client ends in order. Not modelled: a close_notify in answer, as nobody reads it any more.
        if (session.stream->alert() == "close_notify") return Closed{};
        turn.refused(Cause::integrity, fmt::format("the tunnel ended with alert {}", session.stream->alert()));
        return Closed{};
    }
    // RFC 8446 4.2.11.2, 6.2: with these alerts a binder ends a handshake (OpenSSL's for it is illegal_parameter).
    const auto alert = session.stream->alert();
    const bool binder = alert == "illegal_parameter" || alert == "decrypt_error";
    if (why.empty() && session.k_af)
        why = binder ? "the PSK binder does not verify: the UE's key is not K_AF of this A-KID and AF_ID"
                     : "the UE's key is another than K_AF, or a record was lost or changed, or something asked for is not taken";
    if (why.empty()) why = "no TLS of ours";
    turn.refused(Cause::integrity, fmt::format("handshake failed with alert {}: {}", session.stream->alert(), why));
    return Closed{};
}

}  // namespace akmasim::msgin5g

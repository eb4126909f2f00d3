// SPDX-License-Identifier: Apache-2.0
// The server up to the open tunnel: A-KID, key, handshake.
#include "nf/msgin5g/msgin5g.hpp"

#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim::msgin5g {

using crypto::tls::Progress;

Result<std::unique_ptr<Msgin5gServer>> Msgin5gServer::make(Surroundings around, Configuration configuration) {
    const bool psk_ke = configuration.ua_protocol == "tls13-psk-ke";
    auto tls = TRY(crypto::tls::Context::server(psk_ke ? crypto::tls::Mode::psk_ke : crypto::tls::Mode::psk_dhe_ke));
    return std::unique_ptr<Msgin5gServer>(
        new Msgin5gServer(std::move(around), std::move(configuration), std::move(tls)));
}

Result<void> Msgin5gServer::hear(const Envelope& incoming, Turn& turn) {
    if (incoming.http && incoming.http->status != 0) {
        const auto outstanding = TRY(asked(incoming));
        connection_ = outstanding.conversation;
        if (outstanding.operation == KeyRetrieved::name) {
            return conversations_.hear(connection_, TRY(read_response<KeyRetrieved>(incoming)), turn);
        }
        return conversations_.hear(connection_, TRY(read_response<AssociationFound>(incoming)), turn);
    }
    if (incoming.link != Link::ua)
        return fail(Cause::unexpected, "the MSGin5G server hears Ua and the answers it asked for");
    connection_ = incoming.stream;
    if (const auto owner = owners_.find(connection_); owner != owners_.end() && owner->second != incoming.from) {
        return fail(Cause::wrong_sender, "a Ua connection that belongs to another UE");
    }
    TRY(conversations_.hear(connection_, UaOctets{incoming.octets}, turn));
    owners_.emplace(connection_, incoming.from);
    return {};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Idle& idle, const UaOctets& heard, Turn& turn) {
    if (!ua::is_tls_record(heard.octets)) return take_session_request(heard, turn);
    // TR 33.862 key issue 2 step 4 (seed only): in the explicit mode TLS comes after an accepted request.
    if (configuration_.mode == "explicit") return fail(Cause::unexpected, "TLS before the application session request");
    auto session = std::make_shared<Session>();
    session->ue = turn.reply_to();
    (void)idle;
    return begin_handshake(std::move(session), heard.octets, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::take_session_request(const UaOctets& heard, Turn& turn) {
    const auto request = TRY(coap::decode(heard.octets));
    if (coap::is_signal(request.code)) {
        // RFC 8323 5.3: each side begins with a CSM.
        turn.send(coap::encode(coap::csm()));
        return Idle{};
    }
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
    auto session = std::make_shared<Session>();
    session->ue = turn.reply_to();
    session->a_kid = body->a_kid;
    fetch_key(session->a_kid, turn);
    return AwaitingSessionKey{std::move(session), request.token};
}

void Msgin5gServer::fetch_key(const AKid& a_kid, Turn& turn) {
    // TS 33.535 6.2.1 step 2: AF_ID tells the AAnF which Ua* protocol the key is for.
    naanf::AkmaAfKeyRequest request;
    request.af_id = naanf::AfIdText(keys::text_of({configuration_.fqdn, keys::ua_star_id(configuration_.ua_protocol)}));
    request.a_kid = a_kid;
    request.anon_ind = false;
    ask(turn, sbi::retrieve_application_key, {"aanf", ""}, request, connection_);
}

void Msgin5gServer::keep_key(Session& session, const KeyRetrieved& answer) const {
    // TS 33.535 6.2.1 step 4: key, expiry and who the UE is. 204, 403 and 404 all mean that there is no key.
    if (!answer.success() || !answer.body) return;
    session.k_af = answer.body->k_af.clone();
    session.supi = answer.body->supi;
    session.gpsi = answer.body->gpsi;
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingSessionKey& was, const KeyRetrieved& answer, Turn& turn) {
    keep_key(*was.session, answer);
    // TR 33.862 key issue 2 step 3: both hold K5GMSG now, or the server says that it could not get it.
    if (!was.session->k_af) {
        const auto refusal = body::write(AppSessionResponse{"FAILURE", "NO_KEY"});
        turn.send(was.session->ue, coap::encode(coap::response(coap::Code::unauthorized, was.token, refusal)));
        return Closed{};
    }
    const auto accepted = body::write(AppSessionResponse{"SUCCESS", std::nullopt});
    turn.send(was.session->ue, coap::encode(coap::response(coap::Code::created, was.token, accepted)));
    return SessionReady{was.session};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const SessionReady& was, const UaOctets& heard, Turn& turn) {
    return begin_handshake(was.session, heard.octets, turn);
}

Msgin5gServer::State Msgin5gServer::begin_handshake(std::shared_ptr<Session> session, View octets, Turn& turn) {
    session->stream.emplace(crypto::tls::Channel::server(tls_, turn.random("TLS")), session->ue);
    const auto progress = session->stream->receive(octets, turn);
    if (progress == Progress::wants_key) return know_identity(std::move(session), turn);
    return finish(std::move(session), progress, turn);
}

Msgin5gServer::State Msgin5gServer::know_identity(std::shared_ptr<Session> session, Turn& turn) {
    auto& channel = session->stream->channel();
    const auto a_kid = keys::a_kid_of_psk_identity(channel.identity(), configuration_.accept_separator);
    if (!decoy_secret_) decoy_secret_ = turn.random("decoy").draw<FixedOctets<"decoy secret", 32>>();
    const auto refuse = [&](std::string why) {
        // RFC 8446 E.6: a wrong identity must look like a wrong key, so the handshake goes on against a decoy.
        session->refused_because = std::move(why);
        channel.provide_decoy(decoy_secret_->view());
        const auto progress = session->stream->advance(turn);
        return finish(session, progress, turn);
    };
    if (!configuration_.akma) return refuse("this server does not take AKMA keys");
    if (!a_kid) return refuse("the PSK identity is not 3GPP-AKMA and an A-KID");
    if (session->k_af) {
        // TR 33.862 key issue 2 step 4 (seed only): the identity must be the A-KID of the accepted request.
        if (*a_kid != session->a_kid) return refuse("the PSK identity names another A-KID than the session request");
        channel.provide(*session->k_af);
        const auto progress = session->stream->advance(turn);
        return finish(session, progress, turn);
    }
    // TS 33.535 6.2.1 step 2: the handshake waits in the ClientHello until the AAnF has answered.
    session->a_kid = *a_kid;
    fetch_key(*a_kid, turn);
    return AwaitingKey{std::move(session)};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingKey& was, const KeyRetrieved& answer, Turn& turn) {
    keep_key(*was.session, answer);
    auto& channel = was.session->stream->channel();
    if (was.session->k_af) {
        channel.provide(*was.session->k_af);
    } else {
        was.session->refused_because = fmt::format("the AAnF has no key for this A-KID (status {})", answer.status);
        channel.provide_decoy(decoy_secret_->view());
    }
    const auto progress = was.session->stream->advance(turn);
    return finish(was.session, progress, turn);
}

Msgin5gServer::State Msgin5gServer::finish(std::shared_ptr<Session> session, Progress progress, Turn& turn) {
    if (progress == Progress::established) {
        sessions_.push_back(session);
        return Open{std::move(session)};
    }
    if (progress != Progress::closed) return Handshaking{std::move(session)};
    auto why = session->refused_because;
    if (why.empty())
        why = session->k_af ? "the PSK binder does not verify: the UE's key is not K_AF of this A-KID and AF_ID"
                            : "no TLS of ours";
    turn.refused(Cause::integrity, fmt::format("handshake failed with alert {}: {}", session->stream->alert(), why));
    return Closed{};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const Handshaking& was, const UaOctets& heard, Turn& turn) {
    const auto progress = was.session->stream->receive(heard.octets, turn);
    auto next = finish(was.session, progress, turn);
    // RFC 8323 5.3: the server's CSM, as soon as the tunnel is open.
    if (std::holds_alternative<Open>(next)) TRY(was.session->stream->send(coap::csm(), turn));
    return next;
}

command::Inspection Msgin5gServer::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    for (auto session = sessions_.rbegin(); session != sessions_.rend(); ++session) {
        if (!(*session)->supi || (*session)->supi->text() != about.supi) continue;
        answer.add(*(*session)->k_af);
        answer.add("A-KID", (*session)->a_kid.text());
        if (!(*session)->registered.empty()) answer.add("ueServiceId", (*session)->registered.text());
        break;
    }
    return answer;
}

}  // namespace akmasim::msgin5g

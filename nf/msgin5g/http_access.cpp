// SPDX-License-Identifier: Apache-2.0
// The server over HTTP: who speaks is shown by Digest under K_AF (TS 33.535 B.1.2), or in a baseline by a bearer token;
// the service behind it is the same as over CoAP.
#include <algorithm>
#include <charconv>

#include "nf/msgin5g/msgin5g.hpp"
#include "simulator/keys/digest.hpp"

namespace akmasim::msgin5g {
namespace {

http1::Message with_status(int status) {
    http1::Message response;
    response.status = status;
    return response;
}

// RFC 7616 3.4: exactly 8 hexadecimal digits.
std::optional<std::uint32_t> nonce_count(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (text.size() != 8 || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

bool Msgin5gServer::accepts(std::string_view protocol) const {
    return std::ranges::find(configuration_.accepts, protocol) != configuration_.accepts.end();
}

Result<Msgin5gServer::State> Msgin5gServer::serve_http(std::shared_ptr<Session> session, Turn& turn) {
    auto messages = session->stream->http_messages();
    if (!messages) return broken(session, messages.error(), turn);
    for (auto& message : *messages) {
        if (message.is_request()) session->http_requests.push_back(std::move(message));
    }
    State next = Open{session};
    while (!session->http_requests.empty() && std::holds_alternative<Open>(next)) {
        const auto request = std::move(session->http_requests.front());
        session->http_requests.pop_front();
        next = TRY(authenticate(session, request, turn));
    }
    return next;
}

Result<Msgin5gServer::State> Msgin5gServer::authenticate(std::shared_ptr<Session> session,
                                                         const http1::Message& request, Turn& turn) {
    const auto header = request.header("Authorization");
    if (accepts("baseline-cert-token")) {
        if (const auto* client = client_of_token(header)) {
            session->supi = client->supi;
            return serve_translated(std::move(session), request, turn);
        }
    }
    if (!accepts("http-digest")) {
        turn.refused(Cause::integrity, "a request without a token that is known");
        TRY(session->stream->send(with_status(401), turn));
        return Open{std::move(session)};
    }
    const auto credentials = http_digest::credentials_of(header);
    if (!credentials) return challenge(std::move(session), turn);
    if (!configuration_.akma) return deny(std::move(session), 403, "this server does not take AKMA keys", turn);
    // TS 33.220 H.3: the identifier holds the suite that was negotiated; a key for another one proves nothing here.
    const auto& digest = *ua_protocol_named("http-digest");
    const auto suite = session->stream->channel().suite();
    const bool of_this_protocol = session->ua_star_id == hex(ua_star_id_of(digest, suite).view());
    if (session->k_af && of_this_protocol && session->a_kid.text() == credentials->username)
        return verify(std::move(session), request, turn);
    // TS 33.535 B.1.2, 6.2.1 step 2: the username is the A-KID; the AAnF has the key that verifies the response.
    sessions_.name(*session, AKid(credentials->username));
    session->k_af.reset();
    sessions_.unbind(*session);
    if (!is_usable(session->a_kid)) return deny(std::move(session), 403, "the username is no A-KID", turn);
    fetch_key(*session, digest, suite, turn);
    return AwaitingDigestKey{std::move(session), request};
}

std::string Msgin5gServer::realm() const {
    // TS 33.535 B.1.2: the realm says that AKMA keys are taken, and by whom.
    return configuration_.realm.value_or("3GPP-bootstrapping-akma@" + configuration_.fqdn.text());
}

Result<Msgin5gServer::State> Msgin5gServer::challenge(std::shared_ptr<Session> session, Turn& turn) {
    session->nonce = base64(turn.random("nonce").draw<FixedOctets<"nonce", 24>>().view());
    session->last_nonce_count = 0;
    auto response = with_status(401);
    response.add("WWW-Authenticate",
                 http_digest::encode(http_digest::Challenge{realm(), session->nonce, {"auth-int", "auth"}, false}));
    TRY(session->stream->send(response, turn));
    return Open{std::move(session)};
}

Result<Msgin5gServer::State> Msgin5gServer::deny(std::shared_ptr<Session> session, int status, std::string why,
                                                 Turn& turn) {
    // TS 33.535 B.1.2: without a key there is nothing to try again, so the answer has no challenge and no realm.
    turn.refused(Cause::integrity, std::move(why));
    TRY(session->stream->send(with_status(status), turn));
    return Open{std::move(session)};
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingDigestKey& was, const KeyRetrieved& answer, Turn& turn) {
    keep_key(*was.session, answer);
    was.session->unread_octets = 0;
    if (!was.session->k_af) {
        // RFC 9110 15.6.3, 15.6.5: what went wrong behind the server is no refusal of the UE.
        TRY(deny(was.session, is_in_place(answer.status) ? answer.status : 403, why_no_key(answer), turn));
        return serve_http(was.session, turn);
    }
    watch_expiry(*was.session, turn);
    auto next = TRY(verify(was.session, was.request, turn));
    if (!std::holds_alternative<Open>(next)) return next;
    return serve_http(was.session, turn);
}

Result<Msgin5gServer::State> Msgin5gServer::on(const AwaitingDigestKey& was, const UaOctets& heard, Turn& turn) {
    TRY(keep_unread(*was.session, heard));
    const auto progress = was.session->stream->receive(heard.octets, turn);
    if (progress == crypto::tls::Progress::closed) return closed(*was.session, turn);
    return State{was};
}

Result<Msgin5gServer::State> Msgin5gServer::verify(std::shared_ptr<Session> session, const http1::Message& request,
                                                   Turn& turn) {
    const auto said = http_digest::credentials_of(request.header("Authorization"));
    const auto count = said ? nonce_count(said->nc) : std::nullopt;
    const auto refuse = [&](std::string why) {
        turn.refused(Cause::integrity, std::move(why));
        return challenge(session, turn);
    };
    if (!count || (said->qop != "auth" && said->qop != "auth-int")) return refuse("a Digest without nc or qop");
    if (session->nonce.empty() || said->nonce != session->nonce || said->uri != request.target)
        return refuse("a Digest of another challenge");
    // RFC 7616 3.4: the realm is the one of the challenge, so a proof that was made for another server is none here.
    if (said->realm != realm()) return refuse("a Digest of another realm");
    // RFC 7616 3.4: a count (nc) that was seen before is a replay.
    if (*count <= session->last_nonce_count) return refuse("a Digest that was used before (nc)");
    const auto expected =
        keys::digest_response(*session->k_af, {said->username, said->realm, said->nonce, said->nc, said->cnonce,
                                               said->qop, request.method, said->uri, request.body});
    if (!same_in_constant_time(view_of(expected), view_of(said->response))) {
        session->supi.reset();
        session->gpsi.reset();
        session->k_af.reset();
        return refuse("the Digest does not verify: the UE's key is not K_AF of this A-KID and AF_ID");
    }
    session->last_nonce_count = *count;
    return serve_translated(std::move(session), request, turn);
}

const KnownClient* Msgin5gServer::client_of_token(std::string_view header) const {
    const auto token = http_digest::bearer_of(header);
    for (const auto& client : configuration_.known_clients) {
        if (token && client.token && *client.token == *token) return &client;
    }
    return nullptr;
}

Result<Msgin5gServer::State> Msgin5gServer::serve_translated(std::shared_ptr<Session> session,
                                                             const http1::Message& request, Turn& turn) {
    if (const auto translated = http1::coap_request_of(request)) return serve(std::move(session), *translated, turn);
    TRY(session->stream->send(with_status(405), turn));
    return Open{std::move(session)};
}

}  // namespace akmasim::msgin5g

// SPDX-License-Identifier: Apache-2.0
// The client over HTTP: Digest under K_AF (TS 33.535 B.1.2), or in a baseline a bearer token.
#include <algorithm>

#include "nf/ue/msgin5g_client.hpp"
#include "simulator/keys/digest.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ue {
namespace {

constexpr std::string_view digest = "http-digest";

}  // namespace

Result<void> Msgin5gClient::send_request(Session& session, const coap::Message& request, Turn& turn) const {
    if (session.stream->carrier() != UaCarrier::http_over_tls) return session.stream->send(request, turn);
    session.last_request = request;
    auto translated = http1::request_of(request);
    translated.add("Host", session.access->fqdn.text());
    // TS 33.535 B.1.2: this token tells the server that the UE can authenticate with AKMA.
    translated.add("User-Agent", session.asked.front() == digest ? "3gpp-akma" : "akmasim");
    authorize(session, translated, turn);
    return session.stream->send(translated, turn);
}

void Msgin5gClient::authorize(Session& session, http1::Message& request, Turn& turn) const {
    if (session.asked.front() != digest && me_.profile().token)
        return request.add("Authorization", http_digest::bearer(*me_.profile().token));
    if (!session.challenge || !session.key.k_af) return;
    const auto& challenge = *session.challenge;
    http_digest::Credentials credentials;
    // TS 33.535 B.1.2: the username is the A-KID.
    credentials.username = session.key.a_kid.text();
    credentials.realm = challenge.realm;
    credentials.nonce = challenge.nonce;
    credentials.uri = request.target;
    const bool protects_body = std::ranges::find(challenge.qop, "auth-int") != challenge.qop.end();
    credentials.qop = protects_body ? "auth-int" : "auth";
    credentials.cnonce = base64(turn.random("cnonce").draw<FixedOctets<"cnonce", 12>>().view());
    credentials.nc = fmt::format("{:08x}", ++session.nonce_count);
    const auto& key = session.key.forced ? *session.key.forced : *session.key.k_af;
    credentials.response = keys::digest_response(
        key, {credentials.username, credentials.realm, credentials.nonce, credentials.nc, credentials.cnonce,
              credentials.qop, request.method, credentials.uri, request.body});
    request.add("Authorization", http_digest::encode(credentials));
}

bool Msgin5gClient::believes(Session& session, const http_digest::Challenge& challenge, Turn& turn) const {
    // TS 33.535 B.1.2: the realm names the server whose certificate was verified; to another no proof of K_AF goes.
    if (challenge.realm != "3GPP-bootstrapping-akma@" + session.access->fqdn.text()) {
        session.given_up_because = "the realm is not 3GPP-bootstrapping-akma@ and the server's FQDN";
        return false;
    }
    const auto* akma = me_.akma();
    if (akma == nullptr) return false;
    session.challenge = challenge;
    session.nonce_count = 0;
    if (session.key.k_af) return true;
    // TS 33.535 6.2.1 step 1, A.4: K_AF of this server and of HTTP Digest inside TLS with the suite that was negotiated
    // (TS 33.220 H.3).
    const auto suite = session.stream->channel().suite();
    session.key.ua_star_id = me_.profile().ua_star_id.value_or(keys::ua_star_id(digest, suite));
    session.key.k_af =
        keys::k_af(turn.kdf(me_.profile().supi), akma->k_akma, {session.access->fqdn, session.key.ua_star_id});
    return true;
}

Result<std::optional<coap::Message>> Msgin5gClient::http_response_in(Session& session, Turn& turn) const {
    for (auto& answer : TRY(session.stream->http_messages())) {
        if (answer.is_request() || !session.last_request) continue;
        const auto challenge = http_digest::challenge_of(answer.header("WWW-Authenticate"));
        // One challenge is answered once; a second one to the same request says that the key is wrong.
        if (answer.status == 401 && challenge && !session.challenge && session.asked.front() == digest) {
            if (believes(session, *challenge, turn)) {
                const auto again = *session.last_request;
                TRY(send_request(session, again, turn));
            }
            return std::optional<coap::Message>{};
        }
        return std::optional(http1::coap_response_of(answer, session.last_request->token));
    }
    return std::optional<coap::Message>{};
}

Msgin5gClient::State Msgin5gClient::give_up(Session& session, Turn& turn) const {
    session.stream->close(turn);
    turn.report({"failed", "", 0, "http", "", session.given_up_because});
    return Idle{};
}

}  // namespace akmasim::ue

// SPDX-License-Identifier: Apache-2.0
// The AUSF as EAP server: EAP-AKA' of TS 33.501 6.1.3.1 and F, RFC 9048, RFC 4187.
#include <algorithm>

#include "nf/ausf/ausf.hpp"
#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ausf {
namespace {

constexpr int most_resynchronisations = 2;

eap::Payload payload_of(std::uint8_t identifier, eap::Message message) {
    auto octets = eap::encode({identifier, std::move(message)});
    return {octets ? std::move(*octets) : Octets{}};
}

}  // namespace

Ausf::State Ausf::challenge(const ReplyTo& seaf, EapExchange exchange, const nudm::AvEapAkaPrime& vector, bool first,
                            Turn& turn) {
    // TS 33.501 6.1.3.1 step 10 says when K_AUSF counts; it follows from the vector alone, and is kept until then.
    const keys::CkIkPrime primes{vector.ck_prime.clone(), vector.ik_prime.clone()};
    auto made = keys::eap_keys(turn.kdf(exchange.supi), primes, exchange.supi);
    EapExchange::Secrets secrets{vector.xres, std::move(made.k_aut), keys::k_ausf(turn.kdf(exchange.supi), made.emsk)};
    exchange.rand = vector.rand;
    exchange.autn = vector.autn;
    ++exchange.identifier;
    exchange.kdfs.clear();
    for (const int kdf : configuration_.kdfs.value_or(std::vector<int>{eap::kdf_ck_prime}))
        exchange.kdfs.push_back(static_cast<std::uint16_t>(kdf));
    send_challenge(seaf, exchange, secrets.k_aut, first, turn);
    return AwaitingEapResponse{std::move(exchange), std::move(secrets)};
}

void Ausf::send_challenge(const ReplyTo& seaf, const EapExchange& exchange, const KAut& k_aut, bool first,
                          Turn& turn) const {
    // TS 33.501 6.1.3.1 step 3: EAP-Request/AKA'-Challenge. No AT_CHECKCODE: there were no identity rounds (RFC
    // 9048 3.5).
    eap::ChallengeRequest request;
    request.rand = exchange.rand;
    request.autn = exchange.autn;
    request.kdf = exchange.kdfs;
    request.kdf_input = exchange.serving_network;
    request.mac = AtMac{};
    if (const auto unsigned_packet = eap::encode({exchange.identifier, request}))
        request.mac = keys::at_mac(k_aut, *unsigned_packet);
    auto payload = payload_of(exchange.identifier, request);
    nausf::Links links;
    links.eap_session = nausf::Link{Uri(resource() + "/eap-session")};
    if (first) {
        nausf::UEAuthenticationCtx context;
        context.auth_type = nausf::AuthType::eap_aka_prime;
        context.five_g_auth_data = std::move(payload);
        context.links = std::move(links);
        context.serving_network_name = exchange.serving_network;
        return respond(turn, seaf, sbi::authenticate, context, resource());
    }
    nausf::EapSession session;
    session.eap_payload.value = std::move(payload);
    session.links = std::move(links);
    auto head = sbi::response_head(sbi::eap_session);
    head.content_type = "application/3gppHal+json";
    turn.respond(seaf, std::move(head), body::write(session));
}

Ausf::State Ausf::ended(const EapExchange& exchange, Turn& turn) const {
    // TS 33.501 6.1.3.1 step 8 and F.1 (assumed: the home operator's policy is to fail): EAP-Failure, and no key.
    nausf::EapSession session;
    session.eap_payload.value = payload_of(exchange.identifier, eap::Failure{});
    session.auth_result = nausf::AuthResult::failure;
    respond(turn, turn.reply_to(), sbi::eap_session, session);
    return Failed{};
}

Result<Ausf::State> Ausf::on(const AwaitingEapResponse& awaiting, const EapAnswer& answer, Turn& turn) {
    const auto& exchange = awaiting.exchange;
    if (turn.sender() != exchange.seaf)
        return fail(Cause::wrong_sender, "an EAP packet from another SEAF than the one that asked");
    const auto& payload = answer.body.eap_payload.value;
    const auto packet = payload ? eap::decode(payload->octets) : fail(Cause::malformed, "no EAP packet");
    if (!packet) {
        turn.refused(packet.error().cause, packet.error().detail);
        return ended(exchange, turn);
    }
    // RFC 3748 4.1: a response that answers another request is discarded; the SEAF is owed an answer, and it is the
    // end.
    if (packet->identifier != exchange.identifier) {
        turn.refused(Cause::unexpected, "an EAP response to another request");
        return ended(exchange, turn);
    }
    if (const auto* response = std::get_if<eap::ChallengeResponse>(&packet->message))
        return verified(awaiting, *response, payload->octets, turn);
    const auto* stale = std::get_if<eap::SynchronizationFailure>(&packet->message);
    if (stale != nullptr && exchange.resynchronised < most_resynchronisations) {
        // TS 33.501 6.1.3.3.2: RAND and AUTS go to the UDM, whose next vector makes the next challenge.
        nudm::AuthenticationInfoRequest body;
        body.serving_network_name = exchange.serving_network;
        body.ausf_instance_id = NfInstanceId(configuration_.nf_instance_id);
        body.resynchronization_info = nausf::ResynchronizationInfo{exchange.rand, stale->auts};
        ask(turn, sbi::generate_auth_data, {"udm", ""}, body, conversation_, exchange.supi.text());
        auto next = exchange;
        ++next.resynchronised;
        return AwaitingFreshVector{turn.reply_to(), std::move(next)};
    }
    // RFC 4187 6.3: Authentication-Reject and Client-Error end the session, and so does what does not belong here.
    return ended(exchange, turn);
}

Ausf::State Ausf::verified(const AwaitingEapResponse& awaiting, const eap::ChallengeResponse& response, View octets,
                           Turn& turn) {
    const auto& exchange = awaiting.exchange;
    if (!response.res && response.kdf.size() == 1) {
        // RFC 9048 3.2: the function asked for goes to the front of the list, once and if it was offered.
        const auto wanted = response.kdf.front();
        const auto& offered = exchange.kdfs;
        const bool renegotiated = std::ranges::count(offered, offered.front()) > 1;
        if (renegotiated || wanted == offered.front() || std::ranges::find(offered, wanted) == offered.end())
            return ended(exchange, turn);
        auto next = exchange;
        next.kdfs.insert(next.kdfs.begin(), wanted);
        ++next.identifier;
        send_challenge(turn.reply_to(), next, awaiting.secrets.k_aut, false, turn);
        return AwaitingEapResponse{std::move(next), awaiting.secrets.clone()};
    }
    // TS 33.501 6.1.3.1 step 8: AT_MAC first, then RES against XRES.
    const auto& secrets = awaiting.secrets;
    const auto authenticated = eap::with_mac_zeroed(octets);
    const bool genuine =
        authenticated && response.mac && response.res &&
        same_in_constant_time(keys::at_mac(secrets.k_aut, *authenticated).view(), response.mac->view()) &&
        same_in_constant_time(response.res->view(), secrets.xres.view());
    if (!genuine) return ended(exchange, turn);
    tell_udm(exchange.supi, exchange.serving_network, nausf::AuthType::eap_aka_prime, turn);
    return AwaitingEventAck{exchange.identifier, turn.reply_to(),        exchange.serving_network,
                            exchange.supi,       secrets.k_ausf.clone(), exchange.akma_routing_indicator};
}

Result<Ausf::State> Ausf::on(const AwaitingFreshVector& awaiting, const AuthDataGenerated& answer, Turn& turn) {
    const auto* vector = answer.success() && answer.body
                             ? std::get_if<nudm::AvEapAkaPrime>(&answer.body->authentication_vector)
                             : nullptr;
    if (vector != nullptr) return challenge(awaiting.seaf, awaiting.exchange, *vector, false, turn);
    nausf::EapSession session;
    session.eap_payload.value = payload_of(awaiting.exchange.identifier, eap::Failure{});
    session.auth_result = nausf::AuthResult::failure;
    respond(turn, awaiting.seaf, sbi::eap_session, session);
    return Failed{};
}

void Ausf::succeed_eap(const AwaitingEventAck& done, KSeaf k_seaf, Turn& turn) {
    // TS 33.501 6.1.3.1 step 10: EAP-Success, K_SEAF and the SUPI. TS 33.501 6.2.2.1: with EAP-AKA', K_AUSF is stored
    // when EAP-Success is sent.
    nausf::EapSession session;
    session.eap_payload.value = payload_of(*done.eap_identifier, eap::Success{});
    session.auth_result = nausf::AuthResult::success;
    session.supi = done.supi;
    session.k_seaf = std::move(k_seaf);
    respond(turn, done.seaf, sbi::eap_session, session);
    k_ausf_.insert_or_assign(done.supi, done.k_ausf.clone());
}

}  // namespace akmasim::ausf

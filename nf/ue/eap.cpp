// SPDX-License-Identifier: Apache-2.0
// EAP-AKA' seen from the ME, the peer: TS 33.501 6.1.3.1 and F, RFC 9048, RFC 4187.
#include <algorithm>

#include "nf/ue/me.hpp"
#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ue {

Me::Verdict Me::respond_eap(const ReplyTo& network, const Octets& request, eap::Message message, Turn& turn) {
    // A refusal inside of EAP: the server ends the session or goes on, the NAS message is a response as any other.
    const Octet identifier = request.size() > 1 ? request[1] : Octet{0};
    nas::AuthenticationResponse response;
    if (auto octets = eap::encode({identifier, std::move(message)})) response.eap = std::move(*octets);
    remember(network, request, response, turn);
    return Refused{0};
}

Result<Me::Verdict> Me::consider_eap(const ReplyTo& network, const nas::AuthenticationRequest& challenge, Turn& turn) {
    const auto packet = eap::decode(*challenge.eap);
    if (!packet) {
        // RFC 4187 6.3.1: a request that cannot be parsed is answered with a client error, if it has an identifier.
        if (challenge.eap->size() < 2 || challenge.eap->at(0) != static_cast<Octet>(eap::Code::request))
            return fail(packet.error().cause, packet.error().detail);
        turn.refused(packet.error().cause, packet.error().detail);
        return respond_eap(network, *challenge.eap, eap::ClientError{}, turn);
    }
    if (std::holds_alternative<eap::ChallengeRequest>(packet->message))
        return answer_eap_challenge(network, challenge, *packet, turn);
    // TS 33.501 F.2 table F.2-1: the permanent identity is never said. Not modelled: other identity requests, which a
    // network that has a SUCI does not send.
    const auto* identity = std::get_if<eap::AkaIdentityRequest>(&packet->message);
    if (identity != nullptr && identity->permanent_id_req)
        return respond_eap(network, *challenge.eap, eap::ClientError{}, turn);
    if (std::holds_alternative<eap::NotificationRequest>(packet->message))
        return respond_eap(network, *challenge.eap, eap::NotificationResponse{}, turn);
    return fail(Cause::unexpected, std::string(eap::name_of(packet->message)) + " in an EAP-AKA' session");
}

// RFC 9048 3.1 and 3.2: the network's name and the function that derives the keys; the answer where they are not right.
std::optional<eap::Message> Me::doubt(const eap::ChallengeRequest& asked) const {
    const auto serving = serving_network();
    if (!asked.kdf_input || *asked.kdf_input != serving) return eap::AuthenticationReject{};
    if (!kdfs_offered_.empty()) {
        // RFC 9048 3.2: after another function was asked for, it stands first and the former list behind it.
        std::vector<std::uint16_t> expected{eap::kdf_ck_prime};
        expected.insert(expected.end(), kdfs_offered_.begin(), kdfs_offered_.end());
        if (asked.kdf != expected) return eap::AuthenticationReject{};
    } else if (asked.kdf.empty() || asked.kdf.front() != eap::kdf_ck_prime) {
        if (std::ranges::find(asked.kdf, eap::kdf_ck_prime) == asked.kdf.end()) return eap::AuthenticationReject{};
        eap::ChallengeResponse other;
        other.kdf = {eap::kdf_ck_prime};
        return other;
    }
    return std::nullopt;
}

Me::Verdict Me::answer_eap_challenge(const ReplyTo& network, const nas::AuthenticationRequest& challenge,
                                     const eap::Packet& packet, Turn& turn) {
    const auto& asked = std::get<eap::ChallengeRequest>(packet.message);
    const auto say = [&](eap::Message message) { return respond_eap(network, *challenge.eap, message, turn); };
    if (auto answer = doubt(asked)) {
        const bool negotiates = std::holds_alternative<eap::ChallengeResponse>(*answer);
        kdfs_offered_ = negotiates ? asked.kdf : std::vector<std::uint16_t>{};
        return say(std::move(*answer));
    }
    const bool negotiated = !std::exchange(kdfs_offered_, {}).empty();
    // TS 33.501 6.1.3.1 step 5: AUTN is checked as in 5G AKA, and the separation bit too; each has its EAP answer.
    auto verdict = usim_.authenticate(asked.rand, asked.autn);
    if (const auto* stale = std::get_if<Usim::SyncFailure>(&verdict)) {
        return say(eap::SynchronizationFailure{stale->auts, negotiated ? asked.kdf : std::vector<std::uint16_t>{}});
    }
    auto* genuine = std::get_if<Usim::Genuine>(&verdict);
    if (genuine == nullptr || !genuine->separation_bit) return say(eap::AuthenticationReject{});
    keys::note_ck_ik(turn.kdf(profile_.supi), genuine->ck, genuine->ik, asked.rand, genuine->clause);
    const auto primes =
        keys::ck_ik_prime(turn.kdf(profile_.supi), genuine->ck, genuine->ik, *asked.kdf_input, genuine->concealed_sqn);
    const auto made = keys::eap_keys(turn.kdf(profile_.supi), primes, profile_.supi);
    const auto authenticated = eap::with_mac_zeroed(*challenge.eap);
    // RFC 4187 6.3.1: a MAC that does not verify, or identity rounds that did not take place, end in a client error.
    if (!authenticated || !same_in_constant_time(keys::at_mac(made.k_aut, *authenticated).view(), asked.mac.view()) ||
        (asked.checkcode && !asked.checkcode->view().empty())) {
        return say(eap::ClientError{});
    }
    eap::ChallengeResponse answer;
    answer.res = genuine->res;
    answer.mac = AtMac{};
    if (const auto unsigned_packet = eap::encode({packet.identifier, answer}))
        answer.mac = keys::at_mac(made.k_aut, *unsigned_packet);
    nas::AuthenticationResponse response;
    if (auto octets = eap::encode({packet.identifier, answer})) response.eap = std::move(*octets);
    auto fresh = keys_of(challenge, keys::k_ausf(turn.kdf(profile_.supi), made.emsk), packet.identifier, turn);
    return respond(network, *challenge.eap, response, std::move(fresh), turn);
}

// RFC 3748 4.2: Success and Failure have the identifier of the response that they answer.
bool ends_with_success(View packet, const Challenged& fresh) {
    const auto decoded = eap::decode(packet);
    return decoded && fresh.eap == decoded->identifier && std::holds_alternative<eap::Success>(decoded->message);
}

namespace {

// What answers another exchange or names another key set changes nothing.
Result<void> fits(const nas::AuthenticationResult& result, const Challenged& fresh) {
    if (!fresh.eap) return fail(Cause::unexpected, "an Authentication Result without an EAP session");
    const auto packet = TRY(eap::decode(result.eap));
    if (packet.identifier != *fresh.eap || result.ng_ksi != fresh.ng_ksi)
        return fail(Cause::unexpected, "an Authentication Result of another EAP exchange");
    return {};
}

}  // namespace

Result<Me::State> Me::on(const AwaitingSecurityMode& was, const nas::AuthenticationResult& result, Turn& turn) {
    // TS 33.501 6.2.2.2: with EAP-AKA', K_AUSF is stored on EAP-Success. TS 24.501 5.4.1.2.2.11: EAP-Failure ends it.
    TRY(fits(result, was.fresh));
    if (!ends_with_success(result.eap, was.fresh)) return give_up("amf", 0, turn);
    succeed(was.fresh.k_ausf, turn);
    eap_succeeded_ = true;
    return AwaitingSecurityMode{was.attempt, was.fresh.clone()};
}

Result<Me::State> Me::on(const Rechallenged& was, const nas::AuthenticationResult& result, Turn& turn) {
    TRY(fits(result, was.fresh));
    if (!ends_with_success(result.eap, was.fresh)) return Registered{was.network};
    succeed(was.fresh.k_ausf, turn);
    eap_succeeded_ = true;
    return Rechallenged{was.network, was.fresh.clone()};
}

}  // namespace akmasim::ue

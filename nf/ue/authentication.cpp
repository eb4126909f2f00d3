// SPDX-License-Identifier: Apache-2.0
// Primary authentication seen from the ME, 5G AKA and what both methods share: TS 33.501 6.1.3.2, TS 24.501 5.4.1.
#include "nf/ue/me.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ue {

using nas::FiveGmmCause;

namespace {

constexpr int failures_of_a_false_network = 3;

}  // namespace

void Me::stop_authentication_timers(Turn& turn) {
    turn.stop("T3516", 0);
    turn.stop("T3520", 0);
    answered_.reset();
}

Result<Me::Verdict> Me::consider(const ReplyTo& network, const nas::AuthenticationRequest& challenge, Turn& turn) {
    const bool aka = challenge.rand && challenge.autn;
    if (!aka && !challenge.eap) return fail(Cause::malformed, "an Authentication Request without challenge");
    turn.stop("T3520", 0);
    // TS 24.501 5.4.1.3.3: a challenge that comes again while T3516 runs is answered as before, without the USIM.
    const View heard = aka ? challenge.rand->view() : View(*challenge.eap);
    if (answered_ && std::ranges::equal(answered_->first, heard)) {
        const auto& plain = answered_->second;
        tell(network, TRY(nas::decode(plain)), turn);
        return Repeated{};
    }
    // TS 24.501 5.4.1.3.7 case e: ngKSI must not name a context that is in use.
    if (current_ && challenge.ng_ksi == current_->ng_ksi)
        return refuse(network, FiveGmmCause::ng_ksi_already_in_use, std::nullopt, turn);
    return aka ? consider_aka(network, challenge, turn) : consider_eap(network, challenge, turn);
}

Result<Me::Verdict> Me::consider_aka(const ReplyTo& network, const nas::AuthenticationRequest& challenge, Turn& turn) {
    // TS 33.501 6.1.3.2.0 step 7: the USIM checks AUTN; what it refuses, the ME reports.
    auto verdict = usim_.authenticate(*challenge.rand, *challenge.autn);
    if (std::holds_alternative<Usim::MacFailure>(verdict))
        return refuse(network, FiveGmmCause::mac_failure, std::nullopt, turn);
    if (const auto* stale = std::get_if<Usim::SyncFailure>(&verdict))
        return refuse(network, FiveGmmCause::synch_failure, stale->auts, turn);
    auto& genuine = std::get<Usim::Genuine>(verdict);
    // TS 33.501 6.1.3.2.0 step 7: the ME checks that the separation bit of the AMF field is 1.
    if (!genuine.separation_bit)
        return refuse(network, FiveGmmCause::non_5g_authentication_unacceptable, std::nullopt, turn);
    // TS 33.501 6.1.3.2.0 step 7: RES*, K_AUSF and K_SEAF; step 13: K_AMF with the ABBA that the SEAF sent.
    const auto serving = serving_network();
    keys::note_ck_ik(turn.kdf(profile_.supi), genuine.ck, genuine.ik, *challenge.rand, genuine.clause);
    nas::AuthenticationResponse response;
    response.res_star =
        keys::res_star(turn.kdf(profile_.supi), genuine.ck, genuine.ik, serving, *challenge.rand, genuine.res);
    auto k_ausf = keys::k_ausf(turn.kdf(profile_.supi), genuine.ck, genuine.ik, serving, genuine.concealed_sqn);
    auto fresh = keys_of(challenge, std::move(k_ausf), std::nullopt, turn);
    return respond(network, challenge.rand->view(), response, std::move(fresh), turn);
}

ServingNetworkName Me::serving_network() const {
    return profile_.serving_network.value_or(keys::serving_network_name(profile_.mcc, profile_.mnc));
}

Challenged Me::keys_of(const nas::AuthenticationRequest& challenge, KAusf k_ausf, std::optional<std::uint8_t> eap,
                       Turn& turn) const {
    const auto k_seaf = keys::k_seaf(turn.kdf(profile_.supi), k_ausf, serving_network());
    auto k_amf = keys::k_amf(turn.kdf(profile_.supi), k_seaf, profile_.supi, challenge.abba);
    return {challenge.ng_ksi, eap, std::move(k_ausf), std::move(k_amf)};
}

// TS 24.501 5.4.1.3.3: the answer is kept while T3516 runs.
void Me::remember(const ReplyTo& network, View heard, const nas::AuthenticationResponse& response, Turn& turn) {
    tell(network, response, turn);
    answered_ = std::pair{Octets(heard.begin(), heard.end()), nas::encode(response)};
    turn.start("T3516", 0);
}

Me::Verdict Me::respond(const ReplyTo& network, View heard, const nas::AuthenticationResponse& response,
                        Challenged fresh, Turn& turn) {
    remember(network, heard, response, turn);
    eap_succeeded_ = false;
    return fresh;
}

Me::Verdict Me::refuse(const ReplyTo& network, FiveGmmCause cause, std::optional<Auts> auts, Turn& turn) {
    // TS 24.501 5.4.1.3.6: Authentication Failure says why; with #21 goes AUTS.
    nas::AuthenticationFailure failure;
    failure.cause = cause;
    failure.auts = std::move(auts);
    tell(network, failure, turn);
    answered_.reset();
    turn.stop("T3516", 0);
    // TS 24.501 5.4.1.3.7 (assumed): T3510 stops, so that T3520 says how long the UE waits for another challenge.
    turn.stop("T3510", 0);
    if (cause == FiveGmmCause::ng_ksi_already_in_use) {
        turn.start("T3520", 0);
        return Refused{static_cast<int>(cause)};
    }
    // TS 24.501 5.4.1.3.7: three in a row of #20, #21 and #26, and the network is taken for a false one.
    if (++failures_ >= failures_of_a_false_network) return NetworkIsFalse{static_cast<int>(cause)};
    turn.start("T3520", 0);
    return Refused{static_cast<int>(cause)};
}

Me::State Me::judged(const Attempt& attempt, Verdict verdict, State unchanged, Turn& turn) {
    if (auto* fresh = std::get_if<Challenged>(&verdict)) {
        if (attempt.refused_with != 0) turn.start("T3510", 0);
        return AwaitingSecurityMode{attempt, std::move(*fresh)};
    }
    if (const auto* refused = std::get_if<Refused>(&verdict)) {
        auto after = attempt;
        after.refused_with = refused->cause;
        return AwaitingChallenge{std::move(after)};
    }
    if (const auto* network = std::get_if<NetworkIsFalse>(&verdict))
        return give_up("ue", network->cause, turn, "three challenges refused: the network is not genuine");
    return unchanged;
}

Me::State Me::judged(const ReplyTo& network, Verdict verdict, State unchanged) const {
    if (auto* fresh = std::get_if<Challenged>(&verdict)) return Rechallenged{network, std::move(*fresh)};
    if (std::holds_alternative<Repeated>(verdict)) return unchanged;
    return Registered{network};
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const nas::AuthenticationRequest& challenge, Turn& turn) {
    return judged(was.attempt, TRY(consider(was.attempt.network, challenge, turn)), was, turn);
}

Result<Me::State> Me::on(const AwaitingSecurityMode& was, const nas::AuthenticationRequest& challenge, Turn& turn) {
    auto verdict = TRY(consider(was.attempt.network, challenge, turn));
    return judged(was.attempt, std::move(verdict), AwaitingSecurityMode{was.attempt, was.fresh.clone()}, turn);
}

Result<Me::State> Me::on(const Registered& was, const nas::AuthenticationRequest& challenge, Turn& turn) {
    return judged(was.network, TRY(consider(was.network, challenge, turn)), was);
}

Result<Me::State> Me::on(const Rechallenged& was, const nas::AuthenticationRequest& challenge, Turn& turn) {
    auto verdict = TRY(consider(was.network, challenge, turn));
    return judged(was.network, std::move(verdict), Rechallenged{was.network, was.fresh.clone()});
}

Result<Me::State> Me::turned_away(int refused_with, Turn& turn) {
    // TS 24.501 5.4.1.3.5: in clear a reject counts only as the answer to what the UE has just said, and its USIM stays
    // valid (assumed; the counter and T3247 are not modelled). Protected, it makes the USIM invalid.
    if (!secured_ && !answered_ && refused_with == 0)
        return fail(Cause::integrity, "an Authentication Reject in clear that answers nothing");
    if (secured_) {
        usim_invalid_ = true;
        forget_security();
    }
    return refused_with != 0 ? give_up("ue", refused_with, turn) : give_up("amf", 0, turn);
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const nas::AuthenticationReject&, Turn& turn) {
    return turned_away(was.attempt.refused_with, turn);
}

Result<Me::State> Me::on(const AwaitingSecurityMode&, const nas::AuthenticationReject&, Turn& turn) {
    return turned_away(0, turn);
}

Result<Me::State> Me::on(const Registered&, const nas::AuthenticationReject&, Turn& turn) {
    return turned_away(0, turn);
}

Result<Me::State> Me::on(const Rechallenged&, const nas::AuthenticationReject&, Turn& turn) {
    return turned_away(0, turn);
}

}  // namespace akmasim::ue

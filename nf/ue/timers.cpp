// SPDX-License-Identifier: Apache-2.0
// What the UE does when the network does not answer: TS 24.501 table 10.2.1.
#include "nf/ue/me.hpp"

namespace akmasim::ue {
namespace {

constexpr int most_attempts = 5;

}  // namespace

Result<Me::State> Me::retry(const Attempt& attempt, Turn& turn) {
    // TS 24.501 5.5.1.2.7 case c: the registration is aborted and tried again after T3511; the fifth attempt is the
    // last one before T3502, which is longer than a scenario.
    stop_authentication_timers(turn);
    secured_ = false;
    if (attempt.number >= most_attempts) {
        turn.report({"failed", "ue", 0, "nas", "", "no answer to five registration requests"});
        return Deregistered{};
    }
    turn.start("T3511", 0);
    return AwaitingRetry{attempt.order, attempt.number};
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const command::TimerExpired& expired, Turn& turn) {
    if (expired.timer == "T3510") return retry(was.attempt, turn);
    // TS 24.501 5.4.1.3.7: when T3520 runs out the network has failed the authentication check.
    if (expired.timer == "T3520") return give_up("ue", was.attempt.refused_with, turn, "the network is not genuine");
    if (expired.timer == "T3516") answered_.reset();
    return State{was};
}

Result<Me::State> Me::on(const AwaitingSecurityMode& was, const command::TimerExpired& expired, Turn& turn) {
    if (expired.timer == "T3510") return retry(was.attempt, turn);
    // TS 24.501 5.4.1.3.3: RAND and RES* are kept only while T3516 runs.
    if (expired.timer == "T3516") answered_.reset();
    return AwaitingSecurityMode{was.attempt, was.fresh.clone()};
}

Result<Me::State> Me::on(const AwaitingAccept& was, const command::TimerExpired& expired, Turn& turn) {
    if (expired.timer == "T3510") return retry(was.attempt, turn);
    return State{was};
}

Result<Me::State> Me::on(const AwaitingRetry& was, const command::TimerExpired&, Turn& turn) {
    return start(was.order, was.number + 1, turn);
}

Result<Me::State> Me::on(const Registered& was, const command::TimerExpired& expired, Turn&) {
    if (expired.timer == "T3516") answered_.reset();
    if (expired.timer == "T3520") failures_ = 0;
    return State{was};
}

Result<Me::State> Me::on(const Rechallenged& was, const command::TimerExpired& expired, Turn&) {
    if (expired.timer == "T3516") answered_.reset();
    return Rechallenged{was.network, was.fresh.clone()};
}

Result<Me::State> Me::on(const AwaitingDeregistrationAccept& was, const command::TimerExpired& expired, Turn& turn) {
    if (expired.timer != "T3521") return State{was};
    // TS 24.501 5.5.2.2.6 case c: sent again on the first four expiries, then the UE leaves without an answer.
    if (was.sent < most_attempts) {
        nas::DeregistrationRequest request;
        request.ng_ksi = current_ ? current_->ng_ksi : nas::no_key;
        if (guti_) request.identity = *guti_;
        tell(was.network, request, turn);
        turn.start("T3521", 0);
        return AwaitingDeregistrationAccept{was.network, was.sent + 1};
    }
    turn.report({"success", "", 0, "", "", "the network did not answer"});
    secured_ = false;
    return Deregistered{};
}

}  // namespace akmasim::ue

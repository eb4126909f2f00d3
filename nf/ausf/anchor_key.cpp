// SPDX-License-Identifier: Apache-2.0
// The AKMA anchor key: born after the authentication, and registered with the AAnF until that is answered or given up
// (TS 33.535 6.1). What the SEAF hears does not depend on the AAnF.
#include "nf/ausf/ausf.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ausf {
namespace {

// Assumed: one second, then twice as long each time, six requests in all.
constexpr std::string_view aanf_timer = "anchor key";
constexpr Time first_patience = 1'000'000'000;
constexpr int most_sent = 6;
// Before-answer: with the second request unanswered too the SEAF is not made to wait longer, for it waits 10 s at most.
constexpr int most_sent_before_the_answer = 2;

// TS 29.500 5.2.7.2 (assumed): what another try may mend.
bool may_pass(int status) { return status == 429 || status >= 500; }

}  // namespace

Ausf::AwaitingAnchorAck Ausf::register_anchor_key(const AwaitingEventAck& done, Turn& turn) {
    // TS 33.535 6.1 step 4: A-KID, K_AKMA and SUPI go to the AAnF.
    auto anchor = std::make_shared<AnchorKey>();
    anchor->info.supi = done.supi;
    anchor->info.k_akma = keys::k_akma(turn.kdf(done.supi), done.k_ausf, done.supi);
    const auto a_tid = keys::a_tid(turn.kdf(done.supi), done.k_ausf, done.supi);
    anchor->info.a_kid = keys::a_kid(done.akma_routing_indicator, a_tid, configuration_.mcc, configuration_.mnc);
    anchor->routing_indicator = done.akma_routing_indicator;
    anchor->origination = turn.sbi_timestamp();
    routing_indicators_.insert_or_assign(done.supi, done.akma_routing_indicator);
    // An older key of the subscriber that is still on its way is not sent any more.
    stop_registering(done.supi, turn);
    registering_.emplace(done.supi, conversation_);
    turn.start(aanf_timer, conversation_, first_patience);
    AwaitingAnchorAck next;
    next.request = send(*anchor, turn);
    next.anchor = std::move(anchor);
    return next;
}

std::uint64_t Ausf::send(const AnchorKey& anchor, Turn& turn) const {
    // TS 33.535 6.7: the AAnF that serves the Routing Indicator which the UDM gave.
    auto head = sbi::request_head(sbi::register_anchor_key);
    head.origination_timestamp = anchor.origination;
    return turn.request(Link::n61, aanf_for(configuration_.aanfs, anchor.routing_indicator.text()), std::move(head),
                        body::write(anchor.info), conversation_, std::string(AnchorKeyRegistered::name));
}

void Ausf::stop_registering(const Supi& supi, Turn& turn) {
    const auto found = registering_.find(supi);
    if (found == registering_.end()) return;
    const auto* state = conversations_.find(found->second);
    const auto* older = state == nullptr ? nullptr : std::get_if<AwaitingAnchorAck>(state);
    if (older != nullptr) {
        if (older->unanswered) answer_seaf(*older->unanswered, turn);
        turn.stop(aanf_timer, found->second);
        turn.abandon(older->request);
    }
    conversations_.forget(found->second);
    registering_.erase(found);
}

// The end, one way or another. TS 33.535 6.1 step 5: the AUSF need not keep AKMA key material any longer.
Ausf::State Ausf::anchored(const AwaitingAnchorAck& was, Turn& turn) {
    turn.stop(aanf_timer, conversation_);
    turn.abandon(was.request);
    registering_.erase(*was.anchor->info.supi);
    if (was.unanswered) answer_seaf(*was.unanswered, turn);
    return Confirmed{};
}

Result<Ausf::State> Ausf::on(const AwaitingAnchorAck& was, const AnchorKeyRegistered& answer, Turn& turn) {
    if (answer.success()) return anchored(was, turn);
    turn.refused(Cause::unexpected, fmt::format("the anchor key is not registered: {} {}", answer.status,
                                                answer.problem.cause.value_or(answer.problem.detail.value_or(""))));
    if (!may_pass(answer.status)) return anchored(was, turn);
    auto next = was;
    next.request = 0;  // answered; the timer brings the next one
    return next;
}

Result<Ausf::State> Ausf::on(const AwaitingAnchorAck& was, const command::TimerExpired& expired, Turn& turn) {
    if (expired.timer != aanf_timer) return State{was};
    // TS 33.535 6.1: without K_AKMA at the AAnF no AF gets a key, so the registration is said again, each time later.
    turn.abandon(was.request);
    if (was.sent >= most_sent) {
        turn.refused(Cause::unexpected,
                     fmt::format("the anchor key is not registered: no answer of the AAnF to {} requests", was.sent));
        return anchored(was, turn);
    }
    auto next = was;
    if (next.unanswered && was.sent >= most_sent_before_the_answer) {
        answer_seaf(*next.unanswered, turn);
        next.unanswered.reset();
    }
    next.request = send(*next.anchor, turn);
    turn.start(aanf_timer, conversation_, first_patience << next.sent);
    ++next.sent;
    return next;
}

}  // namespace akmasim::ausf

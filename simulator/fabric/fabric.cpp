// SPDX-License-Identifier: Apache-2.0
// The fabric: one queue, one clock, one recorder.
#include "simulator/fabric/fabric.hpp"

#include <limits>

#include <fmt/format.h>

#include "simulator/protocol/command.hpp"

namespace akmasim::fabric {
namespace {

constexpr std::uint64_t most_deliveries_in_a_step = 100'000;
constexpr Time end_of_time = std::numeric_limits<Time>::max();

// RES*, A-TID and A-KID cross N1 and Ua in clear: they are born like keys but keep no secret.
bool is_secret(const std::string& key) { return key != "RESstar" && key != "A-TID" && key != "A-KID"; }

std::vector<Tap::Arrival> beyond(Tap& tap, std::vector<Tap::Arrival> before, const Tap::Crossing& crossing) {
    std::vector<Tap::Arrival> all;
    for (auto& one : before) {
        for (auto& arrival : tap.cross(std::move(one.envelope), crossing)) {
            arrival.later += one.later;
            if (arrival.event == 0) arrival.event = one.event;
            all.push_back(std::move(arrival));
        }
    }
    return all;
}

tl::unexpected<Error> past_the_end() {
    return fail(Cause::invalid, "virtual time would pass 100 years of 365 days, which is as long as a run may last");
}

tl::unexpected<Error> restless() {
    return fail(Cause::invalid, fmt::format("the step does not come to rest within {} deliveries, which is as many as a "
                                            "step may have",
                                            most_deliveries_in_a_step));
}

}  // namespace

void Fabric::order(Address to, std::string ue, Octets control) {
    Envelope envelope;
    envelope.link = Link::control;
    envelope.from = {"runner", ""};
    envelope.to = std::move(to);
    envelope.ue = std::move(ue);
    envelope.octets = std::move(control);
    ordered_ = host_.ordered(envelope);
    ordered_to_ = envelope.to;
    now_ = std::max(now_, ordered_.begins);
    put(now_, {std::move(envelope)});
}

// A procedure that is played has the time that it took when it was recorded, and what is in flight then still arrives.
Time Fabric::horizon() const {
    if (!ordered_.ends) return end_of_time;
    const auto arrives = queue_.empty() ? now_ : queue_.begin()->first.first;
    return std::max({now_, arrives, *ordered_.ends});
}

// Who is played reports nothing: whether the next order of the step was given tells how this one had ended.
void Fabric::end_played() {
    if (ordered_.ends && reports_.empty())
        reports_.push_back({ordered_.goes_on ? "success" : "failed", {}, 0, {}, {}, {}});
    ordered_ = {};
    ordered_to_.reset();
}

Result<void> Fabric::run(const std::string& step, const Interrupted& interrupted, Time until) {
    for (std::uint64_t taken = 0; taken < most_deliveries_in_a_step; ++taken) {
        if (interrupted && interrupted()) return fail(Cause::library, "interrupted");
        const bool told = at_rest(step) && !reports_.empty();
        if (told || !TRY(take_next(std::min(horizon(), until), step))) {
            now_ = std::max(now_, pace_.all_done());  // a step is over when the last party has done its work
            end_played();
            return {};
        }
    }
    return restless();
}

Result<void> Fabric::interject(const Interjection& what, const std::string& step, const Interrupted& interrupted) {
    carry(what({now_, step, 0, recorder_}), now_);
    for (std::uint64_t taken = 0; taken < most_deliveries_in_a_step; ++taken) {
        if (interrupted && interrupted()) return fail(Cause::library, "interrupted");
        if (at_rest(step)) return {};
        TRY(take_next(end_of_time, step));
    }
    return restless();
}

Result<void> Fabric::wait(Time duration, const std::string& step, const Interrupted& interrupted) {
    if (duration > longest_run - now_) return past_the_end();
    const auto until = now_ + duration;
    for (std::uint64_t taken = 0; taken < most_deliveries_in_a_step; ++taken) {
        if (interrupted && interrupted()) return fail(Cause::library, "interrupted");
        if (TRY(take_next(until, step))) continue;
        now_ = until;
        return {};
    }
    return restless();
}

Result<bool> Fabric::take_next(Time horizon, const std::string& step) {
    const auto message = queue_.empty() ? end_of_time : queue_.begin()->first.first;
    const auto timer = timers_.empty() ? end_of_time : timers_.begin()->first.first;
    if (std::min(message, timer) > horizon || (queue_.empty() && timers_.empty())) return false;
    if (std::min(message, timer) > longest_run) return past_the_end();
    if (!queue_.empty() && message <= timer) {
        const auto next = queue_.extract(queue_.begin());
        TRY(deliver(next.mapped(), message, step));
    } else {
        TRY(expire(step));
    }
    return true;
}

Result<void> Fabric::deliver(const InFlight& what, Time at, const std::string& step) {
    const auto& envelope = what.envelope;
    now_ = std::max(now_, at);
    if (recorder_ != nullptr) recorder_->attending(what.event);
    auto effects = host_.deliver(envelope, now_);
    const bool nobody = !effects && effects.error().cause == Cause::unexpected && envelope.link != Link::control;
    if (nobody) {  // a name that some peer's octets made up: the message is lost
        if (recorder_ != nullptr) recorder_->refused(now_, envelope, step, "unexpected", effects.error().detail);
    } else {
        apply(TRY(std::move(effects)), envelope, step);
    }
    if (recorder_ != nullptr) recorder_->attending(0);
    return {};
}

Result<void> Fabric::expire(const std::string& step) {
    const auto [due, timer] = *timers_.begin();
    const auto& [whose, name, conversation] = timer.name;
    running_.erase(timer.name);
    timers_.erase(timers_.begin());
    now_ = std::max(now_, due.first);
    const auto event = recorder_ == nullptr ? 0 : recorder_->timer(now_, party_of(whose), timer.ue, step, name);
    Envelope envelope;
    envelope.from = {"fabric", ""};
    envelope.to = whose;
    envelope.ue = timer.ue;
    envelope.octets = command::encode(command::TimerExpired{name, conversation});
    return deliver({std::move(envelope), event}, due.first, step);
}

void Fabric::start(const TimerStart& start, const Envelope& caused_by) {
    const TimerName name{caused_by.to, start.timer, start.conversation};
    stop(name);
    const Due due{start.after > end_of_time - now_ ? end_of_time : now_ + start.after, sequence_++};
    timers_.emplace(due, Timer{name, caused_by.ue});
    running_.emplace(name, due);
}

void Fabric::stop(const TimerName& name) {
    const auto running = running_.find(name);
    if (running == running_.end()) return;
    timers_.erase(running->second);
    running_.erase(running);
}

// Work comes first in the turn, whatever its place in the list: what a party sends leaves when that is done.
Time Fabric::done_with(const Effects& effects, const Address& party) {
    crypto::Work work;
    for (const auto& effect : effects) {
        const auto* worked = std::get_if<Worked>(&effect);
        if (worked != nullptr && worked->until != 0) return std::max(now_, worked->until);
        if (worked != nullptr) work.add(worked->work);
    }
    if (work != crypto::Work{}) work_[party_of(party)].add(work);
    return pace_.done(party, now_, work);
}

void Fabric::apply(Effects effects, const Envelope& caused_by, const std::string& step) {
    const auto done = done_with(effects, caused_by.to);
    for (auto& effect : effects) {
        if (auto* sent = std::get_if<Envelope>(&effect)) {
            take(std::move(*sent), done, step);
        } else if (const auto* started = std::get_if<TimerStart>(&effect)) {
            start(*started, caused_by);
        } else if (const auto* stopped = std::get_if<TimerStop>(&effect)) {
            stop({caused_by.to, stopped->timer, stopped->conversation});
        } else if (recorder_ != nullptr) {
            if (const auto* derived = std::get_if<Derived>(&effect)) note(*derived, caused_by, step);
            if (const auto* change = std::get_if<StateChange>(&effect)) {
                recorder_->state(now_, party_of(caused_by.to), caused_by.ue, step, change->was, change->is);
            }
            if (const auto* said = std::get_if<Negotiated>(&effect)) {
                recorder_->negotiated(now_, party_of(caused_by.to), caused_by.ue, step, said->f);
            }
            if (const auto* refused = std::get_if<Refused>(&effect)) {
                recorder_->refused(now_, caused_by, step, refused->cause, refused->detail);
            }
        }
    }
}

void Fabric::take(Envelope sent, Time at, const std::string& step) {
    if (sent.link == Link::control) {
        const auto message = command::decode(sent.octets);
        if (!message) return;
        // What an order sets going elsewhere, a primary authentication for instance, has an outcome of its own.
        const bool of_the_order = !ordered_to_ || sent.from == *ordered_to_;
        const auto* report = std::get_if<command::Report>(&*message);
        if (report != nullptr && of_the_order) reports_.push_back(*report);
        return;
    }
    const auto seq = recorder_ == nullptr ? 0 : recorder_->message(sent, now_, step, at);
    if (taps_.empty()) return carry(Tap::Arrival{std::move(sent), 0, seq}, at);
    const Tap::Crossing crossing{now_, step, seq, recorder_};
    std::vector<Tap::Arrival> arrivals;
    arrivals.push_back({std::move(sent), 0, seq});
    for (auto* tap : taps_) arrivals = beyond(*tap, std::move(arrivals), crossing);
    carry(std::move(arrivals), at);
}

void Fabric::carry(std::vector<Tap::Arrival> arrivals, Time at) {
    for (auto& one : arrivals) carry(std::move(one), at);
}

void Fabric::carry(Tap::Arrival one, Time at) {
    forget_content(one.envelope);  // the sender's plain view is for the record: a receiver sees what crossed
    const auto arrival = pace_.arrival(one.envelope, at) + one.later;
    put(arrival, {std::move(one.envelope), one.event});
}

bool Fabric::at_rest(const std::string& step) {
    if (!queue_.empty()) return false;
    for (auto* tap : taps_) carry(tap->at_rest({now_, step, 0, recorder_}), now_);
    return queue_.empty();
}

void Fabric::note(const Derived& derived, const Envelope& caused_by, const std::string& step) {
    record::KeyBirth birth;
    birth.at = party_of(caused_by.to);
    birth.ue = caused_by.ue;
    birth.whose = derived.whose;
    birth.step = step;
    birth.key = derived.key;
    birth.from = derived.from;
    birth.fc = derived.fc;
    birth.p = derived.p;
    birth.clause = derived.clause;
    birth.secret = is_secret(derived.key);
    recorder_->derived(now_, birth, derived.value);
}

Result<void> Fabric::tell(const Configured& one) {
    Envelope order;
    order.link = Link::control;
    order.from = {"runner", ""};
    order.to = one.whom;
    order.ue = one.ue;
    order.octets = command::encode(command::Configure{one.json});
    for (const auto& effect : TRY(host_.deliver(order, now_))) {
        if (const auto* refused = std::get_if<Refused>(&effect)) return fail(Cause::invalid, refused->detail);
    }
    return {};
}

Result<void> Fabric::configure(const Address& whom, const std::string& ue, const std::string& json) {
    Configured one{whom, ue, json};
    TRY(tell(one));
    configured_.push_back(std::move(one));
    return {};
}

Result<void> Fabric::restart(const Address& whom, const std::string& step) {
    TRY(host_.restart(party_of(whom)));
    for (auto running = running_.begin(); running != running_.end();) {
        if (std::get<Address>(running->first) != whom) {
            ++running;
            continue;
        }
        timers_.erase(running->second);
        running = running_.erase(running);
    }
    if (recorder_ != nullptr) recorder_->state(now_, party_of(whom), "", step, "Running", "Restarted");
    for (const auto& one : configured_) {
        if (one.whom == whom) TRY(tell(one));
    }
    return {};
}

Result<command::Inspection> Fabric::inspect(Address whom, const command::Inspect& about) {
    Envelope question;
    question.link = Link::control;
    question.from = {"runner", ""};
    question.to = std::move(whom);
    question.ue = about.ue;
    question.octets = command::encode(about);
    for (const auto& effect : TRY(host_.deliver(question, now_))) {
        const auto* answer = std::get_if<Envelope>(&effect);
        if (answer == nullptr) continue;
        const auto message = TRY(command::decode(answer->octets));
        if (const auto* inspection = std::get_if<command::Inspection>(&message)) return *inspection;
    }
    return fail(Cause::unexpected, "no answer to an inspection");
}

}  // namespace akmasim::fabric

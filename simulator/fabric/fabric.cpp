// SPDX-License-Identifier: Apache-2.0
// The fabric: one queue, one clock, one recorder.
#include "simulator/fabric/fabric.hpp"

#include "simulator/protocol/command.hpp"

namespace akmasim::fabric {
namespace {

constexpr std::uint64_t most_deliveries_in_a_step = 100'000;

// RES*, A-TID and A-KID cross N1 and Ua in clear: they are born like keys but keep no secret.
bool is_secret(const std::string& key) { return key != "RESstar" && key != "A-TID" && key != "A-KID"; }

}  // namespace

void Fabric::order(Address to, std::string ue, Octets control) {
    Envelope envelope;
    envelope.link = Link::control;
    envelope.from = {"runner", ""};
    envelope.to = std::move(to);
    envelope.ue = std::move(ue);
    envelope.octets = std::move(control);
    queue_.push({now_, sequence_++, std::move(envelope)});
}

Result<void> Fabric::run(const std::string& step, const std::function<bool()>& interrupted) {
    for (std::uint64_t delivered = 0; !queue_.empty(); ++delivered) {
        if (delivered == most_deliveries_in_a_step) return fail(Cause::invalid, "the step does not come to rest");
        if (interrupted && interrupted()) return fail(Cause::library, "interrupted");
        const Delivery next = queue_.top();
        queue_.pop();
        now_ = std::max(now_, next.at);
        apply(TRY(host_.deliver(next.envelope, now_)), next.envelope, step);
    }
    return {};
}

void Fabric::apply(Effects effects, const Envelope& caused_by, const std::string& step) {
    for (auto& effect : effects) {
        if (auto* sent = std::get_if<Envelope>(&effect)) {
            take(std::move(*sent), step);
        } else if (recorder_ != nullptr) {
            if (const auto* derived = std::get_if<Derived>(&effect)) note(*derived, caused_by, step);
            if (const auto* change = std::get_if<StateChange>(&effect)) {
                recorder_->state(now_, caused_by.to.role, caused_by.ue, step, change->was, change->is);
            }
            if (const auto* refused = std::get_if<Refused>(&effect)) {
                recorder_->refused(now_, caused_by, step, refused->cause, refused->detail);
            }
        }
    }
}

void Fabric::take(Envelope sent, const std::string& step) {
    if (sent.link == Link::control) {
        const auto message = command::decode(sent.octets);
        if (!message) return;
        if (const auto* report = std::get_if<command::Report>(&*message)) reports_.push_back(*report);
        return;
    }
    if (recorder_ != nullptr) recorder_->message(sent, now_, step);
    sent.plain.clear();  // the sender's plain view is for the record: a receiver sees what crossed
    const auto delay = delays_.find(sent.link);
    queue_.push({now_ + (delay == delays_.end() ? 0 : delay->second), sequence_++, std::move(sent)});
}

void Fabric::note(const Derived& derived, const Envelope& caused_by, const std::string& step) {
    record::KeyBirth birth;
    birth.at = caused_by.to.role;
    birth.ue = caused_by.ue;
    birth.step = step;
    birth.key = derived.key;
    birth.from = derived.from;
    birth.fc = derived.fc;
    birth.p = derived.p;
    birth.clause = derived.clause;
    birth.secret = is_secret(derived.key);
    recorder_->derived(now_, birth, derived.value);
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

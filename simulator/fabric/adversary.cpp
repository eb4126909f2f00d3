// SPDX-License-Identifier: Apache-2.0
// Which rule meets which message, and in which order its acts are done.
#include "simulator/fabric/adversary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace akmasim::fabric {

// Sees what crosses as a record says it, without secrets.
class Adversary::Blind final : public Redactor {
public:
    std::string fingerprint(std::string_view, View) override { return {}; }
    bool reveal() override { return false; }
};

Adversary::Adversary(const Plan& plan, const RandomSource& random) : plan_(plan), eyes_(std::make_unique<Blind>()) {
    for (const auto& rule : plan_.rules) {
        progress_.emplace_back().random = random(fmt::format("adversary|{}|{}", plan_.name, rule.id));
    }
}

Adversary::~Adversary() = default;

void Adversary::enable(const std::optional<std::vector<std::string>>& ids) {
    for (std::size_t i = 0; i < progress_.size(); ++i) {
        auto& progress = progress_[i];
        progress.on = !ids || std::ranges::find(*ids, plan_.rules[i].id) != ids->end();
        progress.ever_on = progress.ever_on || progress.on;
    }
}

std::vector<Tap::Arrival> Adversary::cross(Envelope sent, const Crossing& crossing) {
    if (std::ranges::find(plan_.at, sent.link) == plan_.at.end()) return {{std::move(sent), 0}};
    const auto said = describe(sent, *eyes_);
    if (is_ours(sent)) {
        tell(crossing, "", "receive", sent, false);
        return {};
    }
    latest_[{sent.link, sent.from, sent.to}] = sent.stream;
    Hand hand{{std::move(sent), 0, crossing.seq}, 0, true, false, {}};
    for (std::size_t i = 0; i < progress_.size() && !hand.finished; ++i) {
        const auto& rule = plan_.rules[i];
        auto& progress = progress_[i];
        if (!progress.on || !meets(rule.when, hand.message.envelope, said, crossing)) continue;
        ++progress.seen;
        if (rule.when.nth && *rule.when.nth != progress.seen) continue;
        if (!has_luck(rule, progress)) continue;
        progress.matched = true;
        apply(rule, progress, hand, crossing);
    }
    std::vector<Arrival> out;
    if (hand.goes_on) {
        for (int copy = 0; copy <= hand.copies; ++copy) out.push_back(hand.message);
        release_behind(hand.message.envelope, out);
    }
    for (auto& one : hand.more) out.push_back(std::move(one));
    return out;
}

bool Adversary::meets(const Condition& when, const Envelope& sent, const Description& said,
                      const Crossing& crossing) const {
    const auto fits = [](const std::string& wanted, std::string_view got) { return wanted.empty() || wanted == got; };
    if (when.link != sent.link || (when.message != "any" && when.message != said.name)) return false;
    if (!fits(when.ue, sent.ue) || !fits(when.step, crossing.step)) return false;
    if (!fits(when.from, party_of(sent.from)) || !fits(when.to, party_of(sent.to))) return false;
    if (!fits(when.carries, said.inside ? said.inside->name : "")) return false;
    return !when.fields || when.fields(when.carries.empty() ? said.fields_json : said.inside->fields_json);
}

bool Adversary::has_luck(const Rule& rule, Progress& progress) {
    if (!rule.when.probability) return true;
    return drawn(*progress.random) < *rule.when.probability;
}

void Adversary::apply(const Rule& rule, Progress& progress, Hand& hand, const Crossing& crossing) {
    for (const auto& one : rule.acts) {
        const auto before = hand.message.envelope.octets;
        const auto head = hand.message.envelope.http;
        const auto more = hand.more.size();
        const auto done = act(one, progress, hand);
        if (!done) {
            thwarted_.push_back(fmt::format("{}: {}: {}", rule.id, verb_of(one), done.error().detail));
            tell(crossing, rule.id, verb_of(one), hand.message.envelope, false, done.error().detail);
            continue;
        }
        const bool changed = hand.message.envelope.octets != before || hand.message.envelope.http != head;
        if (changed) forget_content(hand.message.envelope);
        const bool made = hand.more.size() > more;
        auto& met = made ? hand.more.back() : hand.message;
        const auto event = tell(crossing, rule.id, verb_of(one), met.envelope, changed || made);
        if (changed || made) met.event = event;
        if (!hand.goes_on || hand.finished) return;
    }
}

void Adversary::release_behind(const Envelope& passed, std::vector<Arrival>& out) {
    for (auto late = late_.begin(); late != late_.end();) {
        const auto& kept = late->message.envelope;
        const bool same_way = kept.link == passed.link && kept.from == passed.from && kept.to == passed.to;
        if (!same_way || --late->behind > 0) {
            ++late;
            continue;
        }
        out.push_back(std::move(late->message));
        late = late_.erase(late);
    }
}

std::vector<Tap::Arrival> Adversary::at_rest(const Crossing&) {
    std::vector<Arrival> out;
    for (auto& late : late_) out.push_back(std::move(late.message));
    late_.clear();
    return out;
}

bool Adversary::is_ours(const Envelope& sent) const { return opened_.contains({sent.link, sent.stream}); }

std::vector<Tap::Arrival> Adversary::inject(const Injection& injection, const Crossing& crossing) {
    std::vector<Arrival> arrivals;
    auto envelope = make_up(injection);
    if (!envelope) {
        thwarted_.push_back(fmt::format("step '{}': inject: {}", crossing.step, envelope.error().detail));
        return arrivals;
    }
    const auto event = tell(crossing, "", Inject::verb, *envelope, true);
    arrivals.push_back({std::move(*envelope), 0, event});
    return arrivals;
}

std::vector<std::string> Adversary::unmatched() const {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < progress_.size(); ++i) {
        const auto& rule = plan_.rules[i];
        if (progress_[i].ever_on && !progress_[i].matched && !rule.when.probability) ids.push_back(rule.id);
    }
    return ids;
}

std::uint64_t Adversary::tell(const Crossing& crossing, const std::string& rule, std::string_view verb,
                              const Envelope& message, bool changed, const std::string& detail) const {
    if (crossing.recorder == nullptr) return 0;
    return crossing.recorder->adversary(crossing.now, crossing.step,
                                        {plan_.name, rule, std::string(verb), crossing.seq, detail, changed}, message);
}

}  // namespace akmasim::fabric

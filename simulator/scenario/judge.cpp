// SPDX-License-Identifier: Apache-2.0
// Claims against what a run really was.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/knowledge/links.hpp"
#include "simulator/knowledge/whereabouts.hpp"
#include "simulator/record/recorder.hpp"
#include "simulator/scenario/evidence.hpp"
#include "simulator/scenario/expect.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {
namespace {

using knowledge::Evidence;
using knowledge::Insight;
using knowledge::Value;

class Judge {
public:
    Judge(const Scenario& scenario, const record::Recorder& recorder, const std::function<bool()>& stop)
        : scenario_(scenario),
          stop_(stop),
          evidence_(evidence_of(scenario, recorder.events(), recorder.hidden())),
          stance_(stance_of(scenario)),
          insight_(evidence_, stance_, stop) {}

    Judgement whole() {
        for (const auto& claim : scenario_.secrecy) {
            claim_ = &claim;
            judged_.stopped = stop_ && stop_();
            if (judged_.stopped) break;
            if (claim.message)
                reading();
            else if (claim.verb.ends_with("linkable"))
                linking();
            else
                values();
        }
        judged_.doubts = insight_.idle();
        return std::move(judged_);
    }

private:
    using Lines = std::vector<std::string>;

    void fail(std::string message, Lines notes = {}) {
        judged_.failures.push_back({claim_->mark, std::move(message), std::move(notes)});
    }
    void find(const std::string& what, const Lines& way) {
        judged_.findings.push_back(what);
        for (const auto& line : way) judged_.findings.push_back("  " + line);
    }
    [[nodiscard]] static std::string named(const Value& value) {
        return value.ue.empty() ? "'" + value.what + "'" : fmt::format("{} of {}", value.what, value.ue);
    }

    void values() {
        auto values = claim_->value.empty() ? evidence_.values(claim_->key, claim_->of)
                                            : std::vector<Value>{knowledge::value_of_text(claim_->value)};
        if (values.empty())
            return fail(fmt::format("{}{} never came to exist, so the run shows nothing", claim_->key,
                                    claim_->of.empty() ? "" : " of " + claim_->of),
                        {came_to_be("keys that came to be", keys_born())});
        if (claim_->verb == "derivable-by") return derivable(values);
        if (claim_->verb == "not-derivable-by") return not_derivable(values);
        const knowledge::Whereabouts places(evidence_, std::move(values), stop_);
        if (claim_->verb == "never-on" && !crosses_any_of(claim_->operands))
            return fail(fmt::format("nothing crossed {}, so the run shows nothing", fmt::join(claim_->operands, ", ")),
                        {came_to_be("messages that came to be", messages_with({}))});
        if (!claim_->value.empty() && !places.was_there(0))
            return fail(
                fmt::format("'{}' stands in no message, not even inside one, so the run shows nothing", claim_->value),
                {came_to_be("messages that came to be", messages_with({}))});
        for (std::size_t i = 0; i < places.values().size(); ++i) {
            if (claim_->verb == "only") only(places, i);
            if (claim_->verb == "never-on") never_on(places, i);
        }
    }

    // What a claim could have been about, for one that is about nothing.
    static std::string came_to_be(std::string_view what, const std::set<std::string>& all) {
        return fmt::format("{}: {}", what,
                           all.empty() ? "none" : fmt::format("{}", fmt::join(all, ", ")));
    }
    [[nodiscard]] std::set<std::string> keys_born() const {
        std::set<std::string> all;
        for (const auto& event : evidence_.events) {
            for (const auto& value : event.kind == "derive" ? evidence_.values_of(event) : std::vector<Value>{})
                all.insert(value.ue.empty() ? value.what : fmt::format("{} of {}", value.what, value.ue));
        }
        return all;
    }
    // step: empty: of all.
    [[nodiscard]] std::set<std::string> messages_with(const std::string& step) const {
        std::set<std::string> all;
        for (const auto& event : evidence_.events) {
            if (event.kind == "msg" && (step.empty() || step == event.step))
                all.insert(fmt::format("{}.{}", event.link, event.msg));
        }
        return all;
    }
    [[nodiscard]] std::set<std::string> steps_seen() const {
        std::set<std::string> all;
        for (const auto& event : evidence_.events) {
            if (event.kind == "msg" && insight_.has(event)) all.insert(event.step);
        }
        return all;
    }
    [[nodiscard]] bool crosses_any_of(const std::vector<std::string>& links) const {
        return std::ranges::any_of(evidence_.events, [&](const record::Event& event) {
            return event.has_raw && std::ranges::find(links, event.link) != links.end();
        });
    }

    void only(const knowledge::Whereabouts& places, std::size_t at) {
        const auto& value = places.values()[at];
        for (const auto& sighting : places.parties_with(at)) {
            const auto role = sighting.party.substr(0, sighting.party.find('-'));
            const bool meant = std::ranges::any_of(
                claim_->operands, [&](const auto& one) { return one == sighting.party || one == role; });
            if (!meant)
                fail(fmt::format("{} is known to {}, expected only {}", named(value), sighting.party,
                                 fmt::join(claim_->operands, ", ")),
                     {sighting.party + " " + sighting.how});
        }
        if (insight_.knows(value))
            fail(fmt::format("{} is known to {}, expected only {}", named(value), stance_.name,
                             fmt::join(claim_->operands, ", ")),
                 insight_.way_to(value));
    }

    void never_on(const knowledge::Whereabouts& places, std::size_t at) {
        for (const auto& link : claim_->operands) {
            if (const auto crossing = places.crossing_of(at, link))
                fail(fmt::format("{} crosses {}, where it must never be", named(places.values()[at]), link),
                     {"stands in " + crossing->how});
        }
    }

    void not_derivable(const std::vector<Value>& values) {
        for (const auto& value : values) {
            if (insight_.knows(value))
                fail(fmt::format("{} knows {}", stance_.name, named(value)), insight_.way_to(value));
        }
    }

    // Each of them: a claim about a key is about every value that it had.
    void derivable(const std::vector<Value>& values) {
        for (const auto& value : values) {
            if (!insight_.knows(value)) {
                fail(fmt::format("{} does not come to know {}", stance_.name, named(value)));
            } else {
                find(fmt::format("{} knows {}:", stance_.name, named(value)), insight_.way_to(value));
            }
        }
    }

    void reading() {
        const bool wanted = claim_->verb == "can-read";
        bool any = false;
        for (const auto& event : evidence_.events) {
            const bool meant =
                (claim_->step.empty() || claim_->step == event.step) && (claim_->of.empty() || claim_->of == event.ue);
            if (!meant || !matches(*claim_->message, event, {})) continue;
            any = true;
            const auto what = fmt::format("{}.{} (event {})", event.link, event.msg, event.seq);
            if (insight_.reads(event) == wanted) {
                if (wanted) find(fmt::format("{} reads {}:", stance_.name, what), insight_.way_to(event));
            } else if (wanted) {
                fail(fmt::format("{} cannot read {}", stance_.name, what));
            } else {
                fail(fmt::format("{} reads {}", stance_.name, what), insight_.way_to(event));
            }
        }
        if (!any)
            fail(fmt::format("no message {}.{} crossed, so the run shows nothing", claim_->message->link,
                             claim_->message->message),
                 {came_to_be("messages that came to be", messages_with(claim_->step))});
    }

    void linking() {
        const auto& one = claim_->operands[0];
        const auto& other = claim_->operands[1];
        const auto seen = steps_seen();
        for (const auto& step : claim_->operands) {
            if (!seen.contains(step))
                return fail(fmt::format("{} had no message of '{}', so the run shows nothing", stance_.name, step),
                            {came_to_be("steps of which she had one", seen)});
        }
        const auto common = common_identifiers(evidence_, insight_, one, other);
        const bool wanted = claim_->verb == "linkable";
        if (wanted == !common.empty()) {
            if (wanted) find(fmt::format("{} links '{}' and '{}':", stance_.name, one, other), common);
        } else if (wanted) {
            fail(fmt::format("{} sees no identifier in both '{}' and '{}'", stance_.name, one, other));
        } else {
            fail(fmt::format("{} links '{}' and '{}'", stance_.name, one, other), common);
        }
    }

    const Scenario& scenario_;
    const std::function<bool()>& stop_;
    const Evidence evidence_;
    const knowledge::Stance stance_;
    const Insight insight_;
    const Claim* claim_ = nullptr;
    Judgement judged_;
};

}  // namespace

Judgement judge(const Scenario& scenario, const record::Recorder& recorder, const std::function<bool()>& stop) {
    if (scenario.secrecy.empty()) return {};
    auto judged = Judge(scenario, recorder, stop).whole();
    judged.stopped = judged.stopped || (stop && stop());
    return judged;
}

}  // namespace akmasim::scenario

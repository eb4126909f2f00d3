// SPDX-License-Identifier: Apache-2.0
// Claims against what a run really was.
#include <algorithm>

#include <fmt/format.h>

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
    Judge(const Scenario& scenario, const record::Recorder& recorder)
        : scenario_(scenario),
          evidence_(evidence_of(scenario, recorder.events(), recorder.hidden())),
          stance_(stance_of(scenario)),
          insight_(evidence_, stance_) {}

    Judgement whole() {
        for (const auto& claim : scenario_.secrecy) {
            claim_ = &claim;
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
        if (values.empty()) return fail(fmt::format("{} never came to exist, so the run shows nothing", claim_->key));
        if (claim_->verb == "derivable-by") return derivable(values);
        for (const auto& value : values) {
            if (claim_->verb == "only") only(value);
            if (claim_->verb == "never-on") never_on(value);
            if (claim_->verb == "not-derivable-by" && insight_.knows(value))
                fail(fmt::format("{} knows {}", stance_.name, named(value)), insight_.way_to(value));
        }
    }

    void only(const Value& value) {
        for (const auto& sighting : parties_with(evidence_, value)) {
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

    void never_on(const Value& value) {
        for (const auto& link : claim_->operands) {
            if (const auto crossing = crossing_of(evidence_, value, link))
                fail(fmt::format("{} crosses {}, where it must never be", named(value), link),
                     {"stands in " + crossing->how});
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
                             claim_->message->message));
    }

    void linking() {
        const auto& one = claim_->operands[0];
        const auto& other = claim_->operands[1];
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
    const Evidence evidence_;
    const knowledge::Stance stance_;
    const Insight insight_;
    const Claim* claim_ = nullptr;
    Judgement judged_;
};

}  // namespace

Judgement judge(const Scenario& scenario, const record::Recorder& recorder) {
    if (scenario.secrecy.empty()) return {};
    return Judge(scenario, recorder).whole();
}

}  // namespace akmasim::scenario

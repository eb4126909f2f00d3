// SPDX-License-Identifier: Apache-2.0
// The fabric every message passes: it gives each link its delay, orders deliveries by (virtual time, sequence) and is
// the one place that records.
#pragma once

#include <functional>
#include <map>
#include <queue>
#include <string>
#include <vector>

#include "simulator/fabric/host.hpp"
#include "simulator/record/recorder.hpp"

namespace akmasim::fabric {

using LinkDelays = std::map<Link, Time>;

class Fabric {
public:
    // recorder: nullptr in a run that nobody looks at (benchmarks).
    Fabric(Host& host, record::Recorder* recorder, LinkDelays delays)
        : host_(host), recorder_(recorder), delays_(std::move(delays)) {}

    // An order of the scenario to a resident, not recorded: the recording's header holds the scenario.
    void order(Address to, std::string ue, Octets control);

    // Delivers until nothing is in flight. library: an NF is gone. invalid: more deliveries than any scenario needs.
    Result<void> run(const std::string& step, const std::function<bool()>& interrupted = {});

    // What a resident holds about a subscriber, asked outside of time.
    Result<command::Inspection> inspect(Address whom, const command::Inspect& about);

    std::vector<command::Report> take_reports() { return std::exchange(reports_, {}); }
    [[nodiscard]] Time now() const { return now_; }
    void wait(Time duration) { now_ += duration; }

private:
    struct Delivery {
        Time at;
        std::uint64_t sequence;
        Envelope envelope;
        bool operator>(const Delivery& other) const {
            return std::tie(at, sequence) > std::tie(other.at, other.sequence);
        }
    };

    void apply(Effects effects, const Envelope& caused_by, const std::string& step);
    void take(Envelope sent, const std::string& step);
    void note(const Derived& derived, const Envelope& caused_by, const std::string& step);

    Host& host_;
    record::Recorder* recorder_;
    LinkDelays delays_;
    std::priority_queue<Delivery, std::vector<Delivery>, std::greater<>> queue_;
    std::vector<command::Report> reports_;
    std::uint64_t sequence_ = 0;
    Time now_ = 0;
};

}  // namespace akmasim::fabric

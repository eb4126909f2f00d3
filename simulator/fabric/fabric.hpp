// SPDX-License-Identifier: Apache-2.0
// The fabric every message passes: it gives each link its delay, orders deliveries by (virtual time, sequence) and is
// the one place that records.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "simulator/fabric/host.hpp"
#include "simulator/fabric/tap.hpp"
#include "simulator/fabric/timing.hpp"
#include "simulator/record/recorder.hpp"

namespace akmasim::fabric {

class Fabric {
public:
    // recorder: nullptr in a run that nobody looks at (benchmarks). random: of the links' jitter.
    Fabric(Host& host, record::Recorder* recorder, Timing timing, RandomSource random = {})
        : host_(host), recorder_(recorder), pace_(std::move(timing), std::move(random)) {}

    // Every message passes the taps in the order they were added; each outlives the fabric's last run.
    void add(Tap& tap) { taps_.push_back(&tap); }

    // A step of the scenario begins.
    void enter(const std::string& step) { now_ = std::max(now_, host_.enter(step)); }

    // An order of the scenario to a resident, not recorded: the recording's header holds the scenario.
    void order(Address to, std::string ue, Octets control);

    using Interrupted = std::function<bool()>;

    // Delivers until nothing is in flight and the procedure has told its outcome; time goes on to the next timer only
    // while it has not. library: an NF is gone. invalid: more deliveries than any scenario needs.
    // until: no timer behind this is waited for, whoever has not told an outcome.
    Result<void> run(const std::string& step, const Interrupted& interrupted = {},
                     Time until = std::numeric_limits<Time>::max());

    // Lets this much time pass, with all that arrives and runs out meanwhile.
    Result<void> wait(Time duration, const std::string& step, const Interrupted& interrupted = {});

    // Puts messages on their links that no resident sent, and delivers until nothing is in flight; no timer is waited
    // for, as nobody ordered a procedure.
    using Interjection = std::function<std::vector<Tap::Arrival>(const Tap::Crossing&)>;
    Result<void> interject(const Interjection& what, const std::string& step, const Interrupted& interrupted = {});

    // What a resident holds about a subscriber, asked outside of time.
    Result<command::Inspection> inspect(Address whom, const command::Inspect& about);

    // More configuration for a resident, outside of time; it has it again after a restart. invalid: it was refused.
    Result<void> configure(const Address& whom, const std::string& ue, const std::string& json);

    // A resident ends and one like it starts, outside of time: its timers and all it held are gone, what it was
    // configured with stays.
    Result<void> restart(const Address& whom, const std::string& step);

    // How what was ordered ended, said by whom it was ordered; after `interject` and `wait`, whatever anybody reports.
    std::vector<command::Report> take_reports() { return std::exchange(reports_, {}); }
    [[nodiscard]] Time now() const { return now_; }
    // What each party has computed since the beginning.
    [[nodiscard]] const std::map<std::string, crypto::Work>& work() const { return work_; }

private:
    using Due = std::pair<Time, std::uint64_t>;  // the place of a message or timer in the order of things

    struct InFlight {
        Envelope envelope;
        std::uint64_t event = 0;  // seq of what the record says of it; 0: nothing
    };

    // A timer that runs.
    using TimerName = std::tuple<Address, std::string, std::uint64_t>;
    struct Timer {
        TimerName name;
        std::string ue;
    };

    // Takes what comes next, if it comes by `horizon`: a message, or a timer if that is due earlier. false: nothing.
    Result<bool> take_next(Time horizon, const std::string& step);
    Result<void> deliver(const InFlight& what, Time at, const std::string& step);
    Result<void> expire(const std::string& step);
    void start(const TimerStart& start, const Envelope& caused_by);
    void stop(const TimerName& name);
    Time done_with(const Effects& effects, const Address& party);
    void apply(Effects effects, const Envelope& caused_by, const std::string& step);
    void take(Envelope sent, Time at, const std::string& step);
    void carry(std::vector<Tap::Arrival> arrivals, Time at);
    void carry(Tap::Arrival one, Time at);
    [[nodiscard]] Time horizon() const;
    void end_played();
    bool at_rest(const std::string& step);
    struct Configured {
        Address whom;
        std::string ue;
        std::string json;
    };
    Result<void> tell(const Configured& one);
    void put(Time at, InFlight what) { queue_.emplace(Due{at, sequence_++}, std::move(what)); }
    void note(const Derived& derived, const Envelope& caused_by, const std::string& step);

    Host& host_;
    record::Recorder* recorder_;
    Pace pace_;
    std::map<std::string, crypto::Work> work_;
    std::vector<Tap*> taps_;
    std::map<Due, InFlight> queue_;
    std::map<Due, Timer> timers_;
    std::map<TimerName, Due> running_;
    std::vector<command::Report> reports_;
    std::vector<Configured> configured_;
    Host::Recorded ordered_;             // the last order since the last run
    std::optional<Address> ordered_to_;  // whose report is its outcome; absent: whoever reports
    std::uint64_t sequence_ = 0;
    Time now_ = 0;
};

}  // namespace akmasim::fabric

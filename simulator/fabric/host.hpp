// SPDX-License-Identifier: Apache-2.0
// What carries one message to a resident and brings back everything it did. Residents do not know which host they live
// in.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/base/result.hpp"
#include "simulator/machine/resident.hpp"

namespace akmasim::fabric {

struct TimerLength {
    std::string timer;
    Time length = 0;

    static void fields(auto& m, auto& visit) {
        visit("timer", m.timer);
        visit("length", m.length);
    }
};

// All a resident is told before its first message.
struct Start {
    std::string role;
    std::string instance;  // which of several of the role; empty: the only one
    std::uint64_t seed = 0;
    std::int64_t clock_start_s = 0;
    bool witnessed = true;
    std::string configuration;  // JSON; each role's header says its members
    std::string nrf = {};       // JSON, machine/nrf_access.hpp; empty: there is no NRF
    std::vector<TimerLength> timers = {};  // by name, where they are not what base/timers.hpp says
    std::uint64_t life = 0;     // how often it was started before in this run: no random value comes a second time

    static void fields(auto& m, auto& visit) {
        visit("role", m.role);
        visit("instance", m.instance);
        visit("seed", m.seed);
        visit("clockStart", m.clock_start_s);
        visit("witnessed", m.witnessed);
        visit("configuration", m.configuration);
        visit("nrf", m.nrf);
        visit("timers", m.timers);
        visit("life", m.life);
    }
};

using MakeResident = std::function<Result<std::unique_ptr<Resident>>(const Start&)>;

class Host {
public:
    virtual ~Host() = default;

    // library: the resident's process ended or does not answer. unexpected: nobody has that role.
    virtual Result<Effects> deliver(const Envelope& envelope, Time now) = 0;
    // The resident ends and one like it starts: what it held is gone. unexpected: nobody is called so.
    virtual Result<void> restart(const std::string& party) {
        return fail(Cause::unexpected, "this host does not restart " + party);
    }

    // What a recording knows of an order, where one is played here (played_host.hpp).
    struct Recorded {
        Time begins = 0;                // it is not given earlier
        std::optional<Time> ends = {};  // its receiver is played and reports nothing: how long its procedure went on
        bool goes_on = false;           // with `ends`: the step had more orders behind it
    };
    virtual Recorded ordered(const Envelope&) { return {}; }
    // A step of the scenario begins, not earlier than at the time that this gives.
    virtual Time enter(const std::string&) { return 0; }
};

}  // namespace akmasim::fabric

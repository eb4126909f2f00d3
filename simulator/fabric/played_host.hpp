// SPDX-License-Identifier: Apache-2.0
// Some parties of a recording in front of another host, where the others really live: they say what they said when it
// was recorded, each time they are told what they were told then. What they hold, nobody knows: whoever asks hears
// nothing.
#pragma once

#include <memory>

#include "simulator/fabric/host.hpp"
#include "simulator/fabric/score.hpp"

namespace akmasim::fabric {

class PlayedHost final : public Host {
public:
    PlayedHost(std::unique_ptr<Host> real, Score score) : real_(std::move(real)), score_(std::move(score)) {}

    Result<Effects> deliver(const Envelope& envelope, Time now) override;
    Result<void> restart(const std::string& party) override;
    Recorded ordered(const Envelope& order) override;
    Time enter(const std::string& step) override;

private:
    Effects attend_order(const Envelope& order, Time now, Part& part);
    [[nodiscard]] bool is_played(const std::string& party) const { return score_.played.contains(party); }
    [[nodiscard]] const Passage* next_order(const Passage& order) const;

    std::unique_ptr<Host> real_;
    Score score_;
    std::string step_;
    std::set<std::uint64_t> given_;  // the first events of the orders that were given
};

}  // namespace akmasim::fabric

// SPDX-License-Identifier: Apache-2.0
// An adversary on links: rules that meet messages, and what it does to them. It holds what it saw, and never a key.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "simulator/fabric/plan.hpp"
#include "simulator/fabric/tap.hpp"
#include "simulator/machine/turn.hpp"
#include "simulator/protocol/describe.hpp"

namespace akmasim::fabric {

double drawn(Random& random);  // from 0, below 1

class Adversary final : public Tap {
public:
    // random: a stream for each rule, so that one rule's luck changes nothing for another.
    Adversary(const Plan& plan, const RandomSource& random);
    ~Adversary() override;

    // From now on these rules alone are on; nothing: all.
    void enable(const std::optional<std::vector<std::string>>& ids);

    std::vector<Arrival> cross(Envelope sent, const Crossing& crossing) override;
    std::vector<Arrival> at_rest(const Crossing& crossing) override;

    // Out of the scenario's own order. Nothing, and a note in thwarted(): nothing was saved under that name.
    std::vector<Arrival> inject(const Injection& injection, const Crossing& crossing);

    // Rules that had their chance and met no message. A rule that is left to chance is not among them.
    [[nodiscard]] std::vector<std::string> unmatched() const;
    // What it meant to do and could not ("bid-down: set: ...").
    [[nodiscard]] const std::vector<std::string>& thwarted() const { return thwarted_; }

private:
    class Blind;
    class Doing;
    struct Progress {
        bool on = true;
        bool ever_on = false;
        bool matched = false;
        std::uint64_t seen = 0;
        std::unique_ptr<Random> random;
    };
    // A message in the adversary's hands.
    struct Hand {
        Arrival message;
        int copies = 0;
        bool goes_on = true;
        bool finished = false;  // no later rule meets it
        std::vector<Arrival> more;
    };
    struct Late {
        Arrival message;
        int behind = 0;
    };

    bool meets(const Condition& when, const Envelope& sent, const Description& said, const Crossing& crossing) const;
    bool has_luck(const Rule& rule, Progress& progress);
    void apply(const Rule& rule, Progress& progress, Hand& hand, const Crossing& crossing);
    Result<void> act(const Act& act, Progress& progress, Hand& hand);
    Result<Envelope> make_up(const Injection& injection);
    bool is_ours(const Envelope& sent) const;
    void release_behind(const Envelope& passed, std::vector<Arrival>& out);
    // The seq of the event.
    std::uint64_t tell(const Crossing& crossing, const std::string& rule, std::string_view verb,
                       const Envelope& message, bool changed, const std::string& detail = {}) const;

    const Plan& plan_;
    std::vector<Progress> progress_;
    std::map<std::string, Envelope> saved_;
    std::vector<Late> late_;
    std::set<std::tuple<Link, std::uint64_t>> opened_;                    // connections and requests of ours
    std::map<std::tuple<Link, Address, Address>, std::uint64_t> latest_;  // the connection last used between two
    std::uint64_t last_stream_ = std::uint64_t{1} << 40;                  // above those of any resident
    std::unique_ptr<Blind> eyes_;
    std::vector<std::string> thwarted_;
};

}  // namespace akmasim::fabric

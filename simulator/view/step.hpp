// SPDX-License-Identifier: Apache-2.0
// Goes through a recording, step by step, forth and back.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "simulator/record/reader.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/card.hpp"

namespace akmasim::view {

class Stepper {
public:
    explicit Stepper(record::Recording recording, CardOptions options = {});

    // To the step after or before; false: there is none, and nothing moved.
    bool next() { return go_to_step(number_ + 1); }
    bool back() { return go_to_step(number_ - 1); }
    bool go_to_step(std::size_t number);  // from 1
    // To the step of the event with this seq; false: there is none.
    bool go_to(std::uint64_t seq);

    [[nodiscard]] const record::Recording& recording() const { return recording_; }
    [[nodiscard]] const record::Steps& steps() const { return steps_; }
    [[nodiscard]] std::size_t number() const { return number_; }  // of the step shown; 0 in a recording without events
    [[nodiscard]] std::size_t position() const;                   // of the event that stands for it, from 0
    [[nodiscard]] std::uint64_t seq() const;                      // of that event; 0 in a recording without events
    [[nodiscard]] std::string card() const;
    [[nodiscard]] std::string keys() const;  // as known after the step shown
    [[nodiscard]] std::string ladder() const;

private:
    [[nodiscard]] const std::vector<record::Event>& events() const { return recording_.events; }

    record::Recording recording_;
    CardOptions options_;
    record::Steps steps_;
    std::size_t number_ = 0;
};

// Reads commands line by line until q or the end of input: n (or an empty line), b, g N, k(eys), l(adder), h(elp).
// prompt: somebody sits at a terminal.
using Say = std::function<void(std::string_view)>;
void run(Stepper& stepper, std::istream& in, const Say& say, bool prompt);

}  // namespace akmasim::view

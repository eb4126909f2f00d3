// SPDX-License-Identifier: Apache-2.0
// Steps through a recording, message by message, forth and back.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "simulator/record/reader.hpp"
#include "simulator/view/card.hpp"

namespace akmasim::view {

class Stepper {
public:
    explicit Stepper(record::Recording recording, CardOptions options = {});

    // To the next or the last message or refusal; false: there is none, and nothing moved.
    bool next();
    bool back();
    // To the event with this seq, whatever its kind; false: there is none.
    bool go_to(std::uint64_t seq);

    [[nodiscard]] const record::Recording& recording() const { return recording_; }
    [[nodiscard]] std::size_t position() const { return at_; }  // among the events, from 0
    [[nodiscard]] std::uint64_t seq() const;                    // of the event shown; 0 in a recording without events
    [[nodiscard]] std::string card() const;
    [[nodiscard]] std::string keys() const;  // as known after the event shown
    [[nodiscard]] std::string ladder() const;

private:
    [[nodiscard]] const std::vector<record::Event>& events() const { return recording_.events; }

    record::Recording recording_;
    CardOptions options_;
    std::size_t at_ = 0;
};

// Reads commands line by line until q or the end of input: n (or an empty line), b, g N, k(eys), l(adder), h(elp).
// prompt: somebody sits at a terminal.
using Say = std::function<void(std::string_view)>;
void run(Stepper& stepper, std::istream& in, const Say& say, bool prompt);

}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
// What comes next? A question about the next message or key of a recording, with answers to choose from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

struct Question {
    std::string words;
    std::vector<std::string> choices;  // up to four
    std::size_t right = 0;             // position among them
};

class Quiz {
public:
    // About what follows the event at this position; nothing: there is nothing to guess. The same each time.
    static std::optional<Question> about(const std::vector<record::Event>& events, std::size_t position);

    void ask(std::optional<Question> question) { question_ = std::move(question); }
    [[nodiscard]] const std::optional<Question>& question() const { return question_; }
    // choice: from 1. What to say to that; the question is over.
    std::string answer(std::size_t choice);
    [[nodiscard]] std::string score() const;

private:
    std::optional<Question> question_;
    std::size_t asked_ = 0;
    std::size_t known_ = 0;
};

}  // namespace akmasim::view

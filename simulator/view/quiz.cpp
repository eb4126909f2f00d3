// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/quiz.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/record/steps.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

constexpr std::size_t choice_count = 4;

std::string sentence_of(const Event& event) {
    if (event.kind != "msg") return summary_of(event);
    return fmt::format("{} → {}: {}", printable(event.from), printable(event.to), label_of(event));
}

// The right answer and others of its kind out of the same recording, in an order that the position decides.
Question choose(std::string words, const std::vector<Event>& events, const Event& right, std::size_t position) {
    std::vector<std::string> others;
    const auto answer = sentence_of(right);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto& other = events[(position * 7 + i * 5) % events.size()];
        if (other.kind != right.kind) continue;
        auto said = sentence_of(other);
        if (said == answer || std::ranges::find(others, said) != others.end()) continue;
        others.push_back(std::move(said));
        if (others.size() == choice_count - 1) break;
    }
    Question question{std::move(words), std::move(others), 0};
    question.right = (position * 3 + 1) % (question.choices.size() + 1);
    question.choices.insert(question.choices.begin() + static_cast<std::ptrdiff_t>(question.right), answer);
    return question;
}

}  // namespace

std::optional<Question> Quiz::about(const std::vector<Event>& events, std::size_t position) {
    const record::Steps steps(events);
    if (position >= events.size() || steps.number_at(position) == steps.count()) return std::nullopt;
    const auto& next = events[steps.head(steps.number_at(position) + 1)];
    if (next.kind == "derive")
        return choose(fmt::format("Which key does {} make next?", printable(next.at)), events, next, position);
    return choose("What happens next?", events, next, position);
}

std::string Quiz::answer(std::size_t choice) {
    if (!question_) return "";
    const auto question = *std::exchange(question_, std::nullopt);
    ++asked_;
    if (choice == question.right + 1) {
        ++known_;
        return "Right. " + score();
    }
    return fmt::format("No: {}. {}", question.choices[question.right], score());
}

std::string Quiz::score() const { return fmt::format("{} of {} right", known_, asked_); }

}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
// What the keys do; how it looks stands in viewer_panes.cpp.
#include "simulator/view/viewer.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "simulator/base/letters.hpp"
#include "simulator/view/lineage.hpp"
#include "simulator/view/problems.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

constexpr std::size_t scroll_step = 8;

bool says(const Event& event, const std::string& words) {
    return lower(summary_of(event)).find(words) != std::string::npos ||
           lower(event.f).find(words) != std::string::npos || lower(event.detail).find(words) != std::string::npos;
}

}  // namespace

Viewer::Viewer(record::Recording recording, bool quiz) : stepper_(std::move(recording)) {
    if (quiz) quiz_.emplace();
    message_ = "? shows the keys";
}

const Event& Viewer::event() const {
    static const Event none;
    const auto& events = stepper_.recording().events;
    return events.empty() ? none : events[stepper_.position()];
}

void Viewer::press(std::string_view key) {
    message_.clear();
    if (asking_ != Asking::nothing)
        edit(key);
    else if (pane_ == Pane::help && key != "q" && key != "pgdn" && key != "pgup")
        turn_to(Pane::card);  // whatever it is, it says that the help was read
    else if (quiz_ && quiz_->question())
        answer(key);
    else
        command(key);
}

void Viewer::command(std::string_view key) {
    if (key == "n" || key == "right" || key == "down" || key == "enter" || key == " " || key == "j") return next();
    if (key == "b" || key == "left" || key == "up" || key == "k") return back();
    if (key == "home") return jump(1);
    if (key == "end") return jump(stepper_.steps().count());
    if (key == "p") return to_problem();
    if (key == "w") return to_maker();
    if (key == "u" && !came_from_.empty()) {
        stepper_.go_to_step(came_from_.back());
        came_from_.pop_back();
        scroll_ = 0;
        return;
    }
    if (key == "g" || key == "/") {
        asking_ = key == "g" ? Asking::step : Asking::words;
        typed_.clear();
        return;
    }
    look(key);
}

void Viewer::look(std::string_view key) {
    if (key == "q") ended_ = true;
    if (key == "c") turn_to(Pane::card);
    if (key == "t") turn_to(Pane::keys);
    if (key == "e") turn_to(pane_ == Pane::explain ? Pane::card : Pane::explain);
    if (key == "?" || key == "h") turn_to(pane_ == Pane::help ? Pane::card : Pane::help);
    if (key == "tab") turn_to(pane_ == Pane::card ? Pane::keys : pane_ == Pane::keys ? Pane::explain : Pane::card);
    if (key == "escape") turn_to(Pane::card);
    if (key == "pgdn") scroll_ += scroll_step;
    if (key == "pgup") scroll_ -= std::min(scroll_, scroll_step);
}

void Viewer::turn_to(Pane pane) {
    pane_ = pane;
    scroll_ = 0;
}

void Viewer::edit(std::string_view key) {
    if (key == "escape") {
        asking_ = Asking::nothing;
    } else if (key == "enter") {
        take_answer();
    } else if (key == "backspace") {
        while (!typed_.empty() && (static_cast<unsigned char>(typed_.back()) & 0xc0) == 0x80) typed_.pop_back();
        if (!typed_.empty()) typed_.pop_back();
    } else if (width_of(key) == 1) {
        typed_ += key;
    }
}

void Viewer::take_answer() {
    const auto asked = std::exchange(asking_, Asking::nothing);
    if (asked == Asking::words) return search(typed_.empty() ? sought_ : typed_);
    std::size_t number = 0;
    const auto* end = typed_.data() + typed_.size();
    const auto read = std::from_chars(typed_.data(), end, number);
    const auto count = stepper_.steps().count();
    if (read.ec == std::errc() && read.ptr == end && number >= 1 && number <= count) return jump(number);
    message_ = fmt::format("no step '{}'; the last one is {}", printable(typed_), count);
}

void Viewer::answer(std::string_view key) {
    if (key == "q" || key == "escape") {
        quiz_.reset();
        message_ = "the quiz is over";
        return;
    }
    const auto choice = key.size() == 1 && key[0] >= '1' && key[0] <= '9' ? static_cast<std::size_t>(key[0] - '0') : 0;
    if (choice == 0 || choice > quiz_->question()->choices.size()) {
        message_ = "press the number of an answer, or q to end the quiz";
        return;
    }
    message_ = quiz_->answer(choice);
    stepper_.next();
    scroll_ = 0;
}

void Viewer::next() {
    if (quiz_) {
        quiz_->ask(Quiz::about(stepper_.recording().events, stepper_.position()));
        if (quiz_->question()) return;
    }
    if (!stepper_.next()) message_ = "that was the last step";
    scroll_ = 0;
}

void Viewer::back() {
    if (!stepper_.back()) message_ = "that was the first step";
    scroll_ = 0;
}

void Viewer::jump(std::size_t number) {
    const auto from = stepper_.number();
    if (number == from || !stepper_.go_to_step(number)) return;
    came_from_.push_back(from);
    scroll_ = 0;
}

void Viewer::to_problem() {
    const auto& events = stepper_.recording().events;
    const auto& steps = stepper_.steps();
    const auto behind = steps.first(stepper_.number() + 1);
    auto found = std::find_if(events.begin() + static_cast<std::ptrdiff_t>(behind), events.end(), is_problem);
    if (found == events.end()) {
        found = std::ranges::find_if(events, is_problem);
        message_ = found == events.end() ? "nothing went wrong in this run" : "from the beginning";
    }
    if (found != events.end()) jump(steps.number_of(found->seq));
}

// The key that the event carries, or the parent of the one that is made here.
void Viewer::to_maker() {
    const auto* maker = maker_of(stepper_.recording().events, stepper_.position());
    if (maker == nullptr) {
        message_ = "this step carries no key whose making is recorded";
        return;
    }
    jump(stepper_.steps().number_of(maker->seq));
    message_ = fmt::format("{} was made here by {}; w goes on to what it was made of, u back",
                           printable(shown_key(maker->key)), printable(maker->at));
}

void Viewer::search(const std::string& words) {
    sought_ = words;
    if (words.empty()) return;
    const auto& events = stepper_.recording().events;
    const auto& steps = stepper_.steps();
    const auto wanted = lower(words);
    for (std::size_t i = 0; i < steps.count(); ++i) {
        const auto number = (stepper_.number() + i) % steps.count() + 1;
        const auto begin = events.begin() + static_cast<std::ptrdiff_t>(steps.first(number));
        const auto end = events.begin() + static_cast<std::ptrdiff_t>(steps.first(number + 1));
        if (std::none_of(begin, end, [&](const Event& event) { return says(event, wanted); })) continue;
        jump(number);
        message_ = "found; / and Enter finds the next one";
        return;
    }
    message_ = fmt::format("nothing says '{}'", printable(words));
}

}  // namespace akmasim::view

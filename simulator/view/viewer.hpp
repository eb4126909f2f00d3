// SPDX-License-Identifier: Apache-2.0
// The full-screen stepper without a terminal: keys go in, frames come out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/view/quiz.hpp"
#include "simulator/view/step.hpp"

namespace akmasim::view {

struct Size {
    std::size_t rows = 24;
    std::size_t columns = 80;
};

class Viewer {
public:
    explicit Viewer(record::Recording recording, bool quiz = false);

    bool go_to(std::uint64_t seq) { return stepper_.go_to(seq); }  // of an event
    bool go_to_step(std::size_t number) { return stepper_.go_to_step(number); }
    [[nodiscard]] bool asks() const { return asking_ != Asking::nothing; }  // a prompt takes every key
    // A character, or "left" "right" "up" "down" "home" "end" "pgup" "pgdn" "enter" "tab" "backspace" "escape".
    void press(std::string_view key);
    [[nodiscard]] bool helps() const { return pane_ == Pane::help; }
    void say(std::string words) { message_ = std::move(words); }  // on the last line, until the next key
    [[nodiscard]] bool ended() const { return ended_; }
    [[nodiscard]] std::uint64_t seq() const { return stepper_.seq(); }

    // Exactly size.rows lines, each of at most size.columns columns.
    std::vector<std::string> draw(Size size, bool colour);

private:
    enum class Pane { card, keys, explain, help };
    enum class Asking { nothing, step, words };

    void command(std::string_view key);
    void look(std::string_view key);
    void edit(std::string_view key);
    void answer(std::string_view key);
    void take_answer();

    void next();
    void back();
    void jump(std::size_t number);
    void to_problem();
    void to_maker();
    void search(const std::string& words);
    void turn_to(Pane pane);

    [[nodiscard]] const record::Event& event() const;
    [[nodiscard]] std::vector<std::string> ladder_window(Size size, bool colour);
    [[nodiscard]] std::vector<std::string> pane(Pane pane, Size size, bool colour, std::size_t* skip);
    [[nodiscard]] std::string title(std::size_t columns, bool colour) const;
    [[nodiscard]] std::string last_line() const;
    void wide(std::vector<std::string>& frame, Size body, bool colour);
    void narrow(std::vector<std::string>& frame, Size body, bool colour);

    Stepper stepper_;
    Pane pane_ = Pane::card;
    std::size_t scroll_ = 0;
    Asking asking_ = Asking::nothing;
    std::string typed_;
    std::string sought_;
    std::string message_;
    std::vector<std::size_t> came_from_;
    std::optional<Quiz> quiz_;
    bool ended_ = false;
};

}  // namespace akmasim::view

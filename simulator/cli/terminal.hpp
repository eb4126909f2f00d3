// SPDX-License-Identifier: Apache-2.0
// The terminal as a full screen: its own page, keys one by one, and as it was on every way out.
#pragma once

#include <string>
#include <vector>

#include "simulator/base/result.hpp"
#include "simulator/view/viewer.hpp"

namespace akmasim::cli {

bool has_full_screen();  // stdin and stdout are terminals that can move their cursor

class Terminal {
public:
    // library: the terminal refuses.
    static Result<Terminal> open();
    Terminal(Terminal&& other) noexcept;
    Terminal(const Terminal&) = delete;
    ~Terminal();

    [[nodiscard]] view::Size size() const;
    void show(const std::vector<std::string>& frame);
    // Keys that came, also many at once; none: the size changed, or a signal or the end of the input is to be looked
    // at.
    std::vector<std::string> keys();

    [[nodiscard]] int signal() const;  // that asks to end: SIGINT, SIGTERM, SIGHUP; 0: none
    [[nodiscard]] bool hung_up() const { return hung_up_; }

private:
    Terminal() = default;
    void read_more();

    bool owner_ = true;
    bool hung_up_ = false;
    std::string pending_;
};

}  // namespace akmasim::cli

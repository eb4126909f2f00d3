// SPDX-License-Identifier: Apache-2.0
// The stepper and its command loop.
#include "simulator/view/step.hpp"

#include <algorithm>
#include <charconv>
#include <istream>
#include <iterator>

#include <fmt/format.h>

#include "simulator/view/ladder.hpp"
#include "simulator/view/listing.hpp"
#include "simulator/view/stops.hpp"

namespace akmasim::view {
namespace {

constexpr std::string_view help =
    "n next   b back   g N go to event N   k keys and who knows them   l ladder   q quit\n";

std::uint64_t number_in(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return 0;
    std::uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + first, end, number);
    return read.ec == std::errc() && read.ptr == end ? number : 0;
}

std::string go(Stepper& stepper, std::string_view text) {
    if (stepper.go_to(number_in(text))) return stepper.card();
    return fmt::format("no event '{}'; expected g and the number of an event\n", printable(text));
}

std::string answer(Stepper& stepper, std::string_view command) {
    const char verb = command.empty() ? 'n' : command.front();
    if (verb == 'g') return go(stepper, command.substr(1));
    if (command.size() > 1) return std::string(help);
    if (verb == 'n') return stepper.next() ? stepper.card() : "that was the last message\n";
    if (verb == 'b') return stepper.back() ? stepper.card() : "that was the first message\n";
    if (verb == 'k') return stepper.keys();
    if (verb == 'l') return stepper.ladder();
    return std::string(help);
}

}  // namespace

Stepper::Stepper(record::Recording recording, CardOptions options)
    : recording_(std::move(recording)), options_(options) {
    const auto first = std::ranges::find_if(events(), is_stop);
    if (first != events().end()) at_ = static_cast<std::size_t>(first - events().begin());
}

bool Stepper::next() {
    for (auto at = at_ + 1; at < events().size(); ++at) {
        if (is_stop(events()[at])) return at_ = at, true;
    }
    return false;
}

bool Stepper::back() {
    for (auto at = at_; at > 0; --at) {
        if (is_stop(events()[at - 1])) return at_ = at - 1, true;
    }
    return false;
}

bool Stepper::go_to(std::uint64_t seq) {
    const auto found = std::ranges::find(events(), seq, &record::Event::seq);
    if (found == events().end()) return false;
    at_ = static_cast<std::size_t>(found - events().begin());
    return true;
}

std::uint64_t Stepper::seq() const { return events().empty() ? 0 : events()[at_].seq; }

std::string Stepper::card() const {
    if (events().empty()) return "the recording holds no event\n";
    return view::card(events(), at_ + 1, options_);
}

std::string Stepper::keys() const {
    const auto count = std::min(at_ + 1, events().size());
    return view::keys({events().begin(), std::next(events().begin(), static_cast<std::ptrdiff_t>(count))});
}

std::string Stepper::ladder() const { return view::ladder(events(), {options_.colour, options_.width, seq(), {}}); }

void run(Stepper& stepper, std::istream& in, const Say& say, bool prompt) {
    say(stepper.card());
    std::string line;
    for (;;) {
        if (prompt) say("[n]ext [b]ack [g N] [k]eys [l]adder [q]uit > ");
        if (!std::getline(in, line)) break;
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        if (line == "q") break;
        say(answer(stepper, line));
    }
}

}  // namespace akmasim::view

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

namespace akmasim::view {
namespace {

constexpr std::string_view help =
    "n next   b back   g N go to step N   k keys and who knows them   l ladder   q quit\n";

std::uint64_t number_in(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return 0;
    std::uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + first, end, number);
    return read.ec == std::errc() && read.ptr == end ? number : 0;
}

std::string go(Stepper& stepper, std::string_view text) {
    if (stepper.go_to_step(number_in(text))) return stepper.card();
    return fmt::format("no step '{}'; expected g and a number from 1 to {}\n", printable(text),
                       stepper.steps().count());
}

std::string answer(Stepper& stepper, std::string_view command) {
    const char verb = command.empty() ? 'n' : command.front();
    if (verb == 'g') return go(stepper, command.substr(1));
    if (command.size() > 1) return std::string(help);
    if (verb == 'n') return stepper.next() ? stepper.card() : "that was the last step\n";
    if (verb == 'b') return stepper.back() ? stepper.card() : "that was the first step\n";
    if (verb == 'k') return stepper.keys();
    if (verb == 'l') return stepper.ladder();
    return std::string(help);
}

}  // namespace

Stepper::Stepper(record::Recording recording, CardOptions options)
    : recording_(std::move(recording)),
      options_(options),
      steps_(recording_.events),
      number_(recording_.events.empty() ? 0 : 1) {}

bool Stepper::go_to_step(std::size_t number) {
    if (number == 0 || number > steps_.count()) return false;
    return number_ = number, true;
}

bool Stepper::go_to(std::uint64_t seq) { return go_to_step(steps_.number_of(seq)); }

std::size_t Stepper::position() const { return events().empty() ? 0 : steps_.head(number_); }

std::uint64_t Stepper::seq() const { return events().empty() ? 0 : events()[position()].seq; }

std::string Stepper::card() const {
    if (events().empty()) return "the recording holds no event\n";
    return view::card(events(), position() + 1, options_);
}

std::string Stepper::keys() const {
    const auto count = steps_.first(number_ + 1);
    return view::keys({events().begin(), std::next(events().begin(), static_cast<std::ptrdiff_t>(count))});
}

std::string Stepper::ladder() const { return view::ladder(events(), {options_.colour, options_.width, number_, {}}); }

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

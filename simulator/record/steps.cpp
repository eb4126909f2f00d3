// SPDX-License-Identifier: Apache-2.0
#include "simulator/record/steps.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace akmasim::record {
namespace {

bool is_inside(const Event& event) { return event.kind == "msg" && !event.inside.empty(); }

bool is_result(const Event& event) {
    return event.kind != "msg" && event.kind != "derive" && event.kind != "refused" && event.kind != "timer" &&
           event.kind != "adversary";
}

bool goes_the_same_way(const Event& a, const Event& b) {
    return a.kind == b.kind && a.link == b.link && a.from == b.from && a.to == b.to;
}

// before: the event right before it.
bool begins_step(const Event& event, const Event& before) {
    if (is_result(event)) return false;
    if (event.kind == "derive") return before.kind != "derive" || before.at != event.at || before.ue != event.ue;
    if (event.kind != "msg") return true;
    return !is_inside(before) || !goes_the_same_way(before, event);
}

}  // namespace

Steps::Steps(std::span<const Event> events) {
    for (std::size_t at = 0; at < events.size(); ++at) {
        const auto& event = events[at];
        // What stands before the first step belongs to it.
        const bool first = at > 0 && is_result(events[heads_.back()]) && !is_result(event);
        if (at == 0 || (!first && begins_step(event, events[at - 1])))
            heads_.push_back(at);
        else if (first || event.kind == "msg")
            heads_.back() = at;  // the record around what ran inside
        numbers_.push_back(heads_.size());
        seqs_.push_back(event.seq);
    }
}

std::size_t Steps::number_of(std::uint64_t seq) const {
    const auto found = std::ranges::lower_bound(seqs_, seq);
    if (found == seqs_.end() || *found != seq) return 0;
    return numbers_[static_cast<std::size_t>(found - seqs_.begin())];
}

std::size_t Steps::first(std::size_t number) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(numbers_, number) - numbers_.begin());
}

std::string Steps::in_steps(const std::string& text) const {
    constexpr std::string_view word = "event ";
    std::string out;
    std::size_t done = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        std::uint64_t seq = 0;
        const auto* begin = text.data() + at + word.size();
        const auto read = std::from_chars(begin, text.data() + text.size(), seq);
        const auto number = read.ec == std::errc() ? number_of(seq) : 0;
        if (number == 0) continue;
        out += text.substr(done, at - done) + fmt::format("step {}", number);
        done = static_cast<std::size_t>(read.ptr - text.data());
    }
    return out + text.substr(done);
}

}  // namespace akmasim::record

// SPDX-License-Identifier: Apache-2.0
// akmasim show, diff and explain: recordings as text.
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "simulator/base/console.hpp"
#include "simulator/base/key_material.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/record/compare.hpp"
#include "simulator/record/reader.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/divergence.hpp"
#include "simulator/view/explain.hpp"
#include "simulator/view/ladder.hpp"
#include "simulator/view/listing.hpp"

namespace akmasim::cli {
namespace {

std::string shown(const std::vector<record::Event>& events, const ShowOptions& options) {
    switch (options.form) {
        case Form::oneline: return view::oneline(events, options.filter);
        case Form::keys: return view::keys(events);
        case Form::stats: return view::stats(events);
        case Form::json: break;
        case Form::ladder: return view::ladder(events, {colour(), width(), 0, options.filter});
    }
    std::string text;
    for (const auto& event : events) {
        if (view::passes(event, options.filter)) text += record::line_of(event) + "\n";
    }
    return text;
}

// The lists and numbers count what passes the filter; a tree needs its whole past.
std::vector<record::Event> chosen(std::vector<record::Event> events, const ShowOptions& options) {
    if (options.form == Form::stats)
        std::erase_if(events, [&](const auto& event) { return !view::passes(event, options.filter); });
    if (options.form == Form::keys)
        std::erase_if(events, [&](const auto& event) { return !view::is_about(event, options.filter.ue); });
    return events;
}

Result<view::Explanations> texts(const std::string& path) {
    return path.empty() ? view::built_in() : view::Explanations::read_file(path);
}

Result<std::string> explained(const ExplainOptions& options) {
    const auto explanations = TRY(texts(options.explanations));
    const auto words = fmt::format("{}", fmt::join(options.words, " "));
    if (options.recording.empty()) {
        return words.empty() ? view::list(explanations, width()) : view::explain(explanations, words, width());
    }
    if (options.event)
        return view::explain_event(explanations, TRY(record::read_file(options.recording)), *options.event, width());
    std::size_t number = 0;
    const auto* end = words.data() + words.size();
    if (const auto read = std::from_chars(words.data(), end, number); read.ec != std::errc() || read.ptr != end) {
        return fail(Cause::invalid, fmt::format("--in needs the number of a step, not '{}'", view::printable(words)));
    }
    return view::explain(explanations, TRY(record::read_file(options.recording)), number, width());
}

}  // namespace

bool colour() { return isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr; }

std::size_t width() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 110;
    return std::max<std::size_t>(size.ws_col, 40);
}

int refuse(const Error& error) {
    console::complain("error: {}\n", without_keys(error.detail));
    return 3;
}

int show(const ShowOptions& options) {
    auto recording = record::read_file(options.recording);
    if (!recording) return refuse(recording.error());
    console::say("{}", shown(chosen(std::move(recording->events), options), options));
    const bool with_timing = options.form == Form::ladder || options.form == Form::stats;
    const bool whole = options.filter.link.empty() && options.filter.ue.empty() && options.filter.step.empty();
    if (with_timing && whole) console::say("{}", view::timing(recording->header.timing));
    return 0;
}

int diff(const DiffOptions& options) {
    const auto a = record::read_file(options.a);
    if (!a) return refuse(a.error());
    const auto b = record::read_file(options.b);
    if (!b) return refuse(b.error());
    const auto comparison = record::compare(*a, *b, record::level_named(options.level).value_or(record::Level::octets));
    for (const auto& words : comparison.header) console::say("header {}\n", view::printable(words));
    const auto keys = comparison.keys ? std::string() : view::keys_not_compared();
    if (comparison.same()) {
        console::say("SAME: {} steps, {} events\n{}", record::Steps(a->events).count(), a->events.size(), keys);
        return 0;
    }
    const auto& first = *comparison.first;
    const auto at = [&](const record::Recording& recording) {
        const auto line = view::oneline(recording.events, first.seq, first.seq);
        return line.empty() ? std::string("      no such event\n") : line;
    };
    console::say("DIFFERS\nA {}B {}{}{}", at(*a), at(*b), view::divergence(comparison, comparison.keys), keys);
    return 4;
}

int explain(const ExplainOptions& options) {
    const auto text = explained(options);
    if (!text) {
        console::complain("error: {}\n", text.error().detail);
        return options.recording.empty() && options.explanations.empty() ? 2 : 3;
    }
    console::say("{}", *text);
    return 0;
}

}  // namespace akmasim::cli

// SPDX-License-Identifier: Apache-2.0
// How the full-screen stepper looks: title, ladder, panes, and the line at the bottom.
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/view/columns.hpp"
#include "simulator/view/explain.hpp"
#include "simulator/view/ladder.hpp"
#include "simulator/view/lineage.hpp"
#include "simulator/view/viewer.hpp"

namespace akmasim::view {
namespace {

using knowledge::KnownKey;
using record::Event;

constexpr std::size_t wide_from = 130;
constexpr Size smallest{8, 30};

constexpr std::string_view help_text =
    "n  →  space   next step                      b  ←   back\n"
    "Home End      first and last                 g      go to a step by its number\n"
    "p             next problem: a refusal, a reject, an alert, an error status, an act of an adversary\n"
    "w             who made this: to the step that made the key shown; again: what that was made of\n"
    "u             back from where a jump came\n"
    "e             explain this step              t      key tree and who knows what\n"
    "c  Escape     the card                       Tab    card, keys, explain\n"
    "PgUp PgDn     scroll the pane                /      search in names, fields and reasons\n"
    "?             this help                      q      quit\n";

// Keys as a tree, with who knows each; what is new at this step is marked.
class KeyLines {
public:
    KeyLines(const std::vector<KnownKey>& keys, std::uint64_t fresh_from, bool colour)
        : keys_(keys), fresh_from_(fresh_from), colour_(colour) {
        for (std::size_t i = 0; i < keys.size(); ++i) children_[parent_of(keys, i)].push_back(i);
    }
    std::vector<std::string> draw() {
        branch(std::nullopt, 0);
        return std::move(lines_);
    }

private:
    void branch(std::optional<std::size_t> parent, std::size_t depth) {
        for (const auto child : children_[parent]) {
            row(keys_[child], depth);
            branch(child, depth + 1);
        }
    }
    void row(const KnownKey& key, std::size_t depth) {
        const bool born = key.born >= fresh_from_ && key.born != 0;
        std::vector<std::string> parties;
        for (const auto& holder : key.holders) {
            if (holder.until != 0) continue;
            const bool fresh = holder.since >= fresh_from_ && holder.since != 0;
            parties.push_back((fresh ? "+" : "") + printable(holder.party));
        }
        auto name =
            fmt::format("{} {}{}", born ? "+" : " ", std::string(depth * 2, ' '), printable(shown_key(key.key)));
        name.append(name.size() < 28 ? 28 - name.size() : 1, ' ');
        lines_.push_back(in_colour(name, born ? "33;1" : "0", colour_) + fmt::format("{}", fmt::join(parties, " ")));
    }

    const std::vector<KnownKey>& keys_;
    std::uint64_t fresh_from_;
    bool colour_;
    std::map<std::optional<std::size_t>, std::vector<std::size_t>> children_;
    std::vector<std::string> lines_;
};

std::vector<std::string> key_lines(const Stepper& stepper, bool colour) {
    const auto& events = stepper.recording().events;
    const auto first = events[stepper.steps().first(stepper.number())].seq;
    const auto last = events[stepper.steps().first(stepper.number() + 1) - 1].seq;
    auto keys = knowledge::holders_after(events, last);
    const auto& ue = events[stepper.position()].ue;
    if (!ue.empty()) std::erase_if(keys, [&](const KnownKey& key) { return key.ue != ue; });
    return KeyLines(keys, first, colour).draw();
}

}  // namespace

std::vector<std::string> Viewer::draw(Size size, bool colour) {
    std::vector<std::string> frame;
    if (size.rows < smallest.rows || size.columns < smallest.columns) {
        frame.push_back(fmt::format("too small: {} by {} needed", smallest.columns, smallest.rows));
    } else {
        frame.push_back(title(size.columns, colour));
        const Size body{size.rows - 2, size.columns};
        if (size.columns >= wide_from)
            wide(frame, body, colour);
        else
            narrow(frame, body, colour);
    }
    frame.resize(size.rows);
    if (size.rows > 1) frame.back() = last_line();
    for (auto& line : frame) line = fitted(line, size.columns);
    return frame;
}

std::string Viewer::title(std::size_t columns, bool colour) const {
    const auto& recording = stepper_.recording();
    auto words = fmt::format(" {}  {}  step {} of {}  {}  {:.3f} ms", printable(recording.header.name),
                             printable(recording.trailer.verdict), stepper_.number(), stepper_.steps().count(),
                             printable(event().step), static_cast<double>(event().t) / 1e6);
    if (quiz_) words += "  quiz: " + quiz_->score();
    return in_colour(fitted(words, columns), "7", colour);
}

std::string Viewer::last_line() const {
    if (asking_ == Asking::step) return "go to step: " + printable(typed_) + "_";
    if (asking_ == Asking::words) return "search: " + printable(typed_) + "_";
    if (!message_.empty()) return message_;
    if (quiz_ && quiz_->question()) return "the number of your answer, q ends the quiz";
    return "n next  b back  g go to  p problem  w who made this  t keys  e explain  / search  ? help  q quit";
}

void Viewer::wide(std::vector<std::string>& frame, Size body, bool colour) {
    const Size left{body.rows, body.columns * 11 / 20};
    const std::size_t width = body.columns - left.columns - 1;
    const std::size_t upper = body.rows * 3 / 5;
    const auto shown = pane_ == Pane::keys ? Pane::card : pane_;
    auto right = pane(shown, {upper, width}, colour, shown == pane_ ? &scroll_ : nullptr);
    right.push_back(in_colour(std::string("── keys, and who knows them (+ new at this step) ──"), "1", colour));
    const auto keys =
        pane(Pane::keys, {body.rows - right.size(), width}, colour, pane_ == Pane::keys ? &scroll_ : nullptr);
    right.insert(right.end(), keys.begin(), keys.end());
    const auto rows = ladder_window(left, colour);
    for (std::size_t i = 0; i < body.rows; ++i) frame.push_back(fitted(rows[i], left.columns) + "│" + right[i]);
}

void Viewer::narrow(std::vector<std::string>& frame, Size body, bool colour) {
    const Size upper{std::max<std::size_t>(body.rows * 2 / 5, 3), body.columns};
    for (auto& line : ladder_window(upper, colour)) frame.push_back(std::move(line));
    const auto tab = [&](Pane pane, std::string_view name) {
        return pane == pane_ ? in_colour(fmt::format("[{}]", name), "7", colour) : fmt::format(" {} ", name);
    };
    frame.push_back("──" + tab(Pane::card, "card") + tab(Pane::keys, "keys") + tab(Pane::explain, "explain") +
                    "── Tab ──");
    for (auto& line : pane(pane_, {body.rows - upper.rows - 1, body.columns}, colour, &scroll_))
        frame.push_back(std::move(line));
}

// Rows around the step; what is still to come is dim, in a quiz it is not shown.
std::vector<std::string> Viewer::ladder_window(Size size, bool colour) {
    const auto& events = stepper_.recording().events;
    std::vector<std::string> lines;
    std::size_t at = 0;
    const auto rows = ladder_rows(events, {colour, size.columns - 1, 0, {}});
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto& row = rows[i];
        const auto number = stepper_.number();
        if (row.number > number && quiz_) break;
        const bool here = row.number != 0 && row.number <= number;
        if (here) at = lines.size();
        const auto plain = without_colour(row.text);
        auto text = row.number == number  ? in_colour(fitted(plain, size.columns - 1), "7", colour)
                    : row.number > number ? in_colour(plain, "2", colour)
                                      : row.text;
        lines.push_back((row.number == number ? "▸" : " ") + text);
    }
    const auto room = size.rows - 1;
    const auto first = std::min(at > room / 2 ? at - room / 2 : 0, lines.size() > room ? lines.size() - room : 0);
    std::vector<std::string> window{rows.empty() ? "" : " " + rows.front().text};
    for (auto i = first; i < lines.size() && window.size() < size.rows; ++i) window.push_back(lines[i]);
    window.resize(size.rows);
    return window;
}

std::vector<std::string> Viewer::pane(Pane pane, Size size, bool colour, std::size_t* skip) {
    const auto& events = stepper_.recording().events;
    std::vector<std::string> raw;
    if (events.empty()) {
        raw = {"the recording holds no event"};
    } else if (quiz_ && quiz_->question() && pane != Pane::keys) {
        raw = {"", quiz_->question()->words, ""};
        for (std::size_t i = 0; i < quiz_->question()->choices.size(); ++i)
            raw.push_back(fmt::format("  {}  {}", i + 1, quiz_->question()->choices[i]));
    } else if (pane == Pane::help) {
        raw = lines_of(help_text);
    } else if (pane == Pane::keys) {
        raw = key_lines(stepper_, colour);
    } else if (pane == Pane::explain) {
        raw = lines_of(view::explain(built_in(), stepper_.recording(), stepper_.number(), size.columns).value_or(""));
    } else {
        raw = lines_of(view::card(events, stepper_.position() + 1, {colour, size.columns}));
    }
    std::vector<std::string> lines;
    for (const auto& line : raw) {
        for (auto& part : folded(line, size.columns)) lines.push_back(std::move(part));
    }
    const auto last = lines.size() > size.rows ? lines.size() - size.rows : 0;
    if (skip != nullptr) *skip = std::min(*skip, last);
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(skip == nullptr ? 0 : *skip));
    lines.resize(size.rows);
    return lines;
}

}  // namespace akmasim::view

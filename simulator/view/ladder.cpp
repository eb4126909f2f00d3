// SPDX-License-Identifier: Apache-2.0
// The ladder: one row an event, drawn cell by cell.
#include "simulator/view/ladder.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/console.hpp"
#include "simulator/view/columns.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/parties.hpp"
#include "simulator/view/problems.hpp"

namespace akmasim::view {
namespace {

using record::Event;

constexpr std::size_t number_width = 5;
constexpr std::size_t clause_width = 15;  // "TS 33.535 6.2.1"

constexpr std::string_view bold = "1";
constexpr std::string_view dim = "2";
constexpr std::string_view red = "31";
constexpr std::string_view green = "32";
constexpr std::string_view yellow = "33";
constexpr std::string_view cyan = "36";

std::string_view colour_of(const Event& event) {
    if (event.kind == "refused" || event.kind == "adversary") return red;
    if (event.kind == "derive") return yellow;
    if (event.kind == "negotiated") return green;
    const bool bad = event.msg.ends_with("Reject") || event.msg.ends_with("Failure") || event.msg == "Alert";
    return bad ? red : event.inside.empty() ? cyan : green;
}

std::string padded(std::string text, std::size_t width) {
    const auto is = width_of(text);
    return is < width ? text.append(width - is, ' ') : text;
}

// The sign on the lifeline of the party says where; the words need not.
std::string words_of(const Event& event) {
    return event.kind == "negotiated" ? words_of_negotiated(event) : summary_of(event);
}

std::string_view sign_of(const Event& event) {
    if (event.kind == "derive") return "●";
    if (event.kind == "negotiated") return "=";
    if (event.kind == "timer") return "◷";
    return event.kind == "adversary" ? "↯" : "✗";
}

class Drawing {
public:
    Drawing(const std::vector<const Event*>& shown, std::set<std::uint64_t> lost, const LadderOptions& options)
        : options_(options), lost_(std::move(lost)) {
        for (const auto& party : parties_of(shown)) parties_.push_back(printable(party));
        std::size_t words = 0;
        for (const auto* event : shown) {
            if (event->kind == "msg") words = std::max(words, width_of(words_of(*event)));
        }
        // What the words and the clause leave, shared by the lifelines.
        const auto taken = number_width + 1 + words + 1 + clause_width;
        const auto left = options_.width > taken ? options_.width - taken : 0;
        column_ = std::clamp<std::size_t>(left / std::max<std::size_t>(parties_.size(), 1), 7, 12);
        words_ = std::max(words, std::size_t{24});
    }

    void head() {
        std::string names(number_width, ' ');
        std::string instances(number_width, ' ');
        for (const auto& party : parties_) {
            const auto [name, instance] = in_two_lines(party);
            put_name(names, name);
            put_name(instances, instance);
        }
        put_head(names);
        if (instances.find_first_not_of(' ') != std::string::npos) put_head(instances);
    }
    void step(const std::string& name) {
        if (name == step_) return;
        step_ = name;
        const auto title = fmt::format("──── {} ", printable(name.empty() ? "(no step)" : name));
        std::string rule;
        for (auto at = width_of(title); at + 1 < options_.width; ++at) rule += "─";
        text_ += paint(title + rule, bold) + "\n";
    }
    // number: of its step, 0 in the rows of a step behind the first.
    void row(const Event& event, std::size_t number, bool marked) {
        const auto code = colour_of(event);
        const bool message = event.kind == "msg";
        const auto text = number == 0 ? std::string() : std::to_string(number);
        text_ += paint(fmt::format("{:>{}} ", text, number_width - 1), dim);
        text_ += message ? lifelines(event, code) : lifelines_with_sign(event, code);
        text_ += marked ? paint("▸", bold) : " ";
        text_ += message ? words_and_clause(event, code) : remark(event, code);
        while (text_.back() == ' ') text_.pop_back();
        text_ += "\n";
        if (event.kind == "refused") reason(event);
    }
    std::string take() { return std::exchange(text_, {}); }

private:
    // One of several has its own name below where both do not fit side by side.
    [[nodiscard]] std::pair<std::string, std::string> in_two_lines(const std::string& party) const {
        const auto hyphen = party.find('-');
        if (width_of(party) <= column_ || hyphen == std::string::npos) return {party, ""};
        return {party.substr(0, hyphen), party.substr(hyphen + 1)};
    }
    // Over its lifeline; a blank stands between two names that fill their columns.
    void put_name(std::string& names, const std::string& name) const {
        const bool touches = names.back() != ' ' && width_of(name) >= column_;
        names +=
            touches ? fmt::format(" {}", cut(name, column_ - 1)) : fmt::format("{:^{}}", cut(name, column_), column_);
    }
    void put_head(std::string names) {
        names.erase(names.find_last_not_of(' ') + 1);
        text_ += paint(names, bold) + "\n";
    }
    [[nodiscard]] std::string paint(std::string_view text, std::string_view code) const {
        return in_colour(text, code, options_.colour);
    }
    // The cell of a party's lifeline.
    [[nodiscard]] std::size_t line_of(const std::string& party) const {
        const auto found = std::ranges::find(parties_, printable(party));
        return static_cast<std::size_t>(found - parties_.begin()) * column_ + column_ / 2 - (column_ % 2 == 0 ? 1 : 0);
    }
    [[nodiscard]] std::size_t room_for_words() const {
        const auto before = number_width + parties_.size() * column_ + 1;
        return options_.width > before + 20 ? options_.width - before : 20;
    }
    [[nodiscard]] std::vector<std::string> empty_row() const {
        std::vector<std::string> cells(parties_.size() * column_, " ");
        for (const auto& party : parties_) cells[line_of(party)] = "│";
        return cells;
    }
    [[nodiscard]] std::string lifelines(const Event& event, std::string_view code) const;
    [[nodiscard]] std::string lifelines_with_sign(const Event& event, std::string_view code) const;
    [[nodiscard]] std::string words_and_clause(const Event& event, std::string_view code) const;
    void reason(const Event& event);
    [[nodiscard]] std::string remark(const Event& event, std::string_view code) const;

    const LadderOptions& options_;
    std::set<std::uint64_t> lost_;
    std::vector<std::string> parties_;
    std::size_t column_ = 8;
    std::size_t words_ = 0;
    std::string step_ = "\n";  // no step is called so
    std::string text_;
};

std::string Drawing::lifelines(const Event& event, std::string_view code) const {
    auto cells = empty_row();
    const auto from = line_of(event.from);
    const auto to = line_of(event.to);
    const auto [left, right] = std::minmax(from, to);
    if (right >= cells.size()) return fmt::format("{}", fmt::join(cells, ""));
    // What nobody received ends on its way.
    const auto end = !lost_.contains(event.seq) ? to : to > from ? from + (to - from) * 6 / 10 : from - (from - to) * 6 / 10;
    const auto [first, last] = std::minmax(from, end);
    for (auto at = first; at <= last; ++at) cells[at] = event.inside.empty() ? "─" : "╌";
    cells[from] = to > from ? "├" : to < from ? "┤" : "↺";
    if (to != from) cells[end] = end != to ? "✕" : to > from ? "▶" : "◀";
    cells[left] = (options_.colour ? fmt::format("{}[{}m", console::paint, code) : "") + cells[left];
    cells[right] += options_.colour ? fmt::format("{}[0m", console::paint) : "";
    return fmt::format("{}", fmt::join(cells, ""));
}

std::string Drawing::lifelines_with_sign(const Event& event, std::string_view code) const {
    auto cells = empty_row();
    const auto at = line_of(event.at);
    if (at < cells.size()) cells[at] = paint(sign_of(event), code);
    return fmt::format("{}", fmt::join(cells, ""));
}

std::string Drawing::words_and_clause(const Event& event, std::string_view code) const {
    const auto before = number_width + parties_.size() * column_ + 1;
    const auto room = options_.width > before + words_ + 1 ? options_.width - before - words_ - 1 : 0;
    const auto clause = room < 8 ? "" : cut(clause_of(event), room);
    return paint(padded(words_of(event), words_), code) + " " + paint(clause, dim);
}

std::string Drawing::remark(const Event& event, std::string_view code) const {
    const auto clause = clause_of(event);
    const auto words =
        words_of(event) + (event.kind != "derive" || clause.empty() ? "" : fmt::format("   ({})", clause));
    return paint(cut(words, room_for_words()), code);
}

// The reason of a refusal is what everybody looks for: it is never cut, but goes on in further rows.
void Drawing::reason(const Event& event) {
    auto words = printable(event.detail);
    while (!words.empty()) {
        auto part = cut(words, room_for_words() - 2);
        if (part.size() < words.size())
            part.resize(std::min(part.rfind(' '), part.size() - std::string_view("…").size()));
        if (part.empty()) part = words;
        text_ += std::string(number_width, ' ') + fmt::format("{}", fmt::join(empty_row(), "")) + "   " +
                 paint(part, red) + "\n";
        words.erase(0, part.size());
        words.erase(0, words.find_first_not_of(' '));
    }
}

}  // namespace

std::vector<LadderRow> ladder_rows(const std::vector<Event>& events, LadderOptions options) {
    std::vector<const Event*> shown;
    for (const auto& event : events) {
        if (event.kind != "state" && passes(event, options.filter)) shown.push_back(&event);
    }
    Drawing drawing(shown, lost_messages(events), options);
    const record::Steps steps(events);
    std::vector<LadderRow> rows;
    const auto take = [&](std::size_t number) {
        for (auto& line : lines_of(drawing.take())) rows.push_back({number, std::move(line)});
    };
    std::size_t before = 0;
    drawing.head();
    take(0);
    for (const auto* event : shown) {
        drawing.step(event->step);
        take(0);
        const auto number = steps.number_of(event->seq);
        drawing.row(*event, number == before ? 0 : number, number == options.mark);
        take(number);
        before = number;
    }
    return rows;
}

std::string ladder(const std::vector<Event>& events, LadderOptions options) {
    std::string text;
    for (const auto& row : ladder_rows(events, options)) text += row.text + "\n";
    return text;
}

}  // namespace akmasim::view

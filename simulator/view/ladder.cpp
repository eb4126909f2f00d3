// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/ladder.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace akmasim::view {
namespace {

constexpr std::array<std::string_view, 7> parties{"ue", "amf", "ausf", "udm", "aanf", "msgin5g", "mcf"};
constexpr std::size_t column = 10;

class Ladder {
public:
    Ladder(const std::vector<record::Event>& events, LadderOptions options) : options_(options) {
        for (const auto party : parties) {
            const bool occurs = std::ranges::any_of(events, [&](const auto& e) { return e.from == party || e.to == party || e.at == party; });
            if (occurs) shown_.push_back(party);
        }
    }

    void head() {
        for (const auto party : shown_) text_ += fmt::format("{:^{}}", party, column);
        text_ += "\n";
    }
    void step(const std::string& name) {
        if (name == step_) return;
        step_ = name;
        text_ += paint(fmt::format("── {} {}\n", name, std::string(20, ' ')), "1");
    }
    void message(const record::Event& event);
    void key(const record::Event& event) {
        const auto name = event.key == "KAF" ? std::string("KAF (K5GMSG)") : event.key;
        line(event.at, "●", fmt::format("{} born at {}   {}", name, event.at, event.clause), "33");
    }
    void refusal(const record::Event& event) { line(event.at, "✗", fmt::format("{} refuses: {}", event.at, event.detail), "31"); }
    std::string take() { return std::move(text_); }

private:
    std::size_t index_of(std::string_view party) const { return static_cast<std::size_t>(std::ranges::find(shown_, party) - shown_.begin()); }
    std::string paint(std::string text, std::string_view code) const { return options_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text; }
    void line(const std::string& party, std::string_view sign, const std::string& what, std::string_view code) {
        std::string drawn;
        for (std::size_t i = 0; i < shown_.size(); ++i) drawn += fmt::format("{:^{}}", i == index_of(party) ? sign : "│", column);
        text_ += drawn + "  " + paint(what, code) + "\n";
    }

    LadderOptions options_;
    std::vector<std::string_view> shown_;
    std::string step_;
    std::string text_;
};

void Ladder::message(const record::Event& event) {
    const auto from = index_of(event.from);
    const auto to = index_of(event.to);
    const auto left = std::min(from, to);
    const auto right = std::max(from, to);
    std::string drawn;
    for (std::size_t cell = 0; cell < shown_.size() * column; ++cell) {
        const auto party = cell / column;
        const bool middle = cell % column == column / 2 - 1;
        const bool inside = cell > left * column + column / 2 - 1 && cell < right * column + column / 2 - 1;
        if (middle && party == to && from != to) drawn += to > from ? "▶" : "◀";
        else if (middle && party == from) drawn += "┼";
        else if (inside) drawn += "─";
        else drawn += middle ? "│" : " ";
    }
    const auto name = fmt::format("{}.{}{}", event.link, event.msg, event.inside.empty() ? "" : "  (inside TLS)");
    text_ += fmt::format("{}  {:<42} {}\n", drawn, name, paint(event.clause, "2"));
}

}  // namespace

std::string ladder(const std::vector<record::Event>& events, LadderOptions options) {
    Ladder drawing(events, options);
    drawing.head();
    for (const auto& event : events) {
        drawing.step(event.step);
        if (event.kind == "msg") drawing.message(event);
        if (event.kind == "derive") drawing.key(event);
        if (event.kind == "refused") drawing.refusal(event);
    }
    return drawing.take();
}

}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
// Row by row from top to bottom: arrows with their words above, keys beside their dots, a band for each step.
#include "simulator/view/picture.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/record/steps.hpp"
#include "simulator/view/parties.hpp"
#include "simulator/view/problems.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

constexpr int margin = 110;  // words of an arrow between the outermost parties may stand out
constexpr int lane = 150;
constexpr int clause_room = 130;
constexpr int head_height = 64;
constexpr int message_height = 30;
constexpr int remark_height = 19;
constexpr int step_height = 28;
constexpr std::size_t title_length = 100;
constexpr std::size_t remark_length = 70;

constexpr std::string_view style =
    "<style>text{font:11px 'DejaVu Sans',Arial,sans-serif;fill:#1d2430;paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".party{font-weight:bold;font-size:12px}.title{font-size:14px;font-weight:bold}.soft{fill:#667085;font-size:9px}"
    ".life{stroke:#c3c8d1}.band{fill:#eef0f4}.box{fill:#fff;stroke:#667085}.a{stroke-width:1.6;fill:none}"
    ".msg{stroke:#1f6feb}.inside{stroke:#1a7f37;stroke-dasharray:5 3}.bad{stroke:#cf222e}"
    ".key{fill:#8a5d00}.no{fill:#cf222e}.ok{fill:#1a7f37}</style>\n";

// The head of an arrow has the colour of its line.
std::string marker(std::string_view name, std::string_view colour) {
    return fmt::format(
        "<marker id=\"{}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
        "orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"{}\"/></marker>\n",
        name, colour);
}

class Picture {
public:
    explicit Picture(const record::Recording& recording)
        : recording_(recording),
          parties_(parties_of(recording.events)),
          steps_(recording.events),
          lost_(lost_messages(recording.events)) {}

    std::string draw() {
        for (const auto& event : recording_.events) {
            if (event.kind == "state") continue;
            number_ = steps_.number_of(event.seq);
            if (event.step != step_) band(event.step);
            if (event.kind == "msg")
                arrow(event);
            else
                remark(event);
        }
        return frame();
    }

private:
    [[nodiscard]] int middle_of(const std::string& party) const {
        const auto found = std::ranges::find(parties_, party);
        return margin + static_cast<int>(found - parties_.begin()) * lane;
    }
    [[nodiscard]] int width() const {
        return 2 * margin + (std::max<int>(static_cast<int>(parties_.size()), 1) - 1) * lane + clause_room;
    }

    void text(int x, int y, std::string_view attributes, std::string_view words) {
        rows_ += fmt::format("<text x=\"{}\" y=\"{}\" {}>{}</text>\n", x, y, attributes, xml_text(words));
    }

    void band(const std::string& step) {
        step_ = step;
        bands_ += fmt::format("<rect class=\"band\" x=\"0\" y=\"{}\" width=\"{}\" height=\"18\"/>\n", y_ + 5, width());
        text(10, y_ + 18, "class=\"soft\"", step.empty() ? "(no step)" : "step " + step);
        y_ += step_height;
    }

    void arrow(const Event& event) {
        const int from = middle_of(event.from);
        const int to = middle_of(event.to);
        const int y = y_ + message_height - 8;
        const std::string_view look = is_problem(event) ? "bad" : event.inside.empty() ? "msg" : "inside";
        const bool lost = lost_.contains(event.seq);
        const int end = lost ? from + (to - from) * 6 / 10 : to;
        const auto path =
            from == to ? fmt::format("M{} {}h26v8h-26", from, y - 8) : fmt::format("M{} {}H{}", from, y, end);
        const auto head = lost ? std::string() : fmt::format(" marker-end=\"url(#{})\"", look);
        rows_ += fmt::format("<path class=\"a {}\" d=\"{}\"{}/>\n", look, path, head);
        if (lost) text(end, y + 4, "class=\"no\" text-anchor=\"middle\"", "✕");
        text((from + to) / 2, y - 6, "text-anchor=\"middle\"", label_of(event));
        text(8, y + 3, "class=\"soft\"", std::to_string(number_));
        text(width() - 8, y + 3, "class=\"soft\" text-anchor=\"end\"", clause_of(event));
        y_ += message_height;
    }

    // What a party makes, notes or refuses, beside a dot on its lifeline.
    void remark(const Event& event) {
        const int x = middle_of(event.at);
        const int y = y_ + 12;
        const std::string_view look = event.kind == "derive" ? "key" : is_problem(event) ? "no" : "ok";
        rows_ += fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>\n", look, x, y - 3);
        auto words = summary_of(event) + (event.detail.empty() ? "" : ": " + printable(event.detail));
        if (event.kind == "derive") words = printable(shown_key(event.key));
        // On the side with more room.
        const bool left = x > width() / 2;
        text(left ? x - 9 : x + 9, y, fmt::format("class=\"{}\"{}", look, left ? " text-anchor=\"end\"" : ""),
             cut(words, remark_length));
        text(8, y, "class=\"soft\"", std::to_string(number_));
        text(width() - 8, y, "class=\"soft\" text-anchor=\"end\"", clause_of(event));
        y_ += remark_height;
    }

    std::string frame() {
        const int height = y_ + 24;
        auto out = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
            "role=\"img\">\n<title>{2}</title>\n{3}<defs>\n{4}{5}{6}</defs>\n"
            "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
            width(), height, xml_text(recording_.header.name), style, marker("msg", "#1f6feb"),
            marker("inside", "#1a7f37"), marker("bad", "#cf222e"));
        auto rows = std::exchange(rows_, {});
        text(10, 20, "class=\"title\"", cut(printable(recording_.header.name), title_length));
        for (const auto& party : parties_) {
            const int x = middle_of(party);
            rows_ +=
                fmt::format("<rect class=\"box\" x=\"{}\" y=\"32\" width=\"84\" height=\"22\" rx=\"4\"/>\n", x - 42);
            text(x, 47, "class=\"party\" text-anchor=\"middle\"", cut(printable(party), 12));
        }
        std::string lines;
        for (const auto& party : parties_) {
            lines += fmt::format("<path class=\"life\" d=\"M{} 54V{}\"/>\n", middle_of(party), height - 12);
        }
        return out + bands_ + lines + rows_ + rows + "</svg>\n";
    }

    const record::Recording& recording_;
    std::vector<std::string> parties_;
    record::Steps steps_;
    std::set<std::uint64_t> lost_;
    std::size_t number_ = 0;  // of the step being drawn
    std::string step_ = "\n";  // no step is called so
    std::string bands_;
    std::string rows_;
    int y_ = head_height;
};

}  // namespace

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string svg(const record::Recording& recording) { return Picture(recording).draw(); }

}  // namespace akmasim::view

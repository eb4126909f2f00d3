// SPDX-License-Identifier: Apache-2.0
// The page part by part. What it costs is counted as on the links: a message inside TLS is part of its record.
#include "simulator/view/report.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "simulator/record/steps.hpp"
#include "simulator/view/columns.hpp"
#include "simulator/view/diagnosis.hpp"
#include "simulator/view/embedded.hpp"
#include "simulator/view/picture.hpp"
#include "simulator/view/problems.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

struct Cost {
    std::int64_t messages = 0;
    std::int64_t octets = 0;
};

struct Row {
    const Reported* run = nullptr;
    std::map<std::string, Cost> links;
    Cost all;
    std::int64_t last_ns = 0;
    std::string variant;  // what was negotiated on Ua
};

Row row_of(const Reported& run) {
    Row row{&run, {}, {}, 0, ""};
    for (const auto& event : run.recording.events) {
        row.last_ns = std::max(row.last_ns, event.t);
        if (event.kind == "negotiated" && row.variant.empty()) {
            json::Document document;
            const auto f = document.parse(event.f);
            const auto got = f ? f->member("got") : std::nullopt;
            row.variant = got ? std::string(got->string().value_or("")) : "";
        }
        if (event.kind != "msg" || !event.inside.empty()) continue;
        const auto octets = static_cast<std::int64_t>(event.raw.size() / 2);
        for (auto* cost : {&row.links[event.link], &row.all}) {
            ++cost->messages;
            cost->octets += octets;
        }
    }
    return row;
}

std::string name_of(const Reported& run) {
    return xml_text(run.recording.header.name.empty() ? run.file : run.recording.header.name);
}

std::string verdict_of(const Reported& run) {
    if (run.recording.trailer.verdict.empty()) return "unreadable";
    if (!run.known.empty()) return (is_good(run) ? "fails as is known: " : "known bug, but: ") + xml_text(run.known);
    return xml_text(run.recording.trailer.verdict) + (run.recording.trailer.complete ? "" : ", interrupted");
}

std::string table(const std::vector<Row>& rows) {
    std::string text =
        "<table><thead><tr><th>run</th><th>verdict</th><th>on Ua</th><th>messages</th><th>octets</th>"
        "<th>virtual time</th><th>seed</th></tr></thead><tbody>\n";
    for (const auto& row : rows) {
        const auto& run = *row.run;
        const auto name =
            run.page.empty() ? name_of(run) : fmt::format("<a href=\"{}\">{}</a>", xml_text(run.page), name_of(run));
        text += fmt::format(
            "<tr class=\"{}\"><td>{}</td><td class=\"verdict\">{}</td><td>{}</td><td>{}</td><td>{}</td>"
            "<td>{:.3f} ms</td><td>{}</td></tr>\n",
            is_good(run) ? "good" : "bad", name, verdict_of(run), xml_text(row.variant), row.all.messages,
            row.all.octets, static_cast<double>(row.last_ns) / 1e6, run.recording.header.seed);
    }
    return text + "</tbody></table>\n";
}

// What the recording itself says about the trouble: its first problem, and in what the two ends differ.
std::string trouble_in(const record::Recording& recording) {
    const auto found = std::ranges::find_if(recording.events, is_problem);
    if (found == recording.events.end()) return "";
    auto text = fmt::format("first trouble: step {}: {}{}\n", record::Steps(recording.events).number_of(found->seq),
                            summary_of(*found),
                            found->detail.empty() ? "" : ": " + printable(found->detail));
    for (const auto& words : differences(recording, found->ue, found->seq)) text += words + "\n";
    return text;
}

std::string failures(const std::vector<Row>& rows) {
    std::string text;
    for (const auto& row : rows) {
        const auto& run = *row.run;
        if (is_good(run)) continue;
        text += fmt::format("<h3>{}: {}</h3>\n<p>{}</p>\n", name_of(run), verdict_of(run), xml_text(run.file));
        for (const auto& failure : run.failures) {
            text += "<pre>";
            for (const auto& line : lines_of(failure)) text += xml_text(line) + "\n";
            text += "</pre>\n";
        }
        text += "<pre>";
        for (const auto& line : lines_of(trouble_in(run.recording))) text += xml_text(line) + "\n";
        text += "</pre>\n";
    }
    return text.empty() ? "<p>Nothing failed.</p>\n" : text;
}

constexpr std::array<std::string_view, 14> colours{"#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2",
                                                   "#edc948", "#b07aa1", "#9c755f", "#1f3b63", "#a6761d",
                                                   "#1b7d6f", "#7f0000", "#86bcb6", "#ff9da7"};

// Stacked bars, a row a run, a colour a link.
class Plot {
public:
    Plot(const std::vector<Row>& rows, std::int64_t Cost::*what) : rows_(rows), what_(what) {
        for (const auto& row : rows) {
            largest_ = std::max(largest_, row.all.*what);
            for (const auto& [link, cost] : row.links) {
                if (std::ranges::find(links_, link) == links_.end()) links_.push_back(link);
            }
        }
        std::ranges::sort(links_);
    }

    std::string draw(std::string_view title) const {
        const auto height = head + static_cast<int>(rows_.size()) * step + 8;
        auto text =
            fmt::format("<svg viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" aria-label=\"{2}\">\n",
                        name_width + bar_width + 90, height, title);
        for (std::size_t i = 0; i < links_.size(); ++i) {
            const auto x = 100 + static_cast<int>(i) * 62;
            text += fmt::format(
                "<rect x=\"{}\" y=\"4\" width=\"10\" height=\"10\" fill=\"{}\"/><text x=\"{}\" y=\"13\">{}</text>\n", x,
                colours[i % colours.size()], x + 14, xml_text(links_[i]));
        }
        for (std::size_t i = 0; i < rows_.size(); ++i) text += bar(rows_[i], head + static_cast<int>(i) * step);
        return text + "</svg>\n";
    }

private:
    static constexpr int name_width = 300;
    static constexpr int bar_width = 560;
    static constexpr int head = 24;
    static constexpr int step = 17;

    [[nodiscard]] std::string bar(const Row& row, int y) const {
        auto text = fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", name_width - 6, y + 11,
                                xml_text(cut(printable(row.run->recording.header.name), 44)));
        double x = name_width;
        for (std::size_t i = 0; i < links_.size(); ++i) {
            const auto cost = row.links.find(links_[i]);
            if (cost == row.links.end() || largest_ == 0) continue;
            const double width = static_cast<double>(cost->second.*what_) * bar_width / static_cast<double>(largest_);
            text += fmt::format(
                "<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"13\" fill=\"{}\"><title>{}: {}</title></rect>",
                x, y, width, colours[i % colours.size()], xml_text(links_[i]), cost->second.*what_);
            x += width;
        }
        return text + fmt::format("<text x=\"{:.1f}\" y=\"{}\">{}</text>\n", x + 5, y + 11, row.all.*what_);
    }

    const std::vector<Row>& rows_;
    std::int64_t Cost::*what_;
    std::int64_t largest_ = 0;
    std::vector<std::string> links_;
};

}  // namespace

bool is_good(const Reported& run) {
    const auto& verdict = run.recording.trailer.verdict;
    return run.known.empty() ? verdict == "pass" && run.failures.empty() : verdict == "fail";
}

std::string report(const std::vector<Reported>& runs) {
    std::vector<Row> rows;
    for (const auto& run : runs) rows.push_back(row_of(run));
    const auto good = std::ranges::count_if(runs, is_good);
    return fmt::format(
               "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
               "<title>akmasim: {} runs</title>\n<style>{}</style></head><body>\n<h1>{} runs: {} as expected, {} "
               "not</h1>\n",
               runs.size(), embedded::report_css, runs.size(), good, static_cast<std::int64_t>(runs.size()) - good) +
           table(rows) + "<h2>What failed</h2>\n" + failures(rows) + "<h2>Messages per run and link</h2>\n" +
           Plot(rows, &Cost::messages).draw("messages per run and link") + "<h2>Octets per run and link</h2>\n" +
           Plot(rows, &Cost::octets).draw("octets per run and link") + "</body></html>\n";
}

}  // namespace akmasim::view

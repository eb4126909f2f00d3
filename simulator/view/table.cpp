// SPDX-License-Identifier: Apache-2.0
// One row a case; which columns there are depends on the cases, their order does not.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "simulator/view/csv_cell.hpp"
#include "simulator/view/verdicts.hpp"

namespace akmasim::view {
namespace {

// "ua=tls12-psk,auth=5g-aka#2": each axis, and the repetition.
std::vector<std::pair<std::string, std::string>> axes_of(std::string label) {
    std::vector<std::pair<std::string, std::string>> axes;
    const auto hash = label.rfind('#');
    if (hash != std::string::npos) {
        axes.emplace_back("repetition", label.substr(hash + 1));
        label.resize(hash);
    }
    for (std::size_t at = 0; at < label.size();) {
        const auto end = std::min(label.find(',', at), label.size());
        const auto equals = std::min(label.find('=', at), end);
        axes.emplace_back("axis." + label.substr(at, equals - at),
                          equals == end ? "" : label.substr(equals + 1, end - equals - 1));
        at = end + 1;
    }
    return axes;
}

// What belongs together stands together: the group, the column in it, the value.
struct Cell {
    int group = 0;
    std::string column;
    std::string value;
};

std::string ms(std::uint64_t ns) { return fmt::format("{:.3f}", static_cast<double>(ns) / 1e6); }

std::vector<Cell> cells_of(const CaseResult& result) {
    const auto& numbers = result.numbers;
    std::vector<Cell> cells{{0, "scenario", result.scenario}, {0, "case", result.label}};
    for (const auto& [axis, value] : axes_of(result.label)) cells.push_back({1, axis, value});
    cells.push_back({2, "seed", std::to_string(result.seed)});
    cells.push_back({2, "verdict", result.verdict});
    cells.push_back({2, "complete", result.complete ? "true" : "false"});
    cells.push_back({2, "negotiated", numbers.negotiated});
    cells.push_back({2, "time_ms", ms(numbers.time_ns)});
    for (const auto& phase : numbers.phases) cells.push_back({3, "latency_ms." + phase.name, ms(phase.number)});
    for (const auto& link : numbers.links) {
        cells.push_back({4, "messages." + link.link, std::to_string(link.messages)});
        cells.push_back({5, "round_trips." + link.link, fmt::format("{:.1f}", static_cast<double>(link.flights) / 2)});
        cells.push_back({6, "octets." + link.link, std::to_string(link.octets)});
    }
    for (const auto& party : numbers.parties) {
        cells.push_back({7, "derivations." + party.party, std::to_string(party.derivations)});
        cells.push_back({8, "public_key." + party.party, std::to_string(party.public_key)});
    }
    return cells;
}

std::string line(const std::vector<std::pair<int, std::string>>& columns, auto value) {
    std::string text;
    for (const auto& column : columns) text += (text.empty() ? "" : ",") + csv_cell(value(column.second));
    return text + "\n";
}

}  // namespace

std::string csv_table(std::span<const CaseResult> results) {
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::pair<int, std::string>> columns;
    for (const auto& result : results) {
        if (result.verdict.empty()) continue;
        auto& row = rows.emplace_back();
        for (auto& one : cells_of(result)) {
            const std::pair column{one.group, one.column};
            if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
            row[one.column] = std::move(one.value);
        }
    }
    std::ranges::stable_sort(columns, {}, &std::pair<int, std::string>::first);
    auto text = line(columns, [](const std::string& column) { return column; });
    for (const auto& row : rows) {
        text += line(columns, [&](const std::string& column) {
            const auto found = row.find(column);
            return found == row.end() ? std::string() : found->second;  // it does not have the column
        });
    }
    return text;
}

}  // namespace akmasim::view

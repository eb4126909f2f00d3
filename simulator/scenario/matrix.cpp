// SPDX-License-Identifier: Apache-2.0
// Rows of values, then one copy of the tree for each row.
#include "simulator/scenario/matrix.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "simulator/scenario/adversary_verbs.hpp"
#include "simulator/scenario/axis_values.hpp"
#include "simulator/scenario/members.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_cases = 10'000;
constexpr std::size_t most_values = 4'000'000;  // in the trees of all cases
constexpr int most_repetitions = 1'000;

using Axis = std::pair<std::string, std::vector<Node>>;

bool is_visible_word(std::string_view text) {
    return !text.empty() && text.size() <= 60 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("._+:-").find(c) != std::string_view::npos;
    });
}

std::size_t values_in(const Node& node) {
    std::size_t count = 1;
    for (const auto& item : node.items) count += values_in(item);
    for (const auto& [key, value] : node.members) count += values_in(value);
    return count;
}

double number_at(const Node* node) {
    const auto number = node == nullptr ? std::nullopt : decode_number(*node);
    return number.value_or(std::numeric_limits<double>::quiet_NaN());
}

// The matrix as it stands in the file: axes, rows to add, rows to leave out.
class Matrix {
public:
    Matrix(const Node& node, Diagnostics& wrong) : wrong_(wrong) { decode(node); }

    [[nodiscard]] std::vector<Row> rows();
    [[nodiscard]] std::string name_of(const Row& row) const;
    int repeat = 1;
    std::string order = "listed";
    std::string seed = "own";

private:
    void decode(const Node& node);
    void decode_axes(const Node& node);
    std::vector<Node> values_of(const Node& node);
    std::vector<Node> range(const Node& node);
    void check_values(const Axis& axis);
    std::vector<Node> decode_rows(const Node* node);
    void check_row(const Node& row, bool may_add);
    void include(const Node& row, std::vector<Row>& rows);
    [[nodiscard]] bool fits(const Node& wanted, const Row& row) const;
    [[nodiscard]] const Axis* axis_named(std::string_view name) const;
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    Diagnostics& wrong_;
    std::vector<Axis> axes_;
    std::vector<Node> includes_;
    std::vector<Node> excludes_;
};

void Matrix::decode(const Node& node) {
    Members members(node, wrong_);
    if (node.kind != Node::Kind::map) return;
    if (refers_to_an_axis(node)) refuse(node, "the matrix itself may not refer to an axis");
    const Node* axes = members.raw("axes");
    if (axes == nullptr)
        refuse(node, "'axes' is missing");
    else
        decode_axes(*axes);
    const Node* includes = members.raw("include");
    const Node* excludes = members.raw("exclude");
    members.optional("repeat", repeat);
    members.optional("order", order);
    members.optional("seed", seed);
    members.refuse_the_rest();
    includes_ = decode_rows(includes);
    excludes_ = decode_rows(excludes);
    for (const auto& row : includes_) check_row(row, true);
    for (const auto& row : excludes_) check_row(row, false);
    if (repeat < 1 || repeat > most_repetitions)
        refuse(*node.find("repeat"), fmt::format("expected a number of 1 to {}", most_repetitions));
    if (order != "listed" && order != "shuffled") refuse(*node.find("order"), "expected listed or shuffled");
    if (seed != "own" && seed != "shared") refuse(*node.find("seed"), "expected own or shared");
}

void Matrix::decode_axes(const Node& node) {
    if (node.kind != Node::Kind::map || node.members.empty())
        return refuse(node, "expected the axes (name: [value, value])");
    for (const auto& [name, values] : node.members) {
        if (!is_visible_word(name))
            wrong_.push_back({values.key_mark, "expected the name of an axis of letters, digits and ._+:-"});
        check_values(axes_.emplace_back(name, values_of(values)));
    }
}

std::vector<Node> Matrix::values_of(const Node& node) {
    if (node.kind == Node::Kind::map) return range(node);
    if (node.kind == Node::Kind::list && !node.items.empty()) return node.items;
    refuse(node, "expected a list of values, or { from: 50, to: 800, points: 5, scale: log }");
    return {};
}

// { from, to, points, scale }: both ends included; between whole ends the values are whole.
std::vector<Node> Matrix::range(const Node& node) {
    Members members(node, wrong_);
    const Node* from = members.raw("from");
    const Node* to = members.raw("to");
    int points = 2;
    std::string scale = "linear";
    members("points", points);
    members.optional("scale", scale);
    members.refuse_the_rest();
    const double begin = number_at(from);
    const double end = number_at(to);
    const bool logarithmic = scale == "log";
    const bool good = std::isfinite(begin) && std::isfinite(end) && points >= 2 && points <= 1000 &&
                      (logarithmic ? begin > 0 && end > 0 : scale == "linear");
    if (!good) {
        refuse(node, "expected numbers from and to (above 0 on a log scale), points of 2 to 1000, scale linear or log");
        return {};
    }
    const bool whole = std::floor(begin) == begin && std::floor(end) == end;
    std::vector<Node> values;
    for (int i = 0; i < points; ++i) {
        const double part = static_cast<double>(i) / (points - 1);
        const double value = logarithmic ? begin * std::pow(end / begin, part) : begin + (end - begin) * part;
        auto& one = values.emplace_back();
        one.kind = Node::Kind::scalar;
        one.mark = node.mark;
        one.text = whole ? fmt::format("{:.0f}", std::round(value)) : fmt::format("{:.6g}", value);
    }
    return values;
}

void Matrix::check_values(const Axis& axis) {
    std::vector<std::string_view> seen;
    for (const auto& value : axis.second) {
        if (value.kind != Node::Kind::scalar || !is_visible_word(value.text))
            refuse(value, fmt::format("axis '{}': expected words of letters, digits and ._+:-, as cases are called "
                                      "after them; anything else belongs under include",
                                      axis.first));
        else if (std::ranges::find(seen, value.text) != seen.end())
            refuse(value, fmt::format("axis '{}': a second '{}'", axis.first, value.text));
        seen.push_back(value.text);
    }
}

std::vector<Node> Matrix::decode_rows(const Node* node) {
    if (node == nullptr) return {};
    if (node->kind == Node::Kind::list) return node->items;
    refuse(*node, "expected a list of rows, such as - { ua: tls12-psk, auth: 5g-aka }");
    return {};
}

const Axis* Matrix::axis_named(std::string_view name) const {
    const auto found = std::ranges::find(axes_, name, [](const auto& one) -> std::string_view { return one.first; });
    return found == axes_.end() ? nullptr : &*found;
}

void Matrix::check_row(const Node& row, bool may_add) {
    if (row.kind != Node::Kind::map || row.members.empty())
        return refuse(row, "expected a row of names and values, such as { ua: tls12-psk }");
    const bool whole = std::ranges::all_of(axes_, [&](const Axis& axis) { return row.find(axis.first) != nullptr; });
    for (const auto& [name, value] : row.members) {
        const auto* axis = axis_named(name);
        if (axis == nullptr && may_add) continue;
        std::vector<std::string_view> known;
        if (axis == nullptr) {
            for (const auto& one : axes_) known.push_back(one.first);
        } else {
            for (const auto& one : axis->second) known.push_back(one.text);
        }
        const auto& meant = axis == nullptr ? name : value.text;
        const bool word = axis == nullptr || (value.kind == Node::Kind::scalar && is_visible_word(value.text));
        if (word && (std::ranges::find(known, meant) != known.end() || (may_add && whole))) continue;
        wrong_.push_back(
            {axis == nullptr ? value.key_mark : value.mark,
             fmt::format("'{}' is no {}; expected one of {}", meant,
                         axis == nullptr ? "axis" : "value of axis '" + name + "'", fmt::join(known, ", "))});
    }
}

bool Matrix::fits(const Node& wanted, const Row& row) const {
    return std::ranges::all_of(wanted.members, [&](const auto& member) {
        const auto* value = axis_named(member.name) == nullptr ? nullptr : value_in(row, member.name);
        return value == nullptr || value->text == member.value.text;
    });
}

// A row of include adds its other members to the cases that it fits; if it fits none, it is a case of its own.
void Matrix::include(const Node& row, std::vector<Row>& rows) {
    const auto add = [&](Row& to) {
        for (const auto& [name, value] : row.members) {
            if (axis_named(name) != nullptr) continue;
            if (value_in(to, name) != nullptr)
                wrong_.push_back({value.key_mark, fmt::format("case {}: '{}' is given twice", name_of(to), name)});
            to.push_back({name, value});
        }
    };
    bool fitted = false;
    for (auto& one : rows) {
        if (!fits(row, one)) continue;
        fitted = true;
        add(one);
    }
    if (fitted) return;
    Row own;
    for (const auto& [name, values] : axes_) {
        const Node* value = row.find(name);
        if (value == nullptr) return refuse(row, "this row fits no case, and does not name every axis to be one");
        own.push_back({name, *value});
    }
    add(rows.emplace_back(std::move(own)));
}

std::vector<Row> Matrix::rows() {
    std::vector<Row> rows{{}};
    for (const auto& [name, values] : axes_) {  // the last axis changes fastest
        if (rows.size() * values.size() * static_cast<std::size_t>(repeat) > most_cases) {
            wrong_.push_back({values.front().mark, fmt::format("more than {} cases", most_cases)});
            return {};
        }
        std::vector<Row> longer;
        for (const auto& row : rows) {
            for (const auto& value : values) longer.emplace_back(row).push_back({name, value});
        }
        rows = std::move(longer);
    }
    std::erase_if(rows, [&](const Row& row) {
        return std::ranges::any_of(excludes_, [&](const Node& wanted) { return fits(wanted, row); });
    });
    for (const auto& row : includes_) include(row, rows);
    return rows;
}

std::string Matrix::name_of(const Row& row) const {
    std::string name;
    for (const auto& [axis, values] : axes_)
        name += fmt::format("{}{}={}", name.empty() ? "" : ",", axis, value_in(row, axis)->text);
    return name;
}

}  // namespace

Expansion expand(const Node& root, Diagnostics& wrong) {
    Expansion expansion;
    const Node* node = root.find("matrix");
    std::vector<Row> rows{{}};
    std::vector<std::string> names{""};
    if (node != nullptr) {
        Matrix matrix(*node, wrong);
        expansion.repeat = matrix.repeat;
        expansion.shuffled = matrix.order == "shuffled";
        expansion.one_seed = matrix.seed == "shared";
        rows = wrong.empty() ? matrix.rows() : std::vector<Row>{};
        names.clear();
        for (const auto& row : rows) names.push_back(matrix.name_of(row));
        if (wrong.empty() && rows.empty()) wrong.push_back({node->mark, "no case is left"});
        if (rows.size() * values_in(root) > most_values)
            wrong.push_back({node->mark, fmt::format("cases of more than {} values in all", most_values)});
    }
    for (std::size_t i = 0; i < rows.size() && wrong.empty(); ++i) {
        expansion.cases.push_back({names[i], root});
        auto& one = expansion.cases.back();
        std::erase_if(one.root.members, [](const auto& member) { return member.name == "matrix"; });
        put_in(one.root, rows[i], one.name, wrong);
        if (one.name.empty()) continue;
        Node name;
        name.kind = Node::Kind::scalar;
        name.text = one.name;
        name.quoted = true;
        one.root.members.push_back({"case", std::move(name)});
    }
    return expansion;
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/expression.hpp"

#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

namespace akmasim::scenario {
namespace {

constexpr std::int64_t most_memory = 1 << 20;  // of one expression, its automata with it
constexpr std::size_t most_remembered = 256;

re2::RE2::Options options() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(most_memory);
    return options;
}

}  // namespace

Expression::Expression(std::unique_ptr<re2::RE2> compiled) : compiled_(std::move(compiled)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

Result<Expression> Expression::compile(std::string_view text) {
    auto compiled = std::make_unique<re2::RE2>(re2::StringPiece(text.data(), text.size()), options());
    if (!compiled->ok()) return fail(Cause::invalid, compiled->error());
    return Expression(std::move(compiled));
}

bool Expression::found_in(std::string_view text) const {
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

bool Expression::fits(std::string_view text) const {
    return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

bool Expression::find(std::string_view text, Found& found) const {
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(compiled_->NumberOfCapturingGroups()) + 1);
    if (!compiled_->Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), re2::RE2::UNANCHORED,
                          groups.data(), static_cast<int>(groups.size())))
        return false;
    found.groups.clear();
    for (const auto& group : groups) found.groups.emplace_back(group.data(), group.size());
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    found.before = text.substr(0, begin);
    found.behind = text.substr(begin + groups[0].size());
    return true;
}

bool found_in(std::string_view text, const std::string& expression) {
    static thread_local std::map<std::string, Result<Expression>> remembered;
    auto known = remembered.find(expression);
    if (known == remembered.end()) {
        if (remembered.size() >= most_remembered) remembered.clear();
        known = remembered.emplace(expression, Expression::compile(expression)).first;
    }
    return known->second && known->second->found_in(text);
}

std::string quoted_for_expression(std::string_view text) {
    return re2::RE2::QuoteMeta(re2::StringPiece(text.data(), text.size()));
}

}  // namespace akmasim::scenario

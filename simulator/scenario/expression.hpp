// SPDX-License-Identifier: Apache-2.0
// Regular expressions in RE2's syntax: the time they take grows with the text alone, whatever a scenario asks for. The
// one door to RE2.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/base/result.hpp"

namespace re2 {
class RE2;
}

namespace akmasim::scenario {

class Expression {
public:
    // invalid: none of RE2's, or one whose program would be too large; says what is wrong in it.
    static Result<Expression> compile(std::string_view text);
    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;
    ~Expression();

    [[nodiscard]] bool found_in(std::string_view text) const;  // somewhere in it
    [[nodiscard]] bool fits(std::string_view text) const;      // the whole of it

    // A match and what its parentheses hold: [0] all of it, then one each; empty where a group took part in no match.
    struct Found {
        std::vector<std::string_view> groups;
        std::string_view before;
        std::string_view behind;
    };
    [[nodiscard]] bool find(std::string_view text, Found& found) const;  // the first one in it

private:
    explicit Expression(std::unique_ptr<re2::RE2> compiled);
    std::unique_ptr<re2::RE2> compiled_;
};

// Is there one in the text? An expression is compiled once, however many texts are asked about. One that does not
// compile is nowhere.
bool found_in(std::string_view text, const std::string& expression);

std::string quoted_for_expression(std::string_view text);  // as an expression that only this text fits

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// Outcomes, patterns with their matchers, checks with their addresses.
#include "simulator/scenario/expectation.hpp"

#include "simulator/protocol/fields.hpp"
#include "simulator/scenario/adversary_verbs.hpp"
#include "simulator/scenario/expression.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/tables.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {

std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& known) {
    const auto like = nearest(text, known);
    return like.empty() ? "" : fmt::format("; did you mean '{}'?", like);
}

namespace {

constexpr std::size_t longest_expression = 256;

bool is_whole_number(const Node& node) {
    return node.kind == Node::Kind::scalar && !node.text.empty() && node.text.size() < 9 &&
           std::ranges::all_of(node.text, [](char c) { return c >= '0' && c <= '9'; });
}

// Empty: nothing.
std::string wrong_with_expression(const Node& node) {
    if (node.kind != Node::Kind::scalar) return "expected one regular expression";
    if (node.text.size() > longest_expression)
        return fmt::format("expected a regular expression of at most {} octets, this has {}", longest_expression,
                           node.text.size());
    const auto compiled = Expression::compile(node.text);
    if (compiled) return "";
    return fmt::format("no regular expression: {}; expected RE2 syntax, which has no look-around and no back-references",
                       compiled.error().detail);
}

void check_matcher(const std::string& kind, const Node& node, Diagnostics& wrong) {
    static const std::vector<std::string_view> kinds(words::matchers.begin(), words::matchers.end());
    const auto refuse = [&](const Mark& mark, std::string message) { wrong.push_back({mark, std::move(message)}); };
    if (std::ranges::find(kinds, kind) == kinds.end()) {
        return refuse(node.key_mark, fmt::format("unknown matcher '{}'{}; expected one of {}", kind,
                                                 did_you_mean(kind, kinds), fmt::join(kinds, ", ")));
    }
    if (kind == "exists" && node.text != "true" && node.text != "false")
        refuse(node.mark, "exists: expected true or false");
    if (kind == "len" && !is_whole_number(node)) refuse(node.mark, "len: expected a number of octets");
    if (kind == "matches") {
        if (const auto wrong_with = wrong_with_expression(node); !wrong_with.empty())
            refuse(node.mark, "matches: " + wrong_with);
    }
    if ((kind == "eq" || kind == "ne") && node.kind != Node::Kind::scalar)
        refuse(node.mark, kind + ": expected one value");
    const bool values = node.kind == Node::Kind::list && std::ranges::all_of(node.items, [](const Node& item) {
                            return item.kind == Node::Kind::scalar;
                        });
    const bool ordered = kind == "lt" || kind == "le" || kind == "gt" || kind == "ge";
    if (ordered && (node.quoted || !decode_number(node))) refuse(node.mark, kind + ": expected a number");
    if (kind == "any-of" && !values) refuse(node.mark, "any-of: expected a list of values");
    if (kind == "in" && !values) refuse(node.mark, "in: expected a list of values");
}

void check_name(const Pattern& pattern, Diagnostics& wrong) {
    const auto& known = messages_of(pattern.link);
    if (known.empty()) {
        wrong.push_back(
            {pattern.mark, fmt::format("unknown link '{}'{}", pattern.link, did_you_mean(pattern.link, links()))});
    } else if (std::ranges::find(known, pattern.message) == known.end()) {
        wrong.push_back({pattern.mark, fmt::format("unknown message '{}' on {}{}", pattern.message, pattern.link,
                                                   did_you_mean(pattern.message, known))});
    }
}

}  // namespace

void check_field_name(const Pattern& pattern, std::string_view field, const Mark& mark, Diagnostics& wrong) {
    const auto known = fields_of(pattern.link, pattern.message);
    if (std::ranges::any_of(known, [&](auto listed) { return is_field(field, listed); })) return;
    wrong.push_back({mark, fmt::format("unknown field '{}' of {}.{}{}", field, pattern.link, pattern.message,
                                       did_you_mean(field, known))});
}

void check_fields(const Pattern& pattern, Diagnostics& wrong) {
    const auto& messages = messages_of(pattern.link);
    const bool known = std::ranges::find(messages, pattern.message) != messages.end();  // else that is told already
    for (const auto& [field, wanted] : pattern.fields) {
        if (known) check_field_name(pattern, field, wanted.key_mark, wrong);
        const bool matchers = wanted.kind == Node::Kind::map && !wanted.members.empty();
        if (wanted.kind != Node::Kind::scalar && !matchers) {
            wrong.push_back(
                {wanted.mark,
                 fmt::format("field '{}': expected a value, or a map of matchers such as {{ len: 16 }}", field)});
        }
        for (const auto& [kind, operand] : wanted.members) check_matcher(kind, operand, wrong);
    }
}

Pattern decode_pattern(const Node& node, Diagnostics& wrong) {
    Pattern pattern;
    pattern.mark = node.mark;
    std::string name = node.text;
    const bool with_fields = node.kind == Node::Kind::map && node.members.size() == 1;
    if (with_fields) {
        const auto& fields = node.members.front().value;
        name = node.members.front().name;
        pattern.mark = fields.key_mark;
        pattern.fields = fields.members;
        if (fields.kind != Node::Kind::map)
            wrong.push_back({fields.mark, "expected a map of fields, for example { cause: 20 }"});
    }
    const auto dot = name.find('.');
    if (dot == std::string::npos || (!with_fields && node.kind != Node::Kind::scalar)) {
        wrong.push_back({node.mark, "expected LINK.Message, for example N1.RegistrationRequest"});
        return pattern;
    }
    pattern.link = name.substr(0, dot);
    pattern.message = name.substr(dot + 1);
    check_name(pattern, wrong);
    check_fields(pattern, wrong);
    return pattern;
}

namespace {

std::vector<Pattern> decode_patterns(const Node& node, Diagnostics& wrong) {
    std::vector<Pattern> patterns;
    if (node.kind != Node::Kind::list) wrong.push_back({node.mark, "expected a list of messages"});
    for (const auto& item : node.items) patterns.push_back(decode_pattern(item, wrong));
    return patterns;
}

Outcome decode_outcome(const Node& node, Diagnostics& wrong) {
    Outcome outcome;
    outcome.mark = node.mark;
    if (node.kind == Node::Kind::scalar && node.text == "success") return outcome;
    const bool one = node.kind == Node::Kind::map && node.members.size() == 1;
    if (!one || std::ranges::find(words::outcomes, node.members.front().name) == words::outcomes.end()) {
        wrong.push_back({node.mark, "expected success, { rejected: {...} }, { failed: {...} } or { ignored: {...} }"});
        return outcome;
    }
    outcome.kind = node.members.front().name;
    OutcomeDetails details;
    Members(node, wrong).take(node.members.front().value, details);
    outcome.by = details.by.value_or("");
    if (details.cause) outcome.cause = details.cause->number;
    if (details.cause) outcome.named = details.cause->word;
    outcome.reason = details.reason.value_or("");
    outcome.at = details.at.value_or("");
    outcome.alert = details.alert.value_or("");
    return outcome;
}

}  // namespace

void decode_expectation(const Node& node, Expectation& expect, Diagnostics& wrong) {
    Members members(node, wrong);
    expectation_members(members, expect, [&](std::string_view name, const Node& part) {
        if (name == "outcome") expect.outcome = decode_outcome(part, wrong);
        if (name == "sees") expect.sees = decode_patterns(part, wrong);
        if (name == "never") expect.never = decode_patterns(part, wrong);
        if (name != "oneOf") return;
        if (part.kind != Node::Kind::list || part.items.empty())
            wrong.push_back({part.mark, "expected a list of lists of messages"});
        for (const auto& alternative : part.items) expect.one_of.push_back(decode_patterns(alternative, wrong));
    });
    members.refuse_the_rest();
}

void check_address(const Node& node, const std::map<std::string, Subscriber>& subscribers, Diagnostics& wrong) {
    const auto refuse = [&](std::string message) { wrong.push_back({node.mark, std::move(message)}); };
    const auto first = node.text.find('.');
    const auto second = first == std::string::npos ? first : node.text.find('.', first + 1);
    if (node.kind != Node::Kind::scalar || second == std::string::npos)
        return refuse("expected ROLE.SUBSCRIBER.NAME, for example ue.alice.KAUSF");
    const auto holder = node.text.substr(0, first);
    const auto name = node.text.substr(first + 1, second - first - 1);
    const auto held = node.text.substr(second + 1);
    const auto known = [](const auto& words, const auto& word) {
        return std::ranges::find(words, word) != words.end();
    };
    if (!known(holders(), holder.substr(0, holder.find('-'))))  // aanf-west: one of several
        refuse(fmt::format("unknown holder '{}'{}", holder, did_you_mean(holder, holders())));
    if (!subscribers.contains(name)) refuse(fmt::format("no subscriber is called '{}'", name));
    if (!known(holdings(), held)) refuse(fmt::format("nobody holds a '{}'{}", held, did_you_mean(held, holdings())));
}

void decode_checks(const Node& node, const std::map<std::string, Subscriber>& subscribers, std::vector<Check>& checks,
                   Diagnostics& wrong) {
    static const Names kinds(words::checks.begin(), words::checks.end());
    if (node.kind != Node::Kind::list) wrong.push_back({node.mark, "expected a list of checks"});
    for (const auto& item : node.items) {
        if (item.kind != Node::Kind::map || item.members.size() != 1 || !kinds.contains(item.members.front().name)) {
            wrong.push_back({item.mark, "expected one of same, differs, is, absent, present, unchanged with a list"});
            continue;
        }
        const auto& [kind, operands] = item.members.front();
        Check check{kind, {}, item.mark};
        for (const auto& operand : operands.items) {
            if (kind != "is" || check.operands.empty())
                check_address(operand, subscribers, wrong);
            else if (operand.kind != Node::Kind::scalar)
                wrong.push_back({operand.mark, "expected a value"});
            check.operands.push_back(operand.text);
        }
        const std::size_t least = kind == "absent" || kind == "present" || kind == "unchanged" ? 1 : 2;
        if (check.operands.size() < least)
            wrong.push_back({item.mark, fmt::format("'{}' needs {} operands", kind, least)});
        checks.push_back(std::move(check));
    }
}

void check_saved_names(const Node& node, const Names& known, Diagnostics& wrong) {
    for (const auto& item : node.items) check_saved_names(item, known, wrong);
    for (const auto& [key, value] : node.members) check_saved_names(value, known, wrong);
    constexpr std::string_view beginning = "${save.";
    for (auto at = node.text.find(beginning); at != std::string::npos; at = node.text.find(beginning, at + 1)) {
        const auto name = node.text.substr(at + beginning.size(), node.text.find('}', at) - at - beginning.size());
        if (!known.contains(name))
            wrong.push_back({node.mark, fmt::format("'${{save.{}}}' is not saved before, or not replaced here", name)});
    }
}

}  // namespace akmasim::scenario

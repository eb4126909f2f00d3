// SPDX-License-Identifier: Apache-2.0
// Reads one map of a scenario strictly: each visited name is taken and checked, what nobody visited is unknown.
#pragma once

#include <algorithm>
#include <cctype>
#include <charconv>
#include <concepts>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/words.hpp"

namespace akmasim::scenario {

class Members {
public:
    Members(const Node& node, Diagnostics& wrong) : node_(node), wrong_(wrong) {
        if (node.kind != Node::Kind::map) refuse(node, "expected a map (name: value)");
    }

    // A member that must be there; of an optional<T>, one that need not; optional(): one that keeps its default.
    template <class T>
    void operator()(std::string_view name, T& value) {
        if (const Node* found = raw(name))
            take(*found, value);
        else if (node_.kind == Node::Kind::map)
            refuse(node_, fmt::format("'{}' is missing", name));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>& value) {
        if (const Node* found = raw(name)) take(*found, value.emplace());
    }
    template <class T>
    void optional(std::string_view name, T& value) {
        if (const Node* found = raw(name)) take(*found, value);
    }
    // The same, of words that can be counted.
    template <class T>
    void operator()(std::string_view name, T& value, Words words) {
        (*this)(name, value);
        among(name, words);
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>& value, Words words) {
        (*this)(name, value);
        among(name, words);
    }
    void operator()(std::string_view name, std::optional<NumberOrWord>& value, Words words) {
        (*this)(name, value);
        if (value && !value->number) among(name, words);
    }
    template <class T>
    void optional(std::string_view name, T& value, Words words) {
        optional(name, value);
        among(name, words);
    }
    // Any number of words, none too.
    void any_of(std::string_view name, std::vector<std::string>& value, Words words) {
        optional(name, value);
        const Node* found = node_.find(name);
        for (const auto& item : found == nullptr ? std::vector<Node>{} : found->items) check_word(item, words);
    }
    // What has a decoder of its own: take(name, node).
    template <class Take>
    void part(std::string_view name, std::string_view, Take take) {
        if (const Node* found = raw(name)) take(name, *found);
    }
    template <class Take>
    void needed(std::string_view name, std::string_view, Take take) {
        if (const Node* found = raw(name))
            take(name, *found);
        else if (node_.kind == Node::Kind::map)
            refuse(node_, fmt::format("'{}' is missing", name));
    }
    void gone(std::string_view, std::string_view) {}  // still there it is unknown: nobody resolved it
    // The member as it stands; nullptr: absent.
    const Node* raw(std::string_view name) {
        names_.push_back(name);
        return node_.find(name);
    }

    void refuse_the_rest() {
        for (const auto& [key, value] : node_.members) {
            if (std::ranges::find(names_, key) != names_.end()) continue;
            const auto like = nearest(key, names_);
            const auto hint = like.empty() ? std::string() : fmt::format("; did you mean '{}'?", like);
            wrong_.push_back({value.key_mark, fmt::format("unknown key '{}'{}", key, hint)});
        }
    }

    void take(const Node& node, std::string& value) {
        if (node.kind != Node::Kind::scalar) return refuse(node, "expected text");
        value = node.text;
    }
    void take(const Node& node, bool& value) {
        if (node.kind != Node::Kind::scalar || node.quoted || (node.text != "true" && node.text != "false")) {
            return refuse(node, "expected true or false");
        }
        value = node.text == "true";
    }
    template <std::integral T>
    void take(const Node& node, T& value) {
        const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
        const bool whole = error == std::errc{} && end == node.text.data() + node.text.size();
        if (node.kind != Node::Kind::scalar || node.quoted || !whole) refuse(node, "expected a whole number");
    }
    void take(const Node& node, Quoted& value) {
        if (node.kind != Node::Kind::scalar) return refuse(node, "expected quoted text");
        if (!node.quoted) return refuse(node, fmt::format("expected quoted text: '{}'", node.text));
        value.text = node.text;
    }
    template <std::size_t octets>
    void take(const Node& node, Hex<octets>& value) {
        if (node.kind != Node::Kind::scalar || !node.quoted) return refuse(node, "expected quoted hexadecimal digits");
        const auto decoded = from_hex(node.text);
        if (!decoded || (octets != 0 && decoded->size() != octets)) {
            return refuse(node, octets == 0 ? "expected hexadecimal digits"
                                            : fmt::format("expected {} hexadecimal digits", octets * 2));
        }
        value.text = node.text;
    }
    void take(const Node& node, NumberOrWord& value) {
        if (node.kind == Node::Kind::scalar && !node.quoted && std::isalpha(static_cast<unsigned char>(node.text[0])) == 0)
            return take(node, value.number.emplace());
        take(node, value.word);
    }
    void take(const Node& node, OneOrMore& value) {
        if (node.kind != Node::Kind::scalar) return take(node, value.list);
        value.list = {node.text};
    }
    template <class T>
    void take(const Node& node, std::vector<T>& list) {
        if (node.kind != Node::Kind::list) return refuse(node, "expected a list");
        list.clear();
        for (const auto& item : node.items) take(item, list.emplace_back());
    }
    template <class T>
    void take(const Node& node, std::map<std::string, T>& map) {
        if (node.kind != Node::Kind::map) return refuse(node, "expected a map (name: value)");
        for (const auto& [key, value] : node.members) take(value, map[key]);
    }
    template <class T>
    requires requires(T& value, Members& visit) { T::fields(value, visit); }
    void take(const Node& node, T& value) {
        Members members(node, wrong_);
        T::fields(value, members);
        members.refuse_the_rest();
    }

    void take(const Node& node, Duration& value) {
        std::int64_t number = 0;
        const auto* last = node.text.data() + node.text.size();
        const auto [end, error] = std::from_chars(node.text.data(), last, number);
        const std::string_view unit(end, static_cast<std::size_t>(last - end));
        constexpr std::pair<std::string_view, std::int64_t> units[]{
            {"ns", 1},         {"us", 1000},           {"ms", 1'000'000},
            {"s", one_second}, {"m", 60 * one_second}, {"h", 3600 * one_second}};
        const auto* known = std::ranges::find(units, unit, [](const auto& one) { return one.first; });
        const bool fits = node.kind == Node::Kind::scalar && error != std::errc::invalid_argument && number >= 0;
        if (!fits || known == std::end(units) || (number == 0 && error == std::errc{})) {
            return refuse(node, "expected a duration with its unit: 500us, 20ms, 90s, 15m, 1h");
        }
        if (error != std::errc{} || number > longest_duration / known->second)
            return refuse(node, fmt::format("'{}' is longer than 8760h (365 days), the longest duration", node.text));
        value.ns = number * known->second;
    }

private:
    void among(std::string_view name, Words words) {
        const Node* found = node_.find(name);
        if (found == nullptr) return;
        if (found->kind == Node::Kind::list && found->items.empty())
            refuse(*found, fmt::format("expected some of {}", fmt::join(words, ", ")));
        for (const auto& item : found->items) check_word(item, words);
        if (found->kind == Node::Kind::scalar) check_word(*found, words);
    }
    void check_word(const Node& node, Words words) {
        if (node.kind != Node::Kind::scalar || std::ranges::find(words, node.text) != words.end()) return;
        const auto like = nearest(node.text, {words.begin(), words.end()});
        refuse(node, fmt::format("'{}' is not known; expected {}{}", node.text, fmt::join(words, ", "),
                                 like.empty() ? "" : fmt::format("; did you mean '{}'?", like)));
    }
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    const Node& node_;
    Diagnostics& wrong_;
    std::vector<std::string_view> names_;
};

}  // namespace akmasim::scenario

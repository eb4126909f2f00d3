// SPDX-License-Identifier: Apache-2.0
// Where a value stands in a scenario's tree, and of which characters it consists: for rules that refuse it there.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

inline constexpr std::string_view digits = "0123456789";
inline constexpr std::string_view small_letters = "abcdefghijklmnopqrstuvwxyz";
inline constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

inline bool only(std::string_view text, std::initializer_list<std::string_view> allowed) {
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return std::ranges::any_of(allowed,
                                   [&](std::string_view set) { return set.find(c) != std::string_view::npos; });
    });
}

// The node at a path of member names, or the nearest one above it that is there.
inline const Node& at(const Node& root, std::initializer_list<std::string_view> path) {
    const Node* node = &root;
    for (const auto name : path) {
        const Node* next = node->find(name);
        if (next == nullptr) break;
        node = next;
    }
    return *node;
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// A scenario file as a tree that remembers where each thing stood.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace akmasim::scenario {

struct Mark {
    std::string file;
    int line = 0;  // from 1; 0: not out of a file
    int column = 0;
};

struct Member;

struct Node {
    enum class Kind { null, scalar, list, map };

    Kind kind = Kind::null;
    std::string text;     // scalar
    bool quoted = false;  // scalar: it is text whatever it looks like
    Mark mark;
    Mark key_mark;                // of a map's member: where its name stands
    std::vector<Node> items;      // list
    std::vector<Member> members;  // map, in the file's order

    [[nodiscard]] const Node* find(std::string_view key) const;
    Node* find(std::string_view key);
};

struct Member {
    std::string name;
    Node value;
};

// Compact JSON; plain numbers and booleans stay such, everything else is a string.
std::string to_json(const Node& node);

}  // namespace akmasim::scenario

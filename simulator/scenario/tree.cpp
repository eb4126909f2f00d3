// SPDX-License-Identifier: Apache-2.0
// Looking a member up, and the tree as JSON.
#include "simulator/scenario/tree.hpp"

#include <algorithm>

#include "simulator/base/json.hpp"

namespace akmasim::scenario {
namespace {

bool is_json_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || text.size() > 18 || (text.size() > 1 && text[0] == '0')) return false;
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void write(json::Writer& out, const Node& node) {
    switch (node.kind) {
        case Node::Kind::null: out.null(); return;
        case Node::Kind::scalar:
            if (!node.quoted && (is_json_number(node.text) || node.text == "true" || node.text == "false"))
                out.raw(node.text);
            else
                out.string(node.text);
            return;
        case Node::Kind::list:
            out.open_array();
            for (const auto& item : node.items) write(out, item);
            out.close_array();
            return;
        case Node::Kind::map:
            out.open_object();
            for (const auto& [key, value] : node.members) {
                out.key(key);
                write(out, value);
            }
            out.close_object();
    }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    const auto found =
        std::ranges::find(members, key, [](const auto& member) -> std::string_view { return member.name; });
    return found == members.end() ? nullptr : &found->value;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

std::string to_json(const Node& node) {
    std::string text;
    json::Writer out(text);
    write(out, node);
    return text;
}

}  // namespace akmasim::scenario

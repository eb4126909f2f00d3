// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/axis_values.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/nearest.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::string_view reference = "${axis.";

// Puts the values of one case into the tree.
class PutIn {
public:
    PutIn(const Row& row, const std::string& name, Diagnostics& wrong) : row_(row), name_(name), wrong_(wrong) {}

    void in(Node& node) {
        for (auto& item : node.items) value(item);
        for (auto& [key, member] : node.members) value(member);
        const auto gone = [](const Node& one) { return one.kind == Node::Kind::null && one.quoted; };
        std::erase_if(node.items, gone);
        std::erase_if(node.members, [&](const auto& member) { return gone(member.value); });
    }

private:
    void value(Node& node) {
        if (node.kind != Node::Kind::scalar) return in(node);
        const auto first = node.text.find(reference);
        if (first == std::string::npos) return;
        if (const auto end = node.text.find('}'); first == 0 && end + 1 == node.text.size()) {
            if (const Node* found = known(node, node.text.substr(reference.size(), end - reference.size()))) {
                const auto key_mark = node.key_mark;
                node = *found;
                node.key_mark = key_mark;
                if (node.kind == Node::Kind::null) node.quoted = true;  // taken out by in()
            }
            return;
        }
        inside(node, first);
    }
    void inside(Node& node, std::size_t at) {
        for (; at != std::string::npos; at = node.text.find(reference, at)) {
            const auto end = node.text.find('}', at);
            const auto begin = at + reference.size();
            const auto* found = known(node, node.text.substr(begin, end == std::string::npos ? end : end - begin));
            if (found == nullptr) return;
            if (found->kind != Node::Kind::scalar)
                return wrong_.push_back({node.mark, "a map or list can only stand alone, not inside a text"});
            node.text.replace(at, end + 1 - at, found->text);
            at += found->text.size();
        }
    }
    const Node* known(const Node& node, const std::string& wanted) {
        if (const Node* found = value_in(row_, wanted)) return found;
        std::vector<std::string_view> names;
        for (const auto& [name, value] : row_) names.push_back(name);
        const auto like = nearest(wanted, names);
        wrong_.push_back({node.mark, fmt::format("no value for '${{axis.{}}}'{}{}", wanted,
                                                 name_.empty() ? ": there is no matrix" : " in case " + name_,
                                                 like.empty() ? "" : fmt::format("; did you mean '{}'?", like))});
        return nullptr;
    }

    const Row& row_;
    const std::string& name_;
    Diagnostics& wrong_;
};

}  // namespace

const Node* value_in(const Row& row, std::string_view name) {
    const auto found = std::ranges::find(row, name, &Member::name);
    return found == row.end() ? nullptr : &found->value;
}

bool refers_to_an_axis(const Node& node) {
    return node.text.find(reference) != std::string::npos || std::ranges::any_of(node.items, refers_to_an_axis) ||
           std::ranges::any_of(node.members, [](const auto& member) { return refers_to_an_axis(member.value); });
}

void put_in(Node& node, const Row& row, const std::string& name, Diagnostics& wrong) {
    PutIn(row, name, wrong).in(node);
}

}  // namespace akmasim::scenario

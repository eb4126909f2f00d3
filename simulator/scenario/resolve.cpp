// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/resolve.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_parents = 16;

void merge(Node& under, const Node& over) {
    if (under.kind != Node::Kind::map || over.kind != Node::Kind::map) {
        under = over;
        return;
    }
    under.mark = over.mark;
    for (const auto& [key, value] : over.members) {
        Node* known = under.find(key);
        if (value.kind == Node::Kind::null) {
            std::erase_if(under.members, [&key = key](const auto& member) { return member.first == key; });
        } else if (known != nullptr) {
            merge(*known, value);
        } else {
            under.members.emplace_back(key, value);
        }
    }
}

Node with_parents(const std::string& path, std::size_t depth, Diagnostics& wrong) {
    Node node = parse_file(path, wrong);
    const Node* extends = node.find("extends");
    if (extends == nullptr) return node;
    if (depth == most_parents) {
        wrong.push_back({extends->mark, "extends more than 16 levels deep, or in a circle"});
        return node;
    }
    const auto parent_path = (std::filesystem::path(path).parent_path() / extends->text).lexically_normal().string();
    if (!std::filesystem::is_regular_file(parent_path)) {
        wrong.push_back({extends->mark, fmt::format("extends '{}', but there is no file {}", extends->text, parent_path)});
        return node;
    }
    Node parent = with_parents(parent_path, depth + 1, wrong);
    std::erase_if(node.members, [](const auto& member) { return member.first == "extends"; });
    std::erase_if(parent.members, [](const auto& member) { return member.first == "abstract"; });
    merge(parent, node);
    return parent;
}

// ${vars.name} becomes the variable's text; ${save.name} waits until the run knows it.
void substitute(Node& node, const Node* vars, Diagnostics& wrong) {
    for (auto& item : node.items) substitute(item, vars, wrong);
    for (auto& [key, value] : node.members) substitute(value, vars, wrong);
    if (node.kind != Node::Kind::scalar) return;
    std::size_t at = 0;
    while ((at = node.text.find("${", at)) != std::string::npos) {
        const auto end = node.text.find('}', at);
        const auto name = end == std::string::npos ? std::string() : node.text.substr(at + 2, end - at - 2);
        const Node* value = name.starts_with("vars.") && vars != nullptr ? vars->find(name.substr(5)) : nullptr;
        if (name.starts_with("save.")) {
            at = end;
        } else if (value == nullptr) {
            wrong.push_back({node.mark, fmt::format("no variable for '${{{}}}'; expected ${{vars.NAME}} with NAME under vars:", name)});
            return;
        } else {
            const bool whole = at == 0 && end + 1 == node.text.size();
            node.text.replace(at, end + 1 - at, value->text);
            if (whole) node.quoted = value->quoted;
            at += value->text.size();
        }
    }
}

}  // namespace

Node resolve(const std::string& path, const std::map<std::string, std::string>& variables, Diagnostics& wrong) {
    Node node = with_parents(path, 0, wrong);
    if (!wrong.empty()) return node;
    Node* vars = node.find("vars");
    for (const auto& [name, text] : variables) {
        Node* known = vars == nullptr ? nullptr : vars->find(name);
        if (known == nullptr) wrong.push_back({{path, 0, 0}, fmt::format("--var {}: the scenario has no such variable under vars:", name)});
        else known->text = text;
    }
    const Node copy = vars == nullptr ? Node{} : *vars;
    std::erase_if(node.members, [](const auto& member) { return member.first == "vars"; });
    substitute(node, &copy, wrong);
    return node;
}

}  // namespace akmasim::scenario

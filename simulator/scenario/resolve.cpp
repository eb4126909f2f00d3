// SPDX-License-Identifier: Apache-2.0
// Parents first, then variables: what is left is one tree without either.
#include "simulator/scenario/resolve.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_parents = 16;
constexpr std::size_t most_put_in = 1024 * 1024;  // octets, over all variables of a file

void merge(Node& under, const Node& over) {
    if (under.kind != Node::Kind::map || over.kind != Node::Kind::map) {
        under = over;
        return;
    }
    under.mark = over.mark;
    under.key_mark = over.key_mark;
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

// `children`: the files that led here, so that a circle is seen.
Node with_parents(const std::string& path, std::vector<std::string> children, Diagnostics& wrong) {
    Node node = parse_file(path, wrong);
    const Node* extends = node.find("extends");
    if (extends == nullptr) return node;
    const auto refuse = [&](std::string message) {
        wrong.push_back({extends->mark, std::move(message)});
        return node;
    };
    if (extends->kind != Node::Kind::scalar) return refuse("expected the path of one file to extend");
    children.push_back(std::filesystem::path(path).lexically_normal().string());
    const auto parent_path = (std::filesystem::path(path).parent_path() / extends->text).lexically_normal().string();
    if (std::ranges::find(children, parent_path) != children.end())
        return refuse(fmt::format("extends itself, by way of '{}'", extends->text));
    if (children.size() > most_parents)
        return refuse(fmt::format("extends more than {} files, one above the other", most_parents));
    std::error_code none;
    if (!std::filesystem::is_regular_file(parent_path, none)) {
        return refuse(fmt::format("extends '{}', but there is no file {}", extends->text, parent_path));
    }
    Node parent = with_parents(parent_path, std::move(children), wrong);
    std::erase_if(node.members, [](const auto& member) { return member.first == "extends"; });
    std::erase_if(parent.members, [](const auto& member) { return member.first == "abstract"; });
    merge(parent, node);
    return parent;
}

class Substitution {
public:
    Substitution(const Node* vars, Diagnostics& wrong) : vars_(vars), wrong_(wrong) {}

    // ${vars.name} becomes the variable's text; ${save.name} waits until the run knows it, ${axis.name} until there is
    // a case, ${self} in flows until there is a UE.
    void in(Node& node, bool in_flows = false) {
        for (auto& item : node.items) in(item, in_flows);
        for (auto& [key, value] : node.members) in(value, in_flows || key == "flows");
        if (node.kind != Node::Kind::scalar) return;
        std::size_t at = 0;
        while ((at = node.text.find("${", at)) != std::string::npos) {
            const auto end = node.text.find('}', at);
            const auto name =
                end == std::string::npos ? node.text.substr(at + 2) : node.text.substr(at + 2, end - at - 2);
            if (end != std::string::npos &&
                (name.starts_with("save.") || name.starts_with("axis.") || (in_flows && name == "self"))) {
                at = end;
                continue;
            }
            const Node* value = end == std::string::npos ? nullptr : variable(name);
            if (value == nullptr) return refuse(node, name);
            if (put_in_ > most_put_in) return;
            if ((put_in_ += value->text.size()) > most_put_in)
                return wrong_.push_back({node.mark, "variables that put in more than 1 MiB"});
            if (at == 0 && end + 1 == node.text.size()) node.quoted = value->quoted;
            node.text.replace(at, end + 1 - at, value->text);
            at += value->text.size();
        }
    }

private:
    [[nodiscard]] const Node* variable(std::string_view name) const {
        return vars_ != nullptr && name.starts_with("vars.") ? vars_->find(name.substr(5)) : nullptr;
    }
    void refuse(const Node& node, std::string_view name) {
        std::vector<std::string_view> known;
        if (vars_ != nullptr)
            for (const auto& [one, value] : vars_->members) known.push_back(one);
        const auto like = nearest(name.starts_with("vars.") ? name.substr(5) : name, known);
        const auto hint = like.empty() ? std::string() : fmt::format("; did you mean '${{vars.{}}}'?", like);
        wrong_.push_back(
            {node.mark,
             fmt::format("no variable for '${{{}}}'; expected ${{vars.NAME}} with NAME under vars:{}", name, hint)});
    }

    const Node* vars_;
    Diagnostics& wrong_;
    std::size_t put_in_ = 0;
};

// A variable is one plain value: nothing refers from one to another.
void check_variables(const Node& vars, Diagnostics& wrong) {
    if (vars.kind != Node::Kind::map) return wrong.push_back({vars.mark, "expected a map (name: value)"});
    for (const auto& [name, value] : vars.members) {
        if (value.kind != Node::Kind::scalar)
            wrong.push_back({value.mark, fmt::format("variable '{}': expected one value", name)});
        if (value.text.find("${") != std::string::npos) {
            wrong.push_back({value.mark, fmt::format("variable '{}': it may not refer to another", name)});
        }
    }
}

void override_variables(Node* vars, const std::map<std::string, std::string>& variables, const std::string& path,
                        Diagnostics& wrong) {
    for (const auto& [name, text] : variables) {
        Node* known = vars == nullptr ? nullptr : vars->find(name);
        if (known == nullptr)
            wrong.push_back(
                {{path, 0, 0}, fmt::format("--var {}: the scenario has no such variable under vars:", name)});
        else
            known->text = text;
    }
}

}  // namespace

Node resolve(const std::string& path, const std::map<std::string, std::string>& variables, Diagnostics& wrong) {
    Node node = with_parents(path, {}, wrong);
    if (!wrong.empty()) return node;
    Node* found = node.find("vars");
    override_variables(found, variables, path, wrong);
    const std::optional<Node> vars = found == nullptr ? std::nullopt : std::optional(*found);
    if (vars) check_variables(*vars, wrong);
    std::erase_if(node.members, [](const auto& member) { return member.first == "vars"; });
    Substitution(vars ? &*vars : nullptr, wrong).in(node);
    return node;
}

}  // namespace akmasim::scenario

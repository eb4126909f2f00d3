// SPDX-License-Identifier: Apache-2.0
// Parents first, then variables: what is left is one tree without either.
#include "simulator/scenario/resolve.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "simulator/scenario/parts.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_put_in = 1024 * 1024;  // octets, over all variables of a file

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

    // A variable of `file` that nothing refers to; those of its parents may be for others.
    [[nodiscard]] Diagnostics unused(const std::string& file) const {
        Diagnostics found;
        for (const auto& [name, value] : vars_ == nullptr ? Node{}.members : vars_->members) {
            if (used_.contains(name) || value.mark.file != file) continue;
            found.push_back({value.key_mark, fmt::format("variable '{}' is used nowhere", name)});
        }
        return found;
    }

private:
    const Node* variable(std::string_view name) {
        if (vars_ == nullptr || !name.starts_with("vars.")) return nullptr;
        used_.emplace(name.substr(5));
        return vars_->find(name.substr(5));
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
    std::set<std::string> used_;
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

Node resolve(const std::string& path, const std::map<std::string, std::string>& variables, Diagnostics& wrong,
             Diagnostics& warnings) {
    Node node = put_together(path, wrong);
    if (!wrong.empty()) return node;
    Node* found = node.find("vars");
    override_variables(found, variables, path, wrong);
    const std::optional<Node> vars = found == nullptr ? std::nullopt : std::optional(*found);
    if (vars) check_variables(*vars, wrong);
    std::erase_if(node.members, [](const auto& member) { return member.name == "vars"; });
    Substitution substitution(vars ? &*vars : nullptr, wrong);
    substitution.in(node);
    warnings = substitution.unused(path);
    return node;
}

}  // namespace akmasim::scenario

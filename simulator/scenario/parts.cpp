// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/parts.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "simulator/scenario/project.hpp"
#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_parents = 16;
constexpr std::size_t most_parts = 16;

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
            std::erase_if(under.members, [&key = key](const auto& member) { return member.name == key; });
        } else if (known != nullptr) {
            merge(*known, value);
        } else {
            under.members.push_back({key, value});
        }
    }
}

void take_away(Node& node, std::string_view name) {
    std::erase_if(node.members, [&](const auto& member) { return member.name == name; });
}

class Parts {
public:
    Parts(const std::string& scenario, Diagnostics& wrong) : scenario_(scenario), wrong_(wrong) {}

    // children: the files that led here, so that a circle is seen.
    Node read(const std::string& path, std::vector<std::string> children) {
        Node own = parse_file(path, wrong_);
        const Node* extends = own.find("extends");
        const Node* include = own.find("include");
        if (extends == nullptr && include == nullptr) return own;
        Node whole;
        if (extends != nullptr) whole = parent(*extends, path, std::move(children));
        if (include != nullptr) add_parts(whole, *include, path);
        take_away(own, "extends");
        take_away(own, "include");
        merge(whole, own);
        return whole;
    }

private:
    Node parent(const Node& extends, const std::string& child, std::vector<std::string> children) {
        if (extends.kind != Node::Kind::scalar) return refuse(extends, "expected the path of one file to extend");
        children.push_back(std::filesystem::path(child).lexically_normal().string());
        const auto path = beside(child, extends);
        if (std::ranges::find(children, path) != children.end())
            return refuse(extends, fmt::format("extends itself, by way of '{}'", extends.text));
        if (children.size() > most_parents)
            return refuse(extends, fmt::format("extends more than {} files, one above the other", most_parents));
        if (const auto why = why_not_a_part(path, scenario_); !why.empty())
            return refuse(extends, fmt::format("extends '{}', but {}", extends.text, why));
        Node node = read(path, std::move(children));
        take_away(node, "abstract");
        return node;
    }

    void add_parts(Node& whole, const Node& include, const std::string& by) {
        if (include.kind != Node::Kind::list || include.items.size() > most_parts) {
            refuse(include, fmt::format("expected a list of at most {} files to include", most_parts));
            return;
        }
        for (const auto& item : include.items) {
            const auto path = beside(by, item);
            const auto why = item.kind == Node::Kind::scalar ? why_not_a_part(path, scenario_) : "it is no path";
            if (!why.empty()) {
                refuse(item, fmt::format("includes '{}', but {}", item.text, why));
                continue;
            }
            Node part = parse_file(path, wrong_);
            for (const auto* name : {"name", "extends", "include", "abstract"}) {
                if (const auto* member = part.find(name))
                    wrong_.push_back({member->key_mark, fmt::format("a part that is included cannot have '{}'", name)});
            }
            if (part.kind == Node::Kind::map)
                merge(whole, part);
            else
                refuse(item, fmt::format("includes '{}', but it holds no map (name: value)", item.text));
        }
    }

    static std::string beside(const std::string& file, const Node& relative) {
        return (std::filesystem::path(file).parent_path() / relative.text).lexically_normal().string();
    }
    Node refuse(const Node& node, std::string message) {
        wrong_.push_back({node.mark, std::move(message)});
        return {};
    }

    const std::string& scenario_;
    Diagnostics& wrong_;
};

}  // namespace

Node put_together(const std::string& path, Diagnostics& wrong) {
    const auto before = wrong.size();
    Node node = Parts(path, wrong).read(path, {});
    return wrong.size() == before ? node : Node{};
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// The parser's events become a tree; what YAML allows and scenarios do not is refused here.
#include "simulator/scenario/yaml.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "simulator/base/utf8.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_octets = 1024 * 1024;
constexpr std::size_t most_nodes = 100'000;
constexpr std::size_t most_levels = 64;

struct Stop {};  // leaves yaml-cpp's parser; it never leaves this file

// Builds the tree from the parser's events, so that nothing is shared, lost or guessed.
class Builder final : public YAML::EventHandler {
public:
    Builder(std::string origin, Diagnostics& wrong) : origin_(std::move(origin)), wrong_(wrong) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (std::exchange(begun_, true)) refuse(mark, "a second document (---): a file holds one scenario");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { place(make(Node::Kind::null, mark)); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(mark, "an alias (*name): write the value out instead");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        check(mark, tag, anchor);
        auto node = make(Node::Kind::scalar, mark);
        node.text = value;
        node.quoted = tag == "!";
        if (tag == "?" && (value.empty() || value == "~" || value == "null")) node.kind = Node::Kind::null;
        place(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        check(mark, tag, anchor);
        open(make(Node::Kind::list, mark), mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        check(mark, tag, anchor);
        open(make(Node::Kind::map, mark), mark);
    }
    void OnMapEnd() override { close(); }

    Node root;

private:
    struct Level {
        Node node;
        std::string key;
        Mark key_mark;
        std::unordered_set<std::string> names;
        bool has_key = false;
    };

    Mark mark_of(const YAML::Mark& mark) const { return {origin_, mark.line + 1, mark.column + 1}; }
    [[noreturn]] void refuse(const YAML::Mark& mark, std::string message) {
        wrong_.push_back({mark_of(mark), std::move(message)});
        throw Stop{};
    }
    Node make(Node::Kind kind, const YAML::Mark& mark) {
        if (++nodes_ > most_nodes) refuse(mark, "more than 100000 values");
        Node node;
        node.kind = kind;
        node.mark = mark_of(mark);
        return node;
    }
    void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != 0) refuse(mark, "an anchor (&name): write the value out where it is needed");
        if (!tag.empty() && tag != "?" && tag != "!") refuse(mark, "a tag (" + tag + "), which scenarios do not have");
    }
    void open(Node node, const YAML::Mark& mark) {
        if (levels_.size() >= most_levels) refuse(mark, "more than 64 levels");
        levels_.push_back({std::move(node), {}, {}, {}, false});
    }
    void close() {
        auto node = std::move(levels_.back().node);
        levels_.pop_back();
        place(std::move(node));
    }
    void place(Node node) {
        if (levels_.empty()) {
            root = std::move(node);
            return;
        }
        auto& level = levels_.back();
        if (level.node.kind == Node::Kind::list) {
            level.node.items.push_back(std::move(node));
        } else if (!level.has_key) {
            take_key(level, node);
        } else {
            node.key_mark = level.key_mark;
            level.node.members.push_back({level.key, std::move(node)});
            level.has_key = false;
        }
    }
    void take_key(Level& level, const Node& node) {
        if (node.kind != Node::Kind::scalar) {
            wrong_.push_back({node.mark, "expected a name as key"});
        } else if (node.text == "<<" && !node.quoted) {
            wrong_.push_back({node.mark, "a merge key (<<): use 'extends', or write the values out"});
        } else if (!level.names.insert(node.text).second) {
            wrong_.push_back({node.mark, fmt::format("duplicate key '{}': it stands here a second time", node.text)});
        }
        level.key = node.text;
        level.key_mark = node.mark;
        level.has_key = true;
    }

    std::string origin_;
    Diagnostics& wrong_;
    std::vector<Level> levels_;
    std::size_t nodes_ = 0;
    bool begun_ = false;
};

std::size_t first_not_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto length = character_at(text.substr(at));
        if (length == 0 || text[at] == '\0') return at;
        at += length;
    }
    return std::string::npos;
}

Mark place_of(std::string_view text, std::size_t at, const std::string& origin) {
    const auto before = text.substr(0, at);
    const auto line_feed = before.rfind('\n');
    const auto column = line_feed == std::string_view::npos ? at : at - line_feed - 1;
    return {origin, static_cast<int>(std::ranges::count(before, '\n')) + 1, static_cast<int>(column) + 1};
}

}  // namespace

Node parse_text(const std::string& text, const std::string& origin, Diagnostics& wrong) {
    if (text.size() > most_octets) {
        wrong.push_back({{origin, 0, 0}, "longer than 1 MiB"});
        return {};
    }
    if (const auto bad = first_not_utf8(text); bad != std::string::npos) {
        wrong.push_back({place_of(text, bad, origin), "an octet that is no UTF-8 text"});
        return {};
    }
    Builder builder(origin, wrong);
    builder.root.mark = {origin, 1, 1};
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Stop&) {
        return {};
    } catch (const YAML::Exception& error) {
        wrong.push_back({{origin, error.mark.line + 1, error.mark.column + 1}, "not YAML: " + error.msg});
        return {};
    }
    return std::move(builder.root);
}

Node parse_file(const std::string& path, Diagnostics& wrong) {
    std::error_code none;
    const bool regular = std::filesystem::is_regular_file(path, none);  // a pipe would be waited for without end
    std::ifstream file;
    if (regular) file.open(path, std::ios::binary);
    if (!regular || !file) {
        wrong.push_back({{path, 0, 0}, "cannot be read"});
        return {};
    }
    std::string text(most_octets + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return parse_text(text, path, wrong);
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/mongo_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/json.hpp"

namespace akmasim::scenario {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_of_a_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

class Text {
public:
    explicit Text(const std::string& text) : text_(text) {}

    Result<std::vector<MongoDocument>> documents() {
        skip_prompts();
        std::vector<MongoDocument> all;
        for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
            if (text_[at_] == ',' || text_[at_] == ';') {
                ++at_;
                continue;
            }
            const auto line = line_here();
            if (text_[at_] != '{' && text_[at_] != '[')
                return fail(Cause::malformed, fmt::format("line {}: expected a document that begins with {{", line));
            all.push_back({line, TRY(value())});
        }
        return all;
    }

private:
    [[nodiscard]] std::size_t line_here() const {
        return 1 + static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
    }
    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    }
    // Lines such as `open5gs> db.subscribers.find()`.
    void skip_prompts() {
        for (skip_blanks(); at_ < text_.size() && text_[at_] != '{' && text_[at_] != '['; skip_blanks())
            at_ = std::min(text_.find('\n', at_), text_.size());
    }

    // From a bracket to its other, as JSON.
    Result<std::string> value() {
        const auto line = line_here();
        std::string json;
        int depth = 0;
        do {
            if (at_ >= text_.size()) return fail(Cause::malformed, fmt::format("line {}: a bracket is not closed", line));
            const char c = text_[at_];
            if (c == '"' || c == '\'') {
                json += string(c);
            } else if (is_of_a_name(c) && (c < '0' || c > '9')) {
                json += word();
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                json += c;
                ++at_;
            }
        } while (depth > 0);
        return json;
    }

    std::string string(char quote) {
        std::string json = "\"";
        for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                const char escaped = text_[++at_];
                json += escaped == '\'' ? "'" : std::string("\\") + escaped;
            } else {
                json += text_[at_] == '"' ? "\\\"" : std::string(1, text_[at_]);
            }
        }
        ++at_;
        return json + "\"";
    }

    // A name, a word of JSON, or a constructor with its one argument.
    std::string word() {
        std::string name;
        for (; at_ < text_.size() && is_of_a_name(text_[at_]); ++at_) name += text_[at_];
        skip_blanks();
        if (at_ < text_.size() && text_[at_] == '(') return argument();
        if (name == "new") return "";
        if (name == "undefined") return "null";
        if (name == "true" || name == "false" || name == "null") return name;
        return "\"" + name + "\"";
    }

    std::string argument() {
        ++at_;
        skip_blanks();
        std::string json;
        if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\''))
            json = string(text_[at_]);
        else
            for (; at_ < text_.size() && text_[at_] != ')' && text_[at_] != ','; ++at_) json += text_[at_];
        at_ = std::min(text_.find(')', at_), text_.size());
        if (at_ < text_.size()) ++at_;
        return json.empty() ? "null" : json;
    }

    const std::string& text_;
    std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<MongoDocument>> documents_in(const std::string& text) { return Text(text).documents(); }

}  // namespace akmasim::scenario

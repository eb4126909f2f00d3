// SPDX-License-Identifier: Apache-2.0
// JSON in and out. Reading is simdjson's work (this is its one door); writing goes straight into a string.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/base/result.hpp"

namespace akmasim::json {

enum class Kind { null, boolean, integer, number, string, array, object };

// A value inside a Document; light, copied freely, valid as long as the Document's text is not parsed anew.
class Value {
public:
    [[nodiscard]] Kind kind() const;
    [[nodiscard]] std::optional<std::string_view> string() const;
    [[nodiscard]] std::optional<bool> boolean() const;
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    [[nodiscard]] std::optional<double> number() const;

    [[nodiscard]] std::optional<Value> member(std::string_view key) const;  // of an object; the first of that name
    [[nodiscard]] std::optional<Value> at(std::string_view dotted) const;   // member of member: "suci.protectionScheme"
    [[nodiscard]] std::string words_at(std::string_view dotted) const;  // its string, else its JSON; empty: not there
    [[nodiscard]] std::vector<Value> elements() const;                  // of an array
    [[nodiscard]] std::vector<std::pair<std::string_view, Value>> members() const;  // of an object, in order
    [[nodiscard]] std::string text() const;                                         // compact JSON of this value

private:
    friend class Document;
    alignas(8) std::array<std::byte, 16> element_{};  // simdjson's handle, kept out of this header
};

// A parsed text. Reuse one Document for many texts: it keeps its buffers.
class Document {
public:
    Document();
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    // malformed: not JSON (with the parser's words), not UTF-8, deeper than max_depth or longer than max_octets.
    Result<Value> parse(std::string_view text);

    static constexpr std::size_t max_octets = 4 * 1024 * 1024;
    static constexpr std::size_t max_depth = 64;

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

void append_quoted(std::string& out, std::string_view text);  // with quotes, escapes as RFC 8259 7 demands, no more

// Writes one object or array, compact. Keys come in the order of the calls.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    Writer& key(std::string_view name);
    Writer& string(std::string_view text);
    Writer& boolean(bool value);
    Writer& integer(std::int64_t value);
    Writer& raw(std::string_view json);  // text that is JSON already
    Writer& null() { return raw("null"); }
    Writer& open_object();
    Writer& close_object();
    Writer& open_array();
    Writer& close_array();

private:
    void separate();
    std::string& out_;
};

}  // namespace akmasim::json

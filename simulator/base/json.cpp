// SPDX-License-Identifier: Apache-2.0
#include "simulator/base/json.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

#include <simdjson.h>

namespace akmasim::json {
namespace {

namespace dom = simdjson::dom;
static_assert(sizeof(dom::element) == 16 && std::is_trivially_copyable_v<dom::element>);

dom::element unwrap(const std::array<std::byte, 16>& handle) { return std::bit_cast<dom::element>(handle); }

void append_element(std::string& out, dom::element element) { out += simdjson::minify(element); }

}  // namespace

Kind Value::kind() const {
    switch (unwrap(element_).type()) {
        case dom::element_type::ARRAY: return Kind::array;
        case dom::element_type::OBJECT: return Kind::object;
        case dom::element_type::INT64:
        case dom::element_type::UINT64: return Kind::integer;
        case dom::element_type::DOUBLE: return Kind::number;
        case dom::element_type::STRING: return Kind::string;
        case dom::element_type::BOOL: return Kind::boolean;
        case dom::element_type::NULL_VALUE: return Kind::null;
    }
    return Kind::null;
}

std::optional<std::string_view> Value::string() const {
    std::string_view text;
    if (unwrap(element_).get(text) != simdjson::SUCCESS) return std::nullopt;
    return text;
}

std::optional<bool> Value::boolean() const {
    bool value = false;
    if (unwrap(element_).get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
}

std::optional<std::int64_t> Value::integer() const {
    std::int64_t value = 0;
    if (unwrap(element_).get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
}

std::optional<double> Value::number() const {
    double value = 0;
    if (unwrap(element_).get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
}

std::optional<Value> Value::member(std::string_view key) const {
    dom::object object;
    if (unwrap(element_).get(object) != simdjson::SUCCESS) return std::nullopt;
    dom::element found;
    if (object.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
    Value value;
    value.element_ = std::bit_cast<std::array<std::byte, 16>>(found);
    return value;
}

std::optional<Value> Value::at(std::string_view dotted) const {
    if (auto whole = member(dotted)) return whole;
    const auto dot = dotted.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto first = member(dotted.substr(0, dot));
    return first ? first->at(dotted.substr(dot + 1)) : std::nullopt;
}

std::string Value::words_at(std::string_view dotted) const {
    const auto value = at(dotted);
    if (!value) return "";
    const auto held = value->string();
    return held ? std::string(*held) : value->text();
}

std::vector<Value> Value::elements() const {
    std::vector<Value> values;
    dom::array array;
    if (unwrap(element_).get(array) != simdjson::SUCCESS) return values;
    values.reserve(array.size());
    for (const dom::element element : array) {
        values.emplace_back().element_ = std::bit_cast<std::array<std::byte, 16>>(element);
    }
    return values;
}

std::vector<std::pair<std::string_view, Value>> Value::members() const {
    std::vector<std::pair<std::string_view, Value>> values;
    dom::object object;
    if (unwrap(element_).get(object) != simdjson::SUCCESS) return values;
    for (const auto field : object) {
        values.emplace_back(field.key, Value{}).second.element_ = std::bit_cast<std::array<std::byte, 16>>(field.value);
    }
    return values;
}

std::string Value::text() const {
    std::string out;
    append_element(out, unwrap(element_));
    return out;
}

struct Document::Parser {
    dom::parser parser{max_octets};
    bool limited = false;
};

Document::Document() : parser_(std::make_unique<Parser>()) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Result<Value> Document::parse(std::string_view text) {
    if (text.size() > max_octets) return fail(Cause::malformed, "JSON text longer than 4 MiB");
    if (text.empty()) return fail(Cause::malformed, "not JSON: no text");  // simdjson may not be given a null pointer
    auto& parser = parser_->parser;
    if (!parser_->limited || parser.capacity() < text.size()) {
        // The depth limit is set here: simdjson reports DEPTH_ERROR instead of recursing.
        if (parser.allocate(std::max<std::size_t>(text.size(), 4096), max_depth) != simdjson::SUCCESS) {
            return fail(Cause::malformed, "JSON text too large for memory");
        }
        parser_->limited = true;
    }
    dom::element root;
    if (const auto error = parser.parse(text.data(), text.size()).get(root); error != simdjson::SUCCESS) {
        return fail(Cause::malformed, std::string("not JSON: ") + simdjson::error_message(error));
    }
    Value value;
    value.element_ = std::bit_cast<std::array<std::byte, 16>>(root);
    return value;
}

namespace {

void append_escaped(std::string& out, char character) {
    constexpr std::string_view digits = "0123456789abcdef";
    if (character == '"' || character == '\\') {
        out += '\\';
        out += character;
    } else if (character == '\n') {
        out += "\\n";
    } else if (character == '\t') {
        out += "\\t";
    } else if (character == '\r') {  // these three as simdjson writes them, so that a text read again is the same
        out += "\\r";
    } else if (character == '\b') {
        out += "\\b";
    } else if (character == '\f') {
        out += "\\f";
    } else {
        out += "\\u00";
        out += digits[static_cast<unsigned char>(character) >> 4];
        out += digits[static_cast<unsigned char>(character) & 0x0f];
    }
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto* special = std::find_if(text.begin(), text.end(), [](char character) {
            return character == '"' || character == '\\' || static_cast<unsigned char>(character) < 0x20;
        });
        const auto plain = static_cast<std::size_t>(special - text.begin());
        out += text.substr(0, plain);
        if (special != text.end()) append_escaped(out, *special);
        text.remove_prefix(std::min(plain + 1, text.size()));
    }
    out += '"';
}

void Writer::separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':' && last != '\n') out_ += ',';
}

Writer& Writer::key(std::string_view name) {
    separate();
    append_quoted(out_, name);
    out_ += ':';
    return *this;
}

Writer& Writer::string(std::string_view text) {
    separate();
    append_quoted(out_, text);
    return *this;
}

Writer& Writer::boolean(bool value) { return raw(value ? "true" : "false"); }

Writer& Writer::integer(std::int64_t value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

Writer& Writer::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

Writer& Writer::open_object() {
    separate();
    out_ += '{';
    return *this;
}

Writer& Writer::close_object() {
    out_ += '}';
    return *this;
}

Writer& Writer::open_array() {
    separate();
    out_ += '[';
    return *this;
}

Writer& Writer::close_array() {
    out_ += ']';
    return *this;
}

}  // namespace akmasim::json

// SPDX-License-Identifier: Apache-2.0
// JSON bodies from field lists: written compactly in the order of the list, read with every pattern checked.
#pragma once

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "simulator/base/json.hpp"
#include "simulator/base/named.hpp"
#include "simulator/protocol/patterns.hpp"

namespace akmasim::body {

// A member that must be there but may be null.
template <class T>
struct Nullable {
    std::optional<T> value;
};

template <class T>
std::string write(const T& body);

// malformed: not JSON, a member missing, of a wrong type or against its pattern; the error names the member.
template <class T>
Result<T> read(std::string_view text);

namespace detail {

template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
    enum_names(value);
};
template <class T>
concept Fixed = requires(const T value) {
    value.view();
    T::from_text(std::string_view{});
};
template <class T>
concept Secretive = requires(T value) {
    value.expose();
    T::from_text(std::string_view{});
};
template <class T>
concept Text = requires(const T value) {
    { value.text() } -> std::same_as<const std::string&>;
    T::name;
};

template <class T>
concept InBase64 = requires(const T value) {
    value.to_base64();
    T::from_base64(std::string_view{});
};

// Which alternative of a variant a value is: told by the member that the alternative names, else by the JSON kind.
template <class T>
bool is_meant(json::Value value) {
    if constexpr (requires { T::discriminator; }) {
        const auto member = value.kind() == json::Kind::object ? value.member(T::discriminator.first) : std::nullopt;
        return member && member->string() == T::discriminator.second;
    } else {
        return value.kind() == (InBase64<T> ? json::Kind::string : json::Kind::object);
    }
}

template <NamedEnum E>
std::string_view name_of_enum(E value) {
    for (const auto& [known, name] : enum_names(value)) {
        if (known == value) return name;
    }
    return "?";
}

class BodyWriter {
public:
    explicit BodyWriter(json::Writer& out) : out_(out) {}

    template <class T>
    void operator()(std::string_view name, const T& value) {
        out_.key(name);
        put(value);
    }
    template <class T>
    void operator()(std::string_view name, const std::optional<T>& value) {
        if (value) (*this)(name, *value);
    }

    void put(const std::string& text) { out_.string(text); }
    void put(bool value) { out_.boolean(value); }
    template <std::integral T>
    void put(T value) {
        out_.integer(static_cast<std::int64_t>(value));
    }
    template <NamedEnum E>
    void put(E value) {
        out_.string(name_of_enum(value));
    }
    template <Text T>
    void put(const T& value) {
        out_.string(value.text());
    }
    template <Fixed T>
    void put(const T& value) {
        out_.string(hex(value.view()));
    }
    template <Secretive T>
    void put(const T& value) {
        out_.string(hex(value.expose()));
    }
    template <InBase64 T>
    void put(const T& value) {
        out_.string(value.to_base64());
    }
    template <class... T>
    void put(const std::variant<T...>& value) {
        std::visit([this](const auto& held) { this->put(held); }, value);
    }
    template <class T>
    void put(const Nullable<T>& value) {
        if (value.value)
            put(*value.value);
        else
            out_.null();
    }
    template <class T>
    void put(const std::vector<T>& list) {
        out_.open_array();
        for (const auto& element : list) put(element);
        out_.close_array();
    }
    template <class T>
    void put(const std::map<std::string, T>& map) {  // an object whose member names are data
        out_.open_object();
        for (const auto& [name, value] : map) (*this)(name, value);
        out_.close_object();
    }
    template <class T>
    requires requires(const T& value, BodyWriter& visit) { T::fields(value, visit); }
    void put(const T& value) {
        out_.open_object();
        T::fields(value, *this);
        out_.close_object();
    }

private:
    json::Writer& out_;
};

class BodyReader {
public:
    explicit BodyReader(json::Value object) : object_(object) {}

    template <class T>
    void operator()(std::string_view name, T& value) {
        if (error_) return;
        const auto member = object_.member(name);
        if (!member) return refuse(name, "missing");
        keep(name, take(*member, value));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>& value) {
        if (error_) return;
        if (const auto member = object_.member(name)) keep(name, take(*member, value.emplace()));
    }

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

    static Result<void> take(json::Value from, std::string& value);
    static Result<void> take(json::Value from, bool& value);
    template <std::integral T>
    static Result<void> take(json::Value from, T& value) {
        const auto number = from.integer();
        if (!number || !std::in_range<T>(*number)) return fail(Cause::malformed, "expected an integer in range");
        value = static_cast<T>(*number);
        return {};
    }
    template <NamedEnum E>
    static Result<void> take(json::Value from, E& value) {
        const auto text = from.string();
        for (const auto& [known, name] : enum_names(E{})) {
            if (text == name) {
                value = known;
                return {};
            }
        }
        return fail(Cause::malformed, "not a value of its enumeration");
    }
    template <Text T>
    static Result<void> take(json::Value from, T& value) {
        std::string text;
        TRY(take(from, text));
        TRY(patterns::check(T::name, text));
        value = T(std::move(text));
        return {};
    }
    template <class T>
    requires Fixed<T> || Secretive<T>
    static Result<void> take(json::Value from, T& value) {
        const auto text = from.string();
        if (!text) return fail(Cause::malformed, "expected a string");
        value = TRY(T::from_text(*text));
        return {};
    }
    template <InBase64 T>
    static Result<void> take(json::Value from, T& value) {
        const auto text = from.string();
        if (!text) return fail(Cause::malformed, "expected a string");
        value = TRY(T::from_base64(*text));
        return {};
    }
    template <class... T>
    static Result<void> take(json::Value from, std::variant<T...>& value) {
        Result<void> taken = fail(Cause::malformed, "of none of the expected kinds");
        (void)((is_meant<T>(from) && (taken = take(from, value.template emplace<T>()), true)) || ...);
        return taken;
    }
    template <class T>
    static Result<void> take(json::Value from, Nullable<T>& value) {
        if (from.kind() == json::Kind::null) return {};
        return take(from, value.value.emplace());
    }
    template <class T>
    static Result<void> take(json::Value from, std::vector<T>& list) {
        if (from.kind() != json::Kind::array) return fail(Cause::malformed, "expected an array");
        for (const auto element : from.elements()) TRY(take(element, list.emplace_back()));
        return {};
    }
    template <class T>
    static Result<void> take(json::Value from, std::map<std::string, T>& map) {
        if (from.kind() != json::Kind::object) return fail(Cause::malformed, "expected an object");
        for (const auto& [name, member] : from.members()) TRY(take(member, map[std::string(name)]));
        return {};
    }
    template <class T>
    requires requires(T& value, BodyReader& visit) { T::fields(value, visit); }
    static Result<void> take(json::Value from, T& value) {
        if (from.kind() != json::Kind::object) return fail(Cause::malformed, "expected an object");
        BodyReader members(from);
        T::fields(value, members);
        if (members.error_) return tl::unexpected<Error>(*members.error_);
        return {};
    }

private:
    void refuse(std::string_view name, std::string_view why);
    void keep(std::string_view name, const Result<void>& taken);

    json::Value object_;
    std::optional<Error> error_;
};

json::Document& shared_document();  // one per thread: it keeps its buffers

}  // namespace detail

template <class T>
std::string write(const T& body) {
    std::string text;
    text.reserve(512);  // most bodies, in one allocation
    json::Writer out(text);
    detail::BodyWriter(out).put(body);
    return text;
}

template <class T>
Result<T> read(std::string_view text) {
    const auto value = TRY(detail::shared_document().parse(text));
    T body{};
    TRY(detail::BodyReader::take(value, body));
    return body;
}

}  // namespace akmasim::body

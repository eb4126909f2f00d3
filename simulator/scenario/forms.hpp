// SPDX-License-Identifier: Apache-2.0
// JSON Schema in text: the form of a value, and of a list of members visited as Members visits it.
#pragma once

#include <map>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/json.hpp"
#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/words.hpp"

namespace akmasim::scenario::forms {

inline std::string in_quotes(std::string_view text) {
    std::string out;
    json::append_quoted(out, text);
    return out;
}

inline std::string reference(std::string_view form) {
    return R"({"$ref":)" + in_quotes(fmt::format("#/definitions/{}", form)) + "}";
}

// Wherever a value stands there may be null, which removes a parent's, or a variable.
inline std::string or_put_in(const std::string& schema) {
    return fmt::format(R"({{"anyOf":[{},{}]}})", schema, reference("put-in"));
}

template <class List>
std::string one_of(const List& list) {
    std::string text = R"({"enum":[)";
    for (const auto& word : list) text += in_quotes(word) + ",";
    text.back() = ']';
    return text + "}";
}

inline std::string list_of(const std::string& item, std::size_t least = 0) {
    return least == 0 ? fmt::format(R"({{"type":"array","items":{}}})", item)
                      : fmt::format(R"({{"type":"array","minItems":{},"items":{}}})", least, item);
}

inline std::string map_of(const std::string& value) {
    return fmt::format(R"({{"type":"object","additionalProperties":{}}})", value);
}

// Visits a list of members as Members does. whole: nothing is merged into it, so what must be there can be asked for.
class Form {
public:
    explicit Form(bool whole) : whole_(whole) {}

    template <class T>
    void operator()(std::string_view name, T&) {
        property(name, of_type<T>(whole_));
        required_.push_back(in_quotes(name));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>&) {
        property(name, of_type<T>(whole_));
    }
    template <class T>
    void optional(std::string_view name, T&) {
        property(name, of_type<T>(whole_));
    }
    template <class T>
    void operator()(std::string_view name, T&, Words words) {
        property(name, among<T>(words));
        required_.push_back(in_quotes(name));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>&, Words words) {
        property(name, among<T>(words));
    }
    template <class T>
    void optional(std::string_view name, T&, Words words) {
        property(name, among<T>(words));
    }
    void any_of(std::string_view name, std::vector<std::string>&, Words words) {
        property(name, among<std::vector<std::string>>(words));
    }
    template <class Take>
    void part(std::string_view name, std::string_view form, Take) {
        property(name, reference(form));
    }
    template <class Take>
    void needed(std::string_view name, std::string_view form, Take) {
        property(name, reference(form));
        required_.push_back(in_quotes(name));
    }
    void gone(std::string_view name, std::string_view form) { property(name, reference(form)); }

    [[nodiscard]] std::string object(std::string_view more = {}) const {
        auto text = fmt::format(R"({{"type":"object","additionalProperties":false,"properties":{{{}}})", properties_);
        if (whole_ && !required_.empty()) text += fmt::format(R"(,"required":[{}])", fmt::join(required_, ","));
        return text + std::string(more) + "}";
    }

    template <class T>
    static std::string of_type(bool whole);

private:
    void property(std::string_view name, const std::string& schema) {
        properties_ += (properties_.empty() ? "" : ",") + in_quotes(name) + ":" + or_put_in(schema);
    }
    template <class T>
    static std::string among(Words words) {
        if constexpr (std::is_same_v<T, std::string>)
            return one_of(words);
        else if constexpr (std::is_same_v<T, NumberOrWord>)
            return fmt::format(R"({{"anyOf":[{{"type":"integer"}},{}]}})", one_of(words));
        else if constexpr (std::is_same_v<T, OneOrMore>)
            return fmt::format(R"({{"anyOf":[{0},{1}]}})", one_of(words), list_of(or_put_in(one_of(words))));
        else
            return list_of(or_put_in(one_of(words)));
    }

    bool whole_;
    std::string properties_;
    std::vector<std::string> required_;
};

template <class T>
struct Element;
template <class T>
struct Element<std::vector<T>> {
    using Type = T;
    static constexpr bool is_list = true;
};
template <class T>
struct Element<std::map<std::string, T>> {
    using Type = T;
    static constexpr bool is_list = false;
};
template <std::size_t count>
std::string hex_digits(const Hex<count>*) {
    return count == 0 ? R"({"type":"string","pattern":"^([0-9a-fA-F]{2})*$"})"
                      : fmt::format(R"({{"type":"string","pattern":"^[0-9a-fA-F]{{{}}}$"}})", count * 2);
}

template <class T>
std::string Form::of_type(bool whole) {
    if constexpr (requires(T & value, Form & visit) { T::fields(value, visit); }) {
        Form form(whole);
        T value{};
        T::fields(value, form);
        return form.object();
    } else if constexpr (std::is_same_v<T, bool>) {
        return R"({"type":"boolean"})";
    } else if constexpr (std::is_integral_v<T>) {
        return R"({"type":"integer"})";
    } else if constexpr (std::is_same_v<T, std::string>) {
        return reference("text");
    } else if constexpr (std::is_same_v<T, Quoted>) {
        return R"({"type":"string"})";
    } else if constexpr (std::is_same_v<T, Duration>) {
        return reference("duration");
    } else if constexpr (std::is_same_v<T, OneOrMore>) {
        return fmt::format(R"({{"anyOf":[{0},{1}]}})", reference("text"), list_of(reference("text")));
    } else if constexpr (requires { Element<T>::is_list; }) {
        const auto element = or_put_in(of_type<typename Element<T>::Type>(whole || Element<T>::is_list));
        return Element<T>::is_list ? list_of(element) : map_of(element);
    } else {
        return hex_digits(static_cast<const T*>(nullptr));
    }
}

}  // namespace akmasim::scenario::forms

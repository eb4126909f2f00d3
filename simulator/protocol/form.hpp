// SPDX-License-Identifier: Apache-2.0
// Forms and queries (application/x-www-form-urlencoded): name=value, joined by "&"; from the same field lists as JSON.
// Members are text or optional text.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/base/result.hpp"

namespace akmasim::form {

inline constexpr std::string_view media_type = "application/x-www-form-urlencoded";

void append(std::string& out, std::string_view name, std::string_view value);

// malformed: a bad percent escape, a control octet, a name twice, or more than 64 names.
Result<std::map<std::string, std::string>> parse(std::string_view text);

template <class T>
std::string write(const T& content) {
    struct Writer {
        std::string text;
        void operator()(std::string_view name, const std::string& value) { append(text, name, value); }
        void operator()(std::string_view name, const std::optional<std::string>& value) {
            if (value) append(text, name, *value);
        }
    } writer;
    T::fields(content, writer);
    return writer.text;
}

// malformed: also where a member is missing. Unknown names are passed over.
template <class T>
Result<T> read(std::string_view text) {
    auto values_in_text = TRY(parse(text));
    struct Reader {
        std::map<std::string, std::string> values;
        std::string missing;
        void operator()(std::string_view name, std::string& value) {
            const auto found = values.find(std::string(name));
            if (found == values.end())
                missing = std::string(name);
            else
                value = found->second;
        }
        void operator()(std::string_view name, std::optional<std::string>& value) {
            if (const auto found = values.find(std::string(name)); found != values.end()) value = found->second;
        }
    } reader{std::move(values_in_text), {}};
    T content;
    T::fields(content, reader);
    if (!reader.missing.empty()) return fail(Cause::malformed, reader.missing + ": missing");
    return content;
}

}  // namespace akmasim::form

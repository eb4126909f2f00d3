// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/form.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "simulator/base/octets.hpp"

namespace akmasim::form {
namespace {

constexpr std::size_t most_names = 64;

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        const bool stays = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_';
        if (stays)
            out.push_back(c);
        else if (c == ' ')
            out.push_back('+');
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
}

Result<std::string> unescaped(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        char c = text.front() == '+' ? ' ' : text.front();
        if (c == '%') {
            const auto octet = from_hex(text.substr(1, 2));
            if (!octet || octet->size() != 1) return fail(Cause::malformed, "form: a bad percent escape");
            c = static_cast<char>(octet->front());
            text.remove_prefix(2);
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return fail(Cause::malformed, "form: a control octet");
        plain.push_back(c);
        text.remove_prefix(1);
    }
    return plain;
}

}  // namespace

void append(std::string& out, std::string_view name, std::string_view value) {
    if (!out.empty()) out.push_back('&');
    append_escaped(out, name);
    out.push_back('=');
    append_escaped(out, value);
}

Result<std::map<std::string, std::string>> parse(std::string_view text) {
    std::map<std::string, std::string> values;
    while (!text.empty()) {
        const auto pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = TRY(unescaped(pair.substr(0, equals)));
        auto value = TRY(unescaped(pair.substr(std::min(equals + 1, pair.size()))));
        if (values.size() == most_names || !values.emplace(std::move(name), std::move(value)).second)
            return fail(Cause::malformed, "form: a name twice, or too many");
    }
    return values;
}

}  // namespace akmasim::form

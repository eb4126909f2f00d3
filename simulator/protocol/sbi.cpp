// SPDX-License-Identifier: Apache-2.0
// Operations by method and path, and the heads of their messages.
#include "simulator/protocol/sbi.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace akmasim::sbi {
namespace {

constexpr auto all = std::to_array<const Operation*>({
    &authenticate,
    &aka_confirmation,
    &eap_session,
    &generate_auth_data,
    &confirm_auth,
    &register_anchor_key,
    &retrieve_application_key,
    &association,
    &remove_context,
    &retrieve_for_nef,
    &retrieve_by_nef,
    &service_disable,
    &service_disable_to_nef,
    &service_disable_by_nef,
    &amf_registration,
    &reauth_notification,
    &get_amf_registration,
    &auth_trigger,
    &id_translation,
    &deregister_ue,
    &nf_register,
    &nf_discover,
    &access_token,
});

constexpr std::size_t longest_path = 4096;

// RFC 3986 2.3, and "@" and ":" which a segment may hold as they are (3.3).
bool stays(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-._~@:").find(c) != std::string_view::npos;
}

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const int lower = c | 0x20;
    if (lower >= 'a' && lower <= 'f') return lower - 'a' + 10;
    return std::nullopt;
}

Result<std::string> decoded(std::string_view segment) {
    std::string text;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        char c = segment[i];
        if (c == '%') {
            const auto high = i + 2 < segment.size() ? hex_digit(segment[i + 1]) : std::nullopt;
            const auto low = high ? hex_digit(segment[i + 2]) : std::nullopt;
            if (!low) return fail(Cause::malformed, "path: a bad percent escape");
            c = static_cast<char>(*high << 4 | *low);
            i += 2;
        }
        if (c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return fail(Cause::malformed, "path: a parameter with a slash or control octet");
        text.push_back(c);
    }
    return text;
}

// The octets that stand where the template has {}; nullopt: another path.
std::optional<std::string_view> segment_at(std::string_view path, std::string_view template_) {
    const auto open = template_.find('{');
    if (open == std::string_view::npos) return path == template_ ? std::optional(std::string_view{}) : std::nullopt;
    const auto tail = template_.substr(template_.find('}') + 1);
    if (path.size() <= open + tail.size() || !path.starts_with(template_.substr(0, open)) || !path.ends_with(tail))
        return std::nullopt;
    const auto segment = path.substr(open, path.size() - open - tail.size());
    return segment.find('/') == std::string_view::npos ? std::optional(segment) : std::nullopt;
}

}  // namespace

std::span<const Operation* const> operations() { return all; }

Result<Matched> match(std::string_view method, std::string_view path, std::optional<Link> link) {
    if (path.size() > longest_path) return fail(Cause::malformed, "path: too long");
    const auto mark = path.find('?');
    const std::string query(mark == std::string_view::npos ? "" : path.substr(mark + 1));
    path = path.substr(0, mark);
    for (const auto* operation : all) {
        if (operation->method != method || (link && operation->link != *link)) continue;
        if (const auto segment = segment_at(path, operation->path))
            return Matched{operation, TRY(decoded(*segment)), query};
    }
    return fail(Cause::malformed, "no such method and path");
}

std::string path_of(const Operation& operation, std::string_view parameter) {
    const auto open = operation.path.find('{');
    if (open == std::string_view::npos) return std::string(operation.path);
    std::string path(operation.path.substr(0, open));
    for (const char c : parameter) {
        if (stays(c))
            path.push_back(c);
        else
            path += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return path.append(operation.path.substr(operation.path.find('}') + 1));
}

bool fits(std::string_view path, const Operation& operation) {
    return segment_at(path.substr(0, path.find('?')), operation.path).has_value();
}

std::string path_of_uri(std::string_view uri) {
    if (const auto scheme = uri.find("://"); scheme != std::string_view::npos) uri.remove_prefix(scheme + 3);
    const auto slash = uri.find('/');
    return slash == std::string_view::npos ? "/" : std::string(uri.substr(slash));
}

HttpHead request_head(const Operation& operation, std::string_view parameter) {
    return {std::string(operation.method), path_of(operation, parameter), 0, {}, std::string(json_type)};
}

HttpHead response_head(const Operation& operation, std::string location) {
    return {{}, {}, operation.status, std::move(location), std::string(operation.content_type)};
}

HttpHead empty_head(int status) { return {{}, {}, status, {}, {}}; }

HttpHead problem_head(int status) { return {{}, {}, status, {}, std::string(problem_type)}; }

std::string problem(int status, std::string_view cause, std::string_view detail) {
    ProblemDetails details;
    details.status = status;
    if (!cause.empty()) details.cause = std::string(cause);
    if (!detail.empty()) details.detail = std::string(detail);
    return body::write(details);
}

}  // namespace akmasim::sbi

// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/http_digest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace akmasim::http_digest {
namespace {

constexpr std::string_view scheme = "Digest ";

void skip_spaces(std::string_view& text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
}

// RFC 9110 5.6.4.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string value;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '"') {
            text.remove_prefix(at + 1);
            return value;
        }
        if (text[at] == '\\' && ++at == text.size()) break;
        value += text[at];
    }
    return std::nullopt;
}

std::optional<std::string> take_value(std::string_view& text) {
    if (text.starts_with('"')) return take_quoted(text);
    const auto end = std::min(text.find_first_of(" \t,"), text.size());
    std::string value(text.substr(0, end));
    text.remove_prefix(end);
    return value;
}

std::string value_of(const Parameters& parameters, std::string_view name) {
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const auto& one) { return one.first == name; });
    return found == parameters.end() ? "" : found->second;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

}  // namespace

std::optional<Parameters> parameters_of(std::string_view header) {
    if (!header.starts_with(scheme)) return std::nullopt;
    header.remove_prefix(scheme.size());
    Parameters parameters;
    for (;;) {
        skip_spaces(header);
        const auto equals = header.find('=');
        if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
        std::string name(header.substr(0, equals));
        header.remove_prefix(equals + 1);
        auto value = take_value(header);
        const bool twice =
            std::any_of(parameters.begin(), parameters.end(), [&](const auto& one) { return one.first == name; });
        if (!value || twice || name.find_first_of(" \t,\"") != std::string::npos) return std::nullopt;
        parameters.emplace_back(std::move(name), std::move(*value));
        skip_spaces(header);
        if (header.empty()) return parameters;
        if (!header.starts_with(',')) return std::nullopt;
        header.remove_prefix(1);
    }
}

std::string encode(const Challenge& challenge) {
    return fmt::format("Digest realm={}, qop={}, algorithm=SHA-256, nonce={}{}", quoted(challenge.realm),
                       quoted(fmt::format("{}", fmt::join(challenge.qop, ", "))), quoted(challenge.nonce),
                       challenge.stale ? ", stale=true" : "");
}

std::optional<Challenge> challenge_of(std::string_view header) {
    const auto parameters = parameters_of(header);
    if (!parameters || value_of(*parameters, "algorithm") != "SHA-256") return std::nullopt;
    Challenge challenge{
        value_of(*parameters, "realm"), value_of(*parameters, "nonce"), {}, value_of(*parameters, "stale") == "true"};
    std::string_view qop_list;
    const auto qop = value_of(*parameters, "qop");
    qop_list = qop;
    while (!qop_list.empty()) {
        const auto end = std::min(qop_list.find_first_of(", "), qop_list.size());
        if (end != 0) challenge.qop.emplace_back(qop_list.substr(0, end));
        qop_list.remove_prefix(std::min(end + 1, qop_list.size()));
    }
    if (challenge.nonce.empty() || challenge.qop.empty()) return std::nullopt;
    return challenge;
}

std::string encode(const Credentials& credentials) {
    return fmt::format(
        "Digest username={}, realm={}, uri={}, algorithm=SHA-256, nonce={}, nc={}, cnonce={}, qop={}, response={}",
        quoted(credentials.username), quoted(credentials.realm), quoted(credentials.uri), quoted(credentials.nonce),
        credentials.nc, quoted(credentials.cnonce), credentials.qop, quoted(credentials.response));
}

std::optional<Credentials> credentials_of(std::string_view header) {
    const auto parameters = parameters_of(header);
    if (!parameters || value_of(*parameters, "algorithm") != "SHA-256") return std::nullopt;
    const auto of = [&](std::string_view name) { return value_of(*parameters, name); };
    return Credentials{of("username"), of("realm"),  of("nonce"), of("uri"),
                       of("qop"),      of("cnonce"), of("nc"),    of("response")};
}

std::string bearer(const BearerToken& token) { return "Bearer " + hex(token.expose()); }

std::optional<BearerToken> bearer_of(std::string_view header) {
    constexpr std::string_view bearer_scheme = "Bearer ";
    if (!header.starts_with(bearer_scheme)) return std::nullopt;
    auto token = BearerToken::from_text(header.substr(bearer_scheme.size()));
    if (!token) return std::nullopt;
    return std::move(*token);
}

}  // namespace akmasim::http_digest

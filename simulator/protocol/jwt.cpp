// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/jwt.hpp"

namespace akmasim::jwt {
namespace {

constexpr std::size_t longest_token = 8192;

}  // namespace

Result<Token> read(std::string_view compact) {
    const auto first = compact.find('.');
    const auto second = first == std::string_view::npos ? first : compact.find('.', first + 1);
    if (compact.size() > longest_token || second == std::string_view::npos ||
        compact.find('.', second + 1) != std::string_view::npos)
        return fail(Cause::malformed, "a token that is not three parts with dots between");
    const auto header = TRY(from_base64url(compact.substr(0, first)));
    const auto claims = TRY(from_base64url(compact.substr(first + 1, second - first - 1)));
    Token token;
    token.signature = TRY(from_base64url(compact.substr(second + 1)));
    const auto value = TRY(body::detail::shared_document().parse(text_of(header)));
    if (value.kind() != json::Kind::object || value.member("crit"))
        return fail(Cause::malformed, "a token whose header is no object, or has crit");
    TRY(body::detail::BodyReader::take(value, token.header));
    token.claims = std::string(text_of(claims));
    token.signed_input = std::string(compact.substr(0, second));
    return token;
}

std::string signing_input(const Header& header, std::string_view claims) {
    return base64url(view_of(body::write(header))) + "." + base64url(view_of(claims));
}

std::string compact(std::string_view signing_input, View signature) {
    return std::string(signing_input) + "." + base64url(signature);
}

std::optional<std::string_view> bearer_of(std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    if (!authorization.starts_with(scheme)) return std::nullopt;
    return authorization.substr(scheme.size());
}

}  // namespace akmasim::jwt

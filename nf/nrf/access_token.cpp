// SPDX-License-Identifier: Apache-2.0
// Access tokens: who gets one for what, and what it looks like.
#include <algorithm>

#include "nf/nrf/nrf.hpp"
#include "simulator/protocol/jwt.hpp"

namespace akmasim::nrf {
namespace {

// RFC 6749 5.2: why there is no token.
void respond_error(Turn& turn, std::string error) {
    auto head = sbi::problem_head(400);
    head.content_type = sbi::json_type;
    turn.respond(turn.reply_to(), std::move(head), body::write(nnrf::AccessTokenErr{std::move(error)}));
}

// The scope that one profile's services leave to consumers of a type: the service's name, and the operations.
void collect(const nnrf::NfProfile& profile, const std::string& consumer, std::vector<std::string>& scopes) {
    if (!profile.nf_service_list) return;
    for (const auto& [id, service] : *profile.nf_service_list) {
        const auto& types = service.allowed_nf_types;
        if (types && std::ranges::find(*types, consumer) == types->end()) continue;
        scopes.push_back(service.service_name);
        if (!service.allowed_operations_per_nf_type) continue;
        const auto operations = service.allowed_operations_per_nf_type->find(consumer);
        if (operations == service.allowed_operations_per_nf_type->end()) continue;
        scopes.insert(scopes.end(), operations->second.begin(), operations->second.end());
    }
}

std::string joined(const std::vector<std::string>& scopes) { return fmt::format("{}", fmt::join(scopes, " ")); }

}  // namespace

// TS 33.501 13.4.1.1 (assumed): of what was asked for, all that some producer of the type allows this consumer.
std::string Nrf::grantable(const NfRecord& consumer, const std::string& target, const std::string& wanted) const {
    std::vector<std::string> allowed;
    for (const auto& [id, profile] : profiles_) {
        if (profile.nf_type == target) collect(profile, consumer.nf_type, allowed);
    }
    auto scopes = nnrf::scopes_of(wanted);
    std::erase_if(scopes, [&](const auto& scope) { return std::ranges::find(allowed, scope) == allowed.end(); });
    return joined(scopes);
}

Result<Nrf::State> Nrf::on(const Serving& serving, const WantsToken& request, Turn& turn) {
    const auto& wanted = request.body;
    const auto refuse = [&](std::string error) {
        respond_error(turn, std::move(error));
        return State{serving};
    };
    if (wanted.grant_type != "client_credentials") return refuse("unsupported_grant_type");
    // TS 33.501 13.4.1.1: the NRF authenticates the consumer; what it says of itself must agree.
    const auto* consumer = record_of(turn.sender());
    const bool itself = consumer != nullptr && consumer->nf_instance_id == wanted.nf_instance_id &&
                        wanted.nf_type.value_or(consumer->nf_type) == consumer->nf_type;
    if (!itself) return refuse("invalid_client");
    // Not modelled: a token for one instance of a producer (targetNfInstanceId).
    if (!wanted.target_nf_type) return refuse("invalid_request");
    const auto granted = grantable(*consumer, *wanted.target_nf_type, wanted.scope);
    if (granted.empty()) return refuse("invalid_scope");
    nnrf::AccessTokenClaims claims;
    claims.iss = NfInstanceId(configuration_.nf_instance_id);
    claims.sub = NfInstanceId(consumer->nf_instance_id);
    claims.aud = *wanted.target_nf_type;
    claims.scope = granted;
    claims.exp = turn.seconds() + configuration_.token_lifetime_s;
    nnrf::AccessTokenRsp answer;
    answer.access_token = TRY(token(*consumer, std::move(claims), turn));
    answer.token_type = "Bearer";
    answer.expires_in = configuration_.token_lifetime_s;
    // RFC 6749 5.1: said where it is not all that was asked for.
    if (granted != joined(nnrf::scopes_of(wanted.scope))) answer.scope = granted;
    // RFC 6749 5.1: nobody on the way keeps it.
    auto head = sbi::response_head(sbi::access_token, {});
    head.cache_control = "no-store";
    head.pragma = "no-cache";
    turn.respond(turn.reply_to(), std::move(head), body::write(answer));
    return State{serving};
}

Result<std::string> Nrf::token(const NfRecord& consumer, nnrf::AccessTokenClaims claims, Turn& turn) const {
    const auto known = std::ranges::find(configuration_.faults, consumer.party, &Fault::party);
    const auto fault = known == configuration_.faults.end() ? Fault{} : *known;
    if (fault.audience) claims.aud = *fault.audience;
    if (fault.scope) claims.scope = *fault.scope;
    if (fault.expired.value_or(false)) claims.exp = turn.seconds();
    const bool unsigned_one = fault.signature == "none";
    const auto input = jwt::signing_input({unsigned_one ? "none" : "ES256", "JWT"}, body::write(claims));
    if (unsigned_one) return jwt::compact(input, {});
    // RFC 7515 5.1, RFC 7518 3.4.
    auto signature = TRY(signer_.sign(view_of(input), turn.random("access token")));
    if (fault.signature == "wrong") signature.back() = static_cast<Octet>(signature.back() ^ 1);
    return jwt::compact(input, signature);
}

}  // namespace akmasim::nrf

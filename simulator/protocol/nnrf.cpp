// SPDX-License-Identifier: Apache-2.0
// Which network function offers what to whom.
#include "simulator/protocol/nnrf.hpp"

#include <algorithm>
#include <array>

namespace akmasim::nnrf {
namespace {

struct Role {
    std::string_view role;
    std::string_view nf_type;
};
constexpr std::array<Role, 6> roles{
    {{"amf", "AMF"}, {"ausf", "AUSF"}, {"udm", "UDM"}, {"aanf", "AANF"}, {"nef", "NEF"}, {"msgin5g", "AF"}}};

// TS 33.501 14.1 to 14.3 and TS 33.535 7.1: the consumers of each service operation.
struct Allowed {
    std::string_view producer;
    std::string_view service;
    std::string_view consumer;
    std::string_view scopes;
};
constexpr auto allowed = std::to_array<Allowed>({
    {"AUSF", "nausf-auth", "AMF", "nausf-auth:ue-authentications"},
    {"AUSF", "nausf-auth", "UDM", "nausf-auth:ue-authentications"},
    {"UDM", "nudm-ueau", "AUSF",
     "nudm-ueau:security-information:generate-auth-data:invoke nudm-ueau:auth-events:create"},
    {"UDM", "nudm-uecm", "AMF", "nudm-uecm:amf-registration:write"},
    {"UDM", "nudm-uecm", "AANF", ""},
    {"UDM", "nudm-sdm", "AANF", "nudm-sdm:id-translation-result:read"},
    {"UDM", "nudm-sdm", "NEF", "nudm-sdm:id-translation-result:read"},
    {"AANF", "naanf-akma", "AUSF", "naanf-akma:anchorkey"},
    {"AANF", "naanf-akma", "AF", "naanf-akma:applicationkeyget naanf-akma:applicationkeyget:supi-access"},
    {"AANF", "naanf-akma", "NEF", "naanf-akma:applicationkeyget naanf-akma:applicationkeyget:supi-access"},
});

NfService offered(std::string_view service, bool tokens) {
    NfService made;
    made.service_instance_id = std::string(service) + "-1";
    made.service_name = std::string(service);
    made.versions.push_back({service == "nudm-sdm" ? "v2" : "v1", "1.0.0"});
    made.scheme = "http";
    made.nf_service_status = "REGISTERED";
    made.allowed_nf_types.emplace();
    made.allowed_operations_per_nf_type.emplace();
    made.oauth2_required = tokens;
    return made;
}

}  // namespace

std::string_view nf_type_of(std::string_view role) {
    const auto* found = std::ranges::find(roles, role, &Role::role);
    return found == roles.end() ? std::string_view() : found->nf_type;
}

std::map<std::string, NfService> services_of(std::string_view nf_type, const std::vector<std::string>& withheld,
                                             bool tokens) {
    std::map<std::string, NfService> services;
    for (const auto& one : allowed) {
        if (one.producer != nf_type) continue;
        const auto key = std::string(one.service) + "-1";
        auto& service = services.try_emplace(key, offered(one.service, tokens)).first->second;
        service.allowed_nf_types->emplace_back(one.consumer);
        auto scopes = scopes_of(one.scopes);
        std::erase_if(scopes, [&](const auto& scope) {
            return one.consumer == "AF" && std::ranges::find(withheld, scope) != withheld.end();
        });
        // TS 29.510 NFService: a list that is there has one operation at least.
        if (!scopes.empty()) service.allowed_operations_per_nf_type->emplace(one.consumer, std::move(scopes));
    }
    for (auto& [id, service] : services) {
        if (service.allowed_operations_per_nf_type->empty()) service.allowed_operations_per_nf_type.reset();
    }
    return services;
}

std::vector<std::string> scopes_of(std::string_view list) {
    std::vector<std::string> scopes;
    while (!list.empty()) {
        const auto end = std::min(list.find(' '), list.size());
        if (end != 0) scopes.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return scopes;
}

bool covers(std::string_view granted, std::string_view needed) {
    const auto given = scopes_of(granted);
    return std::ranges::all_of(scopes_of(needed),
                               [&](const auto& scope) { return std::ranges::find(given, scope) != given.end(); });
}

}  // namespace akmasim::nnrf

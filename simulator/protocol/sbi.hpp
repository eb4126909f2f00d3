// SPDX-License-Identifier: Apache-2.0
// What all service-based interfaces share: the one table of operations, heads, and ProblemDetails (TS 29.571 5.2.4.1).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "simulator/protocol/body.hpp"
#include "simulator/protocol/envelope.hpp"

namespace akmasim::sbi {

struct ProblemDetails {
    static constexpr std::string_view name = "ProblemDetails";
    std::optional<std::string> title;
    std::optional<int> status;
    std::optional<std::string> detail;
    std::optional<std::string> cause;  // "USER_NOT_FOUND", ...
    static void fields(auto& m, auto& visit) {
        visit("title", m.title);
        visit("status", m.status);
        visit("detail", m.detail);
        visit("cause", m.cause);
    }
};

struct Operation {
    Link link;
    std::string_view request;  // message names
    std::string_view response;
    std::string_view method;
    std::string_view path;          // "{...}" stands for one segment
    int status;                     // of the response when all is well
    std::string_view content_type;  // of that response
    std::string_view clause;
    std::string_view scope = {};  // what an access token must allow, separated by spaces; empty: none is asked for
    std::string_view further_scope = {};  // what its bearer may learn more with
};

// Where a request or an answer has no body.
struct NoBody {
    static constexpr std::string_view name = "NoBody";
    static void fields(auto&, auto&) {}
};

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view problem_type = "application/problem+json";

// TS 29.535: the bearer of this scope learns the SUPI with the key.
inline constexpr std::string_view supi_access = "naanf-akma:applicationkeyget:supi-access";

// The scopes are those of the OpenAPI files; of id-translation-result and trigger-auth they are assumed. Callbacks (TS
// 33.501 13.4.1, assumed), N33, whose AFs the NRF does not know, and CmS ask for no token.
inline constexpr Operation authenticate{Link::n12,
                                        "AuthenticateRequest",
                                        "AuthenticateResponse",
                                        "POST",
                                        "/nausf-auth/v1/ue-authentications",
                                        201,
                                        "application/3gppHal+json",
                                        "TS 33.501 6.1.3.2.0",
                                        "nausf-auth nausf-auth:ue-authentications"};
inline constexpr Operation aka_confirmation{Link::n12,
                                            "AkaConfirmationRequest",
                                            "AkaConfirmationResponse",
                                            "PUT",
                                            "/nausf-auth/v1/ue-authentications/{authCtxId}/5g-aka-confirmation",
                                            200,
                                            json_type,
                                            "TS 33.501 6.1.3.2.0",
                                            "nausf-auth nausf-auth:ue-authentications"};
// While the session goes on, its response has links and is 3gppHal+json (TS 29.509 6.1.6.2.8, assumed).
inline constexpr Operation eap_session{Link::n12,
                                       "EapSessionRequest",
                                       "EapSessionResponse",
                                       "POST",
                                       "/nausf-auth/v1/ue-authentications/{authCtxId}/eap-session",
                                       200,
                                       json_type,
                                       "TS 33.501 6.1.3.1",
                                       "nausf-auth nausf-auth:ue-authentications"};
inline constexpr Operation generate_auth_data{Link::n13,
                                              "GenerateAuthDataRequest",
                                              "GenerateAuthDataResponse",
                                              "POST",
                                              "/nudm-ueau/v1/{supiOrSuci}/security-information/generate-auth-data",
                                              200,
                                              json_type,
                                              "TS 33.501 6.1.3.2.0",
                                              "nudm-ueau nudm-ueau:security-information:generate-auth-data:invoke"};
inline constexpr Operation confirm_auth{Link::n13,
                                        "ConfirmAuthRequest",
                                        "ConfirmAuthResponse",
                                        "POST",
                                        "/nudm-ueau/v1/{supi}/auth-events",
                                        201,
                                        json_type,
                                        "TS 33.501 6.1.3.2.0",
                                        "nudm-ueau nudm-ueau:auth-events:create"};
inline constexpr Operation register_anchor_key{Link::n61,
                                               "RegisterAnchorKeyRequest",
                                               "RegisterAnchorKeyResponse",
                                               "POST",
                                               "/naanf-akma/v1/register-anchorkey",
                                               200,
                                               json_type,
                                               "TS 33.535 6.1",
                                               "naanf-akma naanf-akma:anchorkey"};
inline constexpr Operation retrieve_application_key{Link::n62,
                                                    "RetrieveApplicationKeyRequest",
                                                    "RetrieveApplicationKeyResponse",
                                                    "POST",
                                                    "/naanf-akma/v1/retrieve-applicationkey",
                                                    200,
                                                    json_type,
                                                    "TS 33.535 6.2.1",
                                                    "naanf-akma naanf-akma:applicationkeyget",
                                                    supi_access};
inline constexpr Operation association{Link::cm_s, "AssociationRequest",   "AssociationResponse",
                                       "POST",     "/mcf/v1/associations", 200,
                                       json_type,  "TS 33.501 Y.2"};

// Nnef_AKMA, Nudm_UECM and Nudm_SDM as AKMA uses them, and the callbacks that consumers ask for. A callback's path is
// its receiver's choice, so here it is ours.
inline constexpr Operation remove_context{
    Link::n61, "RemoveContextRequest", "RemoveContextResponse",          "POST", "/naanf-akma/v1/remove-context", 204,
    {},        "TS 33.535 6.6",        "naanf-akma naanf-akma:anchorkey"};
inline constexpr Operation retrieve_for_nef{Link::n63,
                                            "RetrieveApplicationKeyRequest",
                                            "RetrieveApplicationKeyResponse",
                                            "POST",
                                            "/naanf-akma/v1/retrieve-applicationkey",
                                            200,
                                            json_type,
                                            "TS 33.535 6.3",
                                            "naanf-akma naanf-akma:applicationkeyget",
                                            supi_access};
inline constexpr Operation retrieve_by_nef{Link::n33,
                                           "RetrieveApplicationKeyRequest",
                                           "RetrieveApplicationKeyResponse",
                                           "POST",
                                           "/3gpp-akma/v1/retrieve",
                                           200,
                                           json_type,
                                           "TS 33.535 6.3"};
inline constexpr Operation service_disable{Link::n62,
                                           "ServiceDisableNotification",
                                           "ServiceDisableAck",
                                           "POST",
                                           "/akma-callback/v1/service-disable",
                                           204,
                                           {},
                                           "TS 33.535 7.1.6"};
inline constexpr Operation service_disable_to_nef{Link::n63,
                                                  "ServiceDisableNotification",
                                                  "ServiceDisableAck",
                                                  "POST",
                                                  "/akma-callback/v1/service-disable",
                                                  204,
                                                  {},
                                                  "TS 33.535 7.1.6"};
inline constexpr Operation service_disable_by_nef{Link::n33,
                                                  "ServiceDisableNotification",
                                                  "ServiceDisableAck",
                                                  "POST",
                                                  "/akma-callback/v1/service-disable",
                                                  204,
                                                  {},
                                                  "TS 33.535 7.1.6"};
inline constexpr Operation amf_registration{Link::n8,
                                            "AmfRegistrationRequest",
                                            "AmfRegistrationResponse",
                                            "PUT",
                                            "/nudm-uecm/v1/{ueId}/registrations/amf-3gpp-access",
                                            201,
                                            json_type,
                                            "TS 23.502 4.2.2.2.2",
                                            "nudm-uecm nudm-uecm:amf-registration:write"};
inline constexpr Operation reauth_notification{
    Link::n8, "ReauthNotification", "ReauthAck", "POST", "/amf-callback/v1/{supi}/reauth-notify", 204,
    {},       "TS 33.501 6.1.5.2"};
inline constexpr Operation get_amf_registration{Link::nudm,
                                                "GetAmfRegistrationRequest",
                                                "GetAmfRegistrationResponse",
                                                "GET",
                                                "/nudm-uecm/v1/{ueId}/registrations/amf-3gpp-access",
                                                200,
                                                json_type,
                                                "TS 29.503 5.3.2.5",
                                                "nudm-uecm"};
// TS 29.503 has GET with a body here.
inline constexpr Operation auth_trigger{Link::nudm,
                                        "AuthTriggerRequest",
                                        "AuthTriggerResponse",
                                        "GET",
                                        "/nudm-uecm/v1/{ueId}/registrations/trigger-auth",
                                        204,
                                        {},
                                        "TS 33.501 6.1.5.2",
                                        "nudm-uecm"};
inline constexpr Operation id_translation{Link::nudm,
                                          "IdTranslationRequest",
                                          "IdTranslationResponse",
                                          "GET",
                                          "/nudm-sdm/v2/{ueId}/id-translation-result",
                                          200,
                                          json_type,
                                          "TS 29.503 5.2.2.2.10",
                                          "nudm-sdm nudm-sdm:id-translation-result:read"};

// The UDM has an AUSF drop the K_AUSF of a UE (TS 29.509, deregister).
inline constexpr Operation deregister_ue{Link::n13,
                                         "UeAuthDeregisterRequest",
                                         "UeAuthDeregisterResponse",
                                         "POST",
                                         "/nausf-auth/v1/ue-authentications/deregister",
                                         204,
                                         {},
                                         "TS 33.501 6.2.2.1",
                                         "nausf-auth nausf-auth:ue-authentications"};

// The NRF: Nnrf_NFManagement, Nnrf_NFDiscovery and Nnrf_AccessToken (TS 29.510). It knows its consumers itself.
inline constexpr Operation nf_register{
    Link::nnrf, "NfRegisterRequest", "NfRegisterResponse", "PUT", "/nnrf-nfm/v1/nf-instances/{nfInstanceID}",
    201,        json_type,           "TS 33.501 13.3.1"};
inline constexpr Operation nf_discover{
    Link::nnrf, "NfDiscoverRequest", "NfDiscoverResponse", "GET", "/nnrf-disc/v1/nf-instances",
    200,        json_type,           "TS 33.535 6.7"};
inline constexpr Operation access_token{Link::nnrf, "AccessTokenRequest", "AccessTokenResponse",
                                        "POST",     "/oauth2/token",      200,
                                        json_type,  "TS 33.501 13.4.1.1"};

std::span<const Operation* const> operations();

struct Matched {
    const Operation* operation;
    std::string parameter;   // the path's variable segment, decoded; empty where there is none
    std::string query = {};  // what stands behind "?", as it is
};

// malformed: no such method and path, a bad percent escape, or a parameter with a slash, NUL or control octet.
// Two links may share a path; `link` says whose operation is meant.
Result<Matched> match(std::string_view method, std::string_view path, std::optional<Link> link = {});

// The path with the parameter's octets percent-encoded where they must be.
std::string path_of(const Operation& operation, std::string_view parameter = {});

bool fits(std::string_view path, const Operation& operation);  // whatever stands for {...}; a query is no part of it

std::string path_of_uri(std::string_view uri);  // what stands behind scheme and authority; "/" if nothing does

HttpHead request_head(const Operation& operation, std::string_view parameter = {});
HttpHead response_head(const Operation& operation, std::string location = {});
HttpHead empty_head(int status);    // no body: 204
HttpHead problem_head(int status);  // goes with problem()
std::string problem(int status, std::string_view cause, std::string_view detail = {});

}  // namespace akmasim::sbi

// SPDX-License-Identifier: Apache-2.0
// EAP (RFC 3748) with EAP-AKA' (RFC 4187, RFC 9048, TS 33.501 F): each packet's attributes once, and their octets.
// Not modelled: fast re-authentication and pseudonyms, which 5GS does not use (TS 33.501 F.3).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "simulator/base/names.hpp"

namespace akmasim::eap {

// How a value lies in its attribute (RFC 4187 8.1): type, length in units of 4 octets, then the value.
namespace at {
struct Alone {  // AT_AUTS
    std::uint8_t type;
};
struct Reserved {  // 2 reserved octets before it: AT_RAND, AT_AUTN, AT_MAC, AT_CHECKCODE
    std::uint8_t type;
};
struct Bits {  // its length in bits before it, padding behind it: AT_RES
    std::uint8_t type;
};
struct Counted {  // its length in octets before it, padding behind it: AT_IDENTITY, AT_KDF_INPUT
    std::uint8_t type;
};
struct Number {  // 2 octets: AT_KDF, AT_NOTIFICATION, AT_CLIENT_ERROR_CODE, AT_BIDDING
    std::uint8_t type;
};
struct Flag {  // being there is all it says: AT_ANY_ID_REQ and its like, AT_RESULT_IND
    std::uint8_t type;
};
struct Data {};  // no attribute: all that follows the type (RFC 3748 5.1)
}  // namespace at

enum class Code : std::uint8_t { request = 1, response = 2, success = 3, failure = 4 };
constexpr auto enum_names(Code) {
    return std::array{
        std::pair{Code::request, std::string_view("Request")}, std::pair{Code::response, std::string_view("Response")},
        std::pair{Code::success, std::string_view("Success")}, std::pair{Code::failure, std::string_view("Failure")}};
}

enum class Method : std::uint8_t { none = 0, identity = 1, aka_prime = 50 };
constexpr auto enum_names(Method) {
    return std::array{std::pair{Method::none, std::string_view("none")},
                      std::pair{Method::identity, std::string_view("Identity")},
                      std::pair{Method::aka_prime, std::string_view("AKA'")}};
}

// RFC 9048 3.2: the key derivation function; any other number is carried as it is.
constexpr std::uint16_t kdf_ck_prime = 1;
// RFC 4187 10.19: AT_NOTIFICATION; bit S (8000) says success, bit P (4000) that there was no challenge yet.
constexpr std::uint16_t notification_failure_after_authentication = 0;
constexpr std::uint16_t notification_failure = 0x4000;
constexpr std::uint16_t notification_success = 0x8000;
constexpr std::uint16_t unable_to_process_packet = 0;        // RFC 4187 10.20: AT_CLIENT_ERROR_CODE
constexpr std::uint16_t bidding_prefers_aka_prime = 0x8000;  // RFC 9048 4: bit D of AT_BIDDING

using Checkcode = BoundedOctets<"AT_CHECKCODE", 0, 32>;  // RFC 9048 3.5: 32 octets, or none without identity rounds

// Requests and responses, successes and failures have nothing in common but the header: so each is a type of its own.
struct Success {
    static constexpr std::string_view name = "Success";
    static constexpr std::string_view clause = "RFC 3748 4.2";
    static constexpr Code code = Code::success;
    static constexpr Method method = Method::none;
    static constexpr std::uint8_t subtype = 0;
    static void fields(auto&, auto&) {}
};

struct Failure {
    static constexpr std::string_view name = "Failure";
    static constexpr std::string_view clause = "RFC 3748 4.2";
    static constexpr Code code = Code::failure;
    static constexpr Method method = Method::none;
    static constexpr std::uint8_t subtype = 0;
    static void fields(auto&, auto&) {}
};

struct IdentityRequest {
    static constexpr std::string_view name = "Identity";
    static constexpr std::string_view clause = "RFC 3748 5.1";
    static constexpr Code code = Code::request;
    static constexpr Method method = Method::identity;
    static constexpr std::uint8_t subtype = 0;
    std::string text;  // to be shown to people; may be empty
    static void fields(auto& m, auto& visit) { visit("text", m.text, at::Data{}); }
};

struct IdentityResponse {
    static constexpr std::string_view name = "Identity";
    static constexpr std::string_view clause = "RFC 3748 5.1";
    static constexpr Code code = Code::response;
    static constexpr Method method = Method::identity;
    static constexpr std::uint8_t subtype = 0;
    std::string identity;  // TS 33.501 F.2: the SUCI as a NAI
    static void fields(auto& m, auto& visit) { visit("identity", m.identity, at::Data{}); }
};

struct ChallengeRequest {
    static constexpr std::string_view name = "Challenge";
    static constexpr std::string_view clause = "RFC 4187 9.3";
    static constexpr Code code = Code::request;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 1;
    Rand rand;
    Autn autn;
    // RFC 9048 3.1 and 3.2: without a name, or without a function it knows, a peer acts as if AUTN were wrong.
    std::vector<std::uint16_t> kdf{kdf_ck_prime};  // by preference
    std::optional<ServingNetworkName> kdf_input;
    std::optional<Checkcode> checkcode;
    bool result_ind = false;
    std::optional<std::uint16_t> bidding;
    AtMac mac;
    static void fields(auto& m, auto& visit) {
        visit("rand", m.rand, at::Reserved{1});
        visit("autn", m.autn, at::Reserved{2});
        visit("kdf", m.kdf, at::Number{24});
        visit("kdfInput", m.kdf_input, at::Counted{23});
        visit("checkcode", m.checkcode, at::Reserved{134});
        visit("resultInd", m.result_ind, at::Flag{135});
        visit("bidding", m.bidding, at::Number{136});
        visit("mac", m.mac, at::Reserved{11});
    }
};

struct ChallengeResponse {
    static constexpr std::string_view name = "Challenge";
    static constexpr std::string_view clause = "RFC 4187 9.4";
    static constexpr Code code = Code::response;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 1;
    std::optional<Res> res;          // with mac; or neither of them
    std::vector<std::uint16_t> kdf;  // RFC 9048 3.2: alone, to ask for another function
    std::optional<Checkcode> checkcode;
    bool result_ind = false;
    std::optional<AtMac> mac;
    static void fields(auto& m, auto& visit) {
        visit("res", m.res, at::Bits{3});
        visit("kdf", m.kdf, at::Number{24});
        visit("checkcode", m.checkcode, at::Reserved{134});
        visit("resultInd", m.result_ind, at::Flag{135});
        visit("mac", m.mac, at::Reserved{11});
    }
};

struct AuthenticationReject {
    static constexpr std::string_view name = "Authentication-Reject";
    static constexpr std::string_view clause = "RFC 4187 9.5";
    static constexpr Code code = Code::response;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 2;
    static void fields(auto&, auto&) {}
};

struct SynchronizationFailure {
    static constexpr std::string_view name = "Synchronization-Failure";
    static constexpr std::string_view clause = "RFC 4187 9.6";
    static constexpr Code code = Code::response;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 4;
    Auts auts;
    std::vector<std::uint16_t> kdf;  // RFC 9048 3.2: those of the challenge, when they had been negotiated
    static void fields(auto& m, auto& visit) {
        visit("auts", m.auts, at::Alone{4});
        visit("kdf", m.kdf, at::Number{24});
    }
};

struct AkaIdentityRequest {
    static constexpr std::string_view name = "Identity";
    static constexpr std::string_view clause = "RFC 4187 9.1";
    static constexpr Code code = Code::request;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 5;
    bool permanent_id_req = false;  // RFC 4187 4.1.4: one of the three
    bool any_id_req = false;
    bool fullauth_id_req = false;
    static void fields(auto& m, auto& visit) {
        visit("permanentIdReq", m.permanent_id_req, at::Flag{10});
        visit("anyIdReq", m.any_id_req, at::Flag{13});
        visit("fullauthIdReq", m.fullauth_id_req, at::Flag{17});
    }
};

struct AkaIdentityResponse {
    static constexpr std::string_view name = "Identity";
    static constexpr std::string_view clause = "RFC 4187 9.2";
    static constexpr Code code = Code::response;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 5;
    std::string identity;
    static void fields(auto& m, auto& visit) { visit("identity", m.identity, at::Counted{14}); }
};

struct NotificationRequest {
    static constexpr std::string_view name = "Notification";
    static constexpr std::string_view clause = "RFC 4187 9.10";
    static constexpr Code code = Code::request;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 12;
    std::uint16_t notification = notification_failure;
    std::optional<AtMac> mac;  // RFC 4187 6.2: there unless bit P is set
    static void fields(auto& m, auto& visit) {
        visit("notification", m.notification, at::Number{12});
        visit("mac", m.mac, at::Reserved{11});
    }
};

struct NotificationResponse {
    static constexpr std::string_view name = "Notification";
    static constexpr std::string_view clause = "RFC 4187 9.11";
    static constexpr Code code = Code::response;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 12;
    std::optional<AtMac> mac;
    static void fields(auto& m, auto& visit) { visit("mac", m.mac, at::Reserved{11}); }
};

struct ClientError {
    static constexpr std::string_view name = "Client-Error";
    static constexpr std::string_view clause = "RFC 4187 9.9";
    static constexpr Code code = Code::response;
    static constexpr Method method = Method::aka_prime;
    static constexpr std::uint8_t subtype = 14;
    std::uint16_t client_error_code = unable_to_process_packet;
    static void fields(auto& m, auto& visit) { visit("clientErrorCode", m.client_error_code, at::Number{22}); }
};

using Message = std::variant<Success, Failure, IdentityRequest, IdentityResponse, ChallengeRequest, ChallengeResponse,
                             AuthenticationReject, SynchronizationFailure, AkaIdentityRequest, AkaIdentityResponse,
                             NotificationRequest, NotificationResponse, ClientError>;

struct Packet {
    std::uint8_t identifier = 0;
    Message message;
};

// invalid: an identity or a network name longer than an attribute can hold.
Result<Octets> encode(const Packet& packet);

// malformed: a length that does not fit, an unknown code, type or subtype, an attribute that is missing, cut, repeated
// without leave or not known and not skippable (RFC 4187 8.1: those from 128 on are passed over). Order is free.
Result<Packet> decode(View octets);

// RFC 4187 10.15: what AT_MAC is computed over. malformed: no such packet, or it has no AT_MAC.
Result<Octets> with_mac_zeroed(View octets);

std::string_view name_of(const Message& message);
std::string_view clause_of(const Message& message);
Code code_of(const Message& message);

// An EAP packet in JSON: base64 (TS 29.509 EapPayload).
struct Payload {
    Octets octets;
    static Result<Payload> from_base64(std::string_view text);
    [[nodiscard]] std::string to_base64() const { return base64(octets); }
};

}  // namespace akmasim::eap

// SPDX-License-Identifier: Apache-2.0
// N1: the 5GS mobility management messages of TS 24.501 8.2 that registration needs, each field once, and their octets.
// Not modelled: gNB and NGAP; N1 goes from UE to AMF directly.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "simulator/base/names.hpp"
#include "simulator/protocol/nas_identity.hpp"

namespace akmasim::nas {

inline constexpr Octet epd_5gmm = 0x7e;  // the extended protocol discriminator (TS 24.501 9.2)

// How a field lies in the octets (TS 24.007 11.2.1.1). An optional field has an IEI.
namespace ie {
struct Bits {  // part of an octet: `width` bits from bit `shift` up; the last part of an octet ends it
    int shift;
    int width;
    bool ends = false;
};
struct V {};
struct LV {};
struct LVE {};
struct TV {
    std::uint8_t iei;
};
struct TLV {
    std::uint8_t iei;
};
struct TLVE {
    std::uint8_t iei;
};
}  // namespace ie

// TS 24.501 9.11.3.2; other values are carried as numbers.
enum class FiveGmmCause : std::uint8_t {
    illegal_ue = 3,
    illegal_me = 6,
    services_not_allowed = 7,
    identity_cannot_be_derived = 9,
    plmn_not_allowed = 11,
    no_suitable_cells = 15,
    mac_failure = 20,
    synch_failure = 21,
    congestion = 22,
    security_capabilities_mismatch = 23,
    security_mode_rejected = 24,
    non_5g_authentication_unacceptable = 26,
    ng_ksi_already_in_use = 71,
    serving_network_not_authorized = 73,
    semantically_incorrect = 95,
    invalid_mandatory_information = 96,
    message_type_unknown = 97,
    message_type_not_compatible = 98,
    message_not_compatible = 101,
    protocol_error = 111,
};

enum class RegistrationType : std::uint8_t { initial = 1, mobility = 2, periodic = 3, emergency = 4 };
constexpr std::uint8_t no_key = 7;  // ngKSI of a UE without a security context

struct RegistrationRequest {
    static constexpr std::string_view name = "RegistrationRequest";
    static constexpr std::string_view clause = "TS 24.501 8.2.6";
    static constexpr std::uint8_t type = 0x41;
    RegistrationType registration_type = RegistrationType::initial;
    bool follow_on_request = false;
    std::uint8_t ng_ksi = no_key;
    MobileIdentity identity;
    std::optional<Octets> five_gmm_capability;  // 1 to 13 octets
    std::optional<SecurityCapability> ue_security_capability;
    std::optional<Octets> nas_message_container;
    static void fields(auto& m, auto& visit) {
        visit("registrationType", m.registration_type, ie::Bits{0, 3});
        visit("followOnRequest", m.follow_on_request, ie::Bits{3, 1});
        visit("ngKsi", m.ng_ksi, ie::Bits{4, 3, true});
        visit("identity", m.identity, ie::LVE{});
        visit("fiveGmmCapability", m.five_gmm_capability, ie::TLV{0x10});
        visit("ueSecurityCapability", m.ue_security_capability, ie::TLV{0x2e});
        visit("container", m.nas_message_container, ie::TLVE{0x71});
    }
};

struct RegistrationAccept {
    static constexpr std::string_view name = "RegistrationAccept";
    static constexpr std::string_view clause = "TS 24.501 8.2.7";
    static constexpr std::uint8_t type = 0x42;
    std::uint8_t result = 1;  // 1: 3GPP access; bit 6: emergency
    std::optional<MobileIdentity> guti;
    static void fields(auto& m, auto& visit) {
        visit("result", m.result, ie::LV{});
        visit("guti", m.guti, ie::TLVE{0x77});
    }
};

struct RegistrationComplete {
    static constexpr std::string_view name = "RegistrationComplete";
    static constexpr std::string_view clause = "TS 24.501 8.2.8";
    static constexpr std::uint8_t type = 0x43;
    static void fields(auto&, auto&) {}
};

struct RegistrationReject {
    static constexpr std::string_view name = "RegistrationReject";
    static constexpr std::string_view clause = "TS 24.501 8.2.9";
    static constexpr std::uint8_t type = 0x44;
    FiveGmmCause cause{};
    static void fields(auto& m, auto& visit) { visit("cause", m.cause, ie::V{}); }
};

// From the UE (TS 24.501 8.2.12); the network's own request has another type, and is answered with another accept.
struct DeregistrationRequest {
    static constexpr std::string_view name = "DeregistrationRequest";
    static constexpr std::string_view clause = "TS 24.501 8.2.12";
    static constexpr std::uint8_t type = 0x45;
    std::uint8_t access_type = 1;  // 3GPP access
    bool switch_off = false;
    std::uint8_t ng_ksi = no_key;
    MobileIdentity identity;
    static void fields(auto& m, auto& visit) {
        visit("accessType", m.access_type, ie::Bits{0, 2});
        visit("switchOff", m.switch_off, ie::Bits{3, 1});
        visit("ngKsi", m.ng_ksi, ie::Bits{4, 3, true});
        visit("identity", m.identity, ie::LVE{});
    }
};

struct DeregistrationAccept {
    static constexpr std::string_view name = "DeregistrationAccept";
    static constexpr std::string_view clause = "TS 24.501 8.2.13";
    static constexpr std::uint8_t type = 0x46;
    static void fields(auto&, auto&) {}
};

struct NetworkDeregistrationRequest {
    static constexpr std::string_view name = "NetworkDeregistrationRequest";
    static constexpr std::string_view clause = "TS 24.501 8.2.14";
    static constexpr std::uint8_t type = 0x47;
    std::uint8_t access_type = 1;
    bool reregistration_required = false;
    static void fields(auto& m, auto& visit) {
        visit("accessType", m.access_type, ie::Bits{0, 2});
        visit("reregistrationRequired", m.reregistration_required, ie::Bits{2, 1, true});
    }
};

struct NetworkDeregistrationAccept {
    static constexpr std::string_view name = "NetworkDeregistrationAccept";
    static constexpr std::string_view clause = "TS 24.501 8.2.15";
    static constexpr std::uint8_t type = 0x48;
    static void fields(auto&, auto&) {}
};

struct AuthenticationRequest {
    static constexpr std::string_view name = "AuthenticationRequest";
    static constexpr std::string_view clause = "TS 24.501 8.2.1";
    static constexpr std::uint8_t type = 0x56;
    std::uint8_t ng_ksi = 0;
    Octets abba{0, 0};  // TS 33.501 A.7.1
    std::optional<Rand> rand;
    std::optional<Autn> autn;
    std::optional<Octets> eap;
    static void fields(auto& m, auto& visit) {
        visit("ngKsi", m.ng_ksi, ie::Bits{0, 3, true});
        visit("abba", m.abba, ie::LV{});
        visit("rand", m.rand, ie::TV{0x21});
        visit("autn", m.autn, ie::TLV{0x20});
        visit("eap", m.eap, ie::TLVE{0x78});
    }
};

struct AuthenticationResponse {
    static constexpr std::string_view name = "AuthenticationResponse";
    static constexpr std::string_view clause = "TS 24.501 8.2.2";
    static constexpr std::uint8_t type = 0x57;
    std::optional<ResStar> res_star;
    std::optional<Octets> eap;
    static void fields(auto& m, auto& visit) {
        visit("resStar", m.res_star, ie::TLV{0x2d});
        visit("eap", m.eap, ie::TLVE{0x78});
    }
};

struct AuthenticationReject {
    static constexpr std::string_view name = "AuthenticationReject";
    static constexpr std::string_view clause = "TS 24.501 8.2.5";
    static constexpr std::uint8_t type = 0x58;
    std::optional<Octets> eap;
    static void fields(auto& m, auto& visit) { visit("eap", m.eap, ie::TLVE{0x78}); }
};

struct AuthenticationFailure {
    static constexpr std::string_view name = "AuthenticationFailure";
    static constexpr std::string_view clause = "TS 24.501 8.2.4";
    static constexpr std::uint8_t type = 0x59;
    FiveGmmCause cause{};
    std::optional<Auts> auts;
    static void fields(auto& m, auto& visit) {
        visit("cause", m.cause, ie::V{});
        visit("auts", m.auts, ie::TLV{0x30});
    }
};

struct AuthenticationResult {
    static constexpr std::string_view name = "AuthenticationResult";
    static constexpr std::string_view clause = "TS 24.501 8.2.3";
    static constexpr std::uint8_t type = 0x5a;
    std::uint8_t ng_ksi = 0;
    Octets eap;  // Success or Failure
    std::optional<Octets> abba;
    static void fields(auto& m, auto& visit) {
        visit("ngKsi", m.ng_ksi, ie::Bits{0, 3, true});
        visit("eap", m.eap, ie::LVE{});
        visit("abba", m.abba, ie::TLV{0x38});
    }
};

struct IdentityRequest {
    static constexpr std::string_view name = "IdentityRequest";
    static constexpr std::string_view clause = "TS 24.501 8.2.21";
    static constexpr std::uint8_t type = 0x5b;
    IdentityType identity_type = IdentityType::suci;
    static void fields(auto& m, auto& visit) { visit("identityType", m.identity_type, ie::Bits{0, 3, true}); }
};

struct IdentityResponse {
    static constexpr std::string_view name = "IdentityResponse";
    static constexpr std::string_view clause = "TS 24.501 8.2.22";
    static constexpr std::uint8_t type = 0x5c;
    MobileIdentity identity;
    static void fields(auto& m, auto& visit) { visit("identity", m.identity, ie::LVE{}); }
};

struct SecurityModeCommand {
    static constexpr std::string_view name = "SecurityModeCommand";
    static constexpr std::string_view clause = "TS 24.501 8.2.25";
    static constexpr std::uint8_t type = 0x5d;
    std::uint8_t ia = 2;  // selected NIA, NEA
    std::uint8_t ea = 0;
    std::uint8_t ng_ksi = 0;
    SecurityCapability replayed_capability;
    std::optional<std::uint8_t> additional_security_information;  // bit 1 HDP, bit 2 RINMR
    std::optional<Octets> eap;
    std::optional<Octets> abba;
    static void fields(auto& m, auto& visit) {
        visit("ia", m.ia, ie::Bits{0, 4});
        visit("ea", m.ea, ie::Bits{4, 4, true});
        visit("ngKsi", m.ng_ksi, ie::Bits{0, 3, true});
        visit("replayedCapability", m.replayed_capability, ie::LV{});
        visit("additionalSecurityInformation", m.additional_security_information, ie::TLV{0x36});
        visit("eap", m.eap, ie::TLVE{0x78});
        visit("abba", m.abba, ie::TLV{0x38});
    }
};

struct SecurityModeComplete {
    static constexpr std::string_view name = "SecurityModeComplete";
    static constexpr std::string_view clause = "TS 24.501 8.2.26";
    static constexpr std::uint8_t type = 0x5e;
    std::optional<Octets> nas_message_container;
    static void fields(auto& m, auto& visit) { visit("container", m.nas_message_container, ie::TLVE{0x71}); }
};

struct SecurityModeReject {
    static constexpr std::string_view name = "SecurityModeReject";
    static constexpr std::string_view clause = "TS 24.501 8.2.27";
    static constexpr std::uint8_t type = 0x5f;
    FiveGmmCause cause{};
    static void fields(auto& m, auto& visit) { visit("cause", m.cause, ie::V{}); }
};

struct FiveGmmStatus {
    static constexpr std::string_view name = "FiveGmmStatus";
    static constexpr std::string_view clause = "TS 24.501 8.2.29";
    static constexpr std::uint8_t type = 0x64;
    FiveGmmCause cause{};
    static void fields(auto& m, auto& visit) { visit("cause", m.cause, ie::V{}); }
};

// Seed only, no 3GPP IE: the study's sentence that the UE learns from the 5GC that the 5G MSG server supports AKMA.
// TS 24.501 gives the type 0xF1 to nobody.
struct SeedAkmaCapability {
    static constexpr std::string_view name = "SeedAkmaCapability";
    static constexpr std::string_view clause = "TR 33.862 key issue 2 (seed only, no 3GPP IE)";
    static constexpr std::uint8_t type = 0xf1;
    bool akma_supported = true;
    static void fields(auto& m, auto& visit) { visit("akmaSupported", m.akma_supported, ie::V{}); }
};

using Message =
    std::variant<RegistrationRequest, RegistrationAccept, RegistrationComplete, RegistrationReject,
                 DeregistrationRequest, DeregistrationAccept, NetworkDeregistrationRequest, NetworkDeregistrationAccept,
                 AuthenticationRequest, AuthenticationResponse, AuthenticationReject, AuthenticationFailure,
                 AuthenticationResult, IdentityRequest, IdentityResponse, SecurityModeCommand, SecurityModeComplete,
                 SecurityModeReject, FiveGmmStatus, SeedAkmaCapability>;

// The plain NAS message. decode: malformed for a mandatory IE that is cut or of a wrong length, an unknown type, an IE
// that must be comprehended and is not known, or a protected message. Optional IEs may come in any order; unknown ones
// are skipped (TS 24.007 11.2.4), and of ours one that is empty, cut or of a wrong length counts as absent.
Octets encode(const Message& message);
Result<Message> decode(View plain);
// TS 24.501 7: the 5GMM cause with which a receiver complains about a message that decode refuses; none where it is to
// be ignored (7.2.1: too short) or is no 5GMM message at all.
std::optional<FiveGmmCause> complaint_about(View plain);
std::string_view name_of(const Message& message);
std::string_view clause_of(const Message& message);

// TS 24.501 9.3.
enum class SecurityHeaderType : std::uint8_t {
    plain = 0,
    integrity = 1,
    integrity_ciphered = 2,
    integrity_new_context = 3,           // Security Mode Command
    integrity_ciphered_new_context = 4,  // Security Mode Complete
};

using Mac = FixedOctets<"NAS-MAC", 4>;

struct Protected {
    SecurityHeaderType security_header_type = SecurityHeaderType::plain;
    Mac mac;  // both meaningless when plain
    Octet sn = 0;
    Octets body;  // the NAS message, ciphered or not; when plain the whole message

    [[nodiscard]] bool is_plain() const { return security_header_type == SecurityHeaderType::plain; }
    [[nodiscard]] bool is_ciphered() const {
        return security_header_type == SecurityHeaderType::integrity_ciphered ||
               security_header_type == SecurityHeaderType::integrity_ciphered_new_context;
    }
    [[nodiscard]] Octets authenticated() const;  // TS 24.501 4.4.3.3 (assumed): SN, then body
};

Octets encode_outer(const Protected& message);
Result<Protected> decode_outer(View octets);  // malformed: not 7E, an unknown security header, or too short

}  // namespace akmasim::nas

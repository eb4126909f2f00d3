// SPDX-License-Identifier: Apache-2.0
// Who a UE says it is on N1: SUCI and 5G-GUTI as octets (TS 24.501 9.11.3.4) and as text (TS 29.571, TS 23.003 28.7.3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "simulator/base/names.hpp"
#include "simulator/base/octets.hpp"

namespace akmasim::nas {

// TBCD digits, low nibble first, an odd last high nibble is F. malformed: a non-digit, or nothing.
Result<Octets> packed_digits(std::string_view digits);
Result<std::string> digits_of(View packed);

enum class SupiFormat : std::uint8_t { imsi = 0, network_specific = 1, gci = 2, gli = 3 };

// The one form of a SUCI inside the code. TS 33.501 C.2, C.3: scheme 0 is null, 1 profile A, 2 profile B.
struct Suci {
    SupiFormat supi_format = SupiFormat::imsi;
    std::string mcc;                // 3 digits (IMSI)
    std::string mnc;                // 2 or 3 digits (IMSI)
    std::string realm;              // home network domain (other formats)
    std::string routing_indicator;  // 1 to 4 digits, leading zeros count
    std::uint8_t protection_scheme = 0;
    std::uint8_t home_network_public_key_id = 0;  // 0 with the null scheme, else 1..254
    // Null scheme: packed MSIN digits (IMSI) or the user name (else). Others: ephemeral public key, ciphertext, MAC
    // tag.
    Octets scheme_output;

    [[nodiscard]] bool supi_revealed() const { return protection_scheme == 0; }
    [[nodiscard]] akmasim::Suci text() const;  // suci-0-<mcc>-<mnc>-<rid>-<scheme>-<key id>-<output>
    // malformed: not the pattern of TS 29.571, or values TS 24.501 reserves; one error text for all.
    static Result<Suci> from_text(std::string_view text);

    [[nodiscard]] Octets octets() const;  // the contents of the mobile identity IE
    static Result<Suci> from_octets(View contents);

    auto operator<=>(const Suci&) const = default;
};

// The SUPI that the null scheme shows, or that a home network found: plaintext is what the scheme concealed.
Result<Supi> supi_of(const Suci& suci, View plaintext);

struct Guti {
    std::string mcc;
    std::string mnc;
    std::uint8_t amf_region = 0;
    std::uint16_t amf_set = 0;     // 10 bits
    std::uint8_t amf_pointer = 0;  // 6 bits
    std::uint32_t tmsi = 0;

    [[nodiscard]] std::string text() const;  // 5g-guti-<mcc><mnc><6 hex><8 hex>
    [[nodiscard]] Octets octets() const;
    static Result<Guti> from_octets(View contents);

    auto operator<=>(const Guti&) const = default;
};

// IMEI, 5G-S-TMSI and the rest: carried, not read. Not modelled: their digits.
struct OtherIdentity {
    Octets contents;
    auto operator<=>(const OtherIdentity&) const = default;
};

using MobileIdentity = std::variant<Suci, Guti, OtherIdentity>;
Octets octets_of(const MobileIdentity& identity);
Result<MobileIdentity> identity_from(View contents);

enum class IdentityType : std::uint8_t { none = 0, suci = 1, guti = 2, imei = 3, s_tmsi = 4, imeisv = 5 };

// TS 24.501 9.11.3.54: bit 8 of an octet is algorithm 0.
struct SecurityCapability {
    std::uint8_t ea = 0;
    std::uint8_t ia = 0;
    Octets more;  // EPS algorithms and spare octets, kept as they came (0 to 6)

    [[nodiscard]] bool offers_ea(int algorithm) const { return algorithm < 8 && (ea >> (7 - algorithm) & 1) != 0; }
    [[nodiscard]] bool offers_ia(int algorithm) const { return algorithm < 8 && (ia >> (7 - algorithm) & 1) != 0; }
    void add_ea(int algorithm) { ea = static_cast<std::uint8_t>(ea | 0x80 >> algorithm); }
    void add_ia(int algorithm) { ia = static_cast<std::uint8_t>(ia | 0x80 >> algorithm); }
    auto operator<=>(const SecurityCapability&) const = default;
};

}  // namespace akmasim::nas

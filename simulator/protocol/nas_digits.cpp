// SPDX-License-Identifier: Apache-2.0
// Digits, PLMN and 5G-GUTI as octets (TS 24.008 10.5.1.3, TS 24.501 9.11.3.4).
#include <algorithm>

#include <fmt/format.h>

#include "simulator/protocol/nas_octets.hpp"

namespace akmasim::nas {

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<Octets> packed_digits(std::string_view digits) {
    if (digits.empty() || !all_digits(digits)) return fail(Cause::malformed, "expected decimal digits");
    Octets packed;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const int high = i + 1 < digits.size() ? digits[i + 1] - '0' : 0xf;
        packed.push_back(static_cast<Octet>(high << 4 | (digits[i] - '0')));
    }
    return packed;
}

Result<std::string> digits_of(View packed) {
    std::string digits;
    for (std::size_t i = 0; i < packed.size(); ++i) {
        const int low = packed[i] & 0xf;
        const int high = packed[i] >> 4;
        const bool filler = high == 0xf && i + 1 == packed.size();
        if (low > 9 || (high > 9 && !filler)) return fail(Cause::malformed, "expected packed decimal digits");
        digits.push_back(static_cast<char>('0' + low));
        if (!filler) digits.push_back(static_cast<char>('0' + high));
    }
    if (digits.empty()) return fail(Cause::malformed, "expected packed decimal digits");
    return digits;
}

void append_plmn(Octets& out, std::string_view mcc, std::string_view mnc) {
    const auto digit = [](std::string_view text, std::size_t i) {
        return i < text.size() ? (text[i] - '0') & 0xf : 0xf;
    };
    out.push_back(static_cast<Octet>(digit(mcc, 1) << 4 | digit(mcc, 0)));
    out.push_back(static_cast<Octet>(digit(mnc, 2) << 4 | digit(mcc, 2)));
    out.push_back(static_cast<Octet>(digit(mnc, 1) << 4 | digit(mnc, 0)));
}

Result<Plmn> plmn_from(View three) {
    const auto text = [](int digit) { return digit > 9 ? '?' : static_cast<char>('0' + digit); };
    Plmn plmn;
    for (const int digit : {three[0] & 0xf, three[0] >> 4, three[1] & 0xf}) plmn.mcc.push_back(text(digit));
    for (const int digit : {three[2] & 0xf, three[2] >> 4}) plmn.mnc.push_back(text(digit));
    if (three[1] >> 4 != 0xf) plmn.mnc.push_back(text(three[1] >> 4));
    if (!all_digits(plmn.mcc + plmn.mnc)) return fail(Cause::malformed, "a PLMN of other than digits");
    return plmn;
}

std::string Guti::text() const {
    const std::uint32_t amf =
        static_cast<std::uint32_t>(amf_region) << 16 | static_cast<std::uint32_t>(amf_set) << 6 | amf_pointer;
    return fmt::format("5g-guti-{}{}{:06x}{:08x}", mcc, mnc, amf, tmsi);
}

Octets Guti::octets() const {
    Octets out{0xf2};
    append_plmn(out, mcc, mnc);
    const int set_and_pointer = amf_set << 6 | (amf_pointer & 0x3f);
    out.push_back(amf_region);
    out.push_back(static_cast<Octet>(set_and_pointer >> 8));
    out.push_back(static_cast<Octet>(set_and_pointer));
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<Octet>(tmsi >> shift));
    return out;
}

Result<Guti> Guti::from_octets(View contents) {
    if (contents.size() != 11 || (contents[0] & 7) != static_cast<int>(IdentityType::guti)) {
        return fail(Cause::malformed, "5G-GUTI: expected 11 octets of type 2");
    }
    auto plmn = TRY(plmn_from(contents.subspan(1, 3)));
    Guti guti{std::move(plmn.mcc), std::move(plmn.mnc), contents[4], 0, 0, 0};
    guti.amf_set = static_cast<std::uint16_t>(contents[5] << 2 | contents[6] >> 6);
    guti.amf_pointer = contents[6] & 0x3f;
    for (const Octet octet : contents.subspan(7)) guti.tmsi = guti.tmsi << 8 | octet;
    return guti;
}

Octets octets_of(const MobileIdentity& identity) {
    if (const auto* other = std::get_if<OtherIdentity>(&identity)) return other->contents;
    if (const auto* guti = std::get_if<Guti>(&identity)) return guti->octets();
    return std::get<Suci>(identity).octets();
}

Result<MobileIdentity> identity_from(View contents) {
    if (contents.empty()) return fail(Cause::malformed, "mobile identity: empty");
    switch (static_cast<IdentityType>(contents[0] & 7)) {
        case IdentityType::suci: return MobileIdentity(TRY(Suci::from_octets(contents)));
        case IdentityType::guti: return MobileIdentity(TRY(Guti::from_octets(contents)));
        default: return MobileIdentity(OtherIdentity{Octets(contents.begin(), contents.end())});
    }
}

}  // namespace akmasim::nas

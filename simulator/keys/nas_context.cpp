// SPDX-License-Identifier: Apache-2.0
// Protecting and opening N1 messages.
#include "simulator/keys/nas_context.hpp"

#include <algorithm>

#include "simulator/crypto/nas_security.hpp"

namespace akmasim {
namespace {

constexpr Octet bearer_3gpp = 1;         // TS 33.501 6.4.2.2: the NAS connection identifier of 3GPP access
constexpr std::size_t outer_octets = 7;  // TS 24.501 9.1.1: EPD, security header, MAC (4), sequence number
constexpr Octet epd_5gmm = 0x7e;

bool is_ciphered(SecurityHeader header) {
    return header == SecurityHeader::ciphered || header == SecurityHeader::ciphered_new_context;
}

}  // namespace

NasContext NasContext::clone() const {
    NasContext copy(enc_.clone(), int_.clone(), ea_, ia_);
    copy.counts_ = counts_;
    copy.refuses_replays_ = refuses_replays_;
    return copy;
}

void NasContext::cipher(std::span<Octet> message, std::uint32_t count, Direction direction) const {
    crypto::nea(ea_, enc_, count, bearer_3gpp, static_cast<Octet>(direction), message);
}

std::array<Octet, 4> NasContext::mac(View sn_and_message, std::uint32_t count, Direction direction) const {
    // TS 33.501 D.3.1.1: the MAC of NIA0 is zeros.
    return crypto::nia(ia_, int_, count, bearer_3gpp, static_cast<Octet>(direction), sn_and_message);
}

Octets NasContext::ciphered_for_next(Octets container, Direction direction) const {
    cipher(container, next_count(direction), direction);
    return container;
}

Octets NasContext::deciphered_of_last(Octets container, Direction direction) const {
    cipher(container, next_count(direction) - 1, direction);
    return container;
}

Octets NasContext::protect(View plain, SecurityHeader header, Direction direction) {
    auto& count = counts_[static_cast<std::size_t>(direction)];
    Octets octets(outer_octets + plain.size());
    octets[0] = epd_5gmm;
    octets[1] = static_cast<Octet>(header);
    octets[6] = static_cast<Octet>(count);
    std::ranges::copy(plain, octets.begin() + outer_octets);
    // TS 24.501 4.4.4 and 4.4.5 (assumed): ciphering first, then the MAC over sequence number and message.
    const auto message = std::span(octets).subspan(outer_octets);
    if (is_ciphered(header)) cipher(message, count, direction);
    std::ranges::copy(mac(std::span(octets).subspan(6), count, direction), octets.begin() + 2);
    ++count;
    if (ia_ == 0) count &= last_count;
    return octets;
}

Result<Octets> NasContext::unprotect(View octets, Direction direction) {
    if (octets.size() <= outer_octets + 2)
        return fail(Cause::malformed, "a protected NAS message shorter than its header");
    auto& next = counts_[static_cast<std::size_t>(direction)];
    // TS 24.501 4.4.3.1: the overflow counter is estimated so that COUNT is the smallest one not yet used.
    const Octet sn = octets[6];
    std::uint32_t count = (next & 0x00ffff00U) | sn;
    if (refuses_replays_ && count < next) count += 0x100;
    if (ia_ == 0) count &= last_count;
    if (used_up(direction) || count > last_count)
        return fail(Cause::integrity, "a NAS message after the last COUNT of its security context");
    const auto expected = mac(octets.subspan(6), count, direction);
    if (!same_in_constant_time(expected, octets.subspan(2, 4))) {
        return fail(Cause::integrity, "the MAC of a NAS message does not verify, or its COUNT was used before");
    }
    Octets plain(octets.begin() + outer_octets, octets.end());
    if (is_ciphered(static_cast<SecurityHeader>(octets[1] & 0x0f))) cipher(plain, count, direction);
    if (count < next) return plain;  // a replay that was to be taken
    next = ia_ == 0 ? (count + 1) & last_count : count + 1;
    return plain;
}

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
// A 5G NAS security context: COUNTs, integrity and ciphering of N1, the same code for both ends (TS 33.501 6.4,
// TS 24.501 4.4).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "simulator/base/names.hpp"
#include "simulator/base/result.hpp"

namespace akmasim {

enum class Direction : Octet { uplink = 0, downlink = 1 };

// TS 24.501 9.3.1: the security header type of a 5GS mobility management message.
enum class SecurityHeader : Octet {
    plain = 0,
    integrity = 1,
    ciphered = 2,
    integrity_new_context = 3,
    ciphered_new_context = 4
};

class NasContext {
public:
    NasContext() = default;
    // COUNT begins at 0 (TS 33.501 6.4.5, assumed); at another number only to show what happens near its end.
    NasContext(KNasEnc enc, KNasInt integrity, int ea, int ia, std::uint32_t first_count = 0)
        : enc_(std::move(enc)), int_(std::move(integrity)), ea_(ea), ia_(ia), counts_{first_count, first_count} {}
    [[nodiscard]] NasContext clone() const;

    // To show what TS 24.501 4.4.3.1 is for: a COUNT that was used is taken once more.
    void take_replays() { refuses_replays_ = false; }

    // What crosses: 7E, security header, MAC, SN, the message ciphered where the header says so. The COUNT goes up.
    Octets protect(View plain, SecurityHeader header, Direction direction);

    // The plain message, if MAC and COUNT are right. integrity: a wrong MAC or a COUNT already used; nothing has
    // changed.
    Result<Octets> unprotect(View octets, Direction direction);

    // TS 24.501 4.4.6: the NAS message container of an initial message is ciphered with that message's COUNT: for the
    // sender the next one, for the receiver the one it has just verified.
    [[nodiscard]] Octets ciphered_for_next(Octets container, Direction direction) const;
    [[nodiscard]] Octets deciphered_of_last(Octets container, Direction direction) const;

    // TS 24.501 4.4.3.5 (assumed): COUNT has 24 bits and never wraps round under the same keys. Close to its end the
    // network makes new keys; after it nothing is sent or taken. With NIA0 there is nothing to lose, and it wraps.
    static constexpr std::uint32_t last_count = 0x00ffffff;
    static constexpr std::uint32_t close_to_the_end = 64;  // messages; more than an authentication takes
    [[nodiscard]] bool used_up(Direction direction) const { return ia_ != 0 && next_count(direction) > last_count; }
    [[nodiscard]] bool nearly_used_up() const {
        return ia_ != 0 && std::max(counts_[0], counts_[1]) > last_count - close_to_the_end;
    }

    [[nodiscard]] int ea() const { return ea_; }
    [[nodiscard]] int ia() const { return ia_; }
    [[nodiscard]] std::uint32_t next_count(Direction direction) const {
        return counts_[static_cast<std::size_t>(direction)];
    }

private:
    void cipher(std::span<Octet> message, std::uint32_t count, Direction direction) const;
    [[nodiscard]] std::array<Octet, 4> mac(View sn_and_message, std::uint32_t count, Direction direction) const;

    KNasEnc enc_;
    KNasInt int_;
    int ea_ = 0;
    int ia_ = 0;
    bool refuses_replays_ = true;
    std::array<std::uint32_t, 2> counts_{};  // the next COUNT to send or the lowest acceptable, per direction
};

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
// TUAK, TS 35.231: f1 to f5, f1* and f5* out of Keccak-f[1600]. K, MAC, RES, CK and IK have the length that the
// operator chooses (5.1, assumed).
#pragma once

#include "simulator/crypto/authentication_functions.hpp"

namespace akmasim::crypto {

using Top = Secret<"TOP", 32>;
using Topc = Secret<"TOPc", 32>;

// TS 35.231 6.1. invalid: a K of neither 16 nor 32 octets, or iterations out of range.
Result<Topc> topc_from_top(const PermanentKey& k, const Top& top, int iterations);

// All that the specification allows.
class Tuak {
public:
    struct Lengths {          // in octets
        std::size_t res = 8;  // 4, 8, 16, 32
        std::size_t ck = 16;  // 16, 32
        std::size_t ik = 16;
    };
    struct Outputs {
        Octets res;                      // f2
        BoundedSecret<"CK", 16, 32> ck;  // f3
        BoundedSecret<"IK", 16, 32> ik;  // f4
        Sqn ak;                          // f5
    };

    static Result<Tuak> make(const PermanentKey& k, Topc topc, int iterations);

    // A MAC has 8, 16 or 32 octets.
    [[nodiscard]] Result<Octets> f1(const Rand& rand, const Sqn& sqn, const AmfField& amf, std::size_t octets) const;
    [[nodiscard]] Result<Octets> f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf,
                                         std::size_t octets) const;
    [[nodiscard]] Result<Outputs> f2345(const Rand& rand, const Lengths& lengths) const;
    [[nodiscard]] Sqn f5_star(const Rand& rand) const;

private:
    Tuak(PermanentKey k, Topc topc, int iterations)
        : k_(std::move(k)), topc_(std::move(topc)), iterations_(iterations) {}

    PermanentKey k_;
    Topc topc_;
    int iterations_;
};

// TUAK as AKA uses it: MACs of 64 bits, as AUTN and AUTS have room for; CK and IK of 128 bits; RES of 4, 8 or 16
// octets.
class TuakFunctions final : public AuthenticationFunctions {
public:
    static Result<std::unique_ptr<TuakFunctions>> make(Tuak tuak, int res_octets);

    [[nodiscard]] Outputs vector(const Rand& rand) const override;
    [[nodiscard]] MacA f1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const override;
    [[nodiscard]] MacS f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf) const override;
    [[nodiscard]] std::string_view clause() const override { return "TS 35.231 6.4"; }

private:
    TuakFunctions(Tuak tuak, std::size_t res_octets) : tuak_(std::move(tuak)), res_octets_(res_octets) {}

    Tuak tuak_;
    std::size_t res_octets_;
};

}  // namespace akmasim::crypto

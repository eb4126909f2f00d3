// SPDX-License-Identifier: Apache-2.0
// Milenage, TS 35.206: f1 to f5, f1* and f5* of one subscriber.
#pragma once

#include "simulator/crypto/authentication_functions.hpp"

namespace akmasim::crypto {

Opc opc_from_op(const LongTermKey& k, const Op& op);  // TS 35.206 4.1

class Milenage final : public AuthenticationFunctions {
public:
    Milenage(const LongTermKey& k, const Opc& opc) : k_(k.clone()), opc_(opc.clone()) {}

    [[nodiscard]] Outputs vector(const Rand& rand) const override;
    [[nodiscard]] MacA f1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const override;
    [[nodiscard]] MacS f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf) const override;
    [[nodiscard]] std::string_view clause() const override { return "TS 35.206 4.1"; }

private:
    [[nodiscard]] std::array<Octet, 16> out1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const;

    LongTermKey k_;
    Opc opc_;
};

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
// Milenage, TS 35.206: f1 to f5, f1* and f5* of one subscriber.
#pragma once

#include "simulator/base/names.hpp"

namespace akmasim::crypto {

Opc opc_from_op(const LongTermKey& k, const Op& op);  // TS 35.206 4.1

// The same from text to text, for configurations; empty: not 32 hexadecimal digits each.
std::string opc_text(std::string_view k, std::string_view op);

class Milenage {
public:
    struct Outputs {
        Res res;      // f2
        Ck ck;        // f3
        Ik ik;        // f4
        Sqn ak;       // f5
        Sqn ak_star;  // f5*
    };

    Milenage(const LongTermKey& k, const Opc& opc) : k_(k.clone()), opc_(opc.clone()) {}

    [[nodiscard]] Outputs vector(const Rand& rand) const;
    [[nodiscard]] MacA f1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const;
    [[nodiscard]] MacS f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf) const;

private:
    [[nodiscard]] std::array<Octet, 16> out1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const;

    LongTermKey k_;
    Opc opc_;
};

}  // namespace akmasim::crypto

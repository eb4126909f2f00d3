// SPDX-License-Identifier: Apache-2.0
// f1 to f5, f1* and f5* of one subscriber (TS 33.102 6.3.2), whichever algorithm set the operator chose: what the USIM
// and the ARPF have in common and nobody between them knows.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "simulator/base/bounded_secret.hpp"
#include "simulator/base/names.hpp"

namespace akmasim::crypto {

class AuthenticationFunctions {
public:
    struct Outputs {
        Res res;      // f2
        Ck ck;        // f3
        Ik ik;        // f4
        Sqn ak;       // f5
        Sqn ak_star;  // f5*
    };

    AuthenticationFunctions() = default;
    AuthenticationFunctions(const AuthenticationFunctions&) = delete;
    AuthenticationFunctions& operator=(const AuthenticationFunctions&) = delete;
    virtual ~AuthenticationFunctions() = default;

    [[nodiscard]] virtual Outputs vector(const Rand& rand) const = 0;
    [[nodiscard]] virtual MacA f1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const = 0;
    [[nodiscard]] virtual MacS f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf) const = 0;
    [[nodiscard]] virtual std::string_view clause() const = 0;  // where f3 and f4 stand, for records
};

using PermanentKey = BoundedSecret<"K", 16, 32>;    // 32 octets only with TUAK
using OperatorCode = BoundedSecret<"OPc", 16, 32>;  // OPc of Milenage, TOPc of TUAK

// A subscriber's algorithm set and its secrets, as the configurations of USIM and ARPF spell them.
struct Credentials {
    PermanentKey k;
    OperatorCode opc;
    std::optional<std::string> algorithm;  // milenage (absent) or tuak
    std::optional<int> keccak_iterations;  // of tuak; absent: 1
    std::optional<int> res_octets;         // of tuak; absent: 8

    static void fields(auto& m, auto& visit) {
        visit("key", m.k);
        visit("opc", m.opc);
        visit("algorithm", m.algorithm);
        visit("keccakIterations", m.keccak_iterations);
        visit("resOctets", m.res_octets);
    }
};

// invalid: no such algorithm set, or lengths that it does not take.
Result<std::unique_ptr<const AuthenticationFunctions>> functions_of(const Credentials& credentials);

// Another key, another OP or OPc (TOP, TOPc) of the same algorithm set, as orders to change them spell it.
struct CredentialsChange {
    std::optional<PermanentKey> k;
    std::optional<std::string> op;       // hexadecimal
    std::optional<std::string> op_type;  // OP, OPC (absent), TOP, TOPC

    static void fields(auto& m, auto& visit) {
        visit("key", m.k);
        visit("op", m.op);
        visit("opType", m.op_type);
    }
};

// invalid: what stands there then does not fit together.
Result<void> apply(CredentialsChange change, Credentials& credentials);

// OPc of K and OP, or TOPc of K and TOP, from text to text, for configurations; empty: digits that do not fit.
std::string opc_text(const std::string& algorithm, int keccak_iterations, const std::string& k, const std::string& op);

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/authentication_functions.hpp"

#include "simulator/crypto/milenage.hpp"
#include "simulator/crypto/tuak.hpp"

namespace akmasim::crypto {
namespace {

using Functions = std::unique_ptr<const AuthenticationFunctions>;

Result<Functions> milenage_of(const Credentials& credentials) {
    const auto k = TRY(LongTermKey::from(credentials.k.expose()));
    const auto opc = TRY(Opc::from(credentials.opc.expose()));
    return Functions(std::make_unique<Milenage>(k, opc));
}

Result<Functions> tuak_of(const Credentials& credentials) {
    auto topc = TRY(Topc::from(credentials.opc.expose()));
    auto tuak = TRY(Tuak::make(credentials.k, std::move(topc), credentials.keccak_iterations.value_or(1)));
    return Functions(TRY(TuakFunctions::make(std::move(tuak), credentials.res_octets.value_or(8))));
}

}  // namespace

Result<Functions> functions_of(const Credentials& credentials) {
    const auto& algorithm = credentials.algorithm.value_or("milenage");
    if (algorithm == "milenage") return milenage_of(credentials);
    if (algorithm == "tuak") return tuak_of(credentials);
    return fail(Cause::invalid, "algorithm: expected milenage or tuak, got " + algorithm);
}

Result<void> apply(CredentialsChange change, Credentials& credentials) {
    if (change.op && !change.op_type.value_or("OPC").ends_with('C')) {
        if (!change.k) return fail(Cause::invalid, "an OP without its key");
        const auto& algorithm = credentials.algorithm.value_or("milenage");
        change.op = opc_text(algorithm, credentials.keccak_iterations.value_or(1), hex(change.k->expose()), *change.op);
    }
    if (change.op) credentials.opc = TRY(OperatorCode::from_text(*change.op));
    if (change.k) credentials.k = std::move(*change.k);
    return {};
}

std::string opc_text(const std::string& algorithm, int keccak_iterations, const std::string& k, const std::string& op) {
    if (algorithm == "tuak") {
        const auto key = PermanentKey::from_text(k);
        const auto top = Top::from_text(op);
        if (!key || !top) return "";
        const auto topc = topc_from_top(*key, *top, keccak_iterations);
        return topc ? hex(topc->expose()) : std::string();
    }
    const auto key = LongTermKey::from_text(k);
    const auto variant = Op::from_text(op);
    return key && variant ? hex(opc_from_op(*key, *variant).expose()) : std::string();
}

}  // namespace akmasim::crypto

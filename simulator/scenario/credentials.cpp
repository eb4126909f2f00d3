// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/credentials.hpp"

#include "simulator/base/letters.hpp"

#include <algorithm>

namespace akmasim::scenario {
namespace {

std::string usual_op_type(const std::string& algorithm) { return algorithm == "tuak" ? "TOPC" : "OPC"; }

}  // namespace

Credentials credentials_of(const Subscriber& subscriber) {
    return {subscriber.algorithm, subscriber.key.text, subscriber.op.text,
            subscriber.op_type.value_or(usual_op_type(subscriber.algorithm)), subscriber.tuak};
}

Credentials usim_credentials_of(const Subscriber& subscriber) {
    auto credentials = credentials_of(subscriber);
    const auto& usim = subscriber.usim;
    if (usim.algorithm) credentials.op_type = usual_op_type(*usim.algorithm);
    if (usim.algorithm) credentials.algorithm = *usim.algorithm;
    if (usim.key) credentials.k = usim.key->text;
    if (usim.op) credentials.op = usim.op->text;
    if (usim.op_type) credentials.op_type = *usim.op_type;
    return credentials;
}

std::string name_of_op(const Credentials& credentials) {
    auto name = credentials.op_type;
    if (name.ends_with('C')) name.back() = 'c';
    return name;
}

void write(json::Writer& out, const Credentials& credentials, const Derivers& derivers) {
    const auto& [algorithm, k, op, op_type, tuak] = credentials;
    const auto opc = op_type.ends_with('C') ? lower(op) : derivers.opc(algorithm, tuak.iterations, k, op);
    out.key("key").string(lower(k)).key("opc").string(opc).key("algorithm").string(algorithm);
    if (algorithm != "tuak") return;
    out.key("keccakIterations").integer(tuak.iterations).key("resOctets").integer(tuak.res_octets);
}

}  // namespace akmasim::scenario

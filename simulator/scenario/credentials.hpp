// SPDX-License-Identifier: Apache-2.0
// The algorithm set of a subscriber and its secrets: as the network has them, and as the USIM has them.
#pragma once

#include "simulator/base/json.hpp"
#include "simulator/scenario/configure.hpp"

namespace akmasim::scenario {

struct Credentials {
    std::string algorithm;  // milenage, tuak
    std::string k;          // hexadecimal, as in the file
    std::string op;
    std::string op_type;  // OP, OPC, TOP, TOPC
    TuakSettings tuak;
};

Credentials credentials_of(const Subscriber& subscriber);
Credentials usim_credentials_of(const Subscriber& subscriber);

// The secret's name, as records spell it: OP, OPc, TOP, TOPc.
std::string name_of_op(const Credentials& credentials);

// As USIM and ARPF are told them: OPc instead of OP, TOPc instead of TOP.
void write(json::Writer& out, const Credentials& credentials, const Derivers& derivers);

}  // namespace akmasim::scenario

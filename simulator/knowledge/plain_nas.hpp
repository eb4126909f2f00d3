// SPDX-License-Identifier: Apache-2.0
// What a ciphered NAS message says, for who holds the keys: of a revealed recording.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "simulator/base/octets.hpp"
#include "simulator/record/event.hpp"

namespace akmasim::knowledge {

// Walks a recording in order. TS 24.501 4.4.3.1: COUNT is an overflow and the SN that crosses, per direction.
class NasReader {
public:
    void learn(const record::Event& derivation);  // a KNASenc with its value

    // The plain message inside a protected one; nothing: it is plain, its key is not known, or it does not decipher.
    std::optional<Octets> plain_of(const record::Event& message);

private:
    struct Context {
        std::string enc;  // KNASenc, hexadecimal
        std::string algorithm;
        std::map<bool, std::uint32_t> last_count;  // by "uplink"
    };
    std::map<std::string, Context> contexts_;  // by subscriber
};

}  // namespace akmasim::knowledge

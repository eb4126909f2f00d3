// SPDX-License-Identifier: Apache-2.0
// Which members of SBI bodies are keys: what a recording must not show.
#pragma once

#include <array>
#include <string_view>

#include "simulator/base/names.hpp"

namespace akmasim {

struct SecretMember {
    std::string_view member;
    std::string_view key;
};
inline constexpr std::array<SecretMember, 7> secret_members{{{"ckPrime", CkPrime::name},
                                                             {"ikPrime", IkPrime::name},
                                                             {"kausf", KAusf::name},
                                                             {"kseaf", KSeaf::name},
                                                             {"kSeaf", KSeaf::name},
                                                             {"kAkma", KAkma::name},
                                                             {"kaf", KAf::name}}};

// The key's name; empty: the member is no secret.
constexpr std::string_view secret_named(std::string_view member) {
    for (const auto& one : secret_members) {
        if (one.member == member) return one.key;
    }
    return {};
}

}  // namespace akmasim

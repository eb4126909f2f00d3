// SPDX-License-Identifier: Apache-2.0
// Pieces that several NAS identities are made of; for the codecs of this room only.
#pragma once

#include <string>
#include <string_view>

#include "simulator/protocol/nas_identity.hpp"

namespace akmasim::nas {

struct Plmn {
    std::string mcc;
    std::string mnc;
};

bool all_digits(std::string_view text);
void append_plmn(Octets& out, std::string_view mcc, std::string_view mnc);
Result<Plmn> plmn_from(View three);  // malformed: other than digits; exactly three octets are read

}  // namespace akmasim::nas

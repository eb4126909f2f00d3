// SPDX-License-Identifier: Apache-2.0
// The words a scenario may use for messages and for what network functions hold, so that a slip of the pen is refused
// and does not become an expectation that always holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace akmasim::scenario {

// Names of the messages of a link ("N1", "N12", "Ua", ...); empty: there is no such link, or nothing crosses it.
const std::vector<std::string_view>& messages_of(std::string_view link);
const std::vector<std::string_view>& links();
// Names that a pattern for this message may have: its fields, and from, to, ue, inside, seenBy.
std::vector<std::string_view> fields_of(std::string_view link, std::string_view message);

const std::vector<std::string_view>& holders();   // first part of an address: ue, amf, ..., Ua
const std::vector<std::string_view>& holdings();  // last part: KAUSF, A-KID, mmState, ...

// Why these protocols of Ua cannot be asked for together; empty: they can.
std::string why_not_asked(const std::vector<std::string>& protocols);

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
#include "simulator/base/result.hpp"

namespace akmasim {

std::string_view name_of(Cause cause) {
    switch (cause) {
        case Cause::malformed: return "malformed";
        case Cause::unexpected: return "unexpected";
        case Cause::wrong_sender: return "wrong sender";
        case Cause::integrity: return "integrity";
        case Cause::unauthorized: return "unauthorized";
        case Cause::library: return "library";
        case Cause::invalid: return "invalid";
    }
    return "unknown";
}

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
// To whom a request goes: to somebody known, or to whoever the NRF finds.
#pragma once

#include <optional>
#include <string>

#include "simulator/protocol/envelope.hpp"

namespace akmasim {

struct Recipient {
    Recipient(Address known) : address(std::move(known)) {}  // NOLINT(google-explicit-constructor): an address is one
    Recipient(std::string role, std::string instance) : address{std::move(role), std::move(instance)} {}

    Address address;  // where there is no NRF to ask
    // TS 33.535 6.7: any of the role that serves this Routing Indicator; empty: any at all.
    std::optional<std::string> serving;
};

}  // namespace akmasim

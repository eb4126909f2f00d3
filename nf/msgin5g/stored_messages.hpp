// SPDX-License-Identifier: Apache-2.0
// Messages that wait for their recipients (TS 23.554 8.3.6), each once, until they are too old.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <tuple>

#include "simulator/machine/effects.hpp"
#include "simulator/protocol/msgin5g.hpp"

namespace akmasim::msgin5g {

class StoredMessages {
public:
    // The same Message ID of the same originator is the same message: kept once. false: there is no room for its
    // recipient.
    bool keep(const Msg& message, Time now);
    [[nodiscard]] std::size_t waiting_for(const UeServiceId& recipient) const;
    [[nodiscard]] std::size_t size() const { return all_.size(); }

private:
    using Key = std::tuple<UeServiceId, UeServiceId, std::string>;  // recipient, originator, Message ID
    void forget_old(Time now);

    std::map<Key, Msg> all_;
    std::map<UeServiceId, std::size_t> by_recipient_;
    std::deque<std::pair<Time, Key>> by_age_;  // when each is too old, the oldest first
};

}  // namespace akmasim::msgin5g

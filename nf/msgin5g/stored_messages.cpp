// SPDX-License-Identifier: Apache-2.0
#include "nf/msgin5g/stored_messages.hpp"

namespace akmasim::msgin5g {
namespace {

// TS 23.554 8.3.6: by the server's policy where the sender says nothing; both numbers are assumed.
constexpr Time longest = 86'400 * Time{1'000'000'000};
constexpr std::size_t most_of_a_recipient = 1'000;

}  // namespace

void StoredMessages::forget_old(Time now) {
    while (!by_age_.empty() && by_age_.front().first <= now) {
        const auto& key = by_age_.front().second;
        const auto of = by_recipient_.find(std::get<0>(key));
        if (of != by_recipient_.end() && --of->second == 0) by_recipient_.erase(of);
        all_.erase(key);
        by_age_.pop_front();
    }
}

std::size_t StoredMessages::waiting_for(const UeServiceId& recipient) const {
    const auto held = by_recipient_.find(recipient);
    return held == by_recipient_.end() ? 0 : held->second;
}

bool StoredMessages::keep(const Msg& message, Time now) {
    forget_old(now);
    const Key key{message.dest_addr.addr, message.ori_addr.addr, message.msg_id};
    if (all_.contains(key)) return true;
    auto& held = by_recipient_[message.dest_addr.addr];
    if (held >= most_of_a_recipient) return false;
    ++held;
    all_.emplace(key, message);
    by_age_.emplace_back(now + longest, key);
    return true;
}

}  // namespace akmasim::msgin5g

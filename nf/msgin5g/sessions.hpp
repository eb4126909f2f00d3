// SPDX-License-Identifier: Apache-2.0
// The sessions that live, from their first octets to their end, found by what is asked for: a key's A-KID, a UE, a
// registered name. Nobody walks through all of them.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "simulator/base/names.hpp"
#include "simulator/machine/turn.hpp"

namespace akmasim::msgin5g {

struct Session;

class Sessions {
public:
    std::shared_ptr<Session> begin(const ReplyTo& ue);
    void end(const Session& session);

    // The A-KID of a session is known, or is another from now on.
    void name(Session& session, AKid a_kid);
    // The newest tunnel with a UE Service ID has it; an older one must register again.
    void bind(Session& session);
    void unbind(Session& session);

    [[nodiscard]] std::vector<std::shared_ptr<Session>> under(const AKid& a_kid) const;  // in the order they began
    [[nodiscard]] const Session* newest_established(const std::string& ue) const;
    [[nodiscard]] std::size_t size() const { return all_.size(); }

private:
    using Number = std::uint64_t;  // of a session, in the order they began
    std::map<Number, std::shared_ptr<Session>> all_;
    std::map<AKid, std::map<Number, std::shared_ptr<Session>>> by_a_kid_;
    std::map<std::string, std::map<Number, const Session*>> by_ue_;
    std::map<UeServiceId, Session*> bound_;
    Number newest_ = 0;
};

}  // namespace akmasim::msgin5g

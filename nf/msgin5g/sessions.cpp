// SPDX-License-Identifier: Apache-2.0
#include "nf/msgin5g/sessions.hpp"

#include "nf/msgin5g/msgin5g.hpp"

namespace akmasim::msgin5g {
namespace {

template <class Index, class Key>
void remove(Index& index, const Key& key, std::uint64_t number) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    found->second.erase(number);
    if (found->second.empty()) index.erase(found);
}

}  // namespace

std::shared_ptr<Session> Sessions::begin(const ReplyTo& ue) {
    auto session = std::make_shared<Session>();
    session->ue = ue;
    session->number = ++newest_;
    all_.emplace(session->number, session);
    by_ue_[ue.peer.instance].emplace(session->number, session.get());
    return session;
}

void Sessions::end(const Session& ended) {
    const auto found = all_.find(ended.number);
    if (found == all_.end()) return;
    const auto session = found->second;
    unbind(*session);
    remove(by_a_kid_, session->a_kid, session->number);
    remove(by_ue_, session->ue.peer.instance, session->number);
    all_.erase(found);
}

void Sessions::name(Session& session, AKid a_kid) {
    remove(by_a_kid_, session.a_kid, session.number);
    session.a_kid = std::move(a_kid);
    by_a_kid_[session.a_kid].emplace(session.number, all_.at(session.number));
}

void Sessions::bind(Session& session) {
    auto& holder = bound_[session.registered];
    if (holder != nullptr && holder != &session) holder->registered = UeServiceId{};
    holder = &session;
}

void Sessions::unbind(Session& session) {
    const auto found = bound_.find(session.registered);
    if (found != bound_.end() && found->second == &session) bound_.erase(found);
    session.registered = UeServiceId{};
}

std::vector<std::shared_ptr<Session>> Sessions::under(const AKid& a_kid) const {
    std::vector<std::shared_ptr<Session>> found;
    if (const auto known = by_a_kid_.find(a_kid); known != by_a_kid_.end())
        for (const auto& [number, session] : known->second) found.push_back(session);
    return found;
}

const Session* Sessions::newest_established(const std::string& ue) const {
    const auto known = by_ue_.find(ue);
    if (known == by_ue_.end()) return nullptr;
    for (auto one = known->second.rbegin(); one != known->second.rend(); ++one)
        if (one->second->established) return one->second;
    return nullptr;
}

}  // namespace akmasim::msgin5g

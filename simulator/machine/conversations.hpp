// SPDX-License-Identifier: Apache-2.0
// Named states and on(State, Message, Turn) overloads: the pairs a role accepts, and the book of its conversations.
#pragma once

#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "simulator/base/result.hpp"
#include "simulator/machine/turn.hpp"

namespace akmasim {

template <class Role, class Was, class Message>
concept Accepts = requires(Role& role, const Was& was, const Message& message, Turn& turn) {
    { role.on(was, message, turn) } -> std::same_as<Result<typename Role::State>>;
};

template <class State>
std::string_view name_of_state(const State& state) {
    return std::visit([](const auto& held) { return std::remove_cvref_t<decltype(held)>::name; }, state);
}

// What a state waits for, if it does: a timer of base/timers.hpp that runs while the conversation is in it. A state says
// so with guard(); where the book is not kept by numbers, guarded() says which the timer runs under.
struct Wait {
    std::string_view timer;  // empty: for nobody
    std::uint64_t conversation = 0;
    bool operator==(const Wait&) const = default;
};

template <class State, class Key>
Wait wait_of(const State& state, const Key& key) {
    return std::visit(
        [&](const auto& held) -> Wait {
            if constexpr (!requires { held.guard(); })
                return {};
            else if constexpr (requires { held.guarded(); })
                return {held.guard(), held.guarded()};
            else
                return {held.guard(), key};
        },
        state);
}

// Calls the one overload for (state, message); a pair without one is unexpected, and nothing has happened.
template <class Role, class Message>
Result<typename Role::State> dispatch(Role& role, const typename Role::State& state, const Message& message,
                                      Turn& turn) {
    return std::visit(
        [&](const auto& was) -> Result<typename Role::State> {
            using Was = std::remove_cvref_t<decltype(was)>;
            if constexpr (Accepts<Role, Was, Message>) {
                return role.on(was, message, turn);
            } else {
                return fail(Cause::unexpected, fmt::format("{} while {}", Message::name, Was::name));
            }
        },
        state);
}

// The pairs (state, message) that Role accepts, in the order of its variants.
using AcceptedPairs = std::vector<std::pair<std::string_view, std::string_view>>;

namespace detail {

template <class Role, class Was, class... Messages>
void collect(AcceptedPairs& pairs, const std::variant<Messages...>*) {
    (
        [&] {
            if constexpr (Accepts<Role, Was, Messages>) pairs.emplace_back(Was::name, Messages::name);
        }(),
        ...);
}

template <class Role, class... States>
AcceptedPairs collect_all(const std::variant<States...>*) {
    AcceptedPairs pairs;
    (collect<Role, States>(pairs, static_cast<const typename Role::Hears*>(nullptr)), ...);
    return pairs;
}

}  // namespace detail

template <class Role>
AcceptedPairs accepted_pairs() {
    return detail::collect_all<Role>(static_cast<const typename Role::State*>(nullptr));
}

// A state in which there is nothing left to remember: the first one of a role, and each that is marked `ends`. Its
// conversation is forgotten as soon as it is entered.
template <class State>
[[nodiscard]] bool has_ended(const State& state) {
    return std::visit(
        [](const auto& held) {
            using Held = std::remove_cvref_t<decltype(held)>;
            if constexpr (requires { Held::ends; }) return Held::ends;
            return std::is_same_v<Held, std::variant_alternative_t<0, State>>;
        },
        state);
}

// The conversations of one role: each has a state of its own, and belongs to whoever began it.
template <class Role, class Key = std::uint64_t>
class Conversations {
public:
    using State = typename Role::State;

    explicit Conversations(Role& role) : role_(role) {}

    [[nodiscard]] const State* find(const Key& key) const {
        const auto found = held_.find(key);
        return found == held_.end() ? nullptr : &found->second.state;
    }

    // Somebody else began it.
    [[nodiscard]] bool belongs_to_another(const Key& key, const Address& than) const {
        const auto found = held_.find(key);
        return found != held_.end() && found->second.owner != than;
    }

    // An unknown key begins a conversation in the first state; it stays only if the message was taken. The timer of the
    // state that is left is stopped, that of the state which is entered starts.
    template <class Message>
    Result<void> hear(const Key& key, const Message& message, Turn& turn) {
        const auto found = held_.find(key);
        const State fresh{};
        const State& was = found == held_.end() ? fresh : found->second.state;
        const auto waited = wait_of(was, key);
        auto next = TRY(dispatch(role_, was, message, turn));
        const bool entered = next.index() != was.index();
        if (entered) turn.changed(name_of_state(was), name_of_state(next));
        const auto waits = has_ended(next) ? Wait{} : wait_of(next, key);
        if (!waited.timer.empty() && waited != waits) turn.stop(waited.timer, waited.conversation);
        if (!waits.timer.empty() && (entered || waited != waits)) turn.start(waits.timer, waits.conversation);
        if (has_ended(next))
            held_.erase(key);
        else if (found == held_.end())
            held_.insert_or_assign(key, Held{std::move(next), turn.sender()});
        else
            found->second.state = std::move(next);
        return {};
    }

    // What a conversation waited for, an answer or the end of a timer. Where it has ended meanwhile, nobody waits any
    // more and nothing happens.
    template <class Message>
    Result<void> resume(const Key& key, const Message& message, Turn& turn) {
        if (!held_.contains(key)) return {};
        return hear(key, message, turn);
    }

    void forget(const Key& key) { held_.erase(key); }
    [[nodiscard]] std::size_t size() const { return held_.size(); }

private:
    struct Held {
        State state;
        Address owner;
    };

    Role& role_;
    std::map<Key, Held> held_;
};

}  // namespace akmasim

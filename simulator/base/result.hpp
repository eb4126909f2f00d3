// SPDX-License-Identifier: Apache-2.0
// What can go wrong, as a value: every fallible function returns Result<T>, and TRY hands an error on.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace akmasim {

// A cause exists only if somebody reacts to it.
enum class Cause {
    malformed,     // octets or text that no decoder accepts
    unexpected,    // a message the receiver does not accept in its state
    wrong_sender,  // the message belongs to a conversation with somebody else
    integrity,     // a MAC, binder or tag does not verify, or a COUNT is replayed
    unauthorized,  // an access token that is missing, or not for this
    library,       // OpenSSL, ZeroMQ or the system refused
    invalid,       // a scenario, recording or command line that asks for what cannot be
};

std::string_view name_of(Cause cause);

struct Error {
    Cause cause;
    std::string detail;  // what, where, and what was expected; never a secret
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Cause cause, std::string detail) {
    return tl::unexpected<Error>(Error{cause, std::move(detail)});
}

}  // namespace akmasim

// auto value = TRY(expression);  leaves the function with the error, or yields the value.
#define TRY(expression) AKMASIM_TRY_AS(AKMASIM_JOIN(try_result_, __COUNTER__), expression)
#define AKMASIM_TRY_AS(result, expression)                                               \
    __extension__({                                                                      \
        auto result = (expression);                                                      \
        if (!result) return tl::unexpected<::akmasim::Error>(std::move(result).error()); \
        ::akmasim::detail::take(std::move(result));                                      \
    })
#define AKMASIM_JOIN(left, right) AKMASIM_JOIN_EXPANDED(left, right)
#define AKMASIM_JOIN_EXPANDED(left, right) left##right

namespace akmasim::detail {

template <class T>
T take(Result<T>&& result) {
    return std::move(*result);
}
inline void take(Result<void>&&) {}

}  // namespace akmasim::detail

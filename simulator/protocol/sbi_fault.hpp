// SPDX-License-Identifier: Apache-2.0
// What is wrong with a request that its receiver cannot read, as far as its sender may know: the cause of TS 29.500
// 5.2.7.2 and the member's name. Values and the reader's own words stay out of it.
#pragma once

#include <string>
#include <string_view>

#include "simulator/protocol/body.hpp"
#include "simulator/protocol/envelope.hpp"

namespace akmasim::sbi {

struct Fault {
    std::string_view cause;  // empty: nothing is wrong with the form
    std::string member;
    int status = 400;
};

// Tries the members of a body one by one, in the order of their list.
class FaultFinder {
public:
    explicit FaultFinder(json::Value object) : object_(object) {}

    template <class T>
    void operator()(std::string_view name, T& value) {
        const auto member = object_.member(name);
        if (!member)
            found("MANDATORY_IE_MISSING", name);
        else if (!body::detail::BodyReader::take(*member, value))
            found("MANDATORY_IE_INCORRECT", name);
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>& value) {
        const auto member = object_.member(name);
        if (member && !body::detail::BodyReader::take(*member, value.emplace())) found("OPTIONAL_IE_INCORRECT", name);
    }

    [[nodiscard]] const Fault& fault() const { return fault_; }

private:
    void found(std::string_view cause, std::string_view name) {
        if (fault_.cause.empty()) fault_ = {cause, std::string(name)};
    }

    json::Value object_;
    Fault fault_;
};

struct Refusal {
    HttpHead head;
    std::string body;
};

// TS 29.500 5.2.7.2: 400 with ProblemDetails, 404 or 405 where the path or the method is none that is served; RFC 6749
// 5.2 where an access token was asked for.
Refusal refusal_of(const Envelope& request);

}  // namespace akmasim::sbi

// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/sbi_fault.hpp"

#include "simulator/base/octets.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/protocol/sbi_bodies.hpp"

namespace akmasim::sbi {
namespace {

constexpr int bad_request = 400;

Fault fault_in(const Envelope& request) {
    const auto route = match(request.http->method, request.http->path, request.link);
    // TS 29.500 table 5.2.7.2-1 (assumed): a path that is no path of ours has no service behind it that could be named.
    if (!route) return {"INVALID_MSG_FORMAT", {}};
    if (route->operation == &nf_discover) return {"MANDATORY_QUERY_PARAM_INCORRECT", {}};
    const auto body = request_body(route->operation);
    auto fault = body.fault == nullptr ? Fault{} : body.fault(text_of(request.octets));
    // Every member can be read, so what they say together, or what stands in the path, cannot be.
    if (fault.cause.empty()) fault.cause = "MANDATORY_IE_INCORRECT";
    return fault;
}

bool asks_for_token(const Envelope& request) {
    const auto route = match(request.http->method, request.http->path, request.link);
    return route && route->operation == &access_token;
}

}  // namespace

Refusal refusal_of(const Envelope& request) {
    if (asks_for_token(request)) {
        auto head = problem_head(bad_request);
        head.content_type = json_type;
        return {std::move(head), body::write(nnrf::AccessTokenErr{"invalid_request"})};
    }
    const auto fault = fault_in(request);
    return {problem_head(bad_request), problem(bad_request, fault.cause, fault.member)};
}

}  // namespace akmasim::sbi

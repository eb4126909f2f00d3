// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/sbi_fault.hpp"

#include "simulator/base/octets.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/protocol/sbi_bodies.hpp"

namespace akmasim::sbi {
namespace {

constexpr int bad_request = 400;

// The name and version of the API: "/nudm-ueau/v1/".
std::string_view api_of(std::string_view path) {
    const auto version = path.find('/', 1);
    const auto end = version == std::string_view::npos ? version : path.find('/', version + 1);
    return path.substr(0, end == std::string_view::npos ? end : end + 1);
}

// TS 29.500 tables 5.2.7.1-1 and 5.2.7.2-1: why method and path mean no operation of this link. Not modelled: the
// header Allow, which goes with 405.
Fault fault_of_path(const HttpHead& head, Link link) {
    bool known_api = false;
    bool known_resource = false;
    for (const auto* operation : operations()) {
        if (operation->link != link) continue;
        known_api = known_api || head.path.starts_with(api_of(operation->path));
        if (!fits(head.path, *operation)) continue;
        if (operation->method == head.method) return {"INVALID_MSG_FORMAT", {}};  // its variable part is at fault
        known_resource = true;
    }
    if (known_resource) return {{}, head.method, 405};
    if (known_api) return {"RESOURCE_URI_STRUCTURE_NOT_FOUND", {}, 404};
    return {"INVALID_API", {}};
}

Fault fault_in(const Envelope& request) {
    const auto route = match(request.http->method, request.http->path, request.link);
    if (!route) return fault_of_path(*request.http, request.link);
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
    return {problem_head(fault.status), problem(fault.status, fault.cause, fault.member)};
}

}  // namespace akmasim::sbi

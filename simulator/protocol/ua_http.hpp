// SPDX-License-Identifier: Apache-2.0
// An HTTP message inside TLS for readers; for the ua*.cpp files only.
#pragma once

#include "simulator/base/json.hpp"
#include "simulator/protocol/http1.hpp"
#include "simulator/protocol/ua_coap.hpp"

namespace akmasim::ua {

bool looks_like_http(View content);
// "HttpRequest", "HttpResponse". A bearer token is left out: it is a secret.
DescribedCoap describe(const http1::Message& message);

// The members of a JSON body, and its payload as text (ua_coap.cpp).
void write_json_body(json::Writer& out, std::string_view text);

}  // namespace akmasim::ua

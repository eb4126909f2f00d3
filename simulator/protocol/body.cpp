// SPDX-License-Identifier: Apache-2.0
// The parts of reading a JSON body that need no template.
#include "simulator/protocol/body.hpp"

namespace akmasim::body::detail {

Result<void> BodyReader::take(json::Value from, std::string& value) {
    const auto text = from.string();
    if (!text) return fail(Cause::malformed, "expected a string");
    value = std::string(*text);
    return {};
}

Result<void> BodyReader::take(json::Value from, bool& value) {
    const auto truth = from.boolean();
    if (!truth) return fail(Cause::malformed, "expected true or false");
    value = *truth;
    return {};
}

void BodyReader::refuse(std::string_view name, std::string_view why) {
    error_ = Error{Cause::malformed, std::string(name) + ": " + std::string(why)};
}

void BodyReader::keep(std::string_view name, const Result<void>& taken) {
    if (!taken) refuse(name, taken.error().detail);
}

json::Document& shared_document() {
    thread_local json::Document document;
    return document;
}

}  // namespace akmasim::body::detail

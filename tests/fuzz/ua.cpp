// SPDX-License-Identifier: Apache-2.0
// Fuzzes the description of Ua, N1 and SBI octets: whatever comes, the fields are JSON.
#include <cstdlib>

#include "simulator/base/json.hpp"
#include "simulator/protocol/describe.hpp"
#include "simulator/protocol/ua.hpp"

namespace {

using namespace akmasim;

class Blank : public Redactor {
public:
    std::string fingerprint(std::string_view, View) override { return "0000000000000000"; }
    bool reveal() override { return false; }
};

void must_be_json(const std::string& text) {
    static json::Document document;
    if (!document.parse(text)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const View octets(data, size);
    const auto plain_size = std::min<std::size_t>(data[0], size - 1);
    const auto told = ua::describe(octets.subspan(1 + plain_size), octets.subspan(1, plain_size));
    must_be_json(told.fields_json);
    if (!told.inside_fields_json.empty()) must_be_json(told.inside_fields_json);
    Blank blank;
    Envelope envelope;
    envelope.link = Link::n1;
    envelope.octets.assign(octets.begin(), octets.end());
    must_be_json(describe(envelope, blank).fields_json);
    envelope.link = Link::n61;
    envelope.http = HttpHead{"POST", "/naanf-akma/v1/register-anchorkey", 0, {}, {}};
    must_be_json(describe(envelope, blank).fields_json);
    (void)redacted_body(envelope, blank);
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
// What a record says about an envelope: the message's name, its clause and its fields as JSON, secrets fingerprinted.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "simulator/protocol/envelope.hpp"

namespace akmasim {

namespace sbi {
struct Operation;
}

// How a run writes its secrets. One per run: it also remembers which request a stream carries, since an SBI response
// does not name its operation.
class Redactor {
public:
    virtual ~Redactor() = default;
    virtual std::string fingerprint(std::string_view key_name, View value) = 0;  // 16 hex digits
    virtual bool reveal() = 0;                                                   // write values as hex instead

private:
    friend class Requests;
    std::map<std::tuple<Link, Address, std::uint64_t>, const sbi::Operation*> asked_;
};

struct Inside {
    std::string name;
    std::string clause;
    std::string fields_json;
};

struct Description {
    std::string name;  // without the link: "RegistrationRequest"; "Undecodable" for what no decoder accepts
    std::string clause;
    std::string fields_json;       // an object
    std::optional<Inside> inside;  // the CoAP message that a TLS record carries
};

// Never fails. Call it once per envelope, in the order of sending.
Description describe(const Envelope& envelope, Redactor& redactor);

// The JSON text of an SBI body with each secret's hex digits replaced by "fp:" and its fingerprint (as it is when
// revealing). Other links: the octets as text, untouched.
std::string redacted_body(const Envelope& envelope, Redactor& redactor);

}  // namespace akmasim

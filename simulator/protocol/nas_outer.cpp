// SPDX-License-Identifier: Apache-2.0
// The security header around a NAS message: TS 24.501 9.1.1 and 9.3. Keys and counts are not seen here.
#include <fmt/format.h>

#include "simulator/protocol/nas.hpp"

namespace akmasim::nas {

Octets Protected::authenticated() const {
    Octets out;
    out.reserve(1 + body.size());
    out.push_back(sn);
    append(out, body);
    return out;
}

Octets encode_outer(const Protected& message) {
    if (message.is_plain()) return message.body;
    Octets out;
    out.reserve(7 + message.body.size());
    out.push_back(epd_5gmm);
    out.push_back(static_cast<Octet>(message.security_header_type));
    append(out, message.mac.view());
    out.push_back(message.sn);
    append(out, message.body);
    return out;
}

Result<Protected> decode_outer(View octets) {
    if (octets.size() < 3) return fail(Cause::malformed, "a NAS message has 3 octets at least");
    if (octets[0] != epd_5gmm) return fail(Cause::malformed, "not 5GS mobility management");
    if (octets[1] > static_cast<Octet>(SecurityHeaderType::integrity_ciphered_new_context)) {
        return fail(Cause::malformed, fmt::format("security header type {:02x} is reserved", octets[1]));
    }
    Protected message;
    message.security_header_type = static_cast<SecurityHeaderType>(octets[1]);
    View body = octets;
    if (!message.is_plain()) {
        if (octets.size() < 8) return fail(Cause::malformed, "a protected NAS message has 8 octets at least");
        message.mac = TRY(Mac::from(octets.subspan(2, 4)));
        message.sn = octets[6];
        body = octets.subspan(7);
    }
    message.body.assign(body.begin(), body.end());
    return message;
}

}  // namespace akmasim::nas

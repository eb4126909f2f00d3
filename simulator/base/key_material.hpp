// SPDX-License-Identifier: Apache-2.0
// Texts that quote what somebody wrote show no key in it, however it was written.
#pragma once

#include <string>

namespace akmasim {

// Puts asterisks in the place of what may be a key, octet for octet, so that columns stay: 16 hexadecimal digits or more,
// also in groups (465b5ce8 b199b49f, 46:5b:5c, 0x46, 0x5b), base64 and base64url of 16 octets or more, and whatever
// stands behind a name such as `key:`, `op:` or `privateKey:`. A path, a domain name and an A-KID stay.
void hide_keys(std::string& text);

inline std::string without_keys(std::string text) {
    hide_keys(text);
    return text;
}

}  // namespace akmasim

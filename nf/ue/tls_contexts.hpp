// SPDX-License-Identifier: Apache-2.0
// The TLS settings of all UEs of a process: one context for each set of protocols that is asked for, made at first use.
#pragma once

#include <map>
#include <string>

#include "simulator/machine/ua_modes.hpp"

namespace akmasim::ue {

class TlsContexts {
public:
    explicit TlsContexts(bool keylog) : keylog_(keylog) {}

    // trust_anchor: DER, in hexadecimal; for protocols with a certificate. invalid: protocols that cannot go together.
    Result<crypto::tls::Context*> of(const ua_modes::Names& protocols, const std::string& trust_anchor) {
        std::string key = trust_anchor;
        for (const auto& name : protocols) key += "," + name;
        if (const auto found = contexts_.find(key); found != contexts_.end()) return &found->second;
        crypto::tls::Settings settings;
        settings.modes = ua_modes::modes_of(protocols, false);
        if (settings.modes.empty()) settings.modes = ua_modes::modes_of(protocols, true);
        settings.trust_anchor = TRY(from_hex(trust_anchor));
        settings.keylog = keylog_;
        auto context = TRY(crypto::tls::Context::client(settings));
        return &contexts_.emplace(key, std::move(context)).first->second;
    }

private:
    bool keylog_;
    std::map<std::string, crypto::tls::Context> contexts_;
};

}  // namespace akmasim::ue

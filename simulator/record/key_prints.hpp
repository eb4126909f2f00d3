// SPDX-License-Identifier: Apache-2.0
// Secret -> fingerprint, under the id of one recording; remembers every secret that the run has shown, for the sweep.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "simulator/crypto/hash.hpp"
#include "simulator/protocol/describe.hpp"

namespace akmasim::record {

class KeyPrints : public Redactor {
public:
    KeyPrints(Octets id, bool reveals) : id_(std::move(id)), reveal_(reveals) {}

    std::string fingerprint(std::string_view, View value) override {
        secrets.emplace(value.begin(), value.end());
        return of(value);
    }
    bool reveal() override { return reveal_; }
    [[nodiscard]] std::string of(View value) const { return hex(View(crypto::hmac_sha256(id_, value)).first(8)); }

    std::set<Octets> secrets;

private:
    Octets id_;
    bool reveal_;
};

}  // namespace akmasim::record

// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/home_network_keys.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/letters.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/scenario/configurations.hpp"

namespace akmasim::cli {
namespace {

using scenario::Node;

std::string fault_of(const scenario::Scenario& what, const std::string& name, const scenario::Subscriber& subscriber) {
    const int scheme = subscriber.protection_scheme;
    const int id = subscriber.home_network_public_key_id;
    if (scheme == 0) return "";
    const auto key = std::ranges::find_if(what.home_network_keys,
                                          [&](const auto& one) { return one.id == id && one.scheme == scheme; });
    if (key == what.home_network_keys.end())
        return fmt::format("subscriber '{}': homeNetworkKeys has no key with id {} and scheme {}, so no SUCI of it opens",
                           name, id, scheme);
    const auto& own = subscriber.home_network_public_key;
    if (!own || scenario::compressed(lower(own->text)) == home_network_public_key(scheme, key->private_key.text)) return "";
    return fmt::format("subscriber '{}': its homeNetworkPublicKey does not belong to the private key {} of homeNetworkKeys",
                       name, id);
}

}  // namespace

std::string home_network_public_key(int scheme, const std::string& private_key) {
    const auto octets = HomeNetworkPrivateKey::from_text(private_key);
    if (!octets) return "";
    const auto key = crypto::HomeNetworkKey::from(static_cast<crypto::Scheme>(scheme), *octets);
    return key ? hex(key->public_key()) : "";
}

scenario::Diagnostics unmatched_home_network_keys(const scenario::Scenario& what, const Node& resolved) {
    scenario::Diagnostics found;
    for (const auto& [name, subscriber] : what.subscribers) {
        const auto fault = fault_of(what, name, subscriber);
        if (fault.empty()) continue;
        const Node* all = resolved.find("subscribers");
        const Node* node = all == nullptr ? nullptr : all->find(name);
        const Node* scheme = node == nullptr ? nullptr : node->find("protectionScheme");
        found.push_back({(scheme != nullptr ? scheme : node != nullptr ? node : &resolved)->mark, fault});
    }
    return found;
}

}  // namespace akmasim::cli

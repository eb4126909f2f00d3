// SPDX-License-Identifier: Apache-2.0
// The names of links.
#include "simulator/protocol/envelope.hpp"

#include <algorithm>
#include <array>

namespace akmasim {
namespace {

constexpr std::array<std::string_view, 13> link_names{"control", "N1",  "N8",   "N12", "N13", "N61", "N62",
                                                      "N33",     "N63", "Nnrf", "Ua",  "CmS", "Nudm"};

}  // namespace

std::string_view name_of(Link link) {
    const auto index = static_cast<std::size_t>(link);
    return index < link_names.size() ? link_names[index] : "unknown link";
}

std::optional<Link> link_named(std::string_view name) {
    const auto* found = std::find(link_names.begin(), link_names.end(), name);
    if (found == link_names.end()) return std::nullopt;
    return static_cast<Link>(found - link_names.begin());
}

std::string party_of(const Address& address) {
    if (address.instance.empty() || address.role == "ue") return address.role;
    return address.role + "-" + address.instance;
}

Address address_of(const std::string& party) {
    const auto hyphen = party.find('-');
    if (hyphen == std::string::npos) return {party, ""};
    return {party.substr(0, hyphen), party.substr(hyphen + 1)};
}

bool is_sbi(Link link) { return link != Link::control && link != Link::n1 && link != Link::ua; }

}  // namespace akmasim

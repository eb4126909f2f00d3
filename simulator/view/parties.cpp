// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/parties.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace akmasim::view {
namespace {

constexpr std::array<std::string_view, 9> usual_order{"ue",   "amf", "ausf",    "udm", "nrf",
                                                      "aanf", "nef", "msgin5g", "mcf"};

// An instance stands where its role does: aanf-west with aanf.
std::size_t rank_of(std::string_view party) {
    const auto role = party.substr(0, party.find_first_of("-/"));
    return static_cast<std::size_t>(std::ranges::find(usual_order, role) - usual_order.begin());
}

}  // namespace

std::vector<std::string> parties_of(const std::vector<record::Event>& events) {
    std::vector<const record::Event*> all;
    for (const auto& event : events) all.push_back(&event);
    return parties_of(all);
}

std::vector<std::string> parties_of(const std::vector<const record::Event*>& events) {
    std::vector<std::string> parties;
    for (const auto* event : events) {
        for (const auto* party : {&event->from, &event->to, &event->at}) {
            if (!party->empty() && std::ranges::find(parties, *party) == parties.end()) parties.push_back(*party);
        }
    }
    std::ranges::stable_sort(parties, {}, rank_of);
    return parties;
}

}  // namespace akmasim::view

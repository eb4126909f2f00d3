// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/exposure.hpp"

#include <algorithm>

namespace akmasim::knowledge {
namespace {

std::vector<std::string> names_in(const Evidence& evidence) {
    std::vector<std::string> names{"K", "OPc", "staticPsk", "token"};
    for (const auto& event : evidence.events) {
        if (event.kind == "derive" && std::ranges::find(names, event.key) == names.end()) names.push_back(event.key);
    }
    names.insert(names.end(), {"A-KID", "SUPI", "GPSI"});
    return names;
}

}  // namespace

Exposure exposure_of(const Evidence& evidence, Stance stance, const Stop& stop) {
    Exposure exposure;
    const Insight insight(evidence, stance, stop);
    for (const auto& name : names_in(evidence)) {
        for (const auto& value : evidence.values(name, "")) {
            if (!insight.knows(value)) continue;
            exposure.values.push_back({value.what, value.ue, value.hex, insight.way_to(value)});
        }
    }
    for (const auto& event : evidence.events) {
        if (event.kind == "msg" && insight.reads(event)) exposure.read.emplace(event.seq, insight.way_to(event));
    }
    exposure.stance = std::move(stance);
    return exposure;
}

}  // namespace akmasim::knowledge

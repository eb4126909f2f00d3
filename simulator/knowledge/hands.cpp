// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/hands.hpp"

#include <algorithm>
#include <array>

#include "simulator/base/octets.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;

bool takes_in_hand(std::string_view verb) {
    constexpr std::array<std::string_view, 9> verbs{"receive", "hold", "save",     "reorder", "duplicate",
                                                    "set",     "flip", "truncate", "append"};
    return std::ranges::find(verbs, verb) != verbs.end();
}

// Digits that are as long as a key of 16, 32 or 64 octets, as service-based interfaces carry them.
std::vector<std::string> keys_written(const std::string& octets) {
    std::vector<std::string> found;
    const auto decoded = from_hex(octets).value_or(Octets{});
    std::string run;
    const auto end = [&] {
        if (run.size() == 32 || run.size() == 64 || run.size() == 128) found.push_back(run);
        run.clear();
    };
    for (const Octet octet : decoded) {
        const auto digit = octet >= 'A' && octet <= 'F' ? octet - 'A' + 'a' : octet;
        if ((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))
            run.push_back(static_cast<char>(digit));
        else
            end();
    }
    end();
    return found;
}

}  // namespace

Hands hands_of(const Evidence& evidence, const Stance& stance) {
    Hands hands;
    for (const auto& event : evidence.events) {
        const bool crosses = event.kind == "msg" && event.has_raw && event.inside.empty();
        if (crosses && stance.links.contains(event.link)) hands.seqs.insert(event.seq);
        if (event.kind != "adversary" || event.at != stance.name) continue;
        if (event.of != 0 && takes_in_hand(event.verb)) hands.seqs.insert(event.of);
        if (event.verb == "receive") hands.hers.insert(event.of);
        if (!event.has_raw) continue;
        hands.seqs.insert(event.seq);
        if (event.verb == "inject") hands.hers.insert(event.seq);
        if (event.link != "N1" && event.link != "Ua") hands.made.push_back(keys_written(evidence.octets_of(event)));
    }
    return hands;
}

}  // namespace akmasim::knowledge

// SPDX-License-Identifier: Apache-2.0
// Identifiers are found by the names that the protocols give them, in the messages that the adversary reads.
#include "simulator/knowledge/links.hpp"

#include <algorithm>

namespace akmasim::knowledge {
namespace {

struct Named {
    std::string_view member;
    std::string_view name;
};
// suci and guti are objects, of which the text is one member.
constexpr Named identifiers[]{{"pskIdentity", "A-KID"}, {"aKId", "A-KID"},  {"username", "A-KID"},
                              {"supi", "SUPI"},         {"gpsi", "GPSI"},   {"ueSvcId", "UE Service ID"},
                              {"suci", "SUCI"},         {"guti", "5G-GUTI"}};

// TS 33.535 B.1.3.2.2: the PSK identity is the prefix and the A-KID.
std::string bare(std::string_view text) {
    constexpr std::string_view prefix = "3GPP-AKMA";
    return std::string(text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}

void collect(const json::Value& value, std::set<std::string>& found) {
    for (const auto& element : value.elements()) collect(element, found);
    for (const auto& [name, member] : value.members()) {
        const auto* known = std::ranges::find(identifiers, name, &Named::member);
        const auto inner = member.kind() == json::Kind::object ? member.member("text") : std::nullopt;
        const auto text = inner ? inner->string() : member.string();
        if (known != std::end(identifiers) && text && !text->empty())
            found.insert(std::string(known->name) + " " + bare(*text));
        else
            collect(member, found);
    }
}

std::set<std::string> identifiers_in(const Evidence& evidence, const Insight& insight, const std::string& step) {
    std::set<std::string> found;
    json::Document document;
    for (const auto& event : evidence.events) {
        if (event.kind != "msg" || event.step != step || !insight.reads(event)) continue;
        if (const auto fields = document.parse(event.f)) collect(*fields, found);
    }
    return found;
}

}  // namespace

std::vector<std::string> common_identifiers(const Evidence& evidence, const Insight& insight, const std::string& one,
                                            const std::string& other) {
    const auto first = identifiers_in(evidence, insight, one);
    const auto second = identifiers_in(evidence, insight, other);
    std::vector<std::string> common;
    std::ranges::set_intersection(first, second, std::back_inserter(common));
    return common;
}

}  // namespace akmasim::knowledge

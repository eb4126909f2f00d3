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
// suci and guti are objects, of which the text is one member; addr is the member of oriAddr and destAddr.
constexpr Named identifiers[]{{"pskIdentity", "A-KID"}, {"aKId", "A-KID"},  {"username", "A-KID"},
                              {"supi", "SUPI"},         {"gpsi", "GPSI"},   {"ueSvcId", "UE Service ID"},
                              {"suci", "SUCI"},         {"guti", "5G-GUTI"}, {"addr", "UE Service ID"}};

// TS 33.535 B.1.3.2.2: the PSK identity is the prefix and the A-KID.
std::string bare(std::string_view text) {
    constexpr std::string_view prefix = "3GPP-AKMA";
    return std::string(text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}

// TS 29.501 5.3.4: a path names the subscriber, and so does a URI that somebody is to call back.
void collect_from_text(std::string_view text, std::set<std::string>& found) {
    for (const std::string_view prefix : {"imsi-", "nai-", "msisdn-", "suci-"}) {
        for (auto at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1)) {
            const auto whole = text.substr(at, text.find_first_of("/?# \"", at) - at);
            const auto* name = prefix == "suci-" ? "SUCI " : prefix == "msisdn-" ? "GPSI " : "SUPI ";
            if (whole.size() > prefix.size()) found.insert(name + std::string(whole));
        }
    }
}

void collect(const json::Value& value, std::set<std::string>& found) {
    if (const auto text = value.string()) return collect_from_text(*text, found);
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
        // What she wrote herself she knows as well.
        const bool hers = event.kind == "adversary" && event.step == step && insight.has(event);
        if (!hers && (event.kind != "msg" || event.step != step || !insight.reads(event))) continue;
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

// SPDX-License-Identifier: Apache-2.0
// The words, taken from the protocols where they are said.
#include "simulator/scenario/vocabulary.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "simulator/base/ua_protocols.hpp"
#include "simulator/protocol/fields.hpp"
#include "simulator/scenario/diagnostic.hpp"

namespace akmasim::scenario {
namespace {

using Terms = std::vector<std::string_view>;

// "any" stands for every message of its link.
std::map<std::string_view, Terms> collect() {
    constexpr auto last = static_cast<int>(Link::nudm);
    std::map<std::string_view, Terms> known;
    for (int number = 0; number <= last; ++number) {
        const auto link = static_cast<Link>(number);
        for (const auto& message : messages_on(link)) known[name_of(link)].push_back(message.name);
        if (known.contains(name_of(link))) known[name_of(link)].push_back("any");
    }
    return known;
}

const std::map<std::string_view, Terms>& all() {
    static const auto known = collect();
    return known;
}

}  // namespace

const Terms& messages_of(std::string_view link) {
    static const Terms none;
    const auto found = all().find(link);
    return found == all().end() ? none : found->second;
}

const Terms& links() {
    static const Terms names = [] {
        Terms collected;
        for (const auto& [link, messages] : all()) collected.push_back(link);
        return collected;
    }();
    return names;
}

Terms fields_of(std::string_view link, std::string_view message) {
    Terms names{"from", "to", "ue", "inside", "seenBy"};
    const auto known = link_named(link);
    if (!known) return names;
    const auto& words = messages_on(*known);
    const auto wanted = message == "any" ? "Undecodable" : message;  // which shows what any of them may
    const auto found = std::ranges::find(words, wanted, &MessageWords::name);
    if (found == words.end()) return names;
    for (const auto& field : found->fields) names.emplace_back(field.name);
    return names;
}

const Terms& holders() {
    static const Terms names{"ue", "amf", "ausf", "udm", "nrf", "aanf", "nef", "msgin5g", "mcf", "Ua"};
    return names;
}

const Terms& holdings() {
    static const Terms names{"KAUSF",   "KAKMA",     "A-KID",       "KAF", "K5GMSG",    "mmState", "GUTI",
                             "ngKSI",   "usim",      "asked",       "got", "version",   "cipher",  "group",
                             "kexMode", "earlyData", "ueServiceId", "sqn", "authEvents",
                             "retries"};
    return names;
}

std::string why_not_asked(const std::vector<std::string>& protocols) {
    const auto* first = protocols.empty() ? nullptr : ua_protocol_named(protocols.front());
    for (const auto& name : protocols) {
        const auto* protocol = ua_protocol_named(name);
        if (first == nullptr || protocol == nullptr) return "";  // a word that is not known is told where it stands
        // One ClientHello goes over records or datagrams, with AKMA keys or others, with a certificate or none.
        const bool together = protocol->carrier == first->carrier && is_akma(*protocol) == is_akma(*first) &&
                              (protocols.size() == 1 || is_akma(*first));
        if (!together) return fmt::format("'{}' and '{}' cannot be asked for together", protocols.front(), name);
    }
    return "";
}

}  // namespace akmasim::scenario

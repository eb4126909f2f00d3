// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/numbers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "simulator/base/json.hpp"

namespace akmasim::view {
namespace {

using record::Event;

// TLS secrets carry their SSLKEYLOGFILE label, the only key names with an underscore.
bool is_key_of_the_tree(const Event& event) {
    return event.kind == "derive" && event.key.find('_') == std::string::npos;
}

std::string got_by_ue(const Event& event) {
    json::Document document;
    const auto f =
        event.kind == "negotiated" && event.at == "ue" ? document.parse(event.f) : fail(Cause::malformed, "");
    const auto got = f ? f->member("got") : std::nullopt;
    return got ? std::string(got->string().value_or("")) : "";
}

}  // namespace

LinkNumbers& Numbers::of_link(const std::string& link) {
    const auto found = std::ranges::find(links, link, &LinkNumbers::link);
    return found == links.end() ? links.emplace_back(LinkNumbers{link}) : *found;
}

PartyNumbers& Numbers::of_party(const std::string& party) {
    const auto found = std::ranges::find(parties, party, &PartyNumbers::party);
    return found == parties.end() ? parties.emplace_back(PartyNumbers{party}) : *found;
}

Numbers numbers_of(const std::vector<Event>& events) {
    Numbers numbers;
    std::map<std::tuple<std::string, std::string, std::string>, std::string> sender;  // of the last, by link, ue, step
    for (const auto& event : events) {
        numbers.time_ns = std::max(numbers.time_ns, static_cast<std::uint64_t>(event.t));
        if (is_key_of_the_tree(event)) ++numbers.of_party(event.at).derivations;
        if (const auto got = got_by_ue(event); !got.empty())
            numbers.negotiated += (numbers.negotiated.empty() ? "" : " ") + got;
        if (event.kind != "msg" || !event.inside.empty()) continue;  // the record around it is counted
        auto& link = numbers.of_link(event.link);
        ++link.messages;
        link.octets += event.raw.size() / 2;
        auto& last = sender[{event.link, event.ue, event.step}];
        if (last != event.from) ++link.flights;
        last = event.from;
    }
    return numbers;
}

}  // namespace akmasim::view

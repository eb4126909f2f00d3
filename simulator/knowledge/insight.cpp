// SPDX-License-Identifier: Apache-2.0
// The closure: search, derive, decipher, until nothing new comes.
#include "simulator/knowledge/insight.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "simulator/knowledge/holders.hpp"
#include "simulator/knowledge/plain_nas.hpp"
#include "simulator/knowledge/rules.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;

bool is_on_a_link(const Event& event) { return event.kind == "msg" && event.has_raw && event.inside.empty(); }

constexpr std::string_view provisioned[]{"K", "OPc", "staticPsk", "token"};

bool is_provisioned(std::string_view key) { return std::ranges::find(provisioned, key) != std::end(provisioned); }

std::string named(const Value& value) {
    return value.ue.empty() ? value.what : fmt::format("{} of {}", value.what, value.ue);
}

// Whether anybody on the link can read the message as it crossed.
bool is_in_clear(const Event& event) {
    if (event.link == "N1") {
        const bool ciphered = event.raw.starts_with("7e02") || event.raw.starts_with("7e04");
        return !ciphered || event.raw.substr(std::min<std::size_t>(14, event.raw.size())).starts_with("7e00");
    }
    if (event.link != "Ua") return true;
    static const std::set<std::string_view> clear{"ClientHello",       "ServerHello",     "HelloVerifyRequest",
                                                  "ServerKeyExchange", "ServerHelloDone", "ClientKeyExchange",
                                                  "ChangeCipherSpec"};
    return clear.contains(event.msg);
}

// The fingerprints of the keys that a party holds after these events.
std::set<std::string> prints_held_by(const std::string& party, std::span<const Event> events) {
    std::set<std::string> prints;
    if (party.empty()) return prints;
    for (const auto& key : holders(events)) {
        if (std::ranges::find(key.holders, party, &Holder::party) != key.holders.end()) prints.insert(key.fp);
    }
    return prints;
}

}  // namespace

Insight::Insight(const Evidence& evidence, const Stance& stance) : evidence_(evidence), stance_(stance) {
    std::set<std::string> names(std::begin(provisioned), std::end(provisioned));
    for (const auto& event : evidence_.events) {
        if (event.kind == "derive") names.insert(event.key);
        if (is_on_a_link(event) && stance_.links.contains(event.link))
            see(event.seq, evidence_.octets_of(event), "", {});
    }
    for (const auto& name : names) {
        for (auto& value : evidence_.values(name, "")) wanted_.push_back(std::move(value));
    }
    if (stance_.links.contains("Ua")) connections_ = connections_of(evidence_);
    for (const auto& leak : stance_.leaks) take_leak(leak);
    for (bool more = true; more;) {
        more = search();
        more = derive() || more;
        more = decipher_nas() || more;
        more = open_ua() || more;
    }
}

// The events up to the end of that step.
std::span<const Event> Insight::until(const std::string& step) const {
    const auto& events = evidence_.events;
    if (step == "after-run") return events;
    const auto last =
        std::find_if(events.rbegin(), events.rend(), [&](const Event& event) { return event.step == step; });
    return events.first(static_cast<std::size_t>(events.rend() - last));
}

void Insight::take_leak(const Leak& leak) {
    const bool after_run = leak.at == "after-run";
    const auto how = after_run ? std::string("leaked after the run") : fmt::format("leaked after step '{}'", leak.at);
    const auto before = facts_.size();
    std::map<std::string, Value> newest;  // by AF_ID for K_AF
    const auto held = prints_held_by(leak.from, until(leak.at));
    for (const auto& event : until(leak.at)) {
        if (event.kind != "derive" || event.key != leak.key || event.ue != leak.of) continue;
        if (!leak.from.empty() && !held.contains(event.fp)) continue;
        const auto af_id = event.key == "KAF" && !event.p.empty() ? event.p[0] : "";
        newest[af_id] = value_of_key(leak.key, leak.of, evidence_.value_of(event));
    }
    for (auto& [af_id, value] : newest) learn(std::move(value), how, {});
    for (auto& value : is_provisioned(leak.key) ? evidence_.values(leak.key, leak.of) : std::vector<Value>{})
        learn(std::move(value), how, {});
    if (facts_.size() == before)
        idle_.push_back(fmt::format("{} of {} {}, but there was none by then", leak.key, leak.of, how));
}

// What stands in octets that it saw.
bool Insight::search() {
    bool more = false;
    for (std::size_t i = 0; i < sights_.size(); ++i) {
        if (std::exchange(sights_[i].searched, true)) continue;
        for (const auto& value : wanted_) {
            if (!stands_in(value, sights_[i].octets)) continue;
            const auto& event = evidence_.events[sights_[i].seq - 1];
            more = learn(value, fmt::format("stands in {}.{} (event {})", event.link, event.msg, event.seq),
                         sights_[i].from) ||
                   more;
        }
    }
    return more;
}

bool Insight::derive() {
    bool more = false;
    for (const auto& event : evidence_.events) {
        if (event.kind == "derive") more = derive_one(event) || more;
    }
    return more;
}

bool Insight::derive_one(const Event& derivation) {
    auto value = value_of_key(derivation.key, derivation.ue, evidence_.value_of(derivation));
    if (knows(value)) return false;
    const auto chance = chance_in(derivation);
    if (!std::ranges::all_of(chance, [&](const std::string& p) { return has_seen(p); })) return false;
    std::vector<std::vector<std::size_t>> choices{{}};  // of facts, one for each parent
    for (const auto& parent : parents_of(derivation)) {
        std::vector<std::vector<std::size_t>> longer;
        for (const auto& choice : choices) {
            for (std::size_t i = 0; i < facts_.size(); ++i) {
                if (facts_[i].value.what != parent || facts_[i].value.ue != derivation.ue) continue;
                longer.push_back(choice);
                longer.back().push_back(i);
            }
        }
        choices = std::move(longer);
    }
    for (const auto& choice : choices) {
        std::vector<std::string> parents;
        for (const auto i : choice) parents.push_back(facts_[i].value.hex);
        if (!follows(derivation, parents, value.hex)) continue;
        const auto fc = derivation.fc.empty() ? "" : ", FC " + derivation.fc;
        return learn(std::move(value), fmt::format("follows by {}{} (event {})", derivation.clause, fc, derivation.seq),
                     choice);
    }
    return false;
}

// TS 33.501 6.4.4: with K_NASenc what was ciphered on N1.
bool Insight::decipher_nas() {
    bool more = false;
    NasReader reader;
    std::map<std::string, std::size_t> by;  // the key of each subscriber that it has now
    for (const auto& event : evidence_.events) {
        if (event.kind == "derive" && event.key == "KNASenc") {
            auto known = event;
            known.value = evidence_.value_of(event);
            const auto place = place_of(value_of_key(event.key, event.ue, known.value));
            if (!place) continue;
            reader.learn(known);
            by[event.ue] = *place;
        }
        if (!is_on_a_link(event) || event.link != "N1" || !stance_.links.contains("N1") || is_in_clear(event)) continue;
        const auto plain = reader.plain_of(event);
        if (!plain || has_read(event.seq)) continue;
        read_[event.seq] = sights_.size();
        see(event.seq, hex(*plain), "deciphered with KNASenc", {by[event.ue]});
        more = true;
    }
    return more;
}

// TS 33.535 B.1.3: K_AF is the pre-shared key; each that is known is tried on each connection.
bool Insight::open_ua() {
    bool more = false;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        if (facts_[i].value.what != "KAF" && facts_[i].value.what != "staticPsk") continue;
        for (std::size_t c = 0; c < connections_.size(); ++c) {
            if (tried_.emplace(i, c).second) more = open_with(i, connections_[c]) || more;
        }
    }
    return more;
}

bool Insight::open_with(std::size_t psk, const Connection& connection) {
    const auto key = from_hex(facts_[psk].value.hex).value_or(Octets{});
    bool more = false;
    for (const auto& opened : open_connection(connection, key)) {
        const auto known = read_.find(opened.seq);
        if (known != read_.end()) {  // one more record of the same event
            sights_[known->second].octets += hex(opened.plain);
            continue;
        }
        read_[opened.seq] = sights_.size();
        see(opened.seq, hex(opened.plain), opened.how, {psk});
        more = true;
    }
    return more;
}

bool Insight::learn(Value value, std::string how, std::vector<std::size_t> from) {
    if (knows(value)) return false;
    facts_.push_back({std::move(value), std::move(how), std::move(from)});
    return true;
}

void Insight::see(std::uint64_t seq, std::string octets, std::string how, std::vector<std::size_t> from) {
    sights_.push_back({seq, std::move(octets), std::move(how), std::move(from), false});
}

bool Insight::has_seen(std::string_view octets) const {
    const auto value = value_of_key("", "", std::string(octets));
    return std::ranges::any_of(sights_, [&](const Sight& sight) { return stands_in(value, sight.octets); });
}

std::optional<std::size_t> Insight::place_of(const Value& value) const {
    const auto found = std::ranges::find_if(facts_, [&](const Fact& fact) {
        return fact.value.hex == value.hex && fact.value.what == value.what && fact.value.ue == value.ue;
    });
    if (found == facts_.end()) return {};
    return static_cast<std::size_t>(found - facts_.begin());
}

// What is inside TLS is an event of its own, before the record that carries it.
const Event& Insight::carrier_of(const Event& event) const {
    return event.inside.empty() || event.seq >= evidence_.events.size() ? event : evidence_.events[event.seq];
}

bool Insight::reads(const Event& event) const {
    const auto& carrier = carrier_of(event);
    if (!stance_.links.contains(carrier.link)) return false;
    return has_read(carrier.seq) || (event.inside.empty() && is_in_clear(carrier));
}

void Insight::tell(std::size_t fact, std::vector<std::string>& lines, std::set<std::size_t>& told) const {
    if (!told.insert(fact).second) return;
    for (const auto before : facts_[fact].from) tell(before, lines, told);
    lines.push_back(fmt::format("{}: {}", named(facts_[fact].value), facts_[fact].how));
}

std::vector<std::string> Insight::way_to(const Value& value) const {
    std::vector<std::string> lines;
    std::set<std::size_t> told;
    if (const auto place = place_of(value)) tell(*place, lines, told);
    return lines;
}

std::vector<std::string> Insight::way_to(const Event& event) const {
    std::vector<std::string> lines;
    std::set<std::size_t> told;
    if (!reads(event)) return lines;
    const auto opened = read_.find(carrier_of(event).seq);
    if (opened != read_.end()) {
        for (const auto fact : sights_[opened->second].from) tell(fact, lines, told);
    }
    lines.push_back(fmt::format("{}.{} (event {}): {}", event.link, event.msg, event.seq,
                                opened == read_.end() ? "crosses in clear" : sights_[opened->second].how));
    return lines;
}

}  // namespace akmasim::knowledge

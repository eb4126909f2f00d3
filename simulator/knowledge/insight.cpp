// SPDX-License-Identifier: Apache-2.0
// The closure: search, derive, decipher, until nothing new comes.
#include "simulator/knowledge/insight.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "simulator/base/names.hpp"
#include "simulator/knowledge/holders.hpp"
#include "simulator/knowledge/plain_nas.hpp"
#include "simulator/knowledge/rules.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;

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
    // CoAP that is not inside of TLS came before it; an alert of two octets is not ciphered.
    constexpr std::size_t plain_alert = 14;  // digits of a record with five octets before these
    return clear.contains(event.msg) || event.msg.starts_with("Coap") ||
           (event.msg == "Alert" && event.raw.size() == plain_alert);
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

Insight::Insight(const Evidence& evidence, const Stance& stance, Stop stop)
    : evidence_(evidence),
      stance_(stance),
      stop_(std::move(stop)),
      hands_(hands_of(evidence, stance)),
      pedigree_(evidence) {
    look_around();
    find_tunnels();
    for (const auto& leak : stance_.leaks) take_leak(leak);
    close();
}

void Insight::close() {
    for (bool more = true; more && !stopped();) {
        more = search();
        more = derive() || more;
        more = name_a_kids() || more;
        more = decipher_nas() || more;
        more = open_ua() || more;
    }
}

// What there is to look for, and what to look into.
void Insight::look_around() {
    std::set<std::string> names(std::begin(provisioned), std::end(provisioned));
    names.emplace(AKid::name);
    names.insert({"SUPI", "GPSI"});
    Values chance;
    for (const auto& event : evidence_.events) {
        if (hands_.seqs.contains(event.seq)) {
            see(event.seq, evidence_.octets_of(event), "", {});
            if (const auto head = evidence_.head_of(event); !head.empty()) see(event.seq, head, "", {});
        }
        if (event.kind != "derive") continue;
        names.insert(event.key);
        if (is_computable(event)) pending_.push_back(&event);
        for (auto& p : chance_in(event)) chance.add(value_of_key("", "", p));
    }
    for (const auto& name : names) {
        for (auto& value : evidence_.values(name, "")) wanted_.push_back(std::move(value));
    }
    secrets_ = wanted_.size();
    for (auto& value : std::move(chance).take()) wanted_.push_back(std::move(value));
    search_ = std::make_unique<Search>(wanted_);
}

// TS 33.535 B.1.3: K_AF is the pre-shared key. Those of the subscriber, and those made for others on its connection.
void Insight::find_tunnels() {
    std::map<std::string, Values> likely;
    for (std::size_t i = 0; i < secrets_; ++i) {
        if (wanted_[i].what == "KAF" || wanted_[i].what == "staticPsk") likely[wanted_[i].ue].add(wanted_[i]);
    }
    for (const auto& event : evidence_.events) {
        if (event.kind == "derive" && event.key == "KAF" && event.ue != event.whose())
            likely[event.ue].add(value_of_key("KAF", event.whose(), evidence_.value_of(event)));
    }
    std::map<std::string, std::vector<Value>> of;
    for (auto& [ue, values] : likely) of[ue] = std::move(values).take();
    for (auto& connection : connections_of(evidence_, hands_)) {
        auto& tunnel = tunnels_.emplace_back();
        tunnel.likely = of[connection.front().ue];
        tunnel.connection = std::move(connection);
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
        if (event.kind != "derive" || event.whose() != leak.of) continue;
        if (!leak.from.empty() && !held.contains(event.fp)) continue;
        const auto af_id = event.key == "KAF" && !event.p.empty() ? event.p[0] : "";
        for (auto& value : evidence_.values_of(event)) {
            if (value.what == leak.key) newest[af_id] = std::move(value);
        }
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
    for (std::size_t i = 0; i < sights_.size() && !stopped(); ++i) {
        if (std::exchange(sights_[i].searched, true)) continue;
        search_->in(sights_[i].octets, [&](std::size_t found) {
            if (found >= secrets_) {
                more = seen_.insert(wanted_[found].hex).second || more;
                return;
            }
            if (knows(wanted_[found])) return;
            const auto& event = evidence_.events[sights_[i].seq - 1];
            more = learn(wanted_[found], fmt::format("stands in {}.{} (event {})", event.link, event.msg, event.seq),
                         sights_[i].from) ||
                   more;
        });
    }
    return more;
}

bool Insight::derive() {
    bool more = false;
    std::vector<const Event*> left;
    for (const auto* event : pending_) {
        if (stopped()) return more;
        const auto value = value_of_key(event->key, event->whose(), evidence_.value_of(*event));
        if (value.hex.empty() || knows(value)) continue;
        if (derive_one(*event))
            more = true;
        else
            left.push_back(event);
    }
    pending_ = std::move(left);
    return more;
}

bool Insight::derive_one(const Event& derivation) {
    const auto chance = chance_in(derivation);
    if (!std::ranges::all_of(chance, [&](const std::string& p) { return seen_.contains(p); })) return false;
    const auto names = parents_of(derivation);
    const bool hopeful = std::ranges::all_of(names, [&](const std::string& name) { return facts_of_.contains(name); });
    if (names.empty() || (!hopeful && hands_.made.empty())) return false;
    auto value = value_of_key(derivation.key, derivation.whose(), evidence_.value_of(derivation));
    const auto& parents = pedigree_.parents(derivation);
    if (!parents) return derive_unlikely(derivation, value);
    std::vector<std::size_t> from;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto place = place_of(names[i], (*parents)[i]);
        if (!place) return false;
        from.push_back(*place);
    }
    return follow(derivation, std::move(value), std::move(from));
}

// A party was given something else than what its subscriber's tree holds: what the adversary wrote, or another's key.
bool Insight::derive_unlikely(const Event& derivation, const Value& value) {
    const auto names = parents_of(derivation);
    const auto fits = [&](const std::vector<std::string>& choice) {
        ++tries_;
        return follows(derivation, choice, value.hex);
    };
    if (names.size() == 1) {
        const auto& known = facts_of_[names.front()];
        auto& next = unlikely_[derivation.seq][names.front()];
        for (; next < known.size(); ++next) {
            if (fits({facts_[known[next]].value.hex})) return follow(derivation, value, {known[next]});
        }
    }
    if (!unlikely_[derivation.seq].emplace("made", 0).second) return false;
    bool followed = false;
    for (const auto& made : hands_.made) {
        each_choice(std::vector(names.size(), made),
                    [&](const std::vector<std::string>& choice) { return followed = followed || fits(choice); });
    }
    return followed &&
           learn(value, fmt::format("follows by {} from what she wrote (event {})", derivation.clause, derivation.seq),
                 {});
}

bool Insight::follow(const Event& derivation, Value value, std::vector<std::size_t> from) {
    const auto fc = derivation.fc.empty() ? "" : ", FC " + derivation.fc;
    return learn(std::move(value), fmt::format("follows by {}{} (event {})", derivation.clause, fc, derivation.seq),
                 std::move(from));
}

// TS 33.535 6.1: the A-KID is the A-TID with names around it.
bool Insight::name_a_kids() {
    bool more = false;
    const auto known = facts_of_[std::string(ATid::name)];
    for (const auto place : known) {
        const auto* person = evidence_.person(facts_[place].value.ue);
        if (person == nullptr) continue;
        more = learn(a_kid_of(*person, facts_[place].value.hex), "is its A-TID with names around it", {place}) || more;
    }
    return more;
}

// TS 33.501 6.4.4: with K_NASenc what was ciphered on N1.
bool Insight::decipher_nas() {
    const auto keys = facts_of_["KNASenc"].size();
    if (keys == std::exchange(nas_keys_, keys)) return false;
    bool more = false;
    NasReader reader;
    std::map<std::string, std::size_t> by;  // the key on each UE's connection that it has now
    for (const auto& event : evidence_.events) {
        if (stopped()) return more;
        if (event.kind == "derive" && event.key == "KNASenc") {
            auto known = event;
            known.value = evidence_.value_of(event);
            const auto place = place_of(event.key, known.value);
            if (!place) continue;
            reader.learn(known);
            by[event.ue] = *place;
        }
        if (event.kind != "msg" || event.link != "N1" || !hands_.seqs.contains(event.seq) || is_in_clear(event))
            continue;
        const auto plain = reader.plain_of(event);
        if (!plain || has_read(event.seq)) continue;
        read_[event.seq] = sights_.size();
        see(event.seq, hex(*plain), "deciphered with KNASenc", {by[event.ue]});
        more = true;
    }
    return more;
}

bool Insight::open_ua() {
    bool more = false;
    for (auto& tunnel : tunnels_) {
        if (stopped()) return more;
        if (!tunnel.opened) more = open_tunnel(tunnel) || more;
    }
    return more;
}

// The likely keys first; where none of these, known or not, is the one, each key that she knows or wrote.
bool Insight::open_tunnel(Tunnel& tunnel) {
    const auto try_fact = [&](std::size_t fact) {
        return tunnel.tried.insert(fact).second && open_with(facts_[fact].value.hex, {fact}, tunnel);
    };
    for (const auto& value : tunnel.likely) {
        const auto place = place_of(value);
        if (place && try_fact(*place)) return true;
    }
    if (!tunnel.fits_likely) {
        tunnel.fits_likely = std::ranges::any_of(tunnel.likely, [&](const Value& value) {
            ++tries_;
            return fits(tunnel.connection, from_hex(value.hex).value_or(Octets{}));
        });
    }
    if (*tunnel.fits_likely || !opens_with_psk_alone(tunnel.connection)) return false;
    for (const auto* name : {"KAF", "staticPsk"}) {
        for (const auto fact : std::vector(facts_of_[name])) {
            if (try_fact(fact)) return true;
        }
    }
    for (const auto& made : hands_.made) {
        for (const auto& value : made) {
            if (tunnel.tried_made.insert(value).second && open_with(value, {}, tunnel)) return true;
        }
    }
    return false;
}

bool Insight::open_with(const std::string& psk, std::vector<std::size_t> from, Tunnel& tunnel) {
    ++tries_;
    for (const auto& opened : open_connection(tunnel.connection, from_hex(psk).value_or(Octets{}))) {
        tunnel.opened = true;
        const auto known = read_.find(opened.seq);
        if (known != read_.end()) {  // one more record of the same event
            sights_[known->second].octets += hex(opened.plain);
            sights_[known->second].searched = false;
            continue;
        }
        read_[opened.seq] = sights_.size();
        see(opened.seq, hex(opened.plain), opened.how, from);
    }
    return tunnel.opened;
}

bool Insight::learn(Value value, std::string how, std::vector<std::size_t> from) {
    if (!places_.emplace(value.what + '|' + value.hex + '|' + value.ue, facts_.size()).second) return false;
    places_.emplace(value.what + '|' + value.hex, facts_.size());
    facts_of_[value.what].push_back(facts_.size());
    facts_.push_back({std::move(value), std::move(how), std::move(from)});
    return true;
}

void Insight::see(std::uint64_t seq, std::string octets, std::string how, std::vector<std::size_t> from) {
    sights_.push_back({seq, std::move(octets), std::move(how), std::move(from), false});
}

std::optional<std::size_t> Insight::place_of(const Value& value) const {
    const auto found = places_.find(value.what + '|' + value.hex + '|' + value.ue);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

// Whoever's it was.
std::optional<std::size_t> Insight::place_of(const std::string& what, const std::string& hex) const {
    const auto found = places_.find(what + '|' + hex);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

// What is inside TLS is an event of its own, before the record that carries it.
const Event& Insight::carrier_of(const Event& event) const {
    return event.inside.empty() || event.seq >= evidence_.events.size() ? event : evidence_.events[event.seq];
}

bool Insight::has(const Event& event) const { return hands_.seqs.contains(carrier_of(event).seq); }

bool Insight::reads(const Event& event) const {
    const auto& carrier = carrier_of(event);
    if (!has(event)) return false;
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

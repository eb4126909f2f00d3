// SPDX-License-Identifier: Apache-2.0
// Walks the events once: a derivation teaches the party it happened at, a message the party that it reached.
#include "simulator/knowledge/holders.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "simulator/record/arrivals.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;

class Walk {
public:
    explicit Walk(std::span<const Event> events) : lost_(record::never_arrived(events)) {}

    void take(const Event& event) {
        if (!event.ue.empty()) provision(event.ue);
        if (event.kind == "derive") derived(event);
        const bool carries = event.kind == "msg" || (event.kind == "adversary" && event.has_raw);
        if (carries && !lost_.contains(event.seq)) delivered(event);
    }
    std::vector<KnownKey> finish() { return std::move(keys_); }

private:
    // TS 33.501 6.2.1: the long-term key is in the USIM and the ARPF before anything happens.
    void provision(const std::string& ue) {
        if (people_.insert(ue).second)
            keys_.push_back({"K", ue, "", "", {}, "", 0, {{"ue", 0, false}, {"udm", 0, false}}});
    }

    KnownKey& known(const std::string& key, const std::string& ue, const std::string& fp, std::uint64_t seq) {
        const auto [place, fresh] = places_.try_emplace({key, ue, fp}, keys_.size());
        if (!fresh) return keys_[place->second];
        by_print_[fp].push_back(keys_.size());
        return keys_.emplace_back(KnownKey{key, ue, fp, "", {}, "", seq, {}});
    }

    static void teach(KnownKey& key, const std::string& party, std::uint64_t since, bool derived) {
        const bool knows = std::ranges::any_of(key.holders, [&](const Holder& one) { return one.party == party; });
        if (!knows) key.holders.push_back({party, since, derived});
    }

    void derived(const Event& event) {
        const auto before = keys_.size();
        auto& key = known(event.key, event.whose(), event.fp, event.seq);
        key.from_keys = event.from_keys;
        key.clause = event.clause;
        key.value = event.value;
        if (keys_.size() != before && !event.value.empty()) by_value_[event.value].push_back(before);
        teach(key, event.at, event.seq, true);
    }

    void delivered(const Event& event) {
        if (const auto f = document_.parse(event.f)) look_into(*f, event);
    }

    // Fingerprints name the key; in a revealed recording the value itself stands there.
    void look_into(const json::Value& value, const Event& event) {
        if (const auto text = value.string()) return teach_all(by_value_, std::string(*text), event);
        if (value.kind() == json::Kind::array) {
            for (const auto& element : value.elements()) look_into(element, event);
        }
        if (value.kind() != json::Kind::object) return;
        const auto key = value.member("$key");
        const auto fp = value.member("fp");
        if (key && fp && key->string() && fp->string()) return was_sent(std::string(*key->string()), *fp, event);
        for (const auto& [name, member] : value.members()) look_into(member, event);
    }

    // Whoever's key it is: the connection that it crosses on may be another's.
    void was_sent(const std::string& key, const json::Value& fp, const Event& event) {
        const std::string print(*fp.string());
        if (by_print_[print].empty()) known(key, event.ue, print, event.seq);
        teach_all(by_print_, print, event);
    }

    void teach_all(const std::map<std::string, std::vector<std::size_t>>& by, const std::string& what,
                   const Event& event) {
        const auto found = by.find(what);
        if (found == by.end()) return;
        for (const auto place : found->second) teach(keys_[place], event.to, event.seq, false);
    }

    json::Document document_;
    std::set<std::uint64_t> lost_;
    std::vector<KnownKey> keys_;
    std::set<std::string> people_;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places_;  // key, subscriber, fingerprint
    std::map<std::string, std::vector<std::size_t>> by_print_;
    std::map<std::string, std::vector<std::size_t>> by_value_;
};

}  // namespace

std::vector<KnownKey> holders_after(std::span<const Event> events, std::uint64_t seq) {
    Walk walk(events);
    for (const auto& event : events) {
        if (event.seq <= seq) walk.take(event);
    }
    return walk.finish();
}

std::vector<KnownKey> holders(std::span<const Event> events) {
    return holders_after(events, std::numeric_limits<std::uint64_t>::max());
}

}  // namespace akmasim::knowledge

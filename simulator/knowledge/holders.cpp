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

// A key of a session replaces the one of its name from before; a K_AF is good until it expires, a tunnel's secrets are
// its own.
bool is_replaced(const std::string& key) {
    return key != "K" && key != "KAF" && key.find('_') == std::string::npos;
}

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
    using Places = std::map<std::string, std::vector<std::size_t>>;

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

    void teach(std::size_t place, const std::string& party, std::uint64_t since, bool derived) {
        auto& key = keys_[place];
        const bool knows = std::ranges::any_of(key.holders, [&](const Holder& one) { return one.party == party; });
        if (knows) return;
        if (is_replaced(key.key)) replace(place, party, since);
        key.holders.push_back({party, since, derived});
    }

    void replace(std::size_t place, const std::string& party, std::uint64_t since) {
        const auto& by = keys_[place];
        const auto [current, first] = current_.try_emplace({by.key, by.ue, party}, place);
        if (first || keys_[current->second].born > by.born) return;
        for (auto& holder : keys_[current->second].holders) {
            if (holder.party == party && holder.until == 0) holder.until = since;
        }
        current->second = place;
    }

    // TS 33.535 6.1: the A-KID is made of the A-TID, and shows it to whoever reads it.
    void a_kid(std::string_view text, const Event& event) {
        constexpr std::string_view prefix = "3GPP-AKMA";
        if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
        auto found = a_kids_.find(text);
        if (found == a_kids_.end()) {
            const auto a_tid = nameless_.find(event.ue);
            if (a_tid == nameless_.end()) return;  // an invented one, or of somebody else
            found = a_kids_.emplace(std::string(text), APair{keys_.size(), a_tid->second}).first;
            by_value_[found->first].push_back(keys_.size());
            keys_.push_back({"A-KID", event.ue, "", found->first, {"A-TID"}, "TS 33.535 6.1", event.seq, {}});
            nameless_.erase(a_tid);
        }
        for (const auto& party : {event.from, event.to}) {
            if (party.empty()) continue;
            teach(found->second.a_kid, party, event.seq, false);
            teach(found->second.a_tid, party, event.seq, false);
        }
    }

    void derived(const Event& event) {
        const auto before = keys_.size();
        auto& key = known(event.key, event.whose(), event.fp, event.seq);
        const auto place = static_cast<std::size_t>(&key - keys_.data());
        key.from_keys = event.from_keys;
        key.clause = event.clause;
        key.value = event.value;
        if (keys_.size() != before && !event.value.empty()) by_value_[event.value].push_back(place);
        // The youngest A-TID of a subscriber is the one that its next A-KID is made of.
        if (keys_.size() != before && event.key == "A-TID") nameless_.insert_or_assign(event.whose(), place);
        teach(place, event.at, event.seq, true);
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
        for (const auto& [name, member] : value.members()) {
            const bool names_a_kid = name == "aKId" || name == "pskIdentity" || name == "username";
            if (names_a_kid && member.string()) a_kid(*member.string(), event);
            look_into(member, event);
        }
    }

    // Whoever's key it is: the connection that it crosses on may be another's.
    void was_sent(const std::string& key, const json::Value& fp, const Event& event) {
        const std::string print(*fp.string());
        if (by_print_[print].empty()) known(key, event.ue, print, event.seq);
        teach_all(by_print_, print, event);
    }

    void teach_all(const Places& by, const std::string& what, const Event& event) {
        const auto found = by.find(what);
        if (found == by.end()) return;
        for (const auto place : found->second) teach(place, event.to, event.seq, false);
    }

    struct APair {
        std::size_t a_kid;
        std::size_t a_tid;
    };

    json::Document document_;
    std::set<std::uint64_t> lost_;
    std::vector<KnownKey> keys_;
    std::set<std::string> people_;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places_;   // key, subscriber, fingerprint
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> current_;  // key, subscriber, party
    Places by_print_;
    Places by_value_;
    std::map<std::string, APair, std::less<>> a_kids_;
    std::map<std::string, std::size_t> nameless_;  // subscriber: the A-TID that no A-KID was seen of
};

}  // namespace

std::vector<std::string> KnownKey::held_by() const {
    std::vector<std::string> parties;
    for (const auto& holder : holders) {
        if (holder.until == 0) parties.push_back(holder.party);
    }
    return parties;
}

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

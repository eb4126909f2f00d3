// SPDX-License-Identifier: Apache-2.0
// Walks the events once: a derivation teaches the party it happened at, a message the party it was sent to.
#include "simulator/knowledge/holders.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

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
    void take(const Event& event) {
        if (!event.ue.empty()) provision(event.ue);
        if (event.kind == "derive") derived(event);
        if (event.kind == "msg") delivered(event);
    }
    std::vector<KnownKey> finish() { return std::move(keys_); }

private:
    // TS 33.501 6.2.1: the long-term key is in the USIM and the ARPF before anything happens.
    void provision(const std::string& ue) {
        const bool known =
            std::ranges::any_of(keys_, [&](const KnownKey& one) { return one.key == "K" && one.ue == ue; });
        if (!known) keys_.push_back({"K", ue, "", "", {}, "", 0, {{"ue", 0, false}, {"udm", 0, false}}});
    }

    KnownKey& known(const std::string& key, const Event& event, const std::string& fp) {
        const auto found = std::ranges::find_if(
            keys_, [&](const KnownKey& one) { return one.key == key && one.ue == event.ue && one.fp == fp; });
        if (found != keys_.end()) return *found;
        return keys_.emplace_back(KnownKey{key, event.ue, fp, "", {}, "", event.seq, {}});
    }

    void teach(KnownKey& key, const std::string& party, std::uint64_t since, bool derived) {
        const bool knows = std::ranges::any_of(key.holders, [&](const Holder& one) { return one.party == party; });
        if (knows) return;
        if (is_replaced(key.key)) replace(key, party, since);
        key.holders.push_back({party, since, derived});
    }

    void replace(const KnownKey& by, const std::string& party, std::uint64_t since) {
        for (auto& old : keys_) {
            if (&old == &by || old.key != by.key || old.ue != by.ue || old.born > by.born) continue;
            for (auto& holder : old.holders) {
                if (holder.party == party && holder.until == 0) holder.until = since;
            }
        }
    }

    // TS 33.535 6.1: the A-KID is made of the A-TID, and shows it to whoever reads it.
    void a_kid(std::string_view text, const Event& event) {
        constexpr std::string_view prefix = "3GPP-AKMA";
        if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
        auto found = std::ranges::find_if(keys_, [&](const KnownKey& one) {
            return one.key == "A-KID" && one.ue == event.ue && one.value == text;
        });
        if (found == keys_.end()) {
            const bool made = std::ranges::any_of(keys_, [&](const KnownKey& one) {
                return one.key == "A-TID" && one.ue == event.ue && !tid_of_.contains(one.born);
            });
            if (!made) return;  // an invented one, or of somebody else
            keys_.push_back({"A-KID", event.ue, "", std::string(text), {"A-TID"}, "TS 33.535 6.1", event.seq, {}});
            found = std::prev(keys_.end());
        }
        const auto kid = static_cast<std::size_t>(found - keys_.begin());
        const auto tid = tid_of(kid);
        for (const auto& party : {event.from, event.to}) {
            if (party.empty()) continue;
            teach(keys_[kid], party, event.seq, false);
            if (tid) teach(keys_[*tid], party, event.seq, false);
        }
    }

    // The youngest A-TID that was there when the A-KID was first seen.
    [[nodiscard]] std::optional<std::size_t> tid_of(std::size_t kid) {
        std::optional<std::size_t> youngest;
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            if (keys_[i].key == "A-TID" && keys_[i].ue == keys_[kid].ue && keys_[i].born < keys_[kid].born) youngest = i;
        }
        if (youngest) tid_of_.insert(keys_[*youngest].born);
        return youngest;
    }

    void derived(const Event& event) {
        auto& key = known(event.key, event, event.fp);
        key.from_keys = event.from_keys;
        key.clause = event.clause;
        key.value = event.value;
        teach(key, event.at, event.seq, true);
    }

    void delivered(const Event& event) {
        if (const auto f = document_.parse(event.f)) look_into(*f, event);
    }

    // Fingerprints name the key; in a revealed recording the value itself stands there.
    void look_into(const json::Value& value, const Event& event) {
        if (const auto text = value.string()) return look_at(*text, event);
        if (value.kind() == json::Kind::array) {
            for (const auto& element : value.elements()) look_into(element, event);
        }
        if (value.kind() != json::Kind::object) return;
        const auto key = value.member("$key");
        const auto fp = value.member("fp");
        if (key && fp && key->string() && fp->string()) {
            auto& sent = known(std::string(*key->string()), event, std::string(*fp->string()));
            return teach(sent, event.to, event.seq, false);
        }
        for (const auto& [name, member] : value.members()) {
            const bool names_a_kid = name == "aKId" || name == "pskIdentity" || name == "username";
            if (names_a_kid && member.string()) a_kid(*member.string(), event);
            look_into(member, event);
        }
    }

    void look_at(std::string_view text, const Event& event) {
        if (text.empty()) return;
        for (auto& key : keys_) {
            if (key.ue == event.ue && key.value == text) teach(key, event.to, event.seq, false);
        }
    }

    json::Document document_;
    std::vector<KnownKey> keys_;
    std::set<std::uint64_t> tid_of_;  // births of the A-TIDs that have an A-KID
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
    Walk walk;
    for (const auto& event : events) {
        if (event.seq <= seq) walk.take(event);
    }
    return walk.finish();
}

std::vector<KnownKey> holders(std::span<const Event> events) {
    return holders_after(events, std::numeric_limits<std::uint64_t>::max());
}

}  // namespace akmasim::knowledge

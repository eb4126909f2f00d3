// SPDX-License-Identifier: Apache-2.0
// Walks the events once: a derivation teaches the party it happened at, a message the party it was sent to.
#include "simulator/knowledge/holders.hpp"

#include <algorithm>
#include <limits>

namespace akmasim::knowledge {
namespace {

using record::Event;

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

    static void teach(KnownKey& key, const std::string& party, std::uint64_t since, bool derived) {
        const bool knows = std::ranges::any_of(key.holders, [&](const Holder& one) { return one.party == party; });
        if (!knows) key.holders.push_back({party, since, derived});
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
        for (const auto& [name, member] : value.members()) look_into(member, event);
    }

    void look_at(std::string_view text, const Event& event) {
        if (text.empty()) return;
        for (auto& key : keys_) {
            if (key.ue == event.ue && key.value == text) teach(key, event.to, event.seq, false);
        }
    }

    json::Document document_;
    std::vector<KnownKey> keys_;
};

}  // namespace

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

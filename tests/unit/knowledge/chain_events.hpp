// SPDX-License-Identifier: Apache-2.0
// Events of a run whose values come from tools/vectors.py: what they show owes nothing to this project's KDF.
#pragma once

#include <string>
#include <vector>

#include "simulator/knowledge/insight.hpp"
#include "tests/vectors.hpp"

namespace akmasim::knowledge::test {

inline const std::string& chain(const std::string& name) {
    static const auto vectors = akmasim::test::read_vectors("generated_subscribers.txt");
    return vectors.front().text(name);
}

inline std::string digits(std::string_view text) { return hex(view_of(text)); }

class Story {
public:
    Story() {
        Person alice;
        alice.name = "alice";
        alice.supi = chain("supi");
        alice.routing_indicator = "0";
        alice.k = chain("k");
        alice.opc = chain("opc");
        evidence.people.push_back(alice);
    }

    record::Event& message(const std::string& link, const std::string& name, const std::string& raw) {
        auto& event = add("msg");
        event.link = link;
        event.from = "amf";
        event.to = "ue";
        event.msg = name;
        event.raw = raw;
        event.has_raw = true;
        return event;
    }
    record::Event& derived(const std::string& at, const std::string& key, std::vector<std::string> from,
                           const std::string& fc, std::vector<std::string> p, const std::string& value) {
        auto& event = add("derive");
        event.at = at;
        event.key = key;
        event.from_keys = std::move(from);
        event.fc = fc;
        event.p = std::move(p);
        event.value = value;
        return event;
    }
    // What mallory did, to the message of that event if there is one.
    record::Event& did(const std::string& verb, std::uint64_t of, const std::string& raw = "") {
        auto& event = add("adversary");
        event.at = "mallory";
        event.link = "N62";
        event.from = "aanf";
        event.to = "msgin5g";
        event.verb = verb;
        event.of = of;
        event.raw = raw;
        event.has_raw = !raw.empty();
        return event;
    }
    // From KAUSF to K_AF, as a UE derives them.
    void tree() {
        const auto supi = digits(chain("supi").substr(5));
        derived("ue", "KAUSF", {"CK", "IK"}, "6a", {digits(chain("snn")), "000000000000"}, chain("kausf"));
        derived("ue", "KSEAF", {"KAUSF"}, "6c", {digits(chain("snn"))}, chain("kseaf"));
        derived("ue", "KAMF", {"KSEAF"}, "6d", {supi, "0000"}, chain("kamf"));
        derived("ue", "KNASenc", {"KAMF"}, "69", {"01", "02"}, chain("knasenc"));
        derived("ue", "KAKMA", {"KAUSF"}, "80", {digits("AKMA"), supi}, chain("kakma"));
        derived("ue", "KAF", {"KAKMA"}, "82", {chain("af_id")}, chain("kaf"));
    }

    const Evidence& seen() {
        evidence.events = events_;
        return evidence;
    }
    [[nodiscard]] bool knows(const Stance& stance, const std::string& key) {
        const Insight insight(seen(), stance);
        const auto values = evidence.values(key, "alice");
        return !values.empty() && insight.knows(values.front());
    }

    Evidence evidence;

private:
    record::Event& add(std::string kind) {
        auto& event = events_.emplace_back();
        event.seq = events_.size();
        event.kind = std::move(kind);
        event.ue = "alice";
        event.step = "reg";
        return event;
    }
    std::vector<record::Event> events_;
};

inline Stance mallory(std::set<std::string> links, std::vector<Leak> leaks = {}) {
    return {"mallory", std::move(links), std::move(leaks)};
}
inline Leak leaked(std::string key) { return {std::move(key), "alice", "after-run"}; }

}  // namespace akmasim::knowledge::test

// SPDX-License-Identifier: Apache-2.0
// What was provisioned, then the keys in the order in which they came to exist.
#include "simulator/view/diagnosis.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

// The scenario's `usim` holds what differs in the UE from what the UDM has.
std::vector<std::string> provisioned_differently(const record::Header& header, std::string_view ue) {
    std::vector<std::string> found;
    json::Document document;
    const auto resolved = document.parse(header.resolved);
    const auto subscribers = resolved ? resolved->member("subscribers") : std::nullopt;
    const auto subscriber = subscribers ? subscribers->member(ue) : std::nullopt;
    const auto usim = subscriber ? subscriber->member("usim") : std::nullopt;
    if (!usim) return found;
    for (const auto& [name, value] : usim->members()) {
        const auto other = subscriber->member(name);
        if (other && other->text() == value.text()) continue;
        const bool secret = value.kind() == json::Kind::object;
        const auto values = secret ? std::string("they hold different values")
                                   : fmt::format("USIM {}, UDM {}", value.text(), other ? other->text() : "none");
        found.push_back(fmt::format("{} differs between USIM and UDM: {}", printable(name), printable(values)));
    }
    return found;
}

// The last derivation of each party, per key, in the order in which the keys first came to exist.
class Births {
public:
    Births(const std::vector<Event>& events, std::string_view ue, std::uint64_t seq) {
        for (const auto& event : events) {
            if (event.kind == "derive" && event.ue == ue && event.seq <= seq) add(event);
        }
    }

    [[nodiscard]] std::string first_difference() const {
        for (const auto& births : keys_) {
            const auto* one = births.front();
            for (const auto* other : births) {
                if (other->fp != one->fp) return words_of(*one, *other);
            }
        }
        return "";
    }

private:
    void add(const Event& event) {
        const auto key =
            std::ranges::find_if(keys_, [&](const auto& births) { return births.front()->key == event.key; });
        if (key == keys_.end()) return keys_.push_back({&event});
        const auto party = std::ranges::find_if(*key, [&](const Event* birth) { return birth->at == event.at; });
        if (party == key->end()) return key->push_back(&event);
        *party = &event;
    }

    // The keys before it are the same at both, so that an input differs, or one party used a key of another time.
    static std::string words_of(const Event& one, const Event& other) {
        std::string inputs;
        for (std::size_t i = 0; i < std::max(one.p.size(), other.p.size()); ++i) {
            const auto a = i < one.p.size() ? readable(one.p[i]) : "none";
            const auto b = i < other.p.size() ? readable(other.p[i]) : "none";
            if (a != b) inputs += fmt::format("; P{} is {} at {} and {} at {}", i, a, one.at, b, other.at);
        }
        if (one.fc != other.fc)
            inputs += fmt::format("; FC is {} at {} and {} at {}", one.fc, one.at, other.fc, other.at);
        if (inputs.empty())
            inputs = fmt::format("; the inputs are the same, so that {} differs", fmt::join(one.from_keys, ", "));
        return printable(fmt::format("{} differs: {} and {} derived different values{}", shown_key(one.key), one.at,
                                     other.at, inputs));
    }

    static std::string readable(const std::string& digits) {
        const auto octets = from_hex(digits);
        const auto is_text = [](Octet octet) { return octet >= 0x20 && octet < 0x7f; };
        if (!octets || octets->size() < 4 || !std::ranges::all_of(*octets, is_text)) return digits;
        return fmt::format("'{}'", text_of(*octets));
    }

    std::vector<std::vector<const Event*>> keys_;
};

// Somebody may use a key that it did not derive: what it was sent must be what the other derived.
std::string unlike_sent(const std::vector<Event>& events, std::string_view ue, std::uint64_t seq) {
    const Event* refusal = nullptr;
    for (const auto& event : events) {
        if (event.seq <= seq && event.kind == "refused" && event.ue == ue) refusal = &event;
    }
    return refusal == nullptr ? "" : fmt::format("{} said: {}", printable(refusal->at), printable(refusal->detail));
}

}  // namespace

std::vector<std::string> differences(const record::Recording& recording, std::string_view ue, std::uint64_t seq) {
    auto found = provisioned_differently(recording.header, ue);
    if (auto words = Births(recording.events, ue, seq).first_difference(); !words.empty()) found.push_back(words);
    if (auto words = unlike_sent(recording.events, ue, seq); !words.empty()) found.push_back(words);
    return found;
}

}  // namespace akmasim::view

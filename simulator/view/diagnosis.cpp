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

// What the scenario gives to the USIM and to the UDM.
class Provision {
public:
    Provision(const record::Header& header, std::string_view ue) {
        if (const auto root = document_.parse(header.resolved)) root_ = *root;
        const auto subscribers = root_ ? root_->member("subscribers") : std::nullopt;
        subscriber_ = subscribers ? subscribers->member(ue) : std::nullopt;
    }

    // The scenario's `usim` holds what differs in the UE from what the UDM has.
    [[nodiscard]] std::vector<std::string> differences() const {
        std::vector<std::string> found;
        const auto usim = subscriber_ ? subscriber_->member("usim") : std::nullopt;
        if (usim) {
            for (const auto& [name, value] : usim->members()) differing(name, value, found);
        }
        if (conceals() && !has_home_network_key())
            found.push_back(fmt::format(
                "the UDM has no home network key with id {} and scheme {} (homeNetworkKeys): it reads no SUCI of this USIM",
                key_id(), scheme()));
        return found;
    }
    // By name, as the scenario spells it.
    [[nodiscard]] std::vector<std::string> compared() const {
        std::vector<std::string> names;
        for (const auto* name : {"key", "op", "opType", "sqn"}) {
            if (subscriber_ && subscriber_->member(name)) names.emplace_back(name);
        }
        if (conceals() && !has_own_public_key()) names.emplace_back("the home network key");
        return names;
    }
    [[nodiscard]] std::string not_compared() const {
        if (!conceals() || !has_own_public_key() || !has_home_network_key()) return "";
        return fmt::format("the homeNetworkPublicKey that the USIM has of its own, with the private key {} of the UDM",
                           key_id());
    }

private:
    void differing(std::string_view name, const json::Value& value, std::vector<std::string>& found) const {
        const auto other = subscriber_->member(name);
        if (other && other->text() == value.text()) return;
        const bool secret = value.kind() == json::Kind::object;
        const auto values = secret ? std::string("they hold different values")
                                   : fmt::format("USIM {}, UDM {}", value.text(), other ? other->text() : "none");
        found.push_back(fmt::format("{} differs between USIM and UDM: {}", printable(name), printable(values)));
    }
    [[nodiscard]] std::int64_t number(std::string_view name) const {
        const auto member = subscriber_ ? subscriber_->member(name) : std::nullopt;
        return member ? member->integer().value_or(0) : 0;
    }
    [[nodiscard]] std::int64_t scheme() const { return number("protectionScheme"); }
    [[nodiscard]] std::int64_t key_id() const { return number("homeNetworkPublicKeyId"); }
    [[nodiscard]] bool conceals() const { return scheme() > 0; }
    [[nodiscard]] bool has_own_public_key() const { return subscriber_->member("homeNetworkPublicKey").has_value(); }
    // TS 33.501 6.12.2: the SIDF finds its private key by the identifier in the SUCI.
    [[nodiscard]] bool has_home_network_key() const {
        const auto keys = root_->member("homeNetworkKeys");
        if (!keys || keys->kind() != json::Kind::array) return false;
        const auto all = keys->elements();
        return std::ranges::any_of(all, [&](const json::Value& key) {
            const auto is = [&](std::string_view name, std::int64_t wanted) {
                const auto member = key.member(name);
                return member && member->integer().value_or(-1) == wanted;
            };
            return is("id", key_id()) && is("scheme", scheme());
        });
    }

    json::Document document_;
    std::optional<json::Value> root_;
    std::optional<json::Value> subscriber_;
};

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

    // The keys that two parties derived, with these parties.
    [[nodiscard]] std::vector<std::string> compared() const {
        std::vector<std::string> names;
        for (const auto& births : keys_) {
            if (births.size() < 2) continue;
            std::vector<std::string> parties;
            for (const auto* birth : births) parties.push_back(birth->at);
            names.push_back(
                printable(fmt::format("{} ({})", shown_key(births.front()->key), fmt::join(parties, ", "))));
        }
        return names;
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
    auto found = Provision(recording.header, ue).differences();
    if (auto words = Births(recording.events, ue, seq).first_difference(); !words.empty()) found.push_back(words);
    if (auto words = unlike_sent(recording.events, ue, seq); !words.empty()) found.push_back(words);
    return found;
}

std::vector<std::string> what_both_hold(const record::Recording& recording, std::string_view ue, std::uint64_t seq) {
    const Provision provision(recording.header, ue);
    const Births births(recording.events, ue, seq);
    auto found = differences(recording, ue, seq);
    auto compared = provision.compared();
    for (auto& name : births.compared()) compared.push_back(std::move(name));
    const bool differ = !provision.differences().empty() || !births.first_difference().empty();
    if (!differ)
        found.push_back(compared.empty()
                            ? std::string("nothing that could be compared")
                            : fmt::format("no difference in what was compared: {}", fmt::join(compared, ", ")));
    if (const auto words = provision.not_compared(); !words.empty()) found.push_back("not compared: " + words);
    return found;
}

}  // namespace akmasim::view

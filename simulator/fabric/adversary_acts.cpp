// SPDX-License-Identifier: Apache-2.0
// The adversary's verbs, one overload each. Lengths, MACs and tags of what it touches are not repaired.
#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/named.hpp"
#include "simulator/fabric/adversary.hpp"

namespace akmasim::fabric {
namespace {

struct Named {
    Capability capability;
    std::string_view name;
};
constexpr Named capabilities[]{{Capability::read, "read"},
                               {Capability::drop, "drop"},
                               {Capability::delay, "delay"},
                               {Capability::modify, "modify"},
                               {Capability::inject, "inject"}};

struct Needs {
    Capability operator()(const Pass&) const { return Capability::read; }
    Capability operator()(const Save&) const { return Capability::read; }
    Capability operator()(const Drop&) const { return Capability::drop; }
    Capability operator()(const Delay&) const { return Capability::delay; }
    Capability operator()(const Hold&) const { return Capability::delay; }
    Capability operator()(const Reorder&) const { return Capability::delay; }
    Capability operator()(const Set&) const { return Capability::modify; }
    Capability operator()(const Flip&) const { return Capability::modify; }
    Capability operator()(const Truncate&) const { return Capability::modify; }
    Capability operator()(const Append&) const { return Capability::modify; }
    Capability operator()(const Duplicate&) const { return Capability::inject; }
    Capability operator()(const Send&) const { return Capability::inject; }
    Capability operator()(const Inject&) const { return Capability::inject; }
};

}  // namespace

Capability needed_for(const Act& act) { return std::visit(Needs{}, act); }

std::string_view verb_of(const Act& act) {
    return std::visit([](const auto& one) { return one.verb; }, act);
}

std::string_view name_of(Capability capability) {
    for (const auto& one : capabilities) {
        if (one.capability == capability) return one.name;
    }
    return "";
}

std::optional<Capability> capability_named(std::string_view name) {
    for (const auto& one : capabilities) {
        if (one.name == name) return one.capability;
    }
    return std::nullopt;
}

double drawn(Random& random) {
    const auto octets = random.draw<FixedOctets<"chance", 6>>();  // outlives the loop over its view
    std::uint64_t value = 0;
    for (const Octet octet : octets.view()) value = value << 8 | octet;
    return static_cast<double>(value) / static_cast<double>(std::uint64_t{1} << 48);
}

// What one act does to the message in hand.
class Adversary::Doing {
public:
    Doing(Adversary& who, Progress& progress, Hand& hand) : who_(who), progress_(progress), hand_(hand) {}

    Result<void> operator()(const Pass&) {
        hand_.finished = true;
        return {};
    }
    Result<void> operator()(const Drop&) { return stop(); }
    Result<void> operator()(const Delay& delay) {
        const auto apart = (2 * drawn(*progress_.random) - 1) * static_cast<double>(delay.jitter);
        hand_.message.later += std::max<Time>(0, delay.mean + static_cast<Time>(apart));
        return {};
    }
    Result<void> operator()(const Duplicate& duplicate) {
        hand_.copies += duplicate.copies;
        return {};
    }
    Result<void> operator()(const Hold& hold) {
        who_.saved_[hold.name] = hand_.message.envelope;
        return stop();
    }
    Result<void> operator()(const Reorder& reorder) {
        who_.late_.push_back({hand_.message, reorder.behind});
        return stop();
    }
    Result<void> operator()(const Set& set) {
        for (const auto& setting : set.settings) TRY(rewrite(hand_.message.envelope, setting));
        return {};
    }
    Result<void> operator()(const Flip& flip) {
        if (flip.offset >= octets().size()) return too_short(flip.offset + 1);
        octets()[flip.offset] = static_cast<Octet>(octets()[flip.offset] ^ 1U << flip.bit);
        return {};
    }
    Result<void> operator()(const Truncate& truncate) {
        if (truncate.octets >= octets().size()) return too_short(truncate.octets + 1);
        octets().resize(truncate.octets);
        return {};
    }
    Result<void> operator()(const Append& append) {
        akmasim::append(octets(), append.octets);
        return {};
    }
    Result<void> operator()(const Save& save) {
        who_.saved_[save.name] = hand_.message.envelope;
        return {};
    }
    Result<void> operator()(const Send& send) {
        const auto found = who_.saved_.find(send.name);
        if (found == who_.saved_.end()) return fail(Cause::invalid, "nothing is saved as '" + send.name + "' yet");
        hand_.more.push_back({found->second, 0});
        return {};
    }
    Result<void> operator()(const Inject& inject) {
        hand_.more.push_back({TRY(who_.make_up(inject.injection)), 0});
        return {};
    }

private:
    Octets& octets() { return hand_.message.envelope.octets; }
    Result<void> stop() {
        hand_.goes_on = false;
        return {};
    }
    Result<void> too_short(std::size_t wanted) {
        return fail(Cause::invalid,
                    fmt::format("the message has {} octets, expected at least {}", octets().size(), wanted));
    }

    Adversary& who_;
    Progress& progress_;
    Hand& hand_;
};

Result<void> Adversary::act(const Act& act, Progress& progress, Hand& hand) {
    return std::visit(Doing(*this, progress, hand), act);
}

Result<Envelope> Adversary::make_up(const Injection& injection) {
    Envelope envelope;
    if (!injection.saved.empty()) {
        const auto found = saved_.find(injection.saved);
        if (found == saved_.end()) return fail(Cause::invalid, "nothing is saved as '" + injection.saved + "' yet");
        envelope = found->second;
    } else {
        envelope.link = injection.link.value_or(Link::n1);
        envelope.octets = injection.octets;
        envelope.http = injection.http;
    }
    if (injection.as) envelope.from = *injection.as;
    if (injection.to) envelope.to = *injection.to;
    if (envelope.to.role == "ue") envelope.ue = envelope.to.instance;
    if (envelope.from.role == "ue") envelope.ue = envelope.from.instance;
    if (injection.own_connection && opened_.empty()) return fail(Cause::invalid, "no connection was opened yet");
    if (injection.new_connection || injection.own_connection) {
        if (injection.new_connection) ++last_stream_;
        envelope.stream = last_stream_;
        opened_.emplace(envelope.link, envelope.stream);
        return envelope;
    }
    for (const auto& way : {std::tuple{envelope.link, envelope.from, envelope.to},
                            std::tuple{envelope.link, envelope.to, envelope.from}}) {
        if (const auto known = latest_.find(way); known != latest_.end()) envelope.stream = known->second;
    }
    return envelope;
}

}  // namespace akmasim::fabric

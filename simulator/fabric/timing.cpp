// SPDX-License-Identifier: Apache-2.0
#include "simulator/fabric/timing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/base/names.hpp"

namespace akmasim::fabric {
namespace {

constexpr Time second = 1'000'000'000;

// How long the octets take at a rate, rounded up.
Time sending(std::size_t octets, std::uint64_t bit_s) {
    if (bit_s == 0) return 0;
    const auto bits = static_cast<std::uint64_t>(octets) * 8;
    return static_cast<Time>((bits * static_cast<std::uint64_t>(second) + bit_s - 1) / bit_s);
}

void write_link(json::Writer& out, Link link, const LinkTiming& timing) {
    out.key(name_of(link)).open_object();
    if (timing.delay != 0) out.key("delay").integer(timing.delay);
    if (timing.jitter != 0) out.key("jitter").integer(timing.jitter);
    if (timing.bit_s != 0) out.key("rate").integer(static_cast<std::int64_t>(timing.bit_s));
    out.close_object();
}

}  // namespace

std::string to_json(const Timing& timing) {
    std::string text;
    json::Writer out(text);
    out.open_object().key("links").open_object();
    for (const auto& [link, one] : timing.links) write_link(out, link, one);
    out.close_object().key("cost").open_object();
    for (std::size_t i = 0; i < timing.cost.size(); ++i) {
        if (timing.cost[i] != 0) out.key(crypto::operations[i]).integer(timing.cost[i]);
    }
    out.close_object();
    if (!timing.timers.empty()) {
        out.key("timers").open_object();
        for (const auto& [name, length] : timing.timers) out.key(name).integer(length);
        out.close_object();
    }
    out.close_object();
    return text;
}

Time Pace::done(const Address& party, Time now, const crypto::Work& work) {
    Time takes = 0;
    for (std::size_t i = 0; i < work.count.size(); ++i) takes += static_cast<Time>(work.count[i]) * timing_.cost[i];
    const auto busy = busy_.find(party);
    const auto done = (busy == busy_.end() ? now : std::max(now, busy->second)) + takes;
    if (takes > 0) busy_[party] = done;
    all_done_ = std::max(all_done_, done);
    return done;
}

Time Pace::arrival(const Envelope& sent, Time at) {
    const auto found = timing_.links.find(sent.link);
    if (found == timing_.links.end()) return at;
    const auto& [delay, jitter, bit_s] = found->second;
    if (jitter == 0 && bit_s == 0) return at + delay;
    const Direction direction{sent.link, sent.from, sent.to};
    auto& way = ways_[direction];
    way.free = std::max(way.free, at) + sending(sent.octets.size(), bit_s);
    way.last = std::max(way.last, way.free + delay + jitter_on(way, direction, jitter));
    return way.last;
}

// From a stream of the direction, so that other traffic changes nothing.
Time Pace::jitter_on(Way& way, const Direction& direction, Time most) {
    if (most == 0 || !random_) return 0;
    if (!way.random) {
        const auto& [link, from, to] = direction;
        way.random =
            random_(fmt::format("link {}|{} {}|{} {}", name_of(link), from.role, from.instance, to.role, to.instance));
    }
    std::uint64_t number = 0;
    const auto drawn = way.random->draw<FixedOctets<"jitter", 8>>();
    for (const Octet octet : drawn.view()) number = number << 8 | octet;
    return static_cast<Time>(number % static_cast<std::uint64_t>(2 * most + 1)) - most;
}

}  // namespace akmasim::fabric

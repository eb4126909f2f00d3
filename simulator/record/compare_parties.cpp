// SPDX-License-Identifier: Apache-2.0
// The doings of some parties side by side, and in step again behind one that only one side has.
#include <algorithm>
#include <array>
#include <functional>

#include "simulator/record/differing.hpp"
#include "simulator/record/steps.hpp"

namespace akmasim::record {
namespace {

using Events = std::vector<Event>;

// Numbers of events are another run's.
Events of_parties(const Events& events, const std::set<std::string>& parties) {
    Events some;
    for (const auto& event : events) {
        const bool is_theirs =
            event.kind != "adversary" && parties.contains(event.kind == "msg" ? event.from : event.at);
        if (!is_theirs) continue;
        some.push_back(event);
        some.back().on = 0;
    }
    return some;
}

template <std::size_t count>
bool equal_in(const Event& one, const Event& other, const std::array<std::string Event::*, count>& members) {
    return std::ranges::all_of(members, [&](auto member) { return one.*member == other.*member; });
}

// The same doing, whatever it contains.
bool alike(const Event& one, const Event& other) {
    return equal_in(one, other,
                    std::array{&Event::kind, &Event::link, &Event::from, &Event::to, &Event::at, &Event::ue,
                               &Event::msg, &Event::inside, &Event::key, &Event::timer, &Event::is, &Event::cause});
}

// Of the events that `is_like` takes the nearest by place; nullptr: there is none.
const Event* nearest_of(const Events& events, std::size_t place, const std::function<bool(const Event&)>& is_like) {
    const auto distance = [&](const Event& event) {
        const auto at = static_cast<std::size_t>(&event - events.data());
        return at < place ? place - at : at - place;
    };
    const Event* best = nullptr;
    for (const auto& event : events) {
        if (is_like(event) && (best == nullptr || distance(event) < distance(*best))) best = &event;
    }
    return best;
}

// What the other side has that is most like an event: of its name, else of its kind.
const Event* nearest(const Event& event, const Events& events, std::size_t place) {
    const std::array kind{&Event::kind, &Event::from, &Event::at};
    const std::array name{&Event::kind, &Event::from, &Event::at, &Event::msg, &Event::key};
    const auto* best = nearest_of(events, place, [&](const Event& one) { return equal_in(event, one, name); });
    if (best != nullptr) return best;
    return nearest_of(events, place, [&](const Event& one) { return equal_in(event, one, kind); });
}

// How far behind `from` the like of `event` stands; nothing: it does not come any more.
std::optional<std::size_t> ahead(const Event& event, const Events& events, std::size_t from) {
    for (auto at = from; at < events.size(); ++at) {
        if (alike(event, events[at])) return at - from;
    }
    return {};
}

struct Place {
    Parting parting = Parting::changed;
    std::size_t expected = 0;
    std::size_t got = 0;
};

// Walks through both, and past each difference.
class Alignment {
public:
    Alignment(const Events& expected, const Events& got) : expected_(expected), got_(got) {
        while (at_.expected < expected_.size() || at_.got < got_.size()) step();
    }
    [[nodiscard]] const std::vector<Place>& differences() const { return differences_; }

private:
    void step() {
        const bool both = at_.expected < expected_.size() && at_.got < got_.size();
        if (both && same(expected_[at_.expected], got_[at_.got], false)) return pass();
        at_.parting = both ? parting() : at_.got < got_.size() ? Parting::unknown : Parting::missing;
        differences_.push_back(at_);
        pass_one_side();
    }
    [[nodiscard]] Parting parting() const {
        const auto& expected = expected_[at_.expected];
        const auto& got = got_[at_.got];
        if (alike(expected, got)) return Parting::changed;
        const auto expected_later = ahead(expected, got_, at_.got);
        const auto got_later = ahead(got, expected_, at_.expected);
        if (!expected_later && !got_later) return Parting::changed;
        if (!got_later) return Parting::unknown;
        if (!expected_later) return Parting::missing;
        return *expected_later <= *got_later ? Parting::unknown : Parting::missing;
    }
    void pass() {
        ++at_.expected;
        ++at_.got;
    }
    void pass_one_side() {
        if (at_.parting != Parting::unknown) ++at_.expected;
        if (at_.parting != Parting::missing) ++at_.got;
    }

    const Events& expected_;
    const Events& got_;
    Place at_;
    std::vector<Place> differences_;
};

Divergence divergence_at(const Place& place, const Events& expected, const Events& got) {
    const auto* wanted = place.parting == Parting::unknown ? nearest(got[place.got], expected, place.expected)
                                                           : &expected[place.expected];
    const auto* made =
        place.parting == Parting::missing ? nearest(expected[place.expected], got, place.got) : &got[place.got];
    Divergence divergence;
    divergence.parting = place.parting;
    divergence.seq = place.parting == Parting::unknown ? made->seq : wanted->seq;
    if (wanted != nullptr) divergence.expected_event = *wanted;
    if (made != nullptr) divergence.got_event = *made;
    if (wanted != nullptr && made != nullptr && wanted->kind == made->kind)
        divergence.more = differing_fields(*wanted, *made, false);
    if (divergence.more.empty()) {
        static_cast<Difference&>(divergence) = unlike(place.parting == Parting::unknown ? nullptr : wanted,
                                                      place.parting == Parting::missing ? nullptr : made);
        return divergence;
    }
    static_cast<Difference&>(divergence) = std::move(divergence.more.front());
    divergence.more.erase(divergence.more.begin());
    return divergence;
}

}  // namespace

Comparison compare_parties(const Recording& expected, const Events& got, const std::set<std::string>& parties,
                           Level level) {
    const auto theirs = of_parties(expected.events, parties);
    auto theirs_now = of_parties(got, parties);
    if (!expected.trailer.complete && theirs_now.size() > theirs.size()) theirs_now.resize(theirs.size());
    const auto a = at_level(theirs, level);
    const auto b = at_level(theirs_now, level);
    Comparison comparison;
    const Alignment alignment(a, b);
    const auto& differences = alignment.differences();
    if (differences.empty()) return comparison;
    comparison.first = divergence_at(differences.front(), a, b);
    comparison.first->nature = nature_of(theirs, theirs_now, false);
    comparison.first->number =
        Steps(comparison.first->parting == Parting::unknown ? got : expected.events).number_of(comparison.first->seq);
    comparison.after = differences.size() - 1;
    return comparison;
}

}  // namespace akmasim::record

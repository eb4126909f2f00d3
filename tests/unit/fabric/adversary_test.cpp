// SPDX-License-Identifier: Apache-2.0
// What each verb of an adversary does to what crosses: what arrives, how often, in which order and with which octets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/crypto/random.hpp"
#include "simulator/fabric/adversary.hpp"

namespace akmasim::fabric::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Time ms = 1'000'000;

// An adversary on N1 that can do anything, with one rule for what the UE sends unless another is given.
class Mallory {
public:
    explicit Mallory(std::vector<Act> acts, Condition when = from_ue()) : Mallory(std::vector{rule(when, acts)}) {}
    explicit Mallory(std::vector<Rule> rules) {
        plan_.at = {Link::n1};
        plan_.can = {Capability::read, Capability::drop, Capability::delay, Capability::modify, Capability::inject};
        plan_.rules = std::move(rules);
        who_ = std::make_unique<Adversary>(
            plan_, [](std::string_view label) { return std::make_unique<crypto::SeededRandom>(1, label); });
    }

    static Condition from_ue() {
        Condition when;
        when.message = "any";
        when.from = "ue";
        return when;
    }
    static Rule rule(Condition when, std::vector<Act> acts) { return {"r", std::move(when), std::move(acts)}; }

    // A plain NAS message with that octet at its end; what arrives in its place, as hexadecimal digits.
    std::vector<std::string> hears(Octet last, const std::string& from = "ue", Link link = Link::n1) {
        Envelope sent;
        sent.link = link;
        sent.from = {from, ""};
        sent.to = {from == "ue" ? "amf" : "ue", ""};
        sent.octets = {0x7e, 0x00, 0x43, last};  // Registration Complete
        return told(who_->cross(std::move(sent), {}));
    }
    std::vector<std::string> rests() { return told(who_->at_rest({})); }
    [[nodiscard]] const std::vector<Time>& later() const { return later_; }
    Adversary& operator*() { return *who_; }

private:
    std::vector<std::string> told(const std::vector<Tap::Arrival>& arrivals) {
        std::vector<std::string> octets;
        later_.clear();
        for (const auto& arrival : arrivals) {
            octets.push_back(hex(arrival.envelope.octets));
            later_.push_back(arrival.later);
        }
        return octets;
    }

    Plan plan_;
    std::unique_ptr<Adversary> who_;
    std::vector<Time> later_;
};

TEST(Verb, DropLetsNothingArriveOfWhatTheRuleIsAbout) {
    Mallory mallory({Drop{}});
    EXPECT_THAT(mallory.hears(1), IsEmpty());
    EXPECT_THAT(mallory.hears(1, "amf"), ElementsAre("7e004301"));
    EXPECT_THAT(mallory.hears(1, "ue", Link::n12), ElementsAre("7e004301")) << "it does not stand there";
}

TEST(Verb, DelayLetsAMessageArriveLaterByAtMostItsJitterMoreOrLess) {
    Mallory even({Delay{20 * ms, 0}});
    EXPECT_THAT(even.hears(1), ElementsAre("7e004301"));
    EXPECT_THAT(even.later(), ElementsAre(20 * ms));
    Mallory uneven({Delay{20 * ms, 5 * ms}});
    std::set<Time> seen;
    for (int i = 0; i < 20; ++i) {
        uneven.hears(1);
        EXPECT_GE(uneven.later().front(), 15 * ms);
        EXPECT_LE(uneven.later().front(), 25 * ms);
        seen.insert(uneven.later().front());
    }
    EXPECT_GT(seen.size(), 1U);
}

TEST(Verb, DuplicateLetsCopiesArriveBesideTheMessage) {
    Mallory mallory({Duplicate{2}});
    EXPECT_THAT(mallory.hears(1), ElementsAre("7e004301", "7e004301", "7e004301"));
}

TEST(Verb, HoldKeepsAMessageUntilSendLetsItGoAsItWas) {
    auto first = Mallory::from_ue();
    first.nth = 1;
    auto third = Mallory::from_ue();
    third.nth = 3;
    Mallory mallory(std::vector{Mallory::rule(first, {Hold{"kept"}}), Mallory::rule(third, {Send{"kept"}})});
    EXPECT_THAT(mallory.hears(1), IsEmpty());
    EXPECT_THAT(mallory.hears(2), ElementsAre("7e004302"));
    EXPECT_THAT(mallory.hears(3), ElementsAre("7e004303", "7e004301"));
    EXPECT_THAT(mallory.rests(), IsEmpty()) << "what is held is not late";
}

TEST(Verb, ReorderLetsAMessageArriveBehindSoManyOthersOfItsWay) {
    auto first = Mallory::from_ue();
    first.nth = 1;
    Mallory mallory({Reorder{2}}, first);
    EXPECT_THAT(mallory.hears(1), IsEmpty());
    EXPECT_THAT(mallory.hears(9, "amf"), ElementsAre("7e004309")) << "the other way does not count";
    EXPECT_THAT(mallory.hears(2), ElementsAre("7e004302"));
    EXPECT_THAT(mallory.hears(3), ElementsAre("7e004303", "7e004301"));
}

TEST(Verb, ReorderLetsAMessageGoWhenNoOtherComes) {
    Mallory mallory({Reorder{5}});
    EXPECT_THAT(mallory.hears(1), IsEmpty());
    EXPECT_THAT(mallory.rests(), ElementsAre("7e004301"));
    EXPECT_THAT(mallory.rests(), IsEmpty());
}

TEST(Verb, SetWritesAFieldAnew) {
    Condition when;
    when.message = "RegistrationReject";
    Mallory mallory({Set{{{"cause", "20"}}}}, when);
    Envelope reject;
    reject.link = Link::n1;
    reject.from = {"amf", ""};
    reject.to = {"ue", ""};
    reject.octets = {0x7e, 0x00, 0x44, 0x03};
    const auto arrived = (*mallory).cross(std::move(reject), {});
    ASSERT_EQ(arrived.size(), 1U);
    EXPECT_EQ(hex(arrived.front().envelope.octets), "7e004414");
}

TEST(Verb, FlipTruncateAndAppendTouchOctetsAndNothingElse) {
    EXPECT_THAT(Mallory({Flip{3, 7}}).hears(1), ElementsAre("7e004381"));
    EXPECT_THAT(Mallory({Truncate{2}}).hears(1), ElementsAre("7e00"));
    EXPECT_THAT(Mallory({Append{{0xab, 0xcd}}}).hears(1), ElementsAre("7e004301abcd"));
    EXPECT_THAT(Mallory({Append{{0xab}}, Flip{4, 0}, Truncate{4}}).hears(1), ElementsAre("7e004301"))
        << "in this order";
}

TEST(Verb, SaveKeepsACopyThatSendAddsAndInjectPlaysToAnother) {
    auto second = Mallory::from_ue();
    second.nth = 2;
    Mallory mallory(
        std::vector{Mallory::rule(second, {Send{"old"}}), Mallory::rule(Mallory::from_ue(), {Save{"old"}})});
    EXPECT_THAT(mallory.hears(1), ElementsAre("7e004301"));
    EXPECT_THAT(mallory.hears(2), ElementsAre("7e004302", "7e004301"));
    Injection again;
    again.saved = "old";
    again.to = Address{"ausf", ""};
    const auto arrived = (*mallory).inject(again, {});
    ASSERT_EQ(arrived.size(), 1U);
    EXPECT_EQ(hex(arrived.front().envelope.octets), "7e004302");
    EXPECT_EQ(arrived.front().envelope.to.role, "ausf");
}

TEST(Verb, PassEndsTheRulesForAMessage) {
    Mallory mallory(
        std::vector{Mallory::rule(Mallory::from_ue(), {Pass{}}), Mallory::rule(Mallory::from_ue(), {Drop{}})});
    (*mallory).enable({});
    EXPECT_THAT(mallory.hears(1), ElementsAre("7e004301"));
    EXPECT_THAT((*mallory).unmatched(), ElementsAre("r"));
}

TEST(Verb, ThatCannotBeDoneIsNotedAndTheMessageGoesOn) {
    Mallory mallory({Flip{4, 0}, Truncate{4}, Send{"nothing"}});
    EXPECT_THAT(mallory.hears(1), ElementsAre("7e004301"));
    EXPECT_THAT((*mallory).thwarted(),
                ElementsAre(HasSubstr("flip: the message has 4 octets"), HasSubstr("truncate: the message has 4"),
                            HasSubstr("send: nothing is saved as 'nothing'")));
}

TEST(Rule, IsLeftToChanceByTheSeedAlone) {
    auto when = Mallory::from_ue();
    when.probability = 0.5;
    const auto arrivals = [&] {
        Mallory mallory({Drop{}}, when);
        std::string text;
        for (Octet i = 0; i < 64; ++i) text += mallory.hears(i).empty() ? '-' : '+';
        return text;
    };
    const auto once = arrivals();
    EXPECT_EQ(once, arrivals());
    EXPECT_THAT(once, HasSubstr("-"));
    EXPECT_THAT(once, HasSubstr("+"));
}

}  // namespace
}  // namespace akmasim::fabric::test

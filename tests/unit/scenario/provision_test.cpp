// SPDX-License-Identifier: Apache-2.0
// provision, restart and include: what is taken, and what is refused before anything starts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;

void expect_refused(const std::string& step, const std::string& wanted) {
    const auto loaded = load_text(upon_base("steps:\n  - " + step + "\n"));
    EXPECT_FALSE(loaded.scenario) << step;
    EXPECT_THAT(told(loaded), HasSubstr(wanted)) << step;
}

TEST(Provision, TakesTheMembersOfASubscriberAndOfItsUsim) {
    const auto loaded = load_text(upon_base(
        "steps:\n  - provision: { ue: alice, akma: false, sqn: '000000000100', usim: { sqn: '000000000200' } }\n"));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    const auto& order = std::get<ProvisionStep>(loaded.scenario->steps.at(0).orders.at(0));
    EXPECT_EQ(order.akma, false);
    EXPECT_EQ(order.sqn->text, "000000000100");
    EXPECT_EQ(order.usim->sqn->text, "000000000200");
    EXPECT_EQ(loaded.scenario->steps[0].expect.outcome.kind, "none") << "data that change are no procedure";
}

TEST(Provision, IsRefusedWhatCannotBeProvisioned) {
    expect_refused("provision: { ue: alice }", "expected something to change");
    expect_refused("provision: { ue: bob, akma: true }", "no subscriber is called 'bob'");
    expect_refused("provision: { ue: alice, supi: 'imsi-001010000000002' }", "unknown key 'supi'");
    expect_refused("provision: { ue: alice, sqn: 5 }", "expected quoted hexadecimal digits");
    expect_refused("provision: { ue: alice, op: 'cd63cb71954a9f4e48a5994e37a02baf', opType: OP }",
                   "expected key and op beside opType: OP");
    expect_refused("provision: { ue: alice, usim: { opType: OP } }", "expected key and op beside opType: OP");
    expect_refused("provision: { ue: alice, routingIndicator: '12345' }", "expected a routingIndicator of 1 to 4");
}

// TS 35.231 5.1: K of 128 or 256 bits; TOP and TOPc have 256.
TEST(Provision, OfASubscriberWithTuakKnowsItsKeysAndTypes) {
    const std::string tuak =
        "subscribers: { alice: { algorithm: tuak, opType: TOP, op: '" + std::string(64, '5') + "' } }\n";
    const auto told_of = [&](const std::string& change) {
        return told(load_text(upon_base(tuak + "steps:\n  - provision: { ue: alice, " + change + " }\n")));
    };
    const std::string top = "op: '" + std::string(64, 'a') + "'";
    EXPECT_EQ(told_of("key: '" + std::string(64, 'b') + "', opType: TOP, " + top), "");
    EXPECT_EQ(told_of("usim: { opType: TOPC, " + top + " }"), "");
    EXPECT_THAT(told_of("opType: TOP, " + top), HasSubstr("6:16 expected key and op beside opType: TOP, as TOPc"));
    EXPECT_THAT(told_of("opType: OPC, " + top), HasSubstr("expected opType TOP or TOPC of a subscriber with tuak"));
    EXPECT_THAT(told_of("key: '" + std::string(48, 'b') + "'"), HasSubstr("6:34 expected 32 or 64 hexadecimal"));
    EXPECT_THAT(told_of("usim: { op: '" + std::string(32, 'b') + "' }"), HasSubstr("expected 64 hexadecimal digits"));
}

TEST(Restart, IsRefusedForWhoIsNotThere) {
    expect_refused("restart: { nf: smf }", "no network function is called 'smf'; did you mean 'amf'?");
    expect_refused("restart: { nf: ue }", "no network function is called 'ue'");
    expect_refused("restart: { nf: nef }", "the scenario has no network function 'nef'");
    expect_refused("restart: { nf: aanf-west }", "the scenario has no network function 'aanf-west'");
    EXPECT_TRUE(load_text(upon_base("steps: [{ restart: { nf: amf } }]\n")).scenario);
    EXPECT_TRUE(load_text(upon_base("nfs: { nef: {} }\nsteps: [{ restart: { nf: nef } }]\n")).scenario);
    expect_refused("restart: { nf: nrf }", "the scenario has no network function 'nrf'");
    EXPECT_TRUE(load_text(upon_base("nrf: {}\nsteps: [{ restart: { nf: nrf } }]\n")).scenario);
}

TEST(Include, MergesPartsUnderTheFileAndOverItsParent) {
    const Folder folder;
    folder.write("nfs.yaml", "nfs: { amf: { ea: [EA0] }, aanf: { keyLifetime: 90s } }\ntags: [part]\n");
    folder.write("more.yaml", "nfs: { aanf: { keyLifetime: 30s } }\n");
    const auto loaded = load_file(folder.write(
        "a.yaml", upon_base("include: [nfs.yaml, more.yaml]\nnfs: { amf: { ea: [EA2] } }\nsteps: [{ wait: 1s }]\n")));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    EXPECT_EQ(loaded.scenario->nfs.amf.ea, std::vector<std::string>{"EA2"});
    EXPECT_EQ(loaded.scenario->nfs.aanf.key_lifetime.ns, 30 * one_second);
    EXPECT_EQ(loaded.scenario->tags, std::vector<std::string>{"part"});
    EXPECT_TRUE(loaded.scenario->subscribers.contains("alice"));
}

TEST(Include, RefusesWhatIsNoPart) {
    const Folder folder;
    folder.write("list.yaml", "- a\n");
    folder.write("named.yaml", "name: b\nextends: a.yaml\n");
    const auto told_of = [&](const std::string& include) {
        return told(load_file(folder.write("a.yaml", upon_base("include: " + include + "\nsteps: [{ wait: 1s }]\n"))));
    };
    EXPECT_THAT(told_of("[list.yaml]"), HasSubstr("4:11 includes 'list.yaml', but it holds no map"));
    EXPECT_THAT(told_of("[named.yaml]"), HasSubstr("1:1 a part that is included cannot have 'name'"));
    EXPECT_THAT(told_of("[named.yaml]"), HasSubstr("2:1 a part that is included cannot have 'extends'"));
    EXPECT_THAT(told_of("[absent.yaml]"), HasSubstr("4:11 includes 'absent.yaml', but there is no file"));
    EXPECT_THAT(told_of("nfs.yaml"), HasSubstr("4:10 expected a list of at most 16 files"));
}

TEST(Include, StaysInsideTheProject) {
    const Folder elsewhere;
    const auto outside = elsewhere.write("x.yaml", "tags: [a]\n");
    const Folder folder;
    for (const auto& path : {outside, std::string("/etc/passwd"), std::string("../../etc/hostname.yaml")}) {
        const auto loaded = load_file(folder.write("a.yaml", upon_base("include: ['" + path + "']\n")));
        EXPECT_FALSE(loaded.scenario) << path;
        EXPECT_THAT(told(loaded), HasSubstr("4:11 includes '" + path + "', but ")) << path;
    }
    const auto parent = load_file(folder.write("b.yaml", "extends: " + outside + "\n"));
    EXPECT_THAT(told(parent), HasSubstr("is outside of the project"));
    // A symbolic link counts as what it leads to.
    const auto link =
        std::filesystem::path(folder.write("c.yaml", "include: [link.yaml]\n")).parent_path() / "link.yaml";
    std::filesystem::create_symlink(outside, link);
    EXPECT_THAT(told(load_file((link.parent_path() / "c.yaml").string())), HasSubstr("is outside of the project"));
}

}  // namespace
}  // namespace akmasim::scenario::test

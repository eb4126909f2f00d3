// SPDX-License-Identifier: Apache-2.0
// Scenarios that nobody wrote, from a seed: all of them are valid, and each ends with a verdict.
#include <fstream>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

class Generator {
public:
    explicit Generator(std::uint64_t seed) : seed_(seed), random_(seed) {}

    std::string scenario() {
        auto text = fmt::format(
            "schema: akma-scenario/1\nname: random-{0}\ntitle: Made from seed {0}\nextends: {1}\nseed: "
            "{0}\nsubscribers:\n",
            seed_, AKMASIM_SOURCE_DIR "/scenarios/base/one-ue.yaml");
        for (std::size_t i = 0; i < names_.size(); ++i) text += subscriber(i);
        const auto protocol =
            pick({"tls13-psk", "tls13-psk-ke", "tls12-psk", "tls12-ecdhe-psk", "dtls12-psk", "http-digest"});
        const bool may_ask_first = protocol.starts_with("tls13");  // the session request, before TLS 1.3 alone
        text += fmt::format(
            "nfs:\n  ue: {{ ia: [IA0, {}], ea: [EA0, {}] }}\n  amf: {{ ia: [IA1, IA2, IA3], ea: [EA1, EA2, EA3, EA0] "
            "}}\n"
            "  msgin5g: {{ uaProtocol: {}, mode: {} }}\nsteps:\n",
            pick({"IA1", "IA2", "IA3"}), pick({"EA1", "EA2", "EA3"}), protocol,
            may_ask_first ? pick({"implicit", "explicit"}) : "implicit");
        for (const auto& name : names_) text += "  - register: { ue: " + name + " }\n";
        const auto count = 3 + random_() % 8;
        for (std::uint64_t i = 0; i < count; ++i) text += "  - " + step() + "\n";
        return text;
    }

private:
    std::string pick(std::initializer_list<const char*> words) { return *(words.begin() + random_() % words.size()); }
    std::string ue() { return names_[random_() % names_.size()]; }

    std::string subscriber(std::size_t index) {
        const auto scheme = pick({"0", "1", "2"});
        return fmt::format(
            "  {0}: {{ supi: 'imsi-00101000000000{1}', key: '465b5ce8b199b49faa5f0a2ee238a6b{1}', "
            "op: 'cd63cb71954a9f4e48a5994e37a02baf', opType: {2}, sqn: '000000000020', gpsi: 'msisdn-35840123456{1}', "
            "protectionScheme: {3}, homeNetworkPublicKeyId: {3}, authMethod: {4}, akma: {5} }}\n",
            names_[index], index + 1, pick({"OP", "OPC"}), scheme, pick({"5g-aka", "eap-aka-prime"}),
            pick({"true", "true", "false"}));
    }
    std::string step() {
        switch (random_() % 10) {
            case 0: return "reauthenticate: { ue: " + ue() + " }";
            case 1: return "connect: { ue: " + ue() + ", to: msgin5g }";
            case 2: return "send: { ue: " + ue() + ", to: msgin5g, text: hello }";
            case 3: return fmt::format("deregister: {{ ue: {}, by: {} }}", ue(), pick({"ue", "network"}));
            case 4: return "wait: " + pick({"1ms", "20s", "15m"});
            case 5: return fmt::format("provision: {{ ue: {}, akma: {} }}", ue(), pick({"true", "false"}));
            case 6: return "restart: { nf: " + pick({"amf", "ausf", "udm", "aanf", "msgin5g", "mcf"}) + " }";
            case 7: return "remove-context: { ue: " + ue() + " }";
            default: return "register: { ue: " + ue() + " }";
        }
    }

    std::uint64_t seed_;
    std::mt19937_64 random_;
    std::vector<std::string> names_{"alice", "bob", "carol"};
};

TEST(RandomScenario, IsValidAndEndsWithAVerdict) {
    constexpr std::uint64_t seeds = 60;
    const Folder folder;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        std::ofstream(folder.path / fmt::format("random-{}.yaml", seed)) << Generator(seed).scenario();
    const auto lint = akmasim("lint " + folder.path.string());
    EXPECT_EQ(lint.code, 0) << lint.output.substr(0, 2000);
    const auto run = akmasim("run -q --host simulated " + folder.path.string());
    EXPECT_TRUE(run.code == 0 || run.code == 1) << run.code << "\n" << run.output.substr(0, 4000);
    EXPECT_THAT(run.output, testing::Not(testing::HasSubstr("does not come to rest")));
}

}  // namespace
}  // namespace akmasim::test

// SPDX-License-Identifier: Apache-2.0
// Memory is bounded by what lives: subscribers register, connect, send, leave and come again, one session after another,
// and each resident holds as much at the end as after the first round. AKMASIM_SESSIONS says how many (tools/long: 10000).
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "nf/registry.hpp"
#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/fabric/fabric.hpp"
#include "simulator/fabric/simulated_host.hpp"
#include "simulator/scenario/configure.hpp"
#include "simulator/scenario/timing.hpp"

namespace akmasim::test {
namespace {

constexpr int subscribers = 4;

int sessions() {
    const char* said = std::getenv("AKMASIM_SESSIONS");
    return said == nullptr ? 120 : std::atoi(said);
}

std::size_t resident_octets() {
    std::size_t all = 0;
    std::size_t resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::unique_ptr<fabric::SimulatedHost> host_with_subscribers() {
    auto scenario = *scenario::load_file(AKMASIM_SOURCE_DIR "/scenarios/akma-tls13.yaml").scenario;
    scenario.nfs.amf.authenticate_known_ue = true;  // each registration makes new keys, and a new A-KID
    const auto model = scenario.subscribers.at("alice");
    scenario.subscribers.clear();
    for (int i = 0; i < subscribers; ++i) {
        auto one = model;
        one.supi = fmt::format("imsi-00101{:010}", i);
        scenario.subscribers.emplace(fmt::format("u{}", i), std::move(one));
    }
    const auto key = crypto::HomeNetworkKey::from(
        crypto::Scheme::profile_a,
        HomeNetworkPrivateKey::from_text(scenario.home_network_keys.front().private_key.text).value());
    auto starts = scenario::starts_of(
        scenario, 1, {crypto::opc_text, [&](int, const std::string&) { return hex(key->public_key()); }});
    for (auto& start : starts) start.witnessed = false;
    return fabric::SimulatedHost::start(starts, nf::make).value();
}

class Network {
public:
    bool ends_well(const std::string& ue, const command::ControlMessage& order) {
        fabric_.order({"ue", ue}, ue, command::encode(order));
        if (!fabric_.run("")) return false;
        const auto reports = fabric_.take_reports();
        return reports.size() == 1 && reports.front().outcome == "success";
    }
    // Every other time the UE deregisters in between, so that it comes back with and without an N1 connection before.
    bool session(int number) {
        const auto ue = fmt::format("u{}", number % subscribers);
        if (!ends_well(ue, command::Register{}) || !ends_well(ue, command::Connect{})) return false;
        const command::Send hello{"", "", std::nullopt, "hello over 5GC", {}};
        if (number < subscribers && !ends_well(ue, hello)) return false;
        return number / subscribers % 2 == 0 || ends_well(ue, command::Deregister{});
    }
    [[nodiscard]] std::map<std::string, Resident::Held> holds() const {
        std::map<std::string, Resident::Held> all;
        for (const auto* party : {"ue", "amf", "ausf", "udm", "aanf", "msgin5g", "mcf"})
            all[party] = host_->resident(party)->holds();
        return all;
    }

private:
    std::unique_ptr<fabric::SimulatedHost> host_ = host_with_subscribers();
    fabric::Fabric fabric_{*host_, nullptr, scenario::default_timing()};
};

TEST(Memory, IsBoundedByWhatLivesAndNotByWhatHasBeen) {
    Network network;
    const int all = sessions();
    const int first = 4 * subscribers;
    for (int number = 0; number < first; ++number) ASSERT_TRUE(network.session(number)) << number;
    const auto before = network.holds();
    EXPECT_EQ(before.at("msgin5g").at("sessions"), static_cast<std::size_t>(subscribers));
    EXPECT_EQ(before.at("ausf").at("conversations"), 0U);
    EXPECT_EQ(before.at("aanf").at("conversations"), 0U);
    EXPECT_EQ(before.at("aanf").at("contexts"), static_cast<std::size_t>(subscribers));
    EXPECT_EQ(before.at("amf").at("GUTIs"), static_cast<std::size_t>(subscribers));
    const auto octets = resident_octets();
    const int rounds = (all - first) / (2 * subscribers) * 2 * subscribers;
    for (int number = first; number < first + rounds; ++number) ASSERT_TRUE(network.session(number)) << number;
    for (const auto& [party, held] : before)
        for (const auto& [kind, count] : held)
            EXPECT_EQ(network.holds().at(party).at(kind), count) << party << ": " << kind;
    const auto grown = static_cast<double>(resident_octets()) - static_cast<double>(octets);
    fmt::print("memory: {:.1f} octets grown a session, over {}\n", grown / std::max(rounds, 1), rounds);
    if (rounds >= 1'000) {
        EXPECT_LT(grown / rounds, 256) << "octets of each session";
    }
}

}  // namespace
}  // namespace akmasim::test

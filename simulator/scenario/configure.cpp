// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/configure.hpp"

#include <ctime>

#include "simulator/scenario/configurations.hpp"
#include "simulator/scenario/credentials.hpp"
#include "simulator/scenario/nrf_configurations.hpp"
#include "simulator/scenario/servers.hpp"
#include "simulator/scenario/timers.hpp"

namespace akmasim::scenario {

std::int64_t seconds_of(const std::string& date) {
    std::tm parts{};
    if (strptime(date.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return 0;
    return timegm(&parts);
}

std::string ue_service_id_of(const Scenario& scenario, const std::string& name) {
    return scenario.subscribers.at(name).ue_service_id.value_or("acct:" + name + "@" + servers_of(scenario).front().settings.fqdn);
}

std::vector<fabric::Start> starts_of(const Scenario& scenario, std::uint64_t seed, const Derivers& derivers) {
    std::vector<fabric::Start> starts;
    for (const auto& [whom, configuration] : configurations_of(scenario, derivers)) {
        starts.push_back({whom.role, whom.instance, seed, seconds_of(scenario.clock.start), true, configuration,
                          nrf_access_of(scenario, whom, derivers)});
        for (const auto& [timer, length] : timers_of(scenario, whom)) starts.back().timers.push_back({timer, length});
    }
    return starts;
}

std::vector<record::KnownSecret> secrets_of(const Scenario& scenario) {
    std::vector<record::KnownSecret> secrets;
    for (const auto& [name, subscriber] : scenario.subscribers) {
        for (const auto& held : {credentials_of(subscriber), usim_credentials_of(subscriber)}) {
            secrets.push_back({"K", held.k});
            secrets.push_back({name_of_op(held), held.op});
        }
        if (subscriber.baseline.psk) secrets.push_back({"staticPsk", subscriber.baseline.psk->text});
        if (subscriber.baseline.token) secrets.push_back({"token", subscriber.baseline.token->text});
    }
    for (const auto& key : scenario.home_network_keys)
        secrets.push_back({"homeNetworkPrivateKey", key.private_key.text});
    for (const auto& step : scenario.steps) {
        for (const auto& order : step.orders) {
            const auto* connect = std::get_if<ConnectStep>(&order);
            if (connect != nullptr && connect->force_key) secrets.push_back({"KAF", connect->force_key->text});
            const auto* change = std::get_if<ProvisionStep>(&order);
            if (change == nullptr) continue;
            const auto usim = change->usim.value_or(UsimChange{});
            for (const auto& key : {change->key, usim.key})
                if (key) secrets.push_back({"K", key->text});
            for (const auto& [op, type] : {std::pair(change->op, change->op_type), std::pair(usim.op, usim.op_type)})
                if (op) secrets.push_back({type.value_or("OPC") == "OP" ? "OP" : "OPc", op->text});
        }
    }
    return secrets;
}

std::vector<record::SubscriberFacts> facts_of(const Scenario& scenario) {
    std::vector<record::SubscriberFacts> facts;
    for (const auto& [name, subscriber] : scenario.subscribers) {
        const auto held = credentials_of(subscriber);
        facts.push_back({name, subscriber.supi, held.k, held.op, held.op_type});
    }
    return facts;
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// What is around the cryptography: JSON bodies, one message through a resident, whole flows on the simulated host.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "nf/registry.hpp"
#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/fabric/fabric.hpp"
#include "simulator/fabric/simulated_host.hpp"
#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nudm.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/scenario/configure.hpp"
#include "tests/bench/table.hpp"

namespace akmasim::bench {
namespace {

using benchmark::DoNotOptimize;

const Supi supi("imsi-001010000000001");
const ServingNetworkName network("5G:mnc001.mcc001.3gppnetwork.org");
const AKid a_kid("0000.0f0toSFMNXj5065Ir6_WRQh1bVXYr_aSsSfVyggZQyQ@5gc.mnc001.mcc001.3gppnetwork.org");
const NfInstanceId instance("7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11");
const DateTime date("2026-11-23T12:00:00Z");
const UeServiceId alice("acct:alice@msgin5g.mnc001.mcc001.3gppnetwork.org");

template <class Body>
void there_and_back(const Body& content) {
    const auto text = body::write(content);
    auto read = body::read<Body>(text);
    DoNotOptimize(read);
}

nudm::AuthenticationInfoResult vector_result() {
    nudm::AuthenticationInfoResult result;
    result.supi = supi;
    result.akma_ind = true;
    result.routing_id = RoutingIndicator("0000");
    return result;
}

void json_vector(benchmark::State& state) {
    const auto result = vector_result();
    for (auto _ : state) there_and_back(result);
}
BENCHMARK(json_vector)->Name("JSON/GenerateAuthDataResponse, written and read");

// TS 33.501 6.1.3.2.0: the bodies between AMF, AUSF and UDM.
void authentication_bodies() {
    there_and_back(
        nausf::AuthenticationInfo{SupiOrSuci("suci-0-001-01-0000-1-1-" + std::string(90, 'a')), network, std::nullopt});
    there_and_back(nudm::AuthenticationInfoRequest{network, instance, std::nullopt});
    there_and_back(vector_result());
    nausf::UEAuthenticationCtx context;
    context.links.confirmation = nausf::Link{Uri("http://ausf/nausf-auth/v1/ue-authentications/1/5g-aka-confirmation")};
    context.serving_network_name = network;
    there_and_back(context);
    nausf::ConfirmationData confirmation;
    confirmation.res_star.value = ResStar{};
    there_and_back(confirmation);
    nudm::AuthEvent event{instance, true, date, nudm::AuthType::five_g_aka, network};
    there_and_back(event);
    there_and_back(event);
    there_and_back(nausf::ConfirmationDataResponse{nausf::AuthResult::success, supi, KSeaf{}});
}

// TS 33.535 6.1 and 6.2.1: the bodies of AKMA, and what comes after them.
void application_bodies() {
    naanf::AkmaKeyInfo info;
    info.supi = supi;
    info.a_kid = a_kid;
    there_and_back(info);
    there_and_back(info);
    there_and_back(naanf::AkmaAfKeyRequest{naanf::AfIdText("msgin5g.mnc001.mcc001.3gppnetwork.org:0100000007"), a_kid,
                                           false, std::nullopt});
    there_and_back(naanf::AkmaAfKeyData{KAf{}, date, supi, std::nullopt});
    there_and_back(mcf::AssociationQuery{supi, std::nullopt});
    there_and_back(mcf::Associations{{alice}});
    msgin5g::Reg registration;
    registration.ue_service_id = alice;
    there_and_back(registration);
    msgin5g::Msg message;
    message.ori_addr.addr = alice;
    message.dest_addr.addr = alice;
    message.msg_id = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6";
    message.payload = "aGVsbG8gb3ZlciA1R0M=";
    there_and_back(message);
    msgin5g::MsgResp response;
    response.ue_service_id = alice;
    response.result = "SUCCESS";
    there_and_back(response);
    response.msg_id = message.msg_id;
    there_and_back(response);
}

void json_part(benchmark::State& state) {
    for (auto _ : state) {
        authentication_bodies();
        application_bodies();
    }
}
BENCHMARK(json_part)->Name(std::string(part_json));

Envelope to_aanf(Link link, std::string from, const sbi::Operation& operation, const std::string& json) {
    Envelope envelope{link, {std::move(from), ""}, {"aanf", ""}, "alice", 1, sbi::request_head(operation), {}, {}};
    append(envelope.octets, view_of(json));
    return envelope;
}

void attend(benchmark::State& state) {
    const auto aanf = nf::make({"aanf", "", 1, 0, false, R"({"keyLifetime":3600,"authorizedAfs":[]})"}).value();
    naanf::AkmaKeyInfo info;
    info.supi = supi;
    info.a_kid = a_kid;
    aanf->attend(to_aanf(Link::n61, "ausf", sbi::register_anchor_key, body::write(info)), 0);
    const naanf::AkmaAfKeyRequest request{naanf::AfIdText("msgin5g.example.com:0100000007"), a_kid, false,
                                          std::nullopt};
    const auto question = to_aanf(Link::n62, "msgin5g", sbi::retrieve_application_key, body::write(request));
    for (auto _ : state) DoNotOptimize(aanf->attend(question, 0));
}
BENCHMARK(attend)->Name("attend/RetrieveApplicationKeyRequest in the AAnF");

// One operator with as many subscribers as flows are wanted; each registers, connects and sends once.
class Network {
public:
    Network() : host_(host_with_subscribers()), fabric_(*host_, nullptr, scenario::default_timing()) {}

    bool flow(std::size_t subscriber) {
        const auto name = fmt::format("u{}", subscriber);
        return ends_well(name, command::Register{}) && ends_well(name, command::Connect{}) &&
               ends_well(name, command::Send{"", "", std::nullopt, "hello over 5GC", {}});
    }

private:
    static std::unique_ptr<fabric::Host> host_with_subscribers() {
        auto scenario = *scenario::load_file(AKMASIM_SOURCE_DIR "/scenarios/akma-tls13.yaml").scenario;
        const auto model = scenario.subscribers.at("alice");
        scenario.subscribers.clear();
        for (std::size_t i = 0; i < subscribers; ++i) {
            auto one = model;
            one.supi = fmt::format("imsi-00101{:010}", i);
            scenario.subscribers.emplace(fmt::format("u{}", i), std::move(one));
        }
        const auto public_key = crypto::HomeNetworkKey::from(
            crypto::Scheme::profile_a,
            HomeNetworkPrivateKey::from_text(scenario.home_network_keys.front().private_key.text).value());
        auto starts = scenario::starts_of(
            scenario, 1, {crypto::opc_text, [&](int, const std::string&) { return hex(public_key->public_key()); }});
        for (auto& start : starts) start.witnessed = false;
        return fabric::SimulatedHost::start(starts, nf::make).value();
    }

    bool ends_well(const std::string& ue, const command::ControlMessage& order) {
        fabric_.order({"ue", ue}, ue, command::encode(order));
        if (!fabric_.run("")) return false;
        const auto reports = fabric_.take_reports();
        return reports.size() == 1 && reports.front().outcome == "success";
    }

    std::unique_ptr<fabric::Host> host_;
    fabric::Fabric fabric_;
};

void flow(benchmark::State& state) {
    auto operator_ = std::make_unique<Network>();
    std::size_t next = 0;
    for (auto _ : state) {
        if (next == subscribers) {
            state.PauseTiming();
            operator_ = std::make_unique<Network>();
            next = 0;
            state.ResumeTiming();
        }
        if (!operator_->flow(next++)) state.SkipWithError("a flow did not end well");
    }
}
BENCHMARK(flow)->Name(std::string(whole_flow));

}  // namespace
}  // namespace akmasim::bench

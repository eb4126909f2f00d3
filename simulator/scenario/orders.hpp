// SPDX-License-Identifier: Apache-2.0
// What a step can trigger: one struct a verb, and the one list of them. To add a verb: its struct, its place in the
// list, an overload in Checks (what cannot be ordered) and one in Enact (who is told what).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "simulator/fabric/adversary.hpp"
#include "simulator/fabric/fabric.hpp"
#include "simulator/scenario/diagnostic.hpp"
#include "simulator/scenario/values.hpp"
#include "simulator/scenario/words.hpp"

namespace akmasim::scenario {

// How long network functions try to register at an NRF before a scenario goes on without (assumed).
inline constexpr Time nrf_patience = 30'000'000'000;

struct RegisterStep {
    static constexpr std::string_view verb = "register";
    std::string ue;
    std::optional<std::string> auth;
    bool emergency = false;
    std::string type = "initial";  // initial, mobility, periodic
    static void fields(auto& m, auto& visit) {
        visit("ue", m.ue);
        visit("auth", m.auth, Words(words::authentication_methods));
        visit.optional("emergency", m.emergency);
        visit.optional("type", m.type, Words(words::registration_types));
    }
};

// The AMF authenticates a registered UE anew.
struct ReauthenticateStep {
    static constexpr std::string_view verb = "reauthenticate";
    std::string ue;
    std::optional<std::string> auth;
    static void fields(auto& m, auto& visit) {
        visit("ue", m.ue);
        visit("auth", m.auth, Words(words::authentication_methods));
    }
};

struct DeregisterStep {
    static constexpr std::string_view verb = "deregister";
    std::string ue;
    std::string by = "ue";  // ue, network
    bool switch_off = false;
    bool reregister = false;  // the network wants the UE to register again
    static void fields(auto& m, auto& visit) {
        visit("ue", m.ue);
        visit.optional("by", m.by, Words(words::leavers));
        visit.optional("switchOff", m.switch_off);
        visit.optional("reregister", m.reregister);
    }
};

struct ConnectStep {
    static constexpr std::string_view verb = "connect";
    std::string ue;
    std::string to;
    std::optional<std::string> mode;
    std::optional<OneOrMore> ua_protocol;  // what the UE asks for, by preference, instead of the server's
    std::optional<std::string> force_identity;
    std::optional<Hex<32>> force_key;
    static void fields(auto& m, auto& visit) {
        visit("ue", m.ue);
        visit("to", m.to);
        visit("mode", m.mode, Words(words::modes));
        visit("uaProtocol", m.ua_protocol, Words(words::ua_protocol_names));
        visit("forceIdentity", m.force_identity);
        visit("forceKey", m.force_key);
    }
};

struct SendStep {
    static constexpr std::string_view verb = "send";
    std::string ue;
    std::string to;
    std::optional<std::string> text;
    std::optional<int> bytes;
    std::optional<std::string> as;
    static void fields(auto& m, auto& visit) {
        visit("ue", m.ue);
        visit("to", m.to);
        visit("text", m.text);
        visit("bytes", m.bytes);
        visit("as", m.as);
    }
};

// wait: 20s; time passes, timers run out.
struct WaitStep {
    static constexpr std::string_view verb = "wait";
    Duration duration;
};

// What the operator does about a subscriber's AKMA context.
struct AboutSubscriber {
    std::string ue;
    static void fields(auto& m, auto& visit) { visit("ue", m.ue); }
};
struct RemoveContextStep : AboutSubscriber {  // the AUSF takes it from the AAnF
    static constexpr std::string_view verb = "remove-context";
};
struct ForgetKeyStep : AboutSubscriber {  // the UDM has the AUSF drop K_AUSF
    static constexpr std::string_view verb = "forget-key";
};
struct RefreshKeyStep : AboutSubscriber {  // the AAnF asks for a primary authentication
    static constexpr std::string_view verb = "refresh-key";
};
struct DisableServiceStep : AboutSubscriber {  // the AAnF tells the AFs
    static constexpr std::string_view verb = "disable-service";
};

// What the USIM has from now on.
struct UsimChange {
    std::optional<Hex<0>> key;
    std::optional<Hex<0>> op;
    std::optional<std::string> op_type;
    std::optional<Hex<6>> sqn;
    std::optional<std::int64_t> sqn_delta;
    std::optional<std::int64_t> sqn_age_limit;
    std::optional<Quoted> routing_indicator;
    static void fields(auto& m, auto& visit) {
        visit("key", m.key);
        visit("op", m.op);
        visit("opType", m.op_type, Words(words::op_types));
        visit("sqn", m.sqn);
        visit("sqnDelta", m.sqn_delta);
        visit("sqnAgeLimit", m.sqn_age_limit);
        visit("routingIndicator", m.routing_indicator);
    }
};

// A subscriber's data change while the system runs: at the UDM, and under `usim` in the UE. Spelled as in subscribers.
struct ProvisionStep {
    static constexpr std::string_view verb = "provision";
    std::string ue;
    std::optional<bool> akma;
    std::optional<Hex<0>> key;
    std::optional<Hex<0>> op;
    std::optional<std::string> op_type;
    std::optional<Hex<2>> amf;
    std::optional<Hex<6>> sqn;
    std::optional<Quoted> routing_indicator;
    std::optional<std::string> auth_method;
    std::optional<bool> separation_bit;
    std::optional<std::string> gpsi;
    std::optional<UsimChange> usim;
    static void fields(auto& m, auto& visit) {
        visit("ue", m.ue);
        visit("akma", m.akma);
        visit("key", m.key);
        visit("op", m.op);
        visit("opType", m.op_type, Words(words::op_types));
        visit("amf", m.amf);
        visit("sqn", m.sqn);
        visit("routingIndicator", m.routing_indicator);
        visit("authMethod", m.auth_method, Words(words::authentication_methods));
        visit("separationBit", m.separation_bit);
        visit("gpsi", m.gpsi);
        visit("usim", m.usim);
    }
};

// A network function ends and starts again: what it held in memory is gone, what it was configured with and the
// subscribers' sequence numbers are not.
struct RestartStep {
    static constexpr std::string_view verb = "restart";
    std::string nf;  // amf, ausf, ..., or one of several: aanf-west
    static void fields(auto& m, auto& visit) { visit("nf", m.nf); }
};

// The adversary puts a message on a link.
struct InjectStep {
    static constexpr std::string_view verb = "inject";
    fabric::Injection injection;
};

using Order =
    std::variant<RegisterStep, ReauthenticateStep, DeregisterStep, ConnectStep, SendStep, WaitStep, RemoveContextStep,
                 ForgetKeyStep, RefreshKeyStep, DisableServiceStep, InjectStep, ProvisionStep, RestartStep>;

struct Scenario;
struct Subscriber;
using Subscribers = std::map<std::string, Subscriber>;

// The order of a step, read and checked; nothing: `wrong` says why.
std::optional<Order> decode_order(const Node& step, Diagnostics& wrong, const Subscribers& subscribers,
                                  const fabric::Plan* adversary);
const std::vector<std::string_view>& verbs();

std::string_view verb_of(const Order& order);

// An order that is a procedure tells its outcome; waiting does not.
bool tells_outcome(const Order& order);

// Gives the order and lets the network functions do what follows from it.
Result<void> enact(const Order& order, const Scenario& scenario, fabric::Fabric& fabric, fabric::Adversary* adversary,
                   const std::string& step, const fabric::Fabric::Interrupted& interrupted);

}  // namespace akmasim::scenario

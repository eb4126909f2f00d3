// SPDX-License-Identifier: Apache-2.0
// Orders: read strictly, checked against the scenario's subscribers, given to whom they are for.
#include "simulator/scenario/orders.hpp"

#include "simulator/protocol/command.hpp"
#include "simulator/protocol/patterns.hpp"
#include "simulator/scenario/adversary.hpp"
#include "simulator/scenario/akma_configurations.hpp"
#include "simulator/scenario/configure.hpp"
#include "simulator/scenario/credentials.hpp"
#include "simulator/scenario/expectation.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/nrf_configurations.hpp"
#include "simulator/scenario/provisioning.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {
namespace {

constexpr int most_bytes = 1024 * 1024;

// One of several has its name behind a hyphen; which there are is looked at when all is read (sessions.hpp).
bool is_server(const std::string& party) { return party == "msgin5g" || party.starts_with("msgin5g-"); }

// What cannot be ordered is refused before anything starts.
class Checks {
public:
    Checks(const Node& node, const Subscribers& subscribers, Diagnostics& wrong)
        : node_(node), subscribers_(subscribers), wrong_(wrong) {}

    void operator()(const RegisterStep& order) { subscriber(order.ue); }
    void operator()(const ReauthenticateStep& order) { subscriber(order.ue); }
    void operator()(const DeregisterStep& order) {
        subscriber(order.ue);
        if (order.switch_off && order.by != "ue") refuse("switchOff", "expected only with by: ue");
        if (order.reregister && order.by != "network") refuse("reregister", "expected only with by: network");
    }
    void operator()(const ConnectStep& order) {
        subscriber(order.ue);
        if (!is_server(order.to)) refuse("to", "expected to: msgin5g");
        if (!order.ua_protocol) return;
        if (const auto wrong = why_not_asked(order.ua_protocol->list); !wrong.empty()) refuse("uaProtocol", wrong);
    }
    void operator()(const SendStep& order) {
        subscriber(order.ue);
        // A UE Service ID has a scheme, such as acct:.
        if (!is_server(order.to) && !subscribers_.contains(order.to) && order.to.find(':') == std::string::npos) {
            refuse("to", "expected to: msgin5g, a subscriber's name or a UE Service ID");
        }
        if (order.text.has_value() == order.bytes.has_value()) {
            wrong_.push_back({node_.mark, "expected either text or bytes"});
        }
        if (order.bytes && (*order.bytes < 0 || *order.bytes > most_bytes)) {
            refuse("bytes", "expected 0 to 1048576 octets");
        }
    }
    void operator()(const WaitStep&) {}
    void operator()(const AboutSubscriber& order) { subscriber(order.ue); }
    void operator()(const InjectStep&) {}
    void operator()(const ProvisionStep& order) {
        subscriber(order.ue);
        if (!changes_udm(order) && !order.usim)
            wrong_.push_back({node_.mark, "expected something to change: akma, sqn, ..., or usim"});
        if (!subscribers_.contains(order.ue)) return;
        const auto& subscriber_of = subscribers_.at(order.ue);
        key_and_op(order, credentials_of(subscriber_of).algorithm, node_);
        if (order.usim) key_and_op(*order.usim, usim_credentials_of(subscriber_of).algorithm, *node_.find("usim"));
        if (order.routing_indicator && !patterns::check(RoutingIndicator::name, order.routing_indicator->text))
            refuse("routingIndicator", "expected a routingIndicator of 1 to 4 digits");
        if (order.gpsi && !patterns::check(Gpsi::name, *order.gpsi))
            refuse("gpsi", "expected a gpsi such as 'msisdn-358401234567' or 'extid-alice@example.com'");
    }
    void operator()(const RestartStep& order) {
        const auto role = order.nf.substr(0, order.nf.find('-'));
        std::vector<std::string_view> known(holders());
        std::erase_if(known, [](std::string_view name) { return name == "ue" || name == "Ua"; });
        if (std::ranges::find(known, role) == known.end())
            refuse("nf", fmt::format("no network function is called '{}'{}", order.nf, did_you_mean(order.nf, known)));
    }

private:
    // OPc follows from K and OP together, TOPc from K and TOP; how long they are says the algorithm set.
    void key_and_op(const auto& change, const std::string& algorithm, const Node& node) {
        const bool tuak = algorithm == "tuak";
        const auto type = change.op_type.value_or(tuak ? "TOPC" : "OPC");
        if (type.starts_with('T') != tuak)
            wrong_.push_back({node.mark, fmt::format("expected opType {} of a subscriber with {}",
                                                     tuak ? "TOP or TOPC" : "OP or OPC", algorithm)});
        else if (!type.ends_with('C') && (!change.key || !change.op))
            wrong_.push_back(
                {node.mark, fmt::format("expected key and op beside opType: {0}, as {0}c follows from both", type)});
        const auto digits = change.key ? change.key->text.size() : 32;
        if (digits != 32 && !(tuak && digits == 64))
            wrong_.push_back({node.find("key")->mark,
                              tuak ? "expected 32 or 64 hexadecimal digits" : "expected 32 hexadecimal digits"});
        const std::size_t of_op = tuak ? 64 : 32;
        if (change.op && change.op->text.size() != of_op)
            wrong_.push_back({node.find("op")->mark, fmt::format("expected {} hexadecimal digits", of_op)});
    }
    void subscriber(const std::string& name) {
        if (!subscribers_.contains(name)) refuse("ue", fmt::format("no subscriber is called '{}'", name));
    }
    void refuse(std::string_view member, std::string message) {
        const Node* at = node_.find(member);
        wrong_.push_back({at == nullptr ? node_.mark : at->mark, std::move(message)});
    }

    const Node& node_;
    const Subscribers& subscribers_;
    Diagnostics& wrong_;
};

// Who is told what.
class Enact {
public:
    Enact(const Scenario& scenario, fabric::Fabric& fabric, fabric::Adversary* adversary, const std::string& step,
          const fabric::Fabric::Interrupted& interrupted)
        : scenario_(scenario), fabric_(fabric), adversary_(adversary), step_(step), interrupted_(interrupted) {}

    Result<void> operator()(const RegisterStep& order) {
        choose_method(order.ue, order.auth);
        return tell_ue(order.ue, command::Register{order.emergency, order.type});
    }
    Result<void> operator()(const ReauthenticateStep& order) {
        choose_method(order.ue, order.auth);
        return tell({"amf", ""}, order.ue, command::Reauthenticate{supi_of(order.ue)});
    }
    Result<void> operator()(const DeregisterStep& order) {
        const command::Deregister leave{supi_of(order.ue), order.switch_off, order.reregister};
        return order.by == "ue" ? tell_ue(order.ue, leave) : tell({"amf", ""}, order.ue, leave);
    }
    Result<void> operator()(const ConnectStep& order) {
        command::Connect connect;
        connect.server = order.to;
        connect.mode = order.mode.value_or("");
        if (order.ua_protocol) connect.ua_protocols = order.ua_protocol->list;
        connect.identity = order.force_identity;
        if (order.force_key) connect.key = from_hex(order.force_key->text).value_or(Octets{});
        return tell_ue(order.ue, connect);
    }
    Result<void> operator()(const SendStep& order) {
        command::Send send;
        const auto& to = order.to;
        if (is_server(to))
            send.server = to;
        else
            send.to = scenario_.subscribers.contains(to) ? ue_service_id_of(scenario_, to) : to;
        send.as = order.as;
        send.text = order.text.value_or("");
        send.bytes.assign(static_cast<std::size_t>(order.bytes.value_or(0)), Octet{'x'});
        return tell_ue(order.ue, send);
    }
    Result<void> operator()(const RemoveContextStep& order) {
        return tell({"ausf", ""}, order.ue, command::RemoveContext{supi_of(order.ue)});
    }
    Result<void> operator()(const ForgetKeyStep& order) {
        return tell({"udm", ""}, order.ue, command::RemoveContext{supi_of(order.ue)});
    }
    Result<void> operator()(const RefreshKeyStep& order) {
        return tell(aanf_of(scenario_, order.ue), order.ue, command::RefreshKey{supi_of(order.ue)});
    }
    Result<void> operator()(const DisableServiceStep& order) {
        return tell(aanf_of(scenario_, order.ue), order.ue, command::DisableService{supi_of(order.ue)});
    }
    Result<void> operator()(const InjectStep& order) {
        if (adversary_ == nullptr) return fail(Cause::invalid, "the scenario has no adversary");
        return fabric_.interject(
            [&](const fabric::Tap::Crossing& crossing) { return adversary_->inject(order.injection, crossing); }, step_,
            interrupted_);
    }
    Result<void> operator()(const ProvisionStep& order) {
        if (changes_udm(order)) TRY(fabric_.configure({"udm", ""}, order.ue, json_of(order, supi_of(order.ue))));
        if (order.usim) TRY(fabric_.configure({"ue", order.ue}, order.ue, json_of(*order.usim)));
        return {};
    }
    // TS 23.501 6.2.7: subscription data, sequence numbers with them, live in a repository that a UDM's end does not
    // touch.
    Result<void> operator()(const RestartStep& order) {
        const auto whom = address_of(order.nf);
        std::vector<std::pair<std::string, std::string>> kept;
        for (const auto& [name, subscriber] : scenario_.subscribers) {
            if (whom.role != "udm") break;
            for (const auto& item : TRY(fabric_.inspect(whom, {name, subscriber.supi})).items) {
                if (item.name == "sqn") kept.emplace_back(name, sqn_json(subscriber.supi, item.text));
            }
        }
        TRY(fabric_.restart(whom, step_));
        for (const auto& [name, json] : kept) TRY(fabric_.configure(whom, name, json));
        return register_again(whom);
    }
    Result<void> operator()(const WaitStep& order) { return fabric_.wait(order.duration.ns, step_, interrupted_); }

private:
    // TS 33.501 13.3.1: a network function that starts registers at the NRF. Who finds that the NRF has forgotten it
    // does so again; the heart-beat that tells it (TS 29.510 5.2.2.3.2, assumed) is not modelled, it happens at once.
    Result<void> register_again(const Address& restarted) {
        if (!scenario_.nrf) return {};
        for (const auto& nf : nfs_of(scenario_)) {
            if (restarted.role == "nrf" || nf == restarted) fabric_.order(nf, "", command::encode(command::Announce{}));
        }
        return fabric_.run(step_, interrupted_, fabric_.now() + nrf_patience);
    }
    // TS 33.501 6.1.2: it is the UDM that chooses the method.
    void choose_method(const std::string& ue, const std::optional<std::string>& auth) {
        if (auth) fabric_.order({"udm", ""}, ue, command::encode(command::ChooseMethod{supi_of(ue), *auth}));
    }
    [[nodiscard]] const std::string& supi_of(const std::string& ue) const { return scenario_.subscribers.at(ue).supi; }
    Result<void> tell_ue(const std::string& ue, const command::ControlMessage& message) {
        return tell({"ue", ue}, ue, message);
    }
    Result<void> tell(Address whom, const std::string& ue, const command::ControlMessage& message) {
        fabric_.order(std::move(whom), ue, command::encode(message));
        return fabric_.run(step_, interrupted_);
    }

    const Scenario& scenario_;
    fabric::Fabric& fabric_;
    fabric::Adversary* adversary_;
    const std::string& step_;
    const fabric::Fabric::Interrupted& interrupted_;
};

template <class... Orders>
std::vector<std::string_view> verbs_of(std::type_identity<std::variant<Orders...>>) {
    return {Orders::verb...};
}

template <class One>
void take(const Node& step, One& order, Diagnostics& wrong) {
    if constexpr (requires(Members & visit) { One::fields(order, visit); }) {
        Members members(*step.find(One::verb), wrong);
        One::fields(order, members);
        members.refuse_the_rest();
    } else {
        Members(step, wrong)(One::verb, order.duration);  // wait: 20s
    }
}

template <class One>
bool take_if_there(const Node& step, std::optional<Order>& order, Diagnostics& wrong, const Subscribers& subscribers,
                   const fabric::Plan* adversary) {
    const Node* node = step.find(One::verb);
    if (node == nullptr) return false;
    const auto before = wrong.size();
    One taken;
    if constexpr (std::is_same_v<One, InjectStep>)
        taken.injection = decode_injection(*node, adversary, subscribers, wrong);
    else
        take(step, taken, wrong);
    if (wrong.size() == before) Checks(*node, subscribers, wrong)(taken);
    order = std::move(taken);
    return true;
}

template <class... Orders>
int take_all(std::type_identity<std::variant<Orders...>>, const Node& step, std::optional<Order>& order,
             Diagnostics& wrong, const Subscribers& subscribers, const fabric::Plan* adversary) {
    return (0 + ... + (take_if_there<Orders>(step, order, wrong, subscribers, adversary) ? 1 : 0));
}

}  // namespace

const std::vector<std::string_view>& verbs() {
    static const auto names = verbs_of(std::type_identity<Order>{});
    return names;
}

std::optional<Order> decode_order(const Node& step, Diagnostics& wrong, const Subscribers& subscribers,
                                  const fabric::Plan* adversary) {
    std::optional<Order> order;
    if (take_all(std::type_identity<Order>{}, step, order, wrong, subscribers, adversary) != 1) {
        wrong.push_back({step.mark, fmt::format("expected exactly one of {} in a step", fmt::join(verbs(), ", "))});
    }
    return order;
}

bool tells_outcome(const Order& order) {
    return !std::holds_alternative<WaitStep>(order) && !std::holds_alternative<ProvisionStep>(order) &&
           !std::holds_alternative<RestartStep>(order);
}
std::string_view verb_of(const Order& order) {
    return std::visit([](const auto& one) { return std::decay_t<decltype(one)>::verb; }, order);
}

Result<void> enact(const Order& order, const Scenario& scenario, fabric::Fabric& fabric, fabric::Adversary* adversary,
                   const std::string& step, const fabric::Fabric::Interrupted& interrupted) {
    return std::visit(Enact(scenario, fabric, adversary, step, interrupted), order);
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/causes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/scenario/expect.hpp"

namespace akmasim::scenario {
namespace {

using record::Event;

class Causes {
public:
    Causes(const Scenario& scenario, const Node& resolved, std::span<const Event> events, std::string ue)
        : scenario_(scenario), resolved_(resolved), events_(events), ue_(std::move(ue)) {}

    std::vector<std::string> found(const Step& step, const Pattern* pattern) {
        if (subscriber() != nullptr) {
            if (failed_with(20)) mac_failure(step);
            if (failed_with(21))
                add(fmt::format("SQN: the last one of the USIM and that of the UDM are too far apart{}",
                                place(usim(), "sqn")));
            if (failed_with(26)) separation_bit();
            if (wants_akma(pattern)) akma();
            if (seen("Ua", "Alert") != nullptr) handshake(step);
            home_network_key();
        }
        if (says("SERVING_NETWORK_NOT_AUTHORIZED"))
            add("the serving network name is not one of nfs.udm.servingNetworks" + place(nf("udm"), "servingNetworks"));
        key_request();
        refusals();
        return std::move(found_);
    }

private:
    [[nodiscard]] const Node* subscriber() const {
        const Node* all = resolved_.find("subscribers");
        return all == nullptr ? nullptr : all->find(ue_);
    }
    [[nodiscard]] const Node* usim() const { return subscriber()->find("usim"); }
    [[nodiscard]] const Node* nf(std::string_view role) const {
        const Node* all = resolved_.find("nfs");
        return all == nullptr ? nullptr : all->find(role);
    }
    // " (file:line)" of a member, of the map if it is not there; empty: neither is.
    static std::string place(const Node* map, std::string_view member) {
        if (map == nullptr) return "";
        const Node* found = map->find(member);
        const auto& mark = found == nullptr ? map->key_mark : found->mark;
        return mark.line == 0 ? "" : fmt::format(" ({}:{})", mark.file, mark.line);
    }
    static std::string text(const Node* map, std::string_view member) {
        const Node* found = map == nullptr ? nullptr : map->find(member);
        return found == nullptr ? "" : found->text;
    }
    void add(std::string cause) {
        if (std::ranges::find(found_, cause) == found_.end()) found_.push_back(std::move(cause));
    }

    [[nodiscard]] const Event* seen(std::string_view link, std::string_view message) const {
        const Event* last = nullptr;
        for (const auto& event : events_)
            if (event.kind == "msg" && event.link == link && event.msg == message) last = &event;
        return last;
    }
    [[nodiscard]] bool says(std::string_view word) const {
        return std::ranges::any_of(events_,
                                   [&](const Event& event) { return event.f.find(word) != std::string::npos; });
    }
    [[nodiscard]] bool failed_with(int cause) const {
        const auto* failure = seen("N1", "AuthenticationFailure");
        return failure != nullptr && field_text(*failure, "cause") == std::to_string(cause);
    }
    static bool wants_akma(const Pattern* pattern) {
        return pattern != nullptr && (pattern->link == "N61" || pattern->link == "N62");
    }

    // TS 33.501 6.1.3.3.1: the MAC in AUTN follows from K, OPc, AMF, SQN and RAND; RAND and AUTN crossed as they were.
    void mac_failure(const Step& now) {
        for (const auto& [member, name] :
             {std::pair("key", "K"), std::pair("op", "OP or OPc"), std::pair("opType", "opType")}) {
            const auto own = text(usim(), member);
            if (!own.empty() && own != text(subscriber(), member))
                add(fmt::format("{} of subscriber '{}' differs between the USIM{} and the UDM{}", name, ue_,
                                place(usim(), member), place(subscriber(), member)));
        }
        for (const auto& step : scenario_.steps) {
            if (step.id == now.id) break;
            for (const auto& order : step.orders) {
                const auto* change = std::get_if<ProvisionStep>(&order);
                if (change != nullptr && change->ue == ue_ && (change->key || change->op || change->usim))
                    add(fmt::format("step '{}' provisioned other values ({}:{})", step.id, step.mark.file,
                                    step.mark.line));
            }
        }
    }
    // TS 33.501 6.12.2: the SIDF opens a SUCI with the private key that the identifier in it names.
    void home_network_key() {
        const bool no_key = says("INVALID_HN_PUBLIC_KEY_IDENTIFIER");
        if (!no_key && !says("INVALID_SCHEME_OUTPUT")) return;
        const auto id = text(subscriber(), "homeNetworkPublicKeyId");
        if (no_key)
            return add(fmt::format("homeNetworkKeys has no key with id {} and scheme {}, which the USIM of '{}' uses{}",
                                   id.empty() ? "0" : id, text(subscriber(), "protectionScheme"), ue_,
                                   place(subscriber(), "homeNetworkPublicKeyId")));
        if (subscriber()->find("homeNetworkPublicKey") != nullptr)
            add(fmt::format("the SUCI does not open: the homeNetworkPublicKey of '{}'{} does not belong to the private key "
                            "{} of homeNetworkKeys",
                            ue_, place(subscriber(), "homeNetworkPublicKey"), id));
    }
    void separation_bit() {
        add(fmt::format("AMF of subscriber '{}' goes without the separation bit{}", ue_,
                        place(subscriber(), "separationBit")));
    }
    void akma() {
        if (text(subscriber(), "akma") == "true") return;
        const bool said = subscriber()->find("akma") != nullptr;
        add(fmt::format("subscriber '{}' {}{}", ue_, said ? "has akma: false" : "does not have akma: true",
                        place(subscriber(), "akma")));
    }
    void handshake(const Step& step) {
        for (const auto* side : {"ue", "msgin5g"}) {
            if (nf(side) != nullptr && nf(side)->find("uaStarId") != nullptr)
                add(fmt::format("the Ua* identifier of {} is set to '{}'{}", side, text(nf(side), "uaStarId"),
                                place(nf(side), "uaStarId")));
        }
        for (const auto& order : step.orders) {
            const auto* connect = std::get_if<ConnectStep>(&order);
            if (connect == nullptr) continue;
            if (connect->force_key)
                add(fmt::format("the UE uses a key forced upon it ({}:{})", step.mark.file, step.mark.line));
            if (connect->force_identity)
                add(fmt::format("the UE shows an identity forced upon it ({}:{})", step.mark.file, step.mark.line));
        }
    }
    void key_request() {
        const auto* answer = seen("N62", "RetrieveApplicationKeyResponse");
        if (answer == nullptr) answer = seen("N33", "RetrieveApplicationKeyResponse");
        if (answer == nullptr) return;
        const auto status = field_text(*answer, "status");
        if (status == "204") add(fmt::format("the AAnF has no K_AKMA for this A-KID (event {})", answer->seq));
        if (status == "403")
            add(fmt::format("the key request was refused: {} (event {})", field_text(*answer, "cause"), answer->seq));
    }
    void refusals() {
        for (const auto& event : events_)
            if (event.kind == "refused")
                add(fmt::format("{} did not take a message: {} (event {})", event.at, event.detail, event.seq));
    }

    const Scenario& scenario_;
    const Node& resolved_;
    std::span<const Event> events_;
    std::string ue_;
    std::vector<std::string> found_;
};

}  // namespace

std::string subscriber_of(const Order& order) {
    return std::visit(
        [](const auto& one) -> std::string {
            if constexpr (requires { one.ue; }) return one.ue;
            return "";
        },
        order);
}

std::vector<std::string> causes(const Scenario& scenario, const Node& resolved, const Step& step,
                                const Pattern* pattern, std::span<const Event> events) {
    const auto ue = step.orders.empty() ? std::string() : subscriber_of(step.orders.front());
    return Causes(scenario, resolved, events, ue).found(step, pattern);
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// Claims read strictly: each has one subject and one verb, and names parties, links, steps and keys that there are.
#include "simulator/scenario/claims.hpp"

#include <set>

#include "simulator/protocol/envelope.hpp"
#include "simulator/scenario/expectation.hpp"
#include "simulator/scenario/members.hpp"
#include "simulator/scenario/tables.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::array<std::string_view, 9> parties{"ue", "amf", "ausf", "udm", "aanf", "nef", "nrf", "msgin5g", "mcf"};
using words::keys;

bool is_one_of(Words words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

std::vector<std::string_view> list_of(Words words) { return {words.begin(), words.end()}; }

// TS 33.501 Y.2: K5GMSG is the K_AF of the MSGin5G server.
std::string key_meant(const std::string& key) { return key == "K5GMSG" ? "KAF" : key; }

class ClaimDecoder {
public:
    ClaimDecoder(const Node& node, const Scenario& scenario, Diagnostics& wrong)
        : node_(node), scenario_(scenario), wrong_(wrong), members_(node, wrong) {}

    Claim decode() {
        Claim claim;
        claim.mark = node_.mark;
        claim_members(members_, claim, [](std::string_view, const Node&) {});
        subject(claim);
        verb(claim);
        members_.refuse_the_rest();
        return claim;
    }

private:
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    void subject(Claim& claim) {
        const Node* key = node_.find("key");
        const Node* message = node_.find("message");
        if (key != nullptr) {
            members_.take(*key, claim.key);
            if (!is_one_of(keys, claim.key) && !is_one_of(words::secret_identities, claim.key))
                refuse(*key, fmt::format("nothing secret is called '{}'{}", claim.key,
                                         did_you_mean(claim.key, list_of(keys))));
            claim.key = key_meant(claim.key);
        }
        if (message != nullptr) {
            claim.message = decode_pattern(*message, wrong_);
            check_saved_names(*message, {}, wrong_);
        }
        if (const Node* step = node_.find("step")) {
            if (message == nullptr) refuse(*step, "expected a step only beside a message");
            claim.step = step_named(*step);
        }
        if (!claim.of.empty() && !scenario_.subscribers.contains(claim.of))
            refuse(*node_.find("of"), fmt::format("no subscriber is called '{}'", claim.of));
        const int subjects = (key != nullptr) + (message != nullptr) + !claim.value.empty();
        const bool linking = node_.find("linkable") != nullptr || node_.find("not-linkable") != nullptr;
        if (subjects != (linking ? 0 : 1))
            refuse(node_, "expected one of key, value and message, or linkable with two steps");
    }

    void verb(Claim& claim) {
        const Node* found = nullptr;
        for (const auto word : words::claims) {
            const Node* node = node_.find(word);
            if (node == nullptr) continue;
            if (found != nullptr) refuse(*node, "expected one verb in a claim");
            claim.verb = word;
            found = node;
        }
        if (found == nullptr) return refuse(node_, fmt::format("expected one of {}", fmt::join(words::claims, ", ")));
        operands(claim, *found);
        const bool of_messages = claim.verb == "can-read" || claim.verb == "cannot-read";
        if (of_messages != claim.message.has_value())
            refuse(*found, "can-read and cannot-read are said of a message, and nothing else is");
        const bool crosses = claim.verb == "never-on";
        if (!claim.value.empty() && !crosses) refuse(*found, "of a text only never-on can be said");
    }

    void operands(Claim& claim, const Node& node) {
        const bool listed = claim.verb == "only" || claim.verb == "never-on" || claim.verb.ends_with("linkable");
        if (listed) {
            members_.take(node, claim.operands);
        } else {
            members_.take(node, claim.operands.emplace_back());
            adversary(node, claim.operands.front());
        }
        for (const auto& item : node.items) operand(claim, item);
        const Node* by = node_.find("by");
        if (!claim.verb.ends_with("linkable")) {
            if (by != nullptr) refuse(*by, "expected by only with linkable and not-linkable");
            return;
        }
        if (claim.operands.size() != 2) refuse(node, "expected two steps");
        if (by == nullptr) return refuse(node_, "'by' is missing: the adversary's name");
        adversary(*by, by->text);
    }

    void operand(const Claim& claim, const Node& item) {
        const auto name = item.text;
        if (claim.verb == "only" && !is_one_of(parties, name.substr(0, name.find('-'))))
            refuse(item, fmt::format("unknown party '{}'{}", name, did_you_mean(name, list_of(parties))));
        const auto link = link_named(name);
        if (claim.verb == "never-on" && (!link || *link == Link::control))
            refuse(item, fmt::format("unknown link '{}'", name));
        if (claim.verb.ends_with("linkable")) step_named(item);
    }

    void adversary(const Node& node, const std::string& name) {
        if (!scenario_.adversary || scenario_.adversary->name != name)
            refuse(node, fmt::format("no adversary is called '{}'", name));
    }

    std::string step_named(const Node& node) {
        if (std::ranges::find(scenario_.steps, node.text, &Step::id) == scenario_.steps.end())
            refuse(node, fmt::format("no step is called '{}'", node.text));
        return node.text;
    }

    const Node& node_;
    const Scenario& scenario_;
    Diagnostics& wrong_;
    Members members_;
};

void decode_leak(const Node& node, Scenario& scenario, Diagnostics& wrong) {
    KeyLeak leak;
    leak.mark = node.mark;
    leak.at = "after-run";
    Members members(node, wrong);
    leak_members(members, leak, [&](std::string_view, const Node& key) { members.take(key, leak.key); });
    members.refuse_the_rest();
    if (!leak.key.empty() && !is_one_of(keys, leak.key))
        wrong.push_back(
            {node.mark, fmt::format("no key is called '{}'{}", leak.key, did_you_mean(leak.key, list_of(keys)))});
    if (!leak.of.empty() && !scenario.subscribers.contains(leak.of))
        wrong.push_back({node.mark, fmt::format("no subscriber is called '{}'", leak.of)});
    const bool at_step = std::ranges::find(scenario.steps, leak.at, &Step::id) != scenario.steps.end();
    if (leak.at != "after-run" && !at_step)
        wrong.push_back({node.mark, fmt::format("expected at: after-run or the id of a step, got '{}'", leak.at)});
    if (!leak.from.empty() && !is_one_of(parties, leak.from.substr(0, leak.from.find('-'))))
        wrong.push_back(
            {node.mark, fmt::format("unknown party '{}'{}", leak.from, did_you_mean(leak.from, list_of(parties)))});
    leak.key = key_meant(leak.key);
    scenario.leaks.push_back(std::move(leak));
}

}  // namespace

void decode_claims(const Node& expect, Scenario& scenario, Diagnostics& wrong) {
    Members members(expect, wrong);
    claims_members(members, [&](std::string_view, const Node& secrecy) {
        if (secrecy.kind != Node::Kind::list)
            wrong.push_back({secrecy.mark, "expected a list such as - { key: KAUSF, only: [ue, udm, ausf] }"});
        for (const auto& item : secrecy.items) scenario.secrecy.push_back(ClaimDecoder(item, scenario, wrong).decode());
    });
    members.refuse_the_rest();
}

void decode_leaks(const Node& leak, Scenario& scenario, Diagnostics& wrong) {
    if (leak.kind != Node::Kind::list) return decode_leak(leak, scenario, wrong);
    for (const auto& item : leak.items) decode_leak(item, scenario, wrong);
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// The members of the maps that need a decoder of their own, each said once: Members reads by these lists, and the
// schema is written from them. Beside a struct's fields() there is
//   visit.part(name, form, take)   a member that `take` decodes, of the form that the schema defines under that name,
//   visit.needed(name, form, take) one that must be there,
//   visit.gone(name, form)         one that the file may have and the decoder never sees: it is resolved before.
#pragma once

#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/words.hpp"

namespace akmasim::scenario {

// take(name, node) decodes each part, in the order of the list.
template <class Visit, class Take>
void scenario_members(Visit& visit, Scenario& scenario, Take take) {
    std::string schema;
    visit("schema", schema, Words(words::schemas));
    visit("name", scenario.name);
    visit.gone("extends", "path");
    visit.gone("include", "paths");
    visit.gone("vars", "variables");
    visit.gone("matrix", "matrix");
    visit.optional("title", scenario.title);
    visit.optional("description", scenario.description);
    visit.optional("clauses", scenario.clauses);
    visit.optional("tags", scenario.tags);
    visit("xfail", scenario.xfail);
    visit.optional("abstract", scenario.abstract);
    visit("seed", scenario.seed);
    visit.optional("clock", scenario.clock);
    visit("plmn", scenario.plmn);
    visit.optional("homeNetworkKeys", scenario.home_network_keys);
    visit.part("subscribers", "subscribers", take);
    visit.optional("nfs", scenario.nfs);
    visit("nrf", scenario.nrf);
    visit.optional("timers", scenario.timers);
    visit.part("links", "timing-of-links", take);
    visit.part("cost", "cost", take);
    visit.part("adversary", "adversary", take);
    visit.part("steps", "steps", take);
    visit.part("expect", "claims", take);
    visit.part("flows", "flows", take);
    visit.part("load", "load", take);
    visit.part("collect", "collect", take);
    visit.part("thresholds", "thresholds", take);
}

// A subscriber that stands for many.
template <class Visit, class Take>
void fleet_members(Visit& visit, Take take) {
    visit.needed("generate", "fleet", take);
}

// What is expected of the whole run.
template <class Visit, class Take>
void claims_members(Visit& visit, Take take) {
    visit.part("secrecy", "secrecy", take);
}

template <class Visit, class Take>
void claim_members(Visit& visit, Claim& claim, Take take) {
    visit.part("key", "secret", take);
    visit.optional("value", claim.value);
    visit.part("message", "pattern", take);
    visit.optional("of", claim.of);
    visit.part("step", "text", take);
    for (const auto verb : words::claims) visit.part(verb, "of-secret", take);
    visit.part("by", "text", take);
}

template <class Visit, class Take>
void leak_members(Visit& visit, KeyLeak& leak, Take take) {
    visit.needed("key", "key", take);
    visit("of", leak.of);
    visit.optional("at", leak.at);
    visit.optional("from", leak.from);
}

template <class Visit, class Take>
void step_members(Visit& visit, Step& step, Take take) {
    visit.optional("id", step.id);
    visit.optional("title", step.title);
    visit.part("exchange", "orders", take);
    for (const auto verb : verbs()) visit.part(verb, verb, take);
    visit.part("adversary", "enabled-rules", take);
    visit.part("expect", "expectation", take);
    visit.part("save", "names-of-values", take);
    visit.part("check", "checks", take);
}

template <class Visit, class Take>
void expectation_members(Visit& visit, Expectation& expect, Take take) {
    visit.part("outcome", "outcome", take);
    visit.part("sees", "patterns", take);
    visit.part("never", "patterns", take);
    visit.part("oneOf", "alternatives", take);
    visit.optional("order", expect.order, Words(words::orders_of_messages));
    visit("within", expect.within);
}

struct OutcomeDetails {
    std::optional<std::string> by;
    std::optional<NumberOrWord> cause;
    std::optional<std::string> reason;
    std::optional<std::string> at;
    std::optional<std::string> alert;
    static void fields(auto& m, auto& visit) {
        visit("by", m.by);
        visit("cause", m.cause, Words(words::named_causes));
        visit("reason", m.reason);
        visit("at", m.at);
        visit("alert", m.alert);
    }
};

template <class Visit, class Take>
void adversary_members(Visit& visit, fabric::Plan& plan, Take take) {
    visit.optional("name", plan.name);
    visit.needed("at", "links", take);
    visit.needed("can", "capabilities", take);
    visit.part("rules", "rules", take);
    visit.part("leak", "leak", take);
}

template <class Visit, class Take>
void rule_members(Visit& visit, fabric::Rule& rule, Take take) {
    visit.optional("id", rule.id);
    visit.needed("when", "condition", take);
    visit.needed("do", "acts", take);
}

template <class Visit, class Take>
void condition_members(Visit& visit, fabric::Condition& condition, Take take) {
    visit.needed("msg", "message", take);
    visit.optional("ue", condition.ue);
    visit.optional("from", condition.from);
    visit.optional("to", condition.to);
    visit.optional("step", condition.step);
    visit.part("carries", "message", take);
    visit.part("nth", "number", take);
    visit.part("probability", "number", take);
    visit.part("fields", "fields", take);
}

struct DelayMembers {
    Duration mean;
    std::optional<Duration> jitter;
    static void fields(auto& m, auto& visit) {
        visit("mean", m.mean);
        visit("jitter", m.jitter);
    }
};

struct FlipMembers {
    std::size_t offset = 0;
    int bit = 0;
    static void fields(auto& m, auto& visit) {
        visit("offset", m.offset);
        visit.optional("bit", m.bit);
    }
};

struct InjectionMembers {
    std::optional<std::string> saved;
    std::optional<Hex<0>> octets;
    std::optional<std::string> link;
    std::optional<std::string> as;
    std::optional<std::string> to;
    std::optional<std::string> connection;
    std::optional<std::string> method;
    std::optional<std::string> path;
    std::optional<std::string> body;
    static void fields(auto& m, auto& visit) {
        visit("saved", m.saved);
        visit("octets", m.octets);
        visit("link", m.link);
        visit("as", m.as);
        visit("to", m.to);
        visit("connection", m.connection);
        visit("method", m.method);
        visit("path", m.path);
        visit("body", m.body);
    }
};

struct LinkMembers {
    std::optional<Duration> delay;
    std::optional<Duration> jitter;
    std::optional<std::string> rate;
    static void fields(auto& m, auto& visit) {
        visit("delay", m.delay);
        visit("jitter", m.jitter);
        visit("rate", m.rate);
    }
};

}  // namespace akmasim::scenario

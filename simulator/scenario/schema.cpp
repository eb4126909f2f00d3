// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/schema.hpp"

#include "simulator/scenario/forms.hpp"
#include "simulator/scenario/tables.hpp"
#include "simulator/scenario/timing.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {
namespace {

using namespace forms;

constexpr auto nothing = [](std::string_view, const Node&) {};

// What stands behind a verb of a rule.
std::string value_of(const fabric::Delay*) {
    return fmt::format(R"({{"anyOf":[{},{}]}})", reference("duration"), Form::of_type<DelayMembers>(true));
}
std::string value_of(const fabric::Flip*) { return Form::of_type<FlipMembers>(true); }
std::string value_of(const fabric::Inject*) { return reference("inject"); }
std::string value_of(const fabric::Set*) { return R"({"type":"object","minProperties":1})"; }
std::string value_of(const fabric::Append*) { return Form::of_type<Hex<0>>(true); }
template <class Verb>
std::string value_of(const Verb*) {
    constexpr bool named = requires(Verb verb) { verb.name; };
    constexpr bool counted = requires(Verb verb) { verb.copies; }
    || requires(Verb verb) { verb.behind; }
    || requires(Verb verb) { verb.octets; };
    static_assert(named || counted, "a verb whose value has no form yet");
    return named ? reference("text") : R"({"type":"integer"})";
}

template <class... Verbs>
std::string acts(const std::variant<Verbs...>*) {
    std::string alone;
    std::string with_value;
    const auto add = [&]<class Verb>(const Verb* verb) {
        if constexpr (std::is_empty_v<Verb>)
            alone += (alone.empty() ? "" : ",") + in_quotes(Verb::verb);
        else
            with_value += (with_value.empty() ? "" : ",") + in_quotes(Verb::verb) + ":" + or_put_in(value_of(verb));
    };
    (add(static_cast<const Verbs*>(nullptr)), ...);
    return list_of(fmt::format(R"({{"anyOf":[{{"enum":[{}]}},{{"type":"object","minProperties":1,"maxProperties":1,)"
                               R"("additionalProperties":false,"properties":{{{}}}}}]}})",
                               alone, with_value),
                   1);
}

class Definitions {
public:
    void add(std::string_view name, const std::string& schema) {
        text_ += fmt::format("{}  {}: {}", text_.empty() ? "\n" : ",\n", in_quotes(name), schema);
    }
    template <class... Orders>
    void add_orders(const std::variant<Orders...>*) {
        (add_order(static_cast<const Orders*>(nullptr)), ...);
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    template <class One>
    void add_order(const One*) {
        if constexpr (std::is_same_v<One, InjectStep>)
            add(One::verb, Form::of_type<InjectionMembers>(true));
        else if constexpr (requires(One & order, Form & visit) { One::fields(order, visit); })
            add(One::verb, Form::of_type<One>(true));
        else
            add(One::verb, reference("duration"));
    }
    std::string text_;
};

std::string one_verb_of(const std::vector<std::string_view>& names) {
    std::string text = R"(,"oneOf":[)";
    for (const auto name : names) text += fmt::format(R"({{"required":[{}]}},)", in_quotes(name));
    text.back() = ']';
    return text;
}

void add_steps(Definitions& all) {
    auto verbs_and_exchange = verbs();
    all.add_orders(static_cast<const Order*>(nullptr));
    std::string orders;
    for (const auto verb : verbs())
        orders += (orders.empty() ? "" : ",") + in_quotes(verb) + ":" + or_put_in(reference(verb));
    all.add("orders", list_of(or_put_in(fmt::format(R"({{"type":"object","minProperties":1,"maxProperties":1,)"
                                                    R"("additionalProperties":false,"properties":{{{}}}}})",
                                                    orders)),
                              1));
    verbs_and_exchange.push_back("exchange");
    Form form(true);
    Step step;
    step_members(form, step, nothing);
    all.add("steps", list_of(or_put_in(form.object(one_verb_of(verbs_and_exchange)))));
    all.add("enabled-rules",
            R"({"type":"object","additionalProperties":false,"required":["enable"],"properties":{"enable":)" +
                list_of(reference("text")) + "}}");
    all.add("names-of-values", map_of(R"({"type":"string","pattern":"^[^.]+\\.[^.]+\\.[^.]+$"})"));
    std::string checks;
    for (const auto kind : words::checks)
        checks += (checks.empty() ? "" : ",") + in_quotes(kind) + ":" + list_of(reference("text"), 1);
    all.add("checks", list_of(fmt::format(R"({{"type":"object","minProperties":1,"maxProperties":1,)"
                                          R"("additionalProperties":false,"properties":{{{}}}}})",
                                          checks)));
}

void add_expectation(Definitions& all) {
    Form form(true);
    Expectation expect;
    expectation_members(form, expect, nothing);
    all.add("expectation", form.object());
    std::string kinds;
    for (const auto kind : words::outcomes)
        kinds += (kinds.empty() ? "" : ",") + in_quotes(kind) + ":" + Form::of_type<OutcomeDetails>(true);
    all.add("outcome", fmt::format(R"({{"anyOf":[{{"const":"success"}},{{"type":"object","minProperties":1,)"
                                   R"("maxProperties":1,"additionalProperties":false,"properties":{{{}}}}}]}})",
                                   kinds));
    std::string matchers;
    for (const auto kind : words::matchers) {
        const bool list = kind == "in" || kind == "any-of";
        matchers += (matchers.empty() ? "" : ",") + in_quotes(kind) + ":" +
                    (kind == "exists" ? std::string(R"({"type":["boolean","string"]})")
                     : list           ? list_of(reference("text"))
                                      : reference("text"));
    }
    all.add("wanted", fmt::format(R"({{"anyOf":[{},{{"type":"object","minProperties":1,"additionalProperties":false,)"
                                  R"("properties":{{{}}}}}]}})",
                                  reference("text"), matchers));
    all.add("fields", map_of(reference("wanted")));
    all.add("patterns", list_of(reference("pattern")));
    all.add("alternatives", list_of(reference("patterns"), 1));
}

// "a.*.b" as a regular expression: "^a[.].+[.]b$".
std::string expression_of(std::string_view field) {
    std::string text = "^";
    for (const auto one : field) text += one == '.' ? "[.]" : one == '*' ? ".+" : std::string(1, one);
    return text + "$";
}

void add_messages(Definitions& all) {
    std::string names;
    std::string with_fields;
    for (const auto link : links()) {
        for (const auto message : messages_of(link)) {
            const auto name = fmt::format("{}.{}", link, message);
            names += (names.empty() ? "" : ",") + in_quotes(name);
            with_fields += (with_fields.empty() ? "" : ",") + in_quotes(name) + ":" + or_put_in(reference(name));
            std::string fields;
            std::string keyed;
            for (const auto field : fields_of(link, message)) {
                auto& list = field.find('*') == field.npos ? fields : keyed;
                const auto as = &list == &fields ? std::string(field) : expression_of(field);
                list += (list.empty() ? "" : ",") + in_quotes(as) + ":" + reference("wanted");
            }
            if (!keyed.empty()) keyed = fmt::format(R"(,"patternProperties":{{{}}})", keyed);
            all.add(name, fmt::format(R"({{"type":"object","additionalProperties":false,"properties":{{{}}}{}}})",
                                      fields, keyed));
        }
    }
    all.add("message", fmt::format(R"({{"enum":[{}]}})", names));
    all.add("message-with-fields", fmt::format(R"({{"type":"object","minProperties":1,"maxProperties":1,)"
                                               R"("additionalProperties":false,"properties":{{{}}}}})",
                                               with_fields));
    all.add("links", list_of(one_of(links()), 1));
    all.add("pattern", fmt::format(R"({{"anyOf":[{},{},{}]}})", reference("message"), reference("message-with-fields"),
                                   reference("put-in")));
}

void add_claims(Definitions& all) {
    Form of_expect(true);
    claims_members(of_expect, nothing);
    all.add("claims", of_expect.object());
    Form form(true);
    Claim claim;
    claim_members(form, claim, nothing);
    all.add("secrecy", list_of(or_put_in(form.object())));
    all.add("secret", fmt::format(R"({{"anyOf":[{},{}]}})", one_of(words::keys), one_of(words::secret_identities)));
    all.add("of-secret", fmt::format(R"({{"anyOf":[{},{}]}})", reference("text"), list_of(reference("text"), 1)));
    Form leaked(true);
    KeyLeak leak;
    leak_members(leaked, leak, nothing);
    all.add("leak", fmt::format(R"({{"anyOf":[{0},{1}]}})", leaked.object(), list_of(leaked.object())));
    all.add("key", one_of(words::keys));
}

void add_timing(Definitions& all) {
    std::string links;
    std::string operations;
    const auto timing = default_timing();
    const auto of_link = or_put_in(Form::of_type<LinkMembers>(false));
    for (const auto& [link, one] : timing.links)
        links += (links.empty() ? "" : ",") + in_quotes(name_of(link)) + ":" + of_link;
    for (const auto operation : crypto::operations)
        operations += (operations.empty() ? "" : ",") + in_quotes(operation) + ":" + or_put_in(reference("duration"));
    constexpr auto form = R"({{"type":"object","additionalProperties":false,"properties":{{{}}}}})";
    all.add("timing-of-links",
            fmt::format(R"({{"anyOf":[{{"const":"none"}},{}]}})", fmt::format(fmt::runtime(form), links)));
    all.add("cost", fmt::format(fmt::runtime(form), operations));
}

void add_load(Definitions& all) {
    Form fleet(false);
    fleet_members(fleet, nothing);
    all.add("fleet", Form::of_type<Fleet>(false));
    all.add("subscribers", map_of(fmt::format(R"({{"anyOf":[{},{},{}]}})", Form::of_type<Subscriber>(false),
                                              fleet.object(), reference("put-in"))));
    all.add("flows", map_of(or_put_in(reference("steps"))));
    all.add("load", Form::of_type<Load>(false));
    all.add("collect", Form::of_type<std::vector<Collected>>(false));
    all.add("thresholds", Form::of_type<std::vector<Threshold>>(false));
}

void add_adversary(Definitions& all) {
    Form plan(false);
    fabric::Plan a_plan;
    adversary_members(plan, a_plan, nothing);
    all.add("adversary", plan.object());
    all.add("capabilities", list_of(one_of(std::array{"read", "drop", "delay", "modify", "inject"})));
    Form rule(true);
    fabric::Rule a_rule;
    rule_members(rule, a_rule, nothing);
    all.add("rules", list_of(or_put_in(rule.object())));
    Form condition(true);
    fabric::Condition a_condition;
    condition_members(condition, a_condition, nothing);
    all.add("condition", condition.object());
    all.add("acts", acts(static_cast<const fabric::Act*>(nullptr)));
    all.add("number", R"({"type":["number","string"],"pattern":"^[0-9.]+$|\\$\\{.+\\}"})");
}

void add_simple_forms(Definitions& all) {
    all.add("put-in", R"({"type":["string","null"],"pattern":"\\$\\{.+\\}"})");
    all.add("text", R"({"type":["string","number","boolean"]})");
    all.add("duration", R"({"type":"string","pattern":"^[1-9][0-9]*(ns|us|ms|s|m|h)$|\\$\\{.+\\}"})");
    all.add("path", R"({"type":"string","pattern":"\\.yaml$"})");
    all.add("paths", list_of(reference("path")));
    all.add("variables", map_of(reference("text")));
    all.add("matrix", R"({"type":"object","required":["axes"],"additionalProperties":false,"properties":{)"
                      R"("axes":{"type":"object"},"include":{"type":"array"},"exclude":{"type":"array"},)"
                      R"("repeat":{"type":"integer","minimum":1},"order":{"enum":["listed","shuffled"]},)"
                      R"("seed":{"enum":["own","shared"]}}})");
}

}  // namespace

std::string schema() {
    Definitions all;
    add_simple_forms(all);
    add_steps(all);
    add_expectation(all);
    add_adversary(all);
    add_messages(all);
    add_claims(all);
    add_timing(all);
    add_load(all);
    Form form(false);
    Scenario scenario;
    scenario_members(form, scenario, nothing);
    const auto top = form.object(R"(,"anyOf":[{"required":["schema","name"]},{"required":["extends"]}])");
    return fmt::format(
        "{{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\n"
        "\"$id\":\"akma-scenario-1.schema.json\",\n\"title\":\"akmasim scenario, format 1\",\n"
        "{},\n\"definitions\":{{{}\n}}}}\n",
        top.substr(1, top.size() - 2), all.text());
}

}  // namespace akmasim::scenario

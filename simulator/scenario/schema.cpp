// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/schema.hpp"

#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/json.hpp"
#include "simulator/scenario/tables.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {
namespace {

std::string quoted(std::string_view text) {
    std::string out;
    json::append_quoted(out, text);
    return out;
}

std::string reference(std::string_view form) {
    return R"({"$ref":)" + quoted(fmt::format("#/definitions/{}", form)) + "}";
}

// Wherever a value stands there may be null, which removes a parent's, or a variable.
std::string or_put_in(const std::string& schema) {
    return fmt::format(R"({{"anyOf":[{},{}]}})", schema, reference("put-in"));
}

template <class List>
std::string one_of(const List& list) {
    std::string text = R"({"enum":[)";
    for (const auto& word : list) text += quoted(word) + ",";
    text.back() = ']';
    return text + "}";
}

std::string list_of(const std::string& item, std::size_t least = 0) {
    return least == 0 ? fmt::format(R"({{"type":"array","items":{}}})", item)
                      : fmt::format(R"({{"type":"array","minItems":{},"items":{}}})", least, item);
}

std::string map_of(const std::string& value) {
    return fmt::format(R"({{"type":"object","additionalProperties":{}}})", value);
}

// Visits a list of members as Members does. whole: nothing is merged into it, so what must be there can be asked for.
class Form {
public:
    explicit Form(bool whole) : whole_(whole) {}

    template <class T>
    void operator()(std::string_view name, T&) {
        property(name, of_type<T>(whole_));
        required_.push_back(quoted(name));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>&) {
        property(name, of_type<T>(whole_));
    }
    template <class T>
    void optional(std::string_view name, T&) {
        property(name, of_type<T>(whole_));
    }
    template <class T>
    void operator()(std::string_view name, T&, Words words) {
        property(name, among<T>(words));
        required_.push_back(quoted(name));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>&, Words words) {
        property(name, among<T>(words));
    }
    template <class T>
    void optional(std::string_view name, T&, Words words) {
        property(name, among<T>(words));
    }
    template <class Take>
    void part(std::string_view name, std::string_view form, Take) {
        property(name, reference(form));
    }
    template <class Take>
    void needed(std::string_view name, std::string_view form, Take) {
        property(name, reference(form));
        required_.push_back(quoted(name));
    }
    void gone(std::string_view name, std::string_view form) { property(name, reference(form)); }

    [[nodiscard]] std::string object(std::string_view more = {}) const {
        auto text = fmt::format(R"({{"type":"object","additionalProperties":false,"properties":{{{}}})", properties_);
        if (whole_ && !required_.empty()) text += fmt::format(R"(,"required":[{}])", fmt::join(required_, ","));
        return text + std::string(more) + "}";
    }

    template <class T>
    static std::string of_type(bool whole);

private:
    void property(std::string_view name, const std::string& schema) {
        properties_ += (properties_.empty() ? "" : ",") + quoted(name) + ":" + or_put_in(schema);
    }
    template <class T>
    static std::string among(Words words) {
        if constexpr (std::is_same_v<T, std::string>)
            return one_of(words);
        else if constexpr (std::is_same_v<T, OneOrMore>)
            return fmt::format(R"({{"anyOf":[{0},{1}]}})", one_of(words), list_of(or_put_in(one_of(words))));
        else
            return list_of(or_put_in(one_of(words)));
    }

    bool whole_;
    std::string properties_;
    std::vector<std::string> required_;
};

template <class T>
struct Element;
template <class T>
struct Element<std::vector<T>> {
    using Type = T;
    static constexpr bool is_list = true;
};
template <class T>
struct Element<std::map<std::string, T>> {
    using Type = T;
    static constexpr bool is_list = false;
};
template <std::size_t count>
std::string hex_digits(const Hex<count>*) {
    return count == 0 ? R"({"type":"string","pattern":"^([0-9a-fA-F]{2})*$"})"
                      : fmt::format(R"({{"type":"string","pattern":"^[0-9a-fA-F]{{{}}}$"}})", count * 2);
}

template <class T>
std::string Form::of_type(bool whole) {
    if constexpr (requires(T & value, Form & visit) { T::fields(value, visit); }) {
        Form form(whole);
        T value{};
        T::fields(value, form);
        return form.object();
    } else if constexpr (std::is_same_v<T, bool>) {
        return R"({"type":"boolean"})";
    } else if constexpr (std::is_integral_v<T>) {
        return R"({"type":"integer"})";
    } else if constexpr (std::is_same_v<T, std::string>) {
        return reference("text");
    } else if constexpr (std::is_same_v<T, Quoted>) {
        return R"({"type":"string"})";
    } else if constexpr (std::is_same_v<T, Duration>) {
        return reference("duration");
    } else if constexpr (std::is_same_v<T, OneOrMore>) {
        return fmt::format(R"({{"anyOf":[{0},{1}]}})", reference("text"), list_of(reference("text")));
    } else if constexpr (requires { Element<T>::is_list; }) {
        const auto element = or_put_in(of_type<typename Element<T>::Type>(whole || Element<T>::is_list));
        return Element<T>::is_list ? list_of(element) : map_of(element);
    } else {
        return hex_digits(static_cast<const T*>(nullptr));
    }
}

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
            alone += (alone.empty() ? "" : ",") + quoted(Verb::verb);
        else
            with_value += (with_value.empty() ? "" : ",") + quoted(Verb::verb) + ":" + or_put_in(value_of(verb));
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
        text_ += fmt::format("{}  {}: {}", text_.empty() ? "\n" : ",\n", quoted(name), schema);
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
    for (const auto name : names) text += fmt::format(R"({{"required":[{}]}},)", quoted(name));
    text.back() = ']';
    return text;
}

void add_steps(Definitions& all) {
    auto verbs_and_exchange = verbs();
    all.add_orders(static_cast<const Order*>(nullptr));
    std::string orders;
    for (const auto verb : verbs())
        orders += (orders.empty() ? "" : ",") + quoted(verb) + ":" + or_put_in(reference(verb));
    all.add("orders",
            list_of(fmt::format(R"({{"type":"object","minProperties":1,"maxProperties":1,"additionalProperties":false,)"
                                R"("properties":{{{}}}}})",
                                orders),
                    1));
    verbs_and_exchange.push_back("exchange");
    Form form(true);
    Step step;
    step_members(form, step, nothing);
    all.add("steps", list_of(form.object(one_verb_of(verbs_and_exchange))));
    all.add("enabled-rules",
            R"({"type":"object","additionalProperties":false,"required":["enable"],"properties":{"enable":)" +
                list_of(reference("text")) + "}}");
    all.add("names-of-values", map_of(R"({"type":"string","pattern":"^[^.]+\\.[^.]+\\.[^.]+$"})"));
    std::string checks;
    for (const auto kind : words::checks)
        checks += (checks.empty() ? "" : ",") + quoted(kind) + ":" + list_of(reference("text"), 1);
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
        kinds += (kinds.empty() ? "" : ",") + quoted(kind) + ":" + Form::of_type<OutcomeDetails>(true);
    all.add("outcome", fmt::format(R"({{"anyOf":[{{"const":"success"}},{{"type":"object","minProperties":1,)"
                                   R"("maxProperties":1,"additionalProperties":false,"properties":{{{}}}}}]}})",
                                   kinds));
    std::string matchers;
    for (const auto kind : words::matchers) {
        const bool list = kind == "in" || kind == "any-of";
        matchers += (matchers.empty() ? "" : ",") + quoted(kind) + ":" +
                    (kind == "exists" ? std::string(R"({"type":["boolean","string"]})")
                     : list           ? list_of(reference("text"))
                                      : reference("text"));
    }
    all.add("wanted", fmt::format(R"({{"anyOf":[{},{{"type":"object","minProperties":1,"additionalProperties":false,)"
                                  R"("properties":{{{}}}}}]}})",
                                  reference("text"), matchers));
    all.add("fields", map_of(reference("wanted")));
    all.add("patterns",
            list_of(fmt::format(R"({{"anyOf":[{},{}]}})", reference("message"), reference("message-with-fields"))));
    all.add("alternatives", list_of(reference("patterns"), 1));
}

void add_messages(Definitions& all) {
    std::string names;
    std::string with_fields;
    for (const auto link : links()) {
        for (const auto message : messages_of(link)) {
            const auto name = fmt::format("{}.{}", link, message);
            names += (names.empty() ? "" : ",") + quoted(name);
            with_fields += (with_fields.empty() ? "" : ",") + quoted(name) + ":" + reference(name);
            std::string fields;
            for (const auto field : fields_of(link, message))
                fields += (fields.empty() ? "" : ",") + quoted(field) + ":" + reference("wanted");
            all.add(name,
                    fmt::format(R"({{"type":"object","additionalProperties":false,"properties":{{{}}}}})", fields));
        }
    }
    all.add("message", fmt::format(R"({{"enum":[{}]}})", names));
    all.add("message-with-fields", fmt::format(R"({{"type":"object","minProperties":1,"maxProperties":1,)"
                                               R"("additionalProperties":false,"properties":{{{}}}}})",
                                               with_fields));
    all.add("links", list_of(one_of(links()), 1));
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
    all.add("rules", list_of(rule.object()));
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
                      R"("repeat":{"type":"integer","minimum":1},"order":{"enum":["listed","shuffled"]}}})");
}

}  // namespace

std::string schema() {
    Definitions all;
    add_simple_forms(all);
    add_steps(all);
    add_expectation(all);
    add_adversary(all);
    add_messages(all);
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

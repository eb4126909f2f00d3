// SPDX-License-Identifier: Apache-2.0
// The schema for editors: what is shipped is what the program prints, every scenario fits it, and what it refuses the
// loader refuses too. The validator here is a second reader of draft-07, as far as the schema uses it.
#include "simulator/scenario/schema.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/base/json.hpp"
#include "simulator/scenario/yaml.hpp"
#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

const std::string shipped_schema = AKMASIM_SOURCE_DIR "/scenarios/schema/akma-scenario-1.schema.json";

class Validator {
public:
    explicit Validator(json::Value schema) : schema_(schema) {}

    // Empty: it fits; else the place of the first thing that does not.
    [[nodiscard]] std::string validate(json::Value value) const { return check(schema_, value, "$"); }

private:
    std::string check(json::Value schema, json::Value value, const std::string& at) const {
        if (const auto reference = schema.member("$ref")) return check(defined(*reference->string()), value, at);
        for (const auto& keyword : {&Validator::type, &Validator::values, &Validator::pattern, &Validator::object,
                                    &Validator::array, &Validator::any_of}) {
            if (auto wrong = (this->*keyword)(schema, value, at); !wrong.empty()) return wrong;
        }
        return "";
    }
    json::Value defined(std::string_view reference) const {
        constexpr std::string_view beginning = "#/definitions/";
        const auto found = schema_.member("definitions")->member(reference.substr(beginning.size()));
        if (!found) throw std::runtime_error("no definition " + std::string(reference));
        return *found;
    }
    std::string type(json::Value schema, json::Value value, const std::string& at) const {
        const auto type = schema.member("type");
        if (!type) return "";
        const auto is = [&](std::string_view name) {
            switch (value.kind()) {
                case json::Kind::null: return name == "null";
                case json::Kind::boolean: return name == "boolean";
                case json::Kind::integer: return name == "integer" || name == "number";
                case json::Kind::number: return name == "number";
                case json::Kind::string: return name == "string";
                case json::Kind::array: return name == "array";
                case json::Kind::object: return name == "object";
            }
            return false;
        };
        if (type->string()) return is(*type->string()) ? "" : at + ": type";
        for (const auto& one : type->elements()) {
            if (is(*one.string())) return "";
        }
        return at + ": type";
    }
    std::string values(json::Value schema, json::Value value, const std::string& at) const {
        if (const auto wanted = schema.member("const"); wanted && wanted->text() != value.text()) return at + ": const";
        const auto words = schema.member("enum");
        if (!words) return "";
        for (const auto& word : words->elements()) {
            if (word.text() == value.text()) return "";
        }
        return at + ": enum";
    }
    std::string pattern(json::Value schema, json::Value value, const std::string& at) const {
        const auto pattern = schema.member("pattern");
        if (!pattern || !value.string()) return "";
        const std::string text(*value.string());
        return std::regex_search(text, std::regex(std::string(*pattern->string()))) ? "" : at + ": pattern";
    }
    std::string object(json::Value schema, json::Value value, const std::string& at) const {
        if (value.kind() != json::Kind::object) return "";
        const auto members = value.members();
        const auto count = static_cast<std::int64_t>(members.size());
        if (const auto least = schema.member("minProperties"); least && count < *least->integer()) return at + ": few";
        if (const auto most = schema.member("maxProperties"); most && count > *most->integer()) return at + ": many";
        if (const auto required = schema.member("required")) {
            for (const auto& name : required->elements()) {
                if (!value.member(*name.string())) return at + ": required " + std::string(*name.string());
            }
        }
        for (const auto& [name, member] : members) {
            const auto properties = schema.member("properties");
            auto form = properties ? properties->member(name) : std::nullopt;
            if (!form) form = schema.member("additionalProperties");
            if (!form) continue;
            if (form->boolean() == false) return at + ": no property is called " + std::string(name);
            if (auto wrong = check(*form, member, at + "." + std::string(name)); !wrong.empty()) return wrong;
        }
        return "";
    }
    std::string array(json::Value schema, json::Value value, const std::string& at) const {
        if (value.kind() != json::Kind::array) return "";
        const auto elements = value.elements();
        if (const auto least = schema.member("minItems");
            least && static_cast<std::int64_t>(elements.size()) < *least->integer())
            return at + ": few items";
        const auto items = schema.member("items");
        for (std::size_t i = 0; items && i < elements.size(); ++i) {
            if (auto wrong = check(*items, elements[i], at + "[" + std::to_string(i) + "]"); !wrong.empty())
                return wrong;
        }
        return "";
    }
    std::string any_of(json::Value schema, json::Value value, const std::string& at) const {
        std::string first;
        if (const auto any = schema.member("anyOf")) {
            for (const auto& one : any->elements()) {
                const auto wrong = check(one, value, at);
                if (wrong.empty()) return one_of(schema, value, at);
                if (first.empty()) first = wrong;
            }
            return first;
        }
        return one_of(schema, value, at);
    }
    std::string one_of(json::Value schema, json::Value value, const std::string& at) const {
        const auto one_of = schema.member("oneOf");
        if (!one_of) return "";
        const auto elements = one_of->elements();
        const auto fitting =
            std::ranges::count_if(elements, [&](json::Value one) { return check(one, value, at).empty(); });
        return fitting == 1 ? "" : at + ": oneOf";
    }

    json::Value schema_;
};

class Schema : public testing::Test {
protected:
    Schema() : text_(schema()), validator_(*document_.parse(text_)) {}

    std::string fault(const Node& file) {
        json::Document document;
        const auto text = to_json(file);
        return validator_.validate(*document.parse(text));
    }
    std::string fault(const std::string& text) {
        Diagnostics wrong;
        return fault(parse_text(text, "a.yaml", wrong));
    }

    std::string text_;
    json::Document document_;
    Validator validator_;
};

std::vector<fs::path> shipped() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(AKMASIM_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    return files;
}

TEST_F(Schema, ShippedIsWhatTheProgramPrints) {
    std::stringstream content;
    content << std::ifstream(shipped_schema).rdbuf();
    EXPECT_EQ(content.str(), text_) << "akmasim schema > scenarios/schema/akma-scenario-1.schema.json";
}

TEST_F(Schema, FitsEveryShippedScenario) {
    for (const auto& file : shipped()) {
        Diagnostics wrong;
        const auto node = parse_file(file.string(), wrong);
        ASSERT_TRUE(wrong.empty()) << file;
        EXPECT_EQ(fault(node), "") << file << "\na member that the loader takes stands in scenario/tables.hpp";
    }
}

TEST_F(Schema, IsNamedInTheFirstLinesOfEveryShippedScenario) {
    for (const auto& file : shipped()) {
        const auto path = fs::path(shipped_schema).lexically_relative(file.parent_path()).generic_string();
        std::ifstream stream(file);
        std::string first;
        std::string second;
        std::getline(stream, first);
        std::getline(stream, second);
        EXPECT_EQ(second, "# yaml-language-server: $schema=" + path) << file;
    }
}

TEST_F(Schema, RefusesWhatTheLoaderRefuses) {
    const std::string head = "schema: akma-scenario/1\nname: a\n";
    const std::pair<std::string, std::string> refusals[]{
        {"name: a\n", "required schema"},
        {"schema: akma-scenario/2\nname: a\n", "$.schema"},
        {head + "stepz: []\n", "no property is called stepz"},
        {head + "plmn: { mcc: 1, mnc: '01' }\n", "$.plmn.mcc"},
        {head + "subscribers: { alice: { amf: '00' } }\n", "$.subscribers.alice.amf: pattern"},
        {head + "subscribers: { alice: { opType: OPc } }\n", "$.subscribers.alice.opType: enum"},
        {head + "nfs: { amf: { ea: [EA9] } }\n", "$.nfs.amf.ea[0]: enum"},
        {head + "nfs: { smf: {} }\n", "no property is called smf"},
        {head + "steps: [{ id: a }]\n", "$.steps[0]: oneOf"},
        {head + "steps: [{ register: {} }]\n", "required ue"},
        {head + "steps: [{ register: { ue: a }, wait: 5s }]\n", "$.steps[0]: oneOf"},
        {head + "steps: [{ wait: 5 }]\n", "$.steps[0].wait"},
        {head + "steps: [{ wait: 5s, expect: { sees: [N1.RegistrationRequst] } }]\n", "$.steps[0].expect.sees[0]"},
        {head + "steps: [{ wait: 5s, expect: { sees: [N1.RegistrationReject: { caus: 3 }] } }]\n", "sees[0]"},
        {head + "adversary: { rules: [{ when: { msg: N1.any }, do: [explode] }] }\n", "$.adversary.rules[0].do[0]"},
    };
    for (const auto& [text, where] : refusals) {
        EXPECT_THAT(fault(text), HasSubstr(where)) << text;
        EXPECT_FALSE(load_text(text).scenario) << text;
    }
}

TEST_F(Schema, AcceptsVariablesAndNullWhereValuesStand) {
    EXPECT_EQ(fault("extends: a.yaml\nseed: null\nsubscribers: { alice: { akma: '${vars.akma}', gpsi: ~ } }\n"
                    "steps: [{ send: { ue: alice, to: msgin5g, bytes: '${axis.bytes}' } }]\n"),
              "");
}

}  // namespace
}  // namespace akmasim::scenario::test

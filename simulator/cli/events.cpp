// SPDX-License-Identifier: Apache-2.0
// akmasim events and schema: the words that a scenario may use, for people and for editors.
#include <fmt/format.h>
#include <fnmatch.h>

#include "simulator/base/console.hpp"
#include "simulator/base/json.hpp"
#include "simulator/base/nearest.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/protocol/fields.hpp"
#include "simulator/scenario/schema.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::cli {
namespace {

struct Named {
    std::string name;  // "N1.RegistrationRequest"
    const MessageWords* words;
};

std::vector<Named> every_message() {
    std::vector<Named> all;
    for (const auto link : scenario::links()) {
        for (const auto& words : messages_on(*link_named(link)))
            all.push_back({fmt::format("{}.{}", link, words.name), &words});
    }
    return all;
}

// A pattern without * and ? is a part of the name.
bool is_meant(const std::string& name, const std::string& pattern) {
    const auto glob = pattern.find_first_of("*?[") == std::string::npos ? "*" + pattern + "*" : pattern;
    return fnmatch(glob.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
}

void print_text(const std::vector<Named>& messages, bool fields) {
    for (const auto& [name, words] : messages) {
        console::say("{:<40}  {}\n", name, words->clause);
        if (!fields) continue;
        for (const auto& field : words->fields) console::say("    {:<46}  {}\n", field.name, field.kind);
    }
}

void print_json(const std::vector<Named>& messages) {
    std::string text;
    json::Writer out(text);
    out.open_array();
    for (const auto& [name, words] : messages) {
        out.open_object().key("link").string(name.substr(0, name.find('.'))).key("message").string(words->name);
        out.key("clause").string(words->clause).key("fields").open_array();
        for (const auto& field : words->fields)
            out.open_object().key("name").string(field.name).key("kind").string(field.kind).close_object();
        out.close_array().close_object();
    }
    out.close_array();
    console::say("{}\n", text);
}

int nothing_meant(const std::vector<Named>& messages, const std::string& pattern) {
    std::vector<std::string_view> names;
    for (const auto& message : messages) names.emplace_back(message.name);
    const auto like = nearest(pattern, names);
    console::complain("error: no message is called like '{}'{}\n", pattern,
               like.empty() ? "" : fmt::format("; did you mean '{}'?", like));
    return 2;
}

}  // namespace

int events(const EventsOptions& options) {
    auto messages = every_message();
    const auto all = messages;
    std::erase_if(messages, [&](const Named& one) { return !is_meant(one.name, options.pattern); });
    if (messages.empty()) return nothing_meant(all, options.pattern);
    if (options.json)
        print_json(messages);
    else
        print_text(messages, options.fields);
    return 0;
}

int schema() {
    console::say("{}", scenario::schema());
    return 0;
}

}  // namespace akmasim::cli

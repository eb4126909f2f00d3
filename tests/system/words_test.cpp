// SPDX-License-Identifier: Apache-2.0
// Whatever a run records, a scenario can name: each message and field of every shipped scenario is in the lists that
// the loader checks against.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "simulator/protocol/fields.hpp"
#include "simulator/record/reader.hpp"
#include "simulator/view/explain.hpp"
#include "simulator/view/explanations.hpp"
#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

void collect(json::Value value, const std::string& prefix, std::set<std::string>& names) {
    if (value.kind() != json::Kind::object || value.member("$key")) return;
    for (const auto& [name, member] : value.members()) {
        names.insert(prefix + std::string(name));
        collect(member, prefix + std::string(name) + ".", names);
    }
}

void expect_known(const record::Event& event, const std::string& where) {
    const auto& words = messages_on(link_named(event.link).value_or(Link::control));
    const auto message = std::ranges::find(words, event.msg, &MessageWords::name);
    ASSERT_NE(message, words.end()) << where << ": " << event.link << "." << event.msg;
    json::Document document;
    const auto fields = document.parse(event.f);
    ASSERT_TRUE(fields) << where;
    std::set<std::string> names;
    collect(*fields, "", names);
    for (const auto& name : names)
        EXPECT_TRUE(std::ranges::any_of(message->fields, [&](const Field& one) { return is_field(name, one.name); }))
            << where << ": " << event.link << "." << event.msg << " has " << name;
}

// What a student may ask about an event: each has a text, and one that is a refusal is not told as a success.
void expect_explained(const record::Event& event, const std::string& where) {
    if (event.kind != "msg" && event.kind != "timer" && event.kind != "refused" && event.kind != "derive") return;
    EXPECT_FALSE(view::explanations_of(view::built_in(), event).empty())
        << where << ": nothing is said of " << event.kind << " " << event.msg << event.timer << event.key << " "
        << event.f;
}

TEST(Words, OfWhateverIsRecordedAreKnownToTheLoader) {
    const Folder folder;
    const auto recordings = (folder.path / "recordings").string();
    const auto answer = akmasim("run -q --host simulated --record " + recordings + " " AKMASIM_SOURCE_DIR "/scenarios");
    ASSERT_TRUE(std::filesystem::is_directory(recordings)) << answer.output;
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(recordings)) {
        const auto recording = record::read_file(entry.path().string());
        ASSERT_TRUE(recording) << recording.error().detail;
        for (const auto& event : recording->events) {
            expect_explained(event, recording->header.name);
            if (event.kind != "msg") continue;
            expect_known(event, recording->header.name);
            ++seen;
        }
    }
    EXPECT_GT(seen, 1000U);
}

}  // namespace
}  // namespace akmasim::test

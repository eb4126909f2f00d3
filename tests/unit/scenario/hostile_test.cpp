// SPDX-License-Identifier: Apache-2.0
// Files that are meant to harm: refused with a message, in little memory and time. More of them: refusals_test.cpp.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "simulator/scenario/expression.hpp"
#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;

struct Hostile {
    std::string text;
    std::string told;  // "line:column message", or a part of it
};

std::string repeated(const std::string& what, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += what;
    return text;
}

// A billion laughs: each line ten of the line before.
std::string laughs() {
    std::string text = "a0: &a0 [ha]\n";
    for (int i = 1; i < 10; ++i)
        text += fmt::format("a{0}: &a{0} [{1}]\n", i, repeated(fmt::format("*a{},", i - 1), 10));
    return text;
}

TEST(HostileFile, IsRefusedByItsFirstStep) {
    const std::string half(600'000, 'x');
    const std::vector<Hostile> files{
        {laughs(), "1:5 an anchor (&name)"},
        {"a: *b\n", ""},
        {repeated("a:\n ", 100), ""},
        {repeated("{a: ", 70) + repeated("}", 70), "more than 64 levels"},
        {repeated("- ", 70) + "a\n", "more than 64 levels"},
        {repeated("? ", 70) + "a\n", "more than 64 levels"},
        {std::string(100'000, '{'), "more than 64 levels"},
        {"a: '" + half + half + "'\n", "longer than 1 MiB"},
        {"a: !!python/object/apply:os.system [id]\n", "a tag ("},
        {"!<tag:yaml.org,2002:map> { a: b }\n", "a tag ("},
        {"%YAML 9.9\n---\na: b\n", ""},
        {"%TAG ! tag:x,2000:\n--- !a\nb: c\n", "a tag ("},
        {std::string("schema: akma-scenario/1\nna\0me: a\n", 33), "2:3 an octet that is no UTF-8 text"},
        {"title: '\xf5\x80\x80\x80'\n", "1:9 an octet that is no UTF-8 text"},
        {"title: \"\xc3\x28\"\n", "1:9 an octet that is no UTF-8 text"},
        {"\xff\xfe"
         "a: b\n",
         "1:1 an octet that is no UTF-8 text"},
        {"a: b\n...\n---\nc: d\n", "a second document"},
        {"extends: .\n", "1:10 extends '.', but there is no file"},
        {"extends: /dev/zero\n", "1:10 extends '/dev/zero', but there is no file"},
        {"extends: ../../../../../../../../etc/passwd\n", "1:10 extends '../../../../../../../../etc/passwd', but "},
        {"include: [/proc/self/environ]\n", "1:11 includes '/proc/self/environ', but "},
        {"extends: ''\n", "1:10 extends '', but there is no file"},
    };
    for (const auto& [text, wanted] : files) {
        const auto began = std::chrono::steady_clock::now();
        const auto loaded = load_text(text);
        const auto took = std::chrono::steady_clock::now() - began;
        EXPECT_FALSE(loaded.scenario) << text.substr(0, 200);
        EXPECT_FALSE(loaded.wrong.empty()) << text.substr(0, 200);
        EXPECT_THAT(told(loaded), HasSubstr(wanted)) << text.substr(0, 200);
        EXPECT_LT(took, std::chrono::seconds(20)) << text.substr(0, 200);
        for (const auto& wrong : loaded.wrong) EXPECT_LT(render(wrong).size(), 20'000U) << text.substr(0, 200);
    }
}

TEST(HostileFile, ThatIsAPipeIsNotWaitedFor) {
    const Folder folder;
    const auto pipe = folder.write("a.yaml", "");
    std::filesystem::remove(pipe);
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_THAT(told(load_file(pipe)), HasSubstr("cannot be read"));
    EXPECT_THAT(told(load_file(folder.write("b.yaml", "extends: a.yaml\n"))), HasSubstr("but there is no file"));
    EXPECT_THAT(told(load_file("/dev/zero")), HasSubstr("cannot be read"));
}

Loaded with_pattern(const std::string& pattern) {
    return load_text(upon_base("title: t\nsteps:\n  - id: reg\n    register: { ue: alice }\n    expect:\n      sees:\n"
                               "        - N61.RegisterAnchorKeyRequest: { aKId: { matches: '" + pattern + "' } }\n"));
}

// Patterns that backtracking would not come out of, ones that no linear automaton has, ones that grow when compiled.
TEST(HostileFile, WithAPatternTakesTimeInTheTextAlone) {
    const std::string text(20'000, 'a');
    for (const std::string pattern : {"((.*)*)*x", "(a+)+$b", "(a|aa)+c", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*a){20}b"}) {
        const auto began = std::chrono::steady_clock::now();
        EXPECT_TRUE(with_pattern(pattern).wrong.empty()) << pattern;
        EXPECT_FALSE(found_in(text, pattern)) << pattern;
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5)) << pattern;
    }
    for (const std::string pattern : {"(a)\\1", "(?=a)", "(?<!b)a", "(((a{100}){100}){100}){100}", "a{1001}", "[z-a]", "*", "\\xZZ"})
        EXPECT_THAT(told(with_pattern(pattern)), HasSubstr("10:60 matches: no regular expression: ")) << pattern;
    EXPECT_THAT(told(with_pattern(std::string(257, 'a'))), HasSubstr("at most 256 octets, this has 257"));
}

TEST(HostileFile, ShowsNoKeyAndCommandsNoTerminal) {
    const auto loaded = load_text("key: \"465b5ce8b199b49faa5f0a2ee238a6bc\" \n\"\\e[2J\": a\n");
    ASSERT_FALSE(loaded.wrong.empty());
    for (const auto& wrong : loaded.wrong) {
        const auto text = render(wrong);
        EXPECT_EQ(text.find("465b5ce8b199b49faa5f0a2ee238a6bc"), std::string::npos) << text;
        EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
    }
}

TEST(HostileFile, WithALongChainOfParentsEnds) {
    const Folder folder;
    for (int i = 0; i < 40; ++i) folder.write(fmt::format("p{}.yaml", i), fmt::format("extends: p{}.yaml\n", i + 1));
    const auto loaded = load_file(folder.write("a.yaml", "extends: p0.yaml\n"));
    EXPECT_THAT(told(loaded), HasSubstr("extends more than 16 files"));
}

}  // namespace
}  // namespace akmasim::scenario::test

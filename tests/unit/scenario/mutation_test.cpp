// SPDX-License-Identifier: Apache-2.0
// The shipped scenarios with something wrong in them, from a seed: the loader takes them or says why not, and neither
// crashes nor takes long.
#include <chrono>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "simulator/scenario/yaml.hpp"
#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

namespace fs = std::filesystem;

class Mutation {
public:
    explicit Mutation(std::uint64_t seed) : random_(seed) {}

    std::string of(std::string text) {
        const auto times = 1 + below(4);
        for (std::size_t i = 0; i < times && !text.empty(); ++i) change(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    void change(std::string& text) {
        static const std::vector<std::string> pieces{"{",  "}",     "[",      "]",    ": ",  "- ",   "\n",      "'",
                                                     "\"", "${",    "}",      "&a ",  "*a",  "!!x ", "<<: ",    "~",
                                                     "-1", "1e999", "\xff",   "\t",   "# ",  "? ",   "| \n",    "null",
                                                     "..", "0x41",  "${vars", "N1.a", "ue:", "   ",  "%YAML 1", "\\"};
        const auto at = below(text.size());
        switch (below(5)) {
            case 0: text.erase(at, 1 + below(20)); return;
            case 1: text.insert(at, pieces[below(pieces.size())]); return;
            case 2: text[at] = static_cast<char>(1 + below(255)); return;
            case 3: text.insert(at, text.substr(below(text.size()), below(200))); return;
            default: swap_lines(text);
        }
    }
    void swap_lines(std::string& text) {
        const auto a = text.find('\n', below(text.size()));
        const auto b = a == std::string::npos ? a : text.find('\n', a + 1);
        if (b == std::string::npos) return;
        const auto line = text.substr(a, b - a);
        text.erase(a, b - a);
        text.insert(below(text.size() + 1), line);
    }

    std::mt19937_64 random_;
};

TEST(MutatedScenario, IsTakenOrRefusedWithReasonsInBoundedTime) {
    constexpr std::uint64_t seeds = 6;
    std::size_t refused = 0;
    for (const auto& entry : fs::recursive_directory_iterator(AKMASIM_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() != ".yaml") continue;
        std::stringstream content;
        content << std::ifstream(entry.path()).rdbuf();
        const auto base = "extends: " + shipped_base;
        auto text = content.str();
        if (const auto at = text.find("extends: "); at != std::string::npos)
            text.replace(at, text.find('\n', at) - at, base);
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            const auto mutated = Mutation(seed).of(text);
            const auto began = std::chrono::steady_clock::now();
            const auto loaded = load_text(mutated);
            EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20))
                << entry.path() << " " << seed;
            if (loaded.scenario) continue;
            ++refused;
            EXPECT_FALSE(loaded.wrong.empty()) << entry.path() << " with seed " << seed;
            for (const auto& wrong : loaded.wrong) EXPECT_FALSE(render(wrong).empty());
        }
    }
    EXPECT_GT(refused, 50U) << "mutations that change nothing show nothing";
}

}  // namespace
}  // namespace akmasim::scenario::test

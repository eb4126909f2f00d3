// SPDX-License-Identifier: Apache-2.0
// akmasim-bench: Google Benchmark's own options, short repetitions in random order unless told otherwise, and the
// table.
#include <cstdio>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "tests/bench/table.hpp"

namespace {

// Shows what the console reporter shows, and keeps the medians (of one repetition: its only value).
class Keeper final : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const auto& run : runs) {
            failed = failed || run.error_occurred;
            if (run.run_type == Run::RT_Aggregate ? run.aggregate_name != "median" : run.repetitions > 1) continue;
            const auto seconds = run.cpu_accumulated_time / static_cast<double>(run.iterations);
            medians[run.run_name.function_name] = 1e9 * seconds;
        }
        ConsoleReporter::ReportRuns(runs);
    }
    akmasim::bench::Nanoseconds medians;
    bool failed = false;
};

}  // namespace

int main(int argc, char** argv) {
    // What the command line says later wins. Interleaving spreads the slow spells of a shared machine over all of them.
    std::vector<std::string> words{argv[0], "--benchmark_min_time=0.02", "--benchmark_repetitions=9",
                                   "--benchmark_enable_random_interleaving=true",
                                   "--benchmark_report_aggregates_only=true"};
    words.insert(words.end(), argv + 1, argv + argc);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    auto count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
    Keeper keeper;
    benchmark::RunSpecifiedBenchmarks(&keeper);
    fmt::print("{}", akmasim::bench::table_of(keeper.medians));
    return keeper.failed ? 1 : 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/jobs.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fnmatch.h>

#include "simulator/base/console.hpp"
#include "simulator/base/names.hpp"
#include "simulator/cli/files.hpp"
#include "simulator/crypto/random.hpp"

namespace akmasim::cli {
namespace {

namespace fs = std::filesystem;

// 48 bits, so that every JSON reader keeps the number.
std::uint64_t seed_from(Random& random) {
    std::uint64_t seed = 0;
    const auto drawn = random.draw<FixedOctets<"seed", 6>>();
    for (const Octet octet : drawn.view()) seed = seed << 8 | octet;
    return seed;
}

std::uint64_t drawn_seed() {
    crypto::OsRandom random;
    return seed_from(random);
}

// Each repetition of each case has a seed of its own, so that it can be run alone.
std::uint64_t seed_of(std::uint64_t base, const std::string& case_name, int repetition) {
    crypto::SeededRandom random(base, fmt::format("case {} {}", case_name, repetition));
    return seed_from(random);
}

Result<scenario::Variables> variables_of(const std::vector<std::string>& texts) {
    scenario::Variables variables;
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) return fail(Cause::invalid, "--var " + text + ": expected NAME=VALUE");
        variables[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return variables;
}

// A case is chosen by its name, by that of one repetition, or, where there is no matrix, by the scenario's.
bool is_chosen(const Job& job, const std::vector<std::string>& globs) {
    const auto& what = *job.loaded->scenario;
    const auto fits = [](const std::string& glob, const std::string& name) {
        return !name.empty() && fnmatch(glob.c_str(), name.c_str(), 0) == 0;
    };
    return globs.empty() || std::ranges::any_of(globs, [&](const std::string& glob) {
               return fits(glob, job.label) || fits(glob, what.case_name) ||
                      (job.label.empty() && fits(glob, what.name));
           });
}

std::vector<std::string> words_of(const std::string& list) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        words.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

// "a,b,!c": tagged a or b, and not c. Of several lists each must allow it.
bool has_tags(const scenario::Scenario& what, const std::vector<std::string>& lists) {
    const auto has = [&](const std::string& tag) { return std::ranges::find(what.tags, tag) != what.tags.end(); };
    return std::ranges::all_of(lists, [&](const std::string& list) {
        bool any_wanted = false;
        bool wanted = false;
        for (const auto& word : words_of(list)) {
            if (word.starts_with('!')) {
                if (has(word.substr(1))) return false;
            } else {
                any_wanted = true;
                wanted = wanted || has(word);
            }
        }
        return wanted || !any_wanted;
    });
}

std::vector<Job> jobs_in(const std::string& file, scenario::Cases cases, const RunOptions& options) {
    std::vector<Job> jobs;
    const auto drawn = drawn_seed();
    for (auto& one : cases.all) {
        const auto loaded = std::make_shared<const scenario::Loaded>(std::move(one));
        const auto& what = *loaded->scenario;
        const auto base = options.seed.value_or(what.seed.value_or(drawn));
        for (int repetition = 1; repetition <= cases.repeat; ++repetition) {
            Job job{file, loaded, what.case_name, what.name, base, base, ""};
            if (!what.case_name.empty()) {
                if (cases.repeat > 1) job.label += fmt::format("#{}", repetition);
                job.name += fmt::format("[{}]", job.label);
                job.seed = seed_of(base, cases.one_seed ? "" : what.case_name, repetition);
            }
            jobs.push_back(std::move(job));
        }
    }
    // Drawn from the case's name, at random already.
    if (cases.shuffled)
        std::ranges::stable_sort(jobs, {}, [&](const Job& job) {
            return cases.one_seed ? seed_of(job.base, job.label, 1) : job.seed;
        });
    return jobs;
}

void add(const std::string& file, scenario::Cases cases, const RunOptions& options, Jobs& jobs) {
    if (cases.all.front().scenario->load) {
        console::complain("skipped: {}: it has a load, which needs network functions that run freely; not modelled\n",
                   file);
        ++jobs.skipped;
        return;
    }
    if (cases.all.front().scenario->abstract) {
        ++jobs.skipped;
        return;
    }
    for (auto& job : jobs_in(file, std::move(cases), options)) {
        if (is_chosen(job, options.cases) && has_tags(*job.loaded->scenario, options.tags)) {
            jobs.all.push_back(std::move(job));
        } else {
            jobs.not_chosen.push_back(job.name);
            ++jobs.skipped;
        }
    }
}

// One job: the file itself, unless there is a folder of that name. Several: a folder, each called after its case.
Result<void> name_recordings(std::vector<Job>& jobs, const std::string& path) {
    std::error_code none;
    if (path.empty() || jobs.empty()) return {};  // what is not played makes no folder
    if (jobs.size() == 1 && !fs::is_directory(path, none)) {
        jobs.front().record = path;
        return {};
    }
    fs::create_directories(path);
    std::set<std::string> taken;
    for (auto& job : jobs) {
        auto name = job.loaded->scenario->name;
        if (!job.label.empty()) name += "." + job.label;
        std::ranges::replace(name, '#', '.');
        job.record = (fs::path(path) / (name + ".rec.jsonl")).string();
        if (!taken.insert(job.record).second)
            return fail(Cause::invalid, fmt::format("two scenarios are called {}: both would be recorded in {}",
                                                    job.loaded->scenario->name, job.record));
    }
    return {};
}

}  // namespace

Result<Jobs> jobs_of(const RunOptions& options) {
    const auto variables = TRY(variables_of(options.variables));
    Jobs jobs;
    for (const auto& file : scenario_files(options.paths)) {
        auto cases = scenario::load_cases(file, variables);
        if (cases.wrong.empty()) {
            add(file, std::move(cases), options, jobs);
            continue;
        }
        Invalid invalid{file, {}};
        for (const auto& wrong : cases.wrong) invalid.wrong.push_back(render(wrong));
        jobs.invalid.push_back(std::move(invalid));
    }
    if (!options.output_dir.empty() && !jobs.all.empty()) fs::create_directories(options.output_dir);
    TRY(name_recordings(jobs.all, options.record.empty() ? options.output_dir : options.record));
    return jobs;
}

std::string why_nothing_runs(const Jobs& jobs, const RunOptions& options) {
    constexpr std::size_t most = 8;
    if (jobs.skipped == 0) return fmt::format("no scenario (.yaml) in {}", fmt::join(options.paths, ", "));
    if (jobs.not_chosen.empty()) return "what is there is abstract, for other scenarios to extend, or has a load";
    const auto named = std::span(jobs.not_chosen).first(std::min(most, jobs.not_chosen.size()));
    return fmt::format("--case and --tag leave out all {}: {}{}", jobs.not_chosen.size(), fmt::join(named, ", "),
                       named.size() < jobs.not_chosen.size() ? ", ..." : "");
}

std::string reproduction(const Job& job, const RunOptions& options) {
    auto command = fmt::format("akmasim run {} --seed {} --host {}", shell_word(job.file), job.base, options.host);
    if (!job.label.empty()) command += " --case " + shell_word(job.label);
    for (const auto& variable : options.variables) command += " --var " + shell_word(variable);
    if (options.reveal) command += " --reveal";
    return command;
}

}  // namespace akmasim::cli

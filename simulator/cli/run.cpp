// SPDX-License-Identifier: Apache-2.0
// akmasim run: scenarios onto a host, verdicts onto the screen.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

#include "nf/registry.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/crypto/library.hpp"
#include "simulator/crypto/milenage.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/fabric/process_host.hpp"
#include "simulator/fabric/simulated_host.hpp"
#include "simulator/scenario/configure.hpp"
#include "simulator/scenario/runner.hpp"
#include "simulator/view/ladder.hpp"

namespace akmasim::cli {
namespace {

volatile std::sig_atomic_t signal_received = 0;
void on_signal(int number) { signal_received = number; }

std::string make_opc(const std::string& key, const std::string& op) {
    const auto k = LongTermKey::from_text(key);
    const auto operator_variant = Op::from_text(op);
    return k && operator_variant ? hex(crypto::opc_from_op(*k, *operator_variant).expose()) : "";
}

std::string make_public_key(int scheme, const std::string& text) {
    const auto private_key = HomeNetworkPrivateKey::from_text(text);
    if (!private_key) return "";
    const auto key = crypto::HomeNetworkKey::from(static_cast<crypto::Scheme>(scheme), *private_key);
    return key ? hex(key->public_key()) : "";
}

// akmasim-nf stands beside akmasim, wherever that is called from.
std::string nf_program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "akmasim-nf"; }

Result<std::unique_ptr<fabric::Host>> start_host(const std::string& kind, const std::vector<fabric::Start>& starts) {
    if (kind == "simulated") return TRY(fabric::SimulatedHost::start(starts, nf::make));
    return TRY(fabric::ProcessHost::start(nf_program(), starts));
}

std::uint64_t drawn_seed() {
    std::uint64_t seed = 0;
    for (const Octet octet : crypto::OsRandom().draw<FixedOctets<"seed", 6>>().view()) seed = seed << 8 | octet;
    return seed;
}

bool is_test_plmn(const std::string& mcc) { return mcc == "001" || mcc == "999"; }

Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const auto& path : paths) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error)) {
            if (entry.path().extension() == ".yaml") found.push_back(entry.path().string());
        }
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

struct Tally {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    int worst = 0;

    void add(int code) {
        // Worst wins: 6 > 5 > 3 > 1 > 4.
        static constexpr int order[] = {0, 4, 1, 3, 5, 6, 130, 143};
        const auto rank = [](int value) { return std::ranges::find(order, value) - std::begin(order); };
        if (rank(code) > rank(worst)) worst = code;
        if (code == 0) ++passed;
        else ++failed;
    }
};

int write_recording(const record::Recorder& recorder, const scenario::Run& run, const std::string& path) {
    const auto text = recorder.finish(scenario::name_of(run.verdict), run.complete);
    if (!text) {
        fmt::print(stderr, "error: {}; nothing was written\n", text.error().detail);
        return 6;
    }
    std::ofstream file(path, std::ios::binary);
    if (!(file << *text)) {
        fmt::print(stderr, "error: cannot write {}\n", path);
        return 5;
    }
    return 0;
}

int verdict_code(const scenario::Run& run) {
    if (signal_received != 0) return 128 + signal_received;
    return run.verdict == scenario::Verdict::pass ? 0 : run.verdict == scenario::Verdict::fail ? 1 : 5;
}

int run_one(const scenario::Scenario& what, const scenario::Node& resolved, const RunOptions& options, const std::string& path,
            const std::string& record_path) {
    if (options.reveal && !is_test_plmn(what.plmn->mcc.text)) {
        fmt::print(stderr, "error: {}: --reveal is for test PLMNs (MCC 001 and 999)\n", path);
        return 3;
    }
    const auto seed = options.seed ? *options.seed : what.seed ? *what.seed : drawn_seed();
    record::Recorder recorder({what.name, to_json(resolved), seed, what.clock.start, std::string(crypto::openssl_version()), options.reveal,
                               secrets_of(what), facts_of(what)});
    auto host = start_host(options.host, starts_of(what, seed, {make_opc, make_public_key}));
    if (!host) {
        fmt::print(stderr, "error: {}: {}\n", path, host.error().detail);
        return 5;
    }
    fabric::Fabric fabric(**host, &recorder, scenario::default_delays());
    const auto run = play(what, fabric, recorder, [] { return signal_received != 0; });
    host->reset();
    if (!options.quiet) fmt::print("{}", view::ladder(recorder.events(), {isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr}));
    for (const auto& failure : run.failures) fmt::print("{}", render(failure));
    if (!run.trouble.empty()) fmt::print(stderr, "error: {}: {}\n", path, run.trouble);
    const int written = record_path.empty() ? 0 : write_recording(recorder, run, record_path);
    const int code = std::max(verdict_code(run), written);
    fmt::print("{} {}: {}\n", code == 0 ? "PASS" : "FAIL", what.name, what.title);
    if (code != 0) fmt::print("  reproduce: akmasim run {} --seed {} --host {}\n", path, seed, options.host);
    return code;
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

}  // namespace

int run(const RunOptions& options) {
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    const auto variables = variables_of(options.variables);
    if (!variables) {
        fmt::print(stderr, "error: {}\n", variables.error().detail);
        return 2;
    }
    const auto files = files_of(options.paths);
    Tally tally;
    for (const auto& file : *files) {
        if (signal_received != 0) break;
        const auto loaded = scenario::load_file(file, *variables);
        for (const auto& wrong : loaded.wrong) fmt::print(stderr, "{}", render(wrong));
        if (!loaded.scenario) {
            tally.add(3);
        } else if (loaded.scenario->abstract) {
            ++tally.skipped;
        } else {
            const auto record = options.record.empty() || files->size() == 1
                                    ? options.record
                                    : (std::filesystem::path(options.record) / (loaded.scenario->name + ".rec.jsonl")).string();
            if (files->size() > 1 && !options.record.empty()) std::filesystem::create_directories(options.record);
            tally.add(run_one(*loaded.scenario, loaded.resolved, options, file, record));
        }
    }
    fmt::print("{} passed, {} failed, {} skipped\n", tally.passed, tally.failed, tally.skipped);
    return tally.passed + tally.failed == 0 ? 77 : tally.worst;
}

int show(const std::string& recording) {
    std::ifstream file(recording);
    std::vector<record::Event> events;
    json::Document document;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        const auto value = document.parse(line);
        if (!value) {
            fmt::print(stderr, "error: {}:{}: {}\n", recording, number, value.error().detail);
            return 3;
        }
        if (number == 1 || (value->member("kind") && value->member("kind")->string() == "end")) continue;
        const auto event = record::event_of(*value);
        if (!event) {
            fmt::print(stderr, "error: {}:{}: {}\n", recording, number, event.error().detail);
            return 3;
        }
        events.push_back(*event);
    }
    if (events.empty()) {
        fmt::print(stderr, "error: {}: no recording can be read there\n", recording);
        return 3;
    }
    fmt::print("{}", view::ladder(events, {isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr}));
    return 0;
}

}  // namespace akmasim::cli

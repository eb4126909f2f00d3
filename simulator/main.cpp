// SPDX-License-Identifier: Apache-2.0
// akmasim: the command line.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "simulator/base/console.hpp"
#include "simulator/base/key_material.hpp"
#include "simulator/base/nearest.hpp"
#include "simulator/cli/authoring.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/manual.hpp"
#include "simulator/cli/replaying.hpp"
#include "simulator/cli/seed.hpp"
#include "simulator/cli/seeing.hpp"
#include "simulator/fabric/child.hpp"

namespace {

// What the machine refuses (a full disk, a folder that cannot be made) is exit code 5, also when it is only noticed as
// the result is written out.
template <class Command>
int guarded(Command command) {
    try {
        const int code = command();
        if (akmasim::console::flush()) return code;
        akmasim::console::complain("error: the result cannot be written\n");
    } catch (const std::exception& error) {
        akmasim::console::complain("error: {}\n", error.what());
    }
    return 5;
}

// A mistyped command is an argument to CLI11, which then says that a command is missing.
int refuse(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = app.exit(error, out, err);
    akmasim::console::to_stdout(out.str());
    akmasim::console::to_stderr(akmasim::without_keys(err.str()));
    if (code == 0) return 0;
    const auto known = app.get_subcommands([](const CLI::App*) { return true; });
    std::vector<std::string_view> names;
    for (const auto* command : known) names.push_back(command->get_name());
    const bool command_first = !arguments.empty() && !arguments.front().starts_with('-');
    if (!command_first || std::ranges::find(names, arguments.front()) != names.end()) return 2;
    const auto near = akmasim::nearest(arguments.front(), names);
    akmasim::console::complain("There is no command '{}'{}\n", arguments.front(),
               near.empty() ? fmt::format("; there are {}", fmt::join(names, ", "))
                            : fmt::format("; did you mean '{}'?", near));
    return 2;
}

CLI::App* add_run(CLI::App& app, akmasim::cli::RunOptions& run) {
    auto* run_command = app.add_subcommand("run", "run scenario files or folders");
    run_command->add_option("PATH", run.paths, "scenario files or folders")->required();
    run_command->add_option("--record", run.record, "write the recording to this file (with several cases: a folder)");
    run_command->add_flag("--reveal", run.reveal, "write key values into the recording (test PLMNs only)");
    run_command->add_option("--host", run.host, "where the network functions live")
        ->check(CLI::IsMember({"processes", "simulated"}));
    run_command->add_option("--seed", run.seed, "seed of every random value")->check(akmasim::cli::not_a_seed);
    run_command->add_option("--var", run.variables, "NAME=VALUE, instead of the scenario's own variable")
        ->allow_extra_args(false);  // what follows is a PATH again
    run_command
        ->add_option("--case", run.cases, "GLOB: only these cases of a matrix, for example 'ua=tls13*,auth=5g-aka'")
        ->allow_extra_args(false);
    run_command->add_option("--tag", run.tags, "a,b,!c: only scenarios tagged a or b, and not c")
        ->allow_extra_args(false);
    run_command->add_option("--jobs,-j", run.jobs, "how many cases are played at the same time")
        ->check(CLI::Range(1, 64));
    run_command->add_option("--output-dir", run.output_dir,
                            "a folder for the recording of each case, junit.xml, report.json and cases.csv");
    run_command
        ->add_option("--report", run.reports, "junit=FILE, tap=FILE or json=FILE: the verdicts for other programs")
        ->allow_extra_args(false);
    run_command->add_option("--csv", run.csv, "a table, one row a case: axes, seed, verdict, latencies, costs");
    run_command->add_flag("--quiet,-q", run.quiet, "no ladder");
    return run_command;
}

}  // namespace

int main(int argc, char** argv) {
    akmasim::fabric::keep_keys_out_of_cores();
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is one that cannot be written
    CLI::App app("akmasim: 5G registration, AKMA and MSGin5G between real processes, octet for octet");
    app.require_subcommand(1);
    app.footer(
        "Examples:\n  akmasim run scenarios/akma-tls13.yaml\n  akmasim run scenarios --host simulated\n"
        "  akmasim run scenarios/akma-tls13.yaml --record out.rec.jsonl\n  akmasim replay out.rec.jsonl\n  akmasim "
        "step out.rec.jsonl");

    akmasim::cli::RunOptions run;
    const auto* run_command = add_run(app, run);

    int code = 0;
    akmasim::cli::add_seeing(app, code);
    akmasim::cli::add_authoring(app, code);
    akmasim::cli::add_replaying(app, code);

    akmasim::cli::KdfOptions kdf;
    auto* kdf_command = app.add_subcommand("kdf", "compute one key of the tree from hexadecimal inputs");
    kdf_command->add_option("KEY", kdf.name)->required()->check(CLI::IsMember(akmasim::cli::kdf_names()));
    kdf_command->add_option("--from", kdf.from,
                            "what it comes from, in this order: K OPc (K TOPc with tuak) for CK, IK, RES, AK, MAC-A, MAC-S and "
                            "AUTN; K OP for OPc; "
                            "K TOP for TOPc; CK IK for RESstar, CKprime, IKprime and the KAUSF of 5G-AKA; IKprime "
                            "CKprime for Kencr, Kaut, Kre, MSK and EMSK; EMSK for the KAUSF of EAP-AKA'; else one key");
    kdf_command->add_option("--algorithm-set", kdf.algorithm_set, "that makes CK and IK")
        ->check(CLI::IsMember({"milenage", "tuak"}));
    kdf_command->add_option("--iterations", kdf.iterations, "of Keccak in tuak")->check(CLI::Range(1, 255));
    kdf_command->add_option("--res-octets", kdf.res_octets, "of RES in tuak, as its length goes into CK and IK")
        ->check(CLI::IsMember({4, 8, 16}));
    kdf_command->add_option("--snn", kdf.network, "serving network name");
    kdf_command->add_option("--sqn-ak", kdf.sqn_ak, "SQN xor AK, as in AUTN");
    kdf_command->add_option("--rand", kdf.rand);
    kdf_command->add_option("--sqn", kdf.sqn, "of MAC-A, MAC-S and AUTN, 12 digits");
    kdf_command->add_option("--amf", kdf.amf, "the authentication management field, 4 digits")->capture_default_str();
    kdf_command->add_option("--res", kdf.res);
    kdf_command->add_option("--supi", kdf.supi, "imsi-..., or another SUPI with its prefix; the identity in EAP-AKA'");
    kdf_command->add_option("--abba", kdf.abba);
    kdf_command->add_option("--alg", kdf.algorithm, "algorithm identity, 0 to 3")->check(CLI::Range(0, 3));
    kdf_command->add_option("--fqdn", kdf.fqdn, "of the AF");
    kdf_command->add_option("--ua-id", kdf.ua_star_id, "Ua* security protocol identifier, 10 digits");
    kdf_command->add_flag("--json", kdf.json);
    kdf_command->footer("Example: akmasim kdf KAKMA --from KAUSF_HEX --supi imsi-001010000000001");

    akmasim::cli::add_manual(app, code);

    return guarded([&] {
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            return refuse(app, error, {argv + 1, argv + argc});
        }
        if (run_command->parsed()) return akmasim::cli::run(run);
        if (kdf_command->parsed()) return akmasim::cli::kdf(kdf);
        return code;
    });
}

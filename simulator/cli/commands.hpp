// SPDX-License-Identifier: Apache-2.0
// The commands of akmasim. Each returns an exit code: 0 as expected, 1 an expectation failed, 2 wrong command line,
// 3 a scenario or recording is invalid, 5 the environment, 6 a secret would have leaked, 77 nothing ran, 130/143
// interrupted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "simulator/view/wording.hpp"

namespace akmasim::cli {

struct RunOptions {
    std::vector<std::string> paths;
    std::string record;
    bool reveal = false;
    std::string host = "processes";
    std::optional<std::uint64_t> seed;
    std::vector<std::string> variables;
    std::vector<std::string> cases;    // globs; none: all
    std::vector<std::string> tags;     // each "a,b,!c": one of a and b, and not c
    std::string output_dir;            // where recordings and reports go
    std::vector<std::string> reports;  // "junit=FILE", tap, json
    std::string csv;                   // one row a case
    int jobs = 1;                      // cases that are played at the same time
    bool quiet = false;
};

struct KdfOptions {
    std::string name;               // KAUSF, KAKMA, ...
    std::vector<std::string> from;  // its parents, hexadecimal, in the order of the tree
    std::string network;
    std::string sqn_ak;
    std::string rand;
    std::string sqn;
    std::string amf = "8000";
    std::string res;
    std::string algorithm_set = "milenage";  // or tuak
    int iterations = 1;                      // of Keccak, in tuak
    int res_octets = 8;                      // of RES in tuak: its length goes into CK and IK
    std::string supi;
    std::string abba = "0000";
    int algorithm = 2;
    std::string fqdn;
    std::string ua_star_id = "0100000007";
    bool json = false;
};

enum class Form { ladder, oneline, json, keys, stats };

struct ShowOptions {
    std::string recording;
    Form form = Form::ladder;
    view::Filter filter = {};
};

struct DiffOptions {
    std::string a;
    std::string b;
    std::string level = "octets";  // flow, fields
};

struct ExportOptions {
    std::string recording;
    std::string pcapng;  // each a file, "-" for stdout, or empty
    std::string keylog;
    std::string mermaid;
    std::string plantuml;
    std::string csv;
    std::string svg;
    std::string html;
    std::string with;  // a second recording beside the first, in html
    std::string case_glob;
    std::string with_case;
};

struct ExplainOptions {
    std::vector<std::string> words;  // none: list what there is
    std::string recording;           // then the word is the number of a step
    std::optional<std::uint64_t> event;  // or this the seq of an event
    std::string explanations;        // a file instead of the texts built in
};

struct StepOptions {
    std::string path;
    std::size_t at = 0;                  // a step; 0: the beginning
    std::optional<std::uint64_t> event;  // or the step of the event with this seq
    bool quiz = false;
    bool plain = false;  // line by line also on a terminal
    std::string case_glob;
    bool live = false;  // hold each message before it is delivered
    std::string host = "processes";
};

struct ReportOptions {
    std::vector<std::string> paths;
    std::string html = "report.html";
};

struct ListOptions {
    std::vector<std::string> paths{"scenarios"};
    bool json = false;
};

struct EventsOptions {
    std::string pattern = "*";
    bool fields = false;
    bool json = false;
};

struct LintOptions {
    std::vector<std::string> paths;
};

struct NewOptions {
    std::string file;
    std::string from;  // empty: on its own
};

std::vector<std::string> kdf_names();
int kdf(const KdfOptions& options);
int run(const RunOptions& options);

int show(const ShowOptions& options);
int diff(const DiffOptions& options);  // 4: they differ
int export_recording(const ExportOptions& options);
int explain(const ExplainOptions& options);
int step(const StepOptions& options);
int report(const ReportOptions& options);  // 1: a run was not as expected

int list(const ListOptions& options);
int events(const EventsOptions& options);
int lint(const LintOptions& options);
int schema();
int new_scenario(const NewOptions& options);

}  // namespace akmasim::cli

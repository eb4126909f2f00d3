// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/verdicts.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

// XML 1.0 2.2 and 2.4: text and attribute values alike; what XML has no character for becomes a question mark.
std::string xml(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&apos;"; break;
            case '\n': out += "&#10;"; break;
            case '\t': out += "&#9;"; break;
            default: out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
        }
    }
    return out;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += text + (text.ends_with('\n') ? "" : "\n");
    return all;
}

bool is_failure(const CaseResult& result) { return result.outcome == Outcome::failed && result.verdict != "error"; }
bool is_error(const CaseResult& result) { return result.outcome == Outcome::failed && result.verdict == "error"; }
// JUnit knows no expected failure: it stands there as skipped, with its reason.
bool is_skipped(const CaseResult& result) {
    return result.outcome == Outcome::skipped || (result.outcome == Outcome::passed && !result.known.empty());
}

std::string why(const CaseResult& result) {
    if (result.outcome == Outcome::passed) return result.known;
    if (!result.known.empty()) return "passes, though xfail says: " + result.known;
    return result.failures.empty() ? result.verdict
                                   : result.failures.front().substr(0, result.failures.front().find('\n'));
}

std::string junit_case(const CaseResult& result) {
    const auto& name = result.label.empty() ? result.scenario : result.label;
    auto text =
        fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" time=\"{:.6f}\"", xml(result.scenario),
                    xml(name), xml(result.file), static_cast<double>(result.numbers.time_ns) / 1e9);
    const auto* element = is_skipped(result)   ? "skipped"
                          : is_error(result)   ? "error"
                          : is_failure(result) ? "failure"
                                               : "";
    if (*element == '\0') return text + "/>\n";
    const auto& verdict = result.verdict.empty() ? "not run" : result.verdict;
    text += fmt::format(">\n      <{} message=\"{}\" type=\"{}\">", element, xml(why(result)), xml(verdict));
    const auto reproduce = result.reproduce.empty() ? "" : "reproduce: " + result.reproduce + "\n";
    return text + fmt::format("{}</{}>\n    </testcase>\n", xml(joined(result.failures) + reproduce), element);
}

// A suite is one scenario; they come in the order of their first case.
std::vector<std::vector<const CaseResult*>> suites_of(std::span<const CaseResult> results) {
    std::vector<std::vector<const CaseResult*>> suites;
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (const auto& result : results) {
        const auto [place, is_new] = places.try_emplace({result.file, result.scenario}, suites.size());
        if (is_new) suites.emplace_back();
        suites[place->second].push_back(&result);
    }
    return suites;
}

std::string counts(const auto& results, auto deref) {
    const auto count = [&](auto is) {
        return std::ranges::count_if(results, [&](const auto& one) { return is(deref(one)); });
    };
    return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", results.size(), count(is_failure),
                       count(is_error), count(is_skipped));
}

// TAP 14: a backslash and a hash are escaped in a description.
std::string tap_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '#' || c == '\\') out += '\\';
        out += c;
    }
    return printable(out);
}

std::string tap_case(const CaseResult& result, std::size_t number) {
    const bool ok = result.outcome == Outcome::skipped ||
                    (result.known.empty() ? result.outcome == Outcome::passed : result.verdict == "pass");
    auto text = fmt::format("{} {} - {}{}{}", ok ? "ok" : "not ok", number, tap_text(result.name),
                            result.title.empty() ? "" : ": ", tap_text(result.title));
    if (result.outcome == Outcome::skipped) return text + " # SKIP not run\n";
    if (!result.known.empty())
        text +=
            " # TO"
            "DO " +
            printable(result.known);
    text += "\n";
    if (result.failures.empty()) return text;
    text += fmt::format("  ---\n  verdict: {}\n  message: |\n", result.verdict);
    const auto all = joined(result.failures);
    for (std::size_t at = 0; at < all.size();) {
        const auto end = all.find('\n', at);
        text += fmt::format("    {}\n", printable(all.substr(at, end - at)));
        at = end + 1;
    }
    return text + "  ...\n";
}

void write_counts(json::Writer& out, std::string_view key, const std::vector<Count>& counts) {
    out.key(key).open_object();
    for (const auto& count : counts) out.key(count.name).integer(static_cast<std::int64_t>(count.number));
    out.close_object();
}

void write_numbers(json::Writer& out, const Numbers& numbers) {
    const auto number = [&](std::string_view key, std::uint64_t value) {
        out.key(key).integer(static_cast<std::int64_t>(value));
    };
    out.key("negotiated").string(numbers.negotiated);
    number("timeNs", numbers.time_ns);
    write_counts(out, "phasesNs", numbers.phases);
    out.key("links").open_object();
    for (const auto& link : numbers.links) {
        out.key(link.link).open_object();
        number("messages", link.messages);
        number("octets", link.octets);
        number("flights", link.flights);
        out.close_object();
    }
    out.close_object().key("parties").open_object();
    for (const auto& party : numbers.parties) {
        out.key(party.party).open_object();
        number("derivations", party.derivations);
        write_counts(out, "operations", party.operations);
        out.close_object();
    }
    out.close_object();
}

void write_case(json::Writer& out, const CaseResult& result) {
    out.open_object().key("name").string(result.name).key("scenario").string(result.scenario);
    out.key("case").string(result.label).key("title").string(result.title).key("file").string(result.file);
    out.key("outcome").string(result.outcome == Outcome::passed   ? "passed"
                              : result.outcome == Outcome::failed ? "failed"
                                                                  : "skipped");
    out.key("verdict").string(result.verdict).key("complete").boolean(result.complete);
    out.key("seed").raw(std::to_string(result.seed));
    if (!result.known.empty()) out.key("xfail").string(result.known);
    out.key("failures").open_array();
    for (const auto& failure : result.failures) out.string(failure);
    out.close_array();
    if (!result.reproduce.empty()) out.key("reproduce").string(result.reproduce);
    write_numbers(out, result.numbers);
    out.close_object();
}

}  // namespace

std::string junit(std::span<const CaseResult> results, bool complete) {
    auto text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"akmasim{}\" {}>\n",
                            complete ? "" : " (interrupted)",
                            counts(results, [](const CaseResult& one) -> const CaseResult& { return one; }));
    for (const auto& suite : suites_of(results)) {
        text += fmt::format("  <testsuite name=\"{}\" {}>\n", xml(suite.front()->scenario),
                            counts(suite, [](const CaseResult* one) -> const CaseResult& { return *one; }));
        for (const auto* result : suite) text += junit_case(*result);
        text += "  </testsuite>\n";
    }
    return text + "</testsuites>\n";
}

std::string tap(std::span<const CaseResult> results, bool complete) {
    auto text = fmt::format("TAP version 14\n1..{}\n", results.size());
    for (std::size_t i = 0; i < results.size(); ++i) text += tap_case(results[i], i + 1);
    return text + (complete ? "" : "Bail out! interrupted\n");
}

std::string json_report(std::span<const CaseResult> results, bool complete) {
    std::string text;
    json::Writer out(text);
    const auto count = [&](Outcome outcome) { return std::ranges::count(results, outcome, &CaseResult::outcome); };
    out.open_object().key("format").string("akma-report/1").key("complete").boolean(complete);
    out.key("passed").integer(count(Outcome::passed)).key("failed").integer(count(Outcome::failed));
    out.key("skipped").integer(count(Outcome::skipped)).key("cases").open_array();
    for (const auto& result : results) write_case(out, result);
    out.close_array().close_object();
    return text + "\n";
}

}  // namespace akmasim::view

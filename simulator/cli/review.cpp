// SPDX-License-Identifier: Apache-2.0
// akmasim pending, review, accept and reject: what becomes of replays that differed.
#include <iostream>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/pending_changes.hpp"
#include "simulator/cli/play_job.hpp"
#include "simulator/cli/replaying.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/view/divergence.hpp"
#include "simulator/view/listing.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::cli {
namespace {

int code_of(const Error& error) { return error.cause == Cause::library ? 5 : 3; }

int say(const Error& error) {
    console::complain("error: {}\n", error.detail);
    return code_of(error);
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r") == std::string::npos; }

int refuse_in_ci() {
    console::complain("error: nothing is written with CI=true; decide where somebody looks at the difference\n");
    return 5;
}

std::string one_line(const Change& change) {
    if (change.comparison.same())
        return fmt::format("{}: the same events (verdict {}, was {})", change.path, change.now.trailer.verdict,
                           change.was.trailer.verdict);
    const auto& first = *change.comparison.first;
    return fmt::format("{}: {}: {}; {}{} later", change.path, view::place_of(first), view::printable(first.field),
                       first.nature == record::Nature::keys      ? "key material, "
                       : first.nature == record::Nature::content ? "no key material, "
                                                                 : "formatting alone, ",
                       change.comparison.after);
}

std::string difference(const Change& change) {
    std::string text = view::divergence(change.comparison);
    for (const auto& words : change.comparison.header) text += fmt::format("  header {}\n", view::printable(words));
    if (change.comparison.same() || !change.comparison.first->expected_event) return text;
    const auto seq = change.comparison.first->seq;
    const auto around = [&](const record::Recording& recording) {
        return view::oneline(recording.events, seq < 2 ? 0 : seq - 2, seq + 2);
    };
    return text + fmt::format("  recorded:\n{}  now:\n{}", around(change.was), around(change.now));
}

std::string history_of(const Change& change) {
    std::string text;
    for (const auto& one : change.was.header.history)
        text += fmt::format("  changed before: {}\n", view::printable(one.reason));
    return text;
}

// The decisions on all that waits, line by line.
class Review {
public:
    // false: there is no more input, or no more is wished.
    bool decide(const Change& change) {
        console::say("{}\n{}", one_line(change), history_of(change));
        std::string reason;
        while (const auto answer =
                   asked("a accept, r reject, s skip, d show the difference, e edit the reason, q quit")) {
            if (*answer == "d") console::say("{}", difference(change));
            if (*answer == "e") reason = asked("reason").value_or("");
            if (*answer == "s") return skip();
            if (*answer == "q") break;
            if (*answer == "r") return settle(throw_away(change.path), rejected);
            if (*answer != "a") continue;
            if (is_blank(reason)) reason = asked("reason").value_or("");
            if (!is_blank(reason)) return settle(take_over(change, reason), accepted);
            console::say("it needs a reason: why is it right now?\n");
        }
        skip();
        return false;
    }
    bool skip() {
        ++skipped;
        return true;
    }

    int accepted = 0;
    int rejected = 0;
    int skipped = 0;
    int worst = 0;

private:
    static std::optional<std::string> asked(std::string_view what) {
        console::say("{}: ", what);
        console::flush();
        std::string line;
        if (!std::getline(std::cin, line)) {
            console::say("\n");
            return {};
        }
        if (line.ends_with('\r')) line.pop_back();
        return line;
    }
    bool settle(const Result<void>& done, int& count) {
        if (done)
            ++count;
        else
            worst = worse(worst, say(done.error()));
        return true;
    }
};

int ended(int done, int failed, int worst) {
    if (done + failed == 0) console::complain("error: nothing waits there; akmasim replay writes what differs\n");
    console::say("{} passed, {} failed, 0 skipped\n", done, failed);
    return done + failed == 0 ? 77 : worst;
}

// Each recording that something waits beside.
int for_each_pending(const std::vector<std::string>& paths, const std::function<Result<void>(const Change&)>& act) {
    int done = 0;
    int failed = 0;
    int worst = 0;
    const auto files = with_pending(paths);
    for (const auto& path : files) {
        const auto change = change_at(path);
        const auto acted = change ? act(*change) : Result<void>(tl::unexpected(change.error()));
        acted ? ++done : ++failed;
        if (!acted) worst = worse(worst, say(acted.error()));
    }
    return ended(done, failed, worst);
}

}  // namespace

int pending(const std::vector<std::string>& paths) {
    const auto files = with_pending(paths);
    int worst = files.empty() ? 0 : 4;
    for (const auto& path : files) {
        const auto change = change_at(path);
        if (change)
            console::say("{}\n", one_line(*change));
        else
            worst = worse(worst, say(change.error()));
    }
    console::say("{} pending{}\n", files.size(), files.empty() ? "" : "; akmasim review decides on them");
    return worst;
}

int review(const std::vector<std::string>& paths) {
    if (!may_write()) return refuse_in_ci();
    Review review;
    bool goes_on = true;
    for (const auto& path : with_pending(paths)) {
        const auto change = goes_on ? change_at(path) : Result<Change>(fail(Cause::invalid, ""));
        if (goes_on && !change) review.worst = worse(review.worst, say(change.error()));
        goes_on = change ? review.decide(*change) : (review.skip(), goes_on);
    }
    console::say("{} accepted, {} rejected, {} skipped\n", review.accepted, review.rejected, review.skipped);
    return worse(review.worst, review.skipped > 0 ? 4 : 0);
}

int accept(const AcceptOptions& options) {
    if (is_blank(options.why)) {
        console::complain("error: -m needs a reason: why is it right now?\n");
        return 2;
    }
    if (!may_write()) return refuse_in_ci();
    return for_each_pending(options.recordings, [&](const Change& change) -> Result<void> {
        TRY(take_over(change, options.why));
        console::say("ACCEPTED {}\n", one_line(change));
        return {};
    });
}

int reject(const std::vector<std::string>& recordings) {
    if (!may_write()) return refuse_in_ci();
    int worst = 0;
    const auto files = with_pending(recordings);
    int done = 0;
    for (const auto& path : files) {
        const auto gone = throw_away(path);
        if (!gone) {
            worst = worse(worst, say(gone.error()));
            continue;
        }
        ++done;
        console::say("REJECTED {}\n", path);
    }
    return ended(done, static_cast<int>(files.size()) - done, worst);
}

}  // namespace akmasim::cli

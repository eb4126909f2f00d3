// SPDX-License-Identifier: Apache-2.0
// A tap that asks at the terminal. Going back is playing again from the seed with one decision less: the run is the
// same until there.
#include "simulator/cli/live.hpp"

#include <deque>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/jobs.hpp"
#include "simulator/cli/play.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/cli/terminal.hpp"
#include "simulator/protocol/rewrite.hpp"
#include "simulator/record/reader.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::cli {
namespace {

struct Decision {
    bool drop = false;
    std::vector<Setting> settings;
};

// "field=value"; a value that is no JSON is a string.
Result<Setting> setting_of(const std::string& typed) {
    const auto equals = typed.find('=');
    if (equals == std::string::npos || equals == 0) return fail(Cause::invalid, "expected FIELD=VALUE");
    Setting setting{typed.substr(0, equals), typed.substr(equals + 1)};
    json::Document document;
    if (document.parse(setting.json)) return setting;
    std::string quoted;
    json::append_quoted(quoted, setting.json);
    setting.json = quoted;
    return setting;
}

class Live : public fabric::Tap {
public:
    Live(Terminal& terminal, std::string name) : terminal_(terminal), name_(std::move(name)) {}

    std::vector<Arrival> cross(Envelope sent, const Crossing& crossing) override {
        const auto at = crossed_++;
        if (over()) return one(std::move(sent));
        if (at >= decisions_.size()) {
            if (!runs_on_) ask(sent, crossing);
            if (over()) return one(std::move(sent));
            if (at >= decisions_.size()) decisions_.emplace_back();
        }
        return carry_out(decisions_[at], std::move(sent), crossing);
    }

    void begin() {
        crossed_ = 0;
        back_ = false;
    }
    [[nodiscard]] bool goes_back() const { return back_; }
    [[nodiscard]] bool quits() const { return quits_ || terminal_.signal() != 0 || terminal_.hung_up(); }
    [[nodiscard]] bool over() const { return back_ || quits(); }

private:
    static std::vector<Arrival> one(Envelope sent, std::uint64_t event = 0) {
        std::vector<Arrival> arrivals;
        arrivals.push_back({std::move(sent), 0, event});
        return arrivals;
    }

    static std::vector<Arrival> carry_out(const Decision& decision, Envelope sent, const Crossing& crossing) {
        const auto note = [&](const std::string& verb, bool changed) {
            return crossing.recorder->adversary(crossing.now, crossing.step,
                                                {"you", "", verb, crossing.seq, "", changed}, sent);
        };
        std::uint64_t event = 0;
        for (const auto& setting : decision.settings) {
            if (rewrite(sent, setting)) event = note("set", true);
        }
        if (!decision.drop) return one(std::move(sent), event);
        note("drop", false);
        return {};
    }

    // Until somebody has decided. Keys that are no decision look around.
    void ask(const Envelope& held, const Crossing& crossing) {
        record::Recording until_now;
        until_now.header.name = name_;
        until_now.trailer.verdict = "live";
        until_now.events = crossing.recorder->events();
        view::Viewer viewer(std::move(until_now));
        viewer.go_to(crossing.seq);
        pending_ = {};
        decided_ = false;
        while (!decided_ && !over()) {
            if (waiting_.empty()) {
                if (!viewer.asks()) viewer.say(viewer.helps() ? "help: any key closes it" : prompt(held));
                terminal_.show(viewer.draw(terminal_.size(), colour()));
                for (auto& key : terminal_.keys()) waiting_.push_back(std::move(key));
                continue;
            }
            const auto key = std::move(waiting_.front());
            waiting_.pop_front();
            press(key, held, viewer);
        }
    }

    [[nodiscard]] std::string prompt(const Envelope& held) const {
        if (editing_) return fmt::format("set {}  FIELD=VALUE: {}_", said_, view::printable(typed_));
        const auto edited = pending_.settings.empty() ? "" : fmt::format(" ({} edited)", pending_.settings.size());
        return fmt::format("held on {}{}: n deliver  d drop  s set a field  b back  r run on  q quit {}",
                           name_of(held.link), edited, said_);
    }

    void press(const std::string& key, const Envelope& held, view::Viewer& viewer) {
        if (editing_) return edit(key, held);
        said_.clear();
        // A prompt of the viewer, or its help over the ladder, hears the key alone.
        if (viewer.asks() || viewer.helps()) return viewer.press(key);
        if (key == "n" || key == "right" || key == "enter" || key == " ") return decide();
        if (key == "d") {
            pending_.drop = true;
            return decide();
        }
        if (key == "s") {
            editing_ = true;
            typed_.clear();
        } else if (key == "r") {
            runs_on_ = true;
            decide();
        } else if (key == "b" || key == "left") {
            go_back();
        } else if (key == "q") {
            quits_ = true;
        } else {
            viewer.press(key);
        }
    }

    void decide() {
        decisions_.push_back(pending_);
        decided_ = true;
    }

    void go_back() {
        if (decisions_.empty()) {
            said_ = "(this is the first message)";
            return;
        }
        decisions_.pop_back();
        back_ = true;
    }

    void edit(const std::string& key, const Envelope& held) {
        if (key == "escape") {
            editing_ = false;
        } else if (key == "backspace") {
            if (!typed_.empty()) typed_.pop_back();
        } else if (key == "enter") {
            take(held);
        } else if (view::width_of(key) == 1) {
            typed_ += key;
        }
    }

    // Tried on a copy first: what does not fit is said, and nothing has happened.
    void take(const Envelope& held) {
        const auto setting = setting_of(typed_);
        Envelope copy = held;
        Result<void> tried = setting ? Result<void>{} : fail(setting.error().cause, setting.error().detail);
        for (const auto& before : pending_.settings) {
            if (tried) tried = rewrite(copy, before);
        }
        if (tried) tried = rewrite(copy, *setting);
        said_ = tried ? "" : "(" + tried.error().detail + ")";
        if (!tried) return;
        pending_.settings.push_back(*setting);
        editing_ = false;
    }

    Terminal& terminal_;
    std::string name_;
    std::vector<Decision> decisions_;
    Decision pending_;
    std::size_t crossed_ = 0;
    bool decided_ = false;
    bool editing_ = false;
    bool runs_on_ = false;
    bool back_ = false;
    bool quits_ = false;
    std::deque<std::string> waiting_;  // keys that came together: the next message takes what is left
    std::string typed_;
    std::string said_;
};

// The whole run, to be looked at like any other; b at its beginning is not the way back into it.
void look_at(Terminal& terminal, const Played& played, const std::string& name) {
    record::Recording recording;
    recording.header.name = name;
    recording.trailer.verdict = scenario::name_of(played.run.verdict);
    recording.events = played.recorder->events();
    const auto last = recording.events.empty() ? 0 : recording.events.back().seq;
    view::Viewer viewer(std::move(recording));
    viewer.go_to(last);
    viewer.say("the run is over; look around, q quits");
    while (!viewer.ended() && terminal.signal() == 0 && !terminal.hung_up()) {
        terminal.show(viewer.draw(terminal.size(), colour()));
        for (const auto& key : terminal.keys()) {
            if (!viewer.ended()) viewer.press(key);
        }
    }
}

Result<void> play_live(Terminal& terminal, const Job& job, const std::string& host) {
    Live live(terminal, job.name);
    const auto& what = *job.loaded->scenario;
    const bool reveal = is_test_plmn(what.plmn->mcc.text);
    for (;;) {
        live.begin();
        const auto played =
            play_recorded(what, job.loaded->resolved, {host, job.seed, reveal, [&] { return live.over(); }, &live});
        if (live.quits()) return {};
        if (live.goes_back()) continue;
        if (!played) return fail(played.error().cause, played.error().detail);
        look_at(terminal, *played, job.name);
        return {};
    }
}

}  // namespace

int step_live(const StepOptions& options) {
    RunOptions run;
    run.paths = {options.path};
    if (!options.case_glob.empty()) run.cases = {options.case_glob};
    const auto jobs = jobs_of(run);
    if (!jobs) return refuse(jobs.error());
    for (const auto& file : jobs->invalid) {
        for (const auto& wrong : file.wrong) console::complain("{}", wrong);
    }
    if (jobs->all.empty())
        return refuse({Cause::invalid, options.path + ": --live needs a scenario that can be played"});
    int signal = 0;
    const auto done = [&]() -> Result<void> {
        auto terminal = TRY(Terminal::open());
        auto played = play_live(terminal, jobs->all.front(), options.host);
        signal = terminal.signal();
        return played;
    }();
    if (done) return signal == 0 ? 0 : 128 + signal;
    console::complain("error: {}\n", done.error().detail);
    return 5;
}

}  // namespace akmasim::cli

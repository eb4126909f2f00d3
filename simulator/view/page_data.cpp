// SPDX-License-Identifier: Apache-2.0
// The recording as the script of the page reads it, part by part.
#include "simulator/view/page_data.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/knowledge/holders.hpp"
#include "simulator/record/compare.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/view/diagnosis.hpp"
#include "simulator/view/explain.hpp"
#include "simulator/view/lineage.hpp"
#include "simulator/view/parties.hpp"
#include "simulator/view/problems.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using json::Writer;
using record::Event;
using record::Recording;

// The explanations that the page needs, each once; others refer to its place.
class Texts {
public:
    std::int64_t place_of(const Explanation* text) {
        if (text == nullptr) return -1;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (texts_[i] == text) return static_cast<std::int64_t>(i);
        }
        texts_.push_back(text);
        return static_cast<std::int64_t>(texts_.size()) - 1;
    }
    void write(Writer& out) const {
        out.open_array();
        for (const auto* text : texts_) {
            out.open_object().key("kind").string(text->kind);
            out.key("names").string(fmt::format("{}", fmt::join(text->names, ", ")));
            out.key("summary").string(text->summary).close_object();
        }
        out.close_array();
    }

private:
    std::vector<const Explanation*> texts_;
};

void member(Writer& out, std::string_view name, std::string_view text) {
    if (!text.empty()) out.key(name).string(text);
}

void strings(Writer& out, std::string_view name, const std::vector<std::string>& texts) {
    out.key(name).open_array();
    for (const auto& text : texts) out.string(text);
    out.close_array();
}

class Data {
public:
    explicit Data(std::string& text) : out_(text) {}

    void write(const Recording& recording, const knowledge::Exposure* exposure, const Recording* other) {
        out_.open_object().key("recording");
        one(recording);
        adversary(recording, exposure);
        if (other != nullptr) {
            out_.key("other");
            one(*other);
            divergence(recording, *other);
        }
        out_.key("texts");
        texts_.write(out_);
        out_.close_object();
    }

private:
    void one(const Recording& recording) {
        out_.open_object().key("name").string(recording.header.name);
        header(recording);
        strings(out_, "parties", parties_of(recording.events));
        const record::Steps steps(recording.events);
        const auto lost = lost_messages(recording.events);
        out_.key("steps").integer(static_cast<std::int64_t>(steps.count())).key("events").open_array();
        for (std::size_t i = 0; i < recording.events.size(); ++i)
            event(recording, i, steps, lost.contains(recording.events[i].seq));
        out_.close_array().key("keys").open_array();
        const auto keys = knowledge::holders(recording.events);
        for (std::size_t i = 0; i < keys.size(); ++i) key(keys, i);
        out_.close_array().close_object();
    }

    void header(const Recording& recording) {
        json::Document document;
        const auto resolved = document.parse(recording.header.resolved);
        out_.key("header").open_object();
        member(out_, "title", resolved ? resolved->words_at("title") : "");
        member(out_, "description", resolved ? resolved->words_at("description") : "");
        const auto mcc = resolved ? resolved->words_at("plmn.mcc") : "";
        const auto mnc = resolved ? resolved->words_at("plmn.mnc") : "";
        out_.key("plmn").string(fmt::format("test PLMN {}/{}", mcc, mnc));
        out_.key("seed").string(std::to_string(recording.header.seed));  // JavaScript's numbers end at 2^53
        out_.key("verdict").string(recording.trailer.verdict);
        out_.key("complete").boolean(recording.trailer.complete);
        out_.key("revealed").boolean(recording.header.revealed).close_object();
    }

    // stop: the event that stands for its step.
    void event(const Recording& recording, std::size_t position, const record::Steps& steps, bool lost) {
        const auto& e = recording.events[position];
        const auto number = steps.number_at(position);
        out_.open_object().key("seq").integer(static_cast<std::int64_t>(e.seq)).key("t").integer(e.t);
        out_.key("kind").string(e.kind).key("n").integer(static_cast<std::int64_t>(number));
        out_.key("stop").integer(static_cast<std::int64_t>(recording.events[steps.head(number)].seq));
        if (lost) out_.key("lost").boolean(true);
        out_.key("label").string(summary_of(e));
        member(out_, "link", e.link);
        member(out_, "from", e.from);
        member(out_, "to", e.to);
        member(out_, "at", e.at);
        member(out_, "ue", e.ue);
        member(out_, "for", e.owner);
        member(out_, "step", e.step);
        member(out_, "msg", e.msg);
        member(out_, "inside", e.inside);
        member(out_, "why", e.kind == "msg" ? why(e) : "");
        member(out_, "clause", clause_of(e));
        member(out_, "cause", e.cause);
        member(out_, "detail", e.detail);
        if (e.of != 0) out_.key("of").integer(static_cast<std::int64_t>(e.of));
        if (is_problem(e)) {
            out_.key("bad").boolean(true);
            strings(out_, "ends", differences(recording, e.ue, e.seq));
        }
        if (!e.f.empty()) out_.key("f").raw(e.f);
        member(out_, "raw", e.raw);
        if (e.kind == "derive") derivation(recording.events, e);
        reasons(e);
        out_.close_object();
    }

    void derivation(const std::vector<Event>& events, const Event& e) {
        out_.key("key").string(e.key).key("shown").string(shown_key(e.key));
        strings(out_, "parents", e.from_keys);
        member(out_, "fp", e.fp);
        member(out_, "value", e.value);
        member(out_, "check", check_line(events, e));
        out_.key("text").integer(texts_.place_of(built_in().find("key", e.key)));
    }

    // What explains a cause; the message and the key are explained where they stand.
    void reasons(const Event& e) {
        out_.key("reasons").open_array();
        for (const auto* text : explanations_of(built_in(), e)) {
            if (text->kind != "message" && text->kind != "key") out_.integer(texts_.place_of(text));
        }
        out_.close_array();
    }

    void key(const std::vector<knowledge::KnownKey>& keys, std::size_t position) {
        const auto& one = keys[position];
        const auto parent = parent_of(keys, position);
        out_.open_object().key("key").string(one.key).key("shown").string(shown_key(one.key)).key("ue").string(one.ue);
        out_.key("fp").string(one.fp).key("value").string(one.value).key("clause").string(one.clause);
        out_.key("born").integer(static_cast<std::int64_t>(one.born));
        out_.key("parent").integer(parent ? static_cast<std::int64_t>(*parent) : -1);
        out_.key("text").integer(texts_.place_of(built_in().find("key", one.key))).key("holders").open_array();
        for (const auto& holder : one.holders) {
            out_.open_object().key("party").string(holder.party).key("derived").boolean(holder.derived);
            if (holder.until != 0) out_.key("until").integer(static_cast<std::int64_t>(holder.until));
            out_.key("since").integer(static_cast<std::int64_t>(holder.since)).close_object();
        }
        out_.close_array().close_object();
    }

    // The links that can be listened to over the air or the Internet, where the scenario names no adversary.
    void adversary(const Recording& recording, const knowledge::Exposure* exposure) {
        json::Document document;
        const auto resolved = document.parse(recording.header.resolved);
        const auto given = resolved ? resolved->member("adversary") : std::nullopt;
        const auto list = [&](std::string_view name) {
            std::vector<std::string> texts;
            const auto member = given ? given->member(name) : std::nullopt;
            if (!member || member->kind() != json::Kind::array) return texts;
            for (const auto& element : member->elements()) texts.emplace_back(element.string().value_or(""));
            return texts;
        };
        out_.key("adversary").open_object();
        out_.key("name").string(given ? given->words_at("name") : "");
        strings(out_, "can", list("can"));
        const auto at = list("at");
        strings(out_, "links", at.empty() ? std::vector<std::string>{"N1", "Ua"} : at);
        if (exposure != nullptr) in_hand(*exposure, record::Steps(recording.events));
        out_.close_object();
    }

    static std::vector<std::string> in_steps(std::vector<std::string> way, const record::Steps& steps) {
        for (auto& line : way) line = steps.in_steps(line);
        return way;
    }

    void in_hand(const knowledge::Exposure& exposure, const record::Steps& steps) {
        out_.key("knows").open_array();
        for (const auto& one : exposure.values) {
            out_.open_object().key("what").string(shown_key(one.what)).key("ue").string(one.ue);
            strings(out_, "way", in_steps(one.way, steps));
            out_.close_object();
        }
        out_.close_array().key("reads").open_object();
        for (const auto& [seq, way] : exposure.read) strings(out_, std::to_string(seq), in_steps(way, steps));
        out_.close_object();
    }

    void divergence(const Recording& recording, const Recording& other) {
        const auto comparison = record::compare(recording, other);
        out_.key("differs");
        if (comparison.same()) {
            out_.open_object().key("same").boolean(true).key("keys").boolean(comparison.keys).close_object();
            return;
        }
        const auto& first = *comparison.first;
        out_.open_object().key("seq").integer(static_cast<std::int64_t>(first.seq)).key("field").string(first.field);
        out_.key("n").integer(static_cast<std::int64_t>(first.number)).key("keys").boolean(comparison.keys);
        out_.key("key").boolean(first.nature == record::Nature::keys);
        out_.key("after").integer(static_cast<std::int64_t>(comparison.after)).close_object();
    }

    Writer out_;
    Texts texts_;
};

}  // namespace

std::string page_data(const Recording& recording, const knowledge::Exposure* exposure, const Recording* other) {
    std::string text;
    Data(text).write(recording, exposure, other);
    return text;
}

}  // namespace akmasim::view

// SPDX-License-Identifier: Apache-2.0
// The line of an event, written and read.
#include "simulator/record/event.hpp"

namespace akmasim::record {
namespace {

void list(json::Writer& out, std::string_view key, const std::vector<std::string>& texts) {
    out.key(key).open_array();
    for (const auto& text : texts) out.string(text);
    out.close_array();
}

void write_derivation(json::Writer& out, const Event& event) {
    out.key("key").string(event.key);
    list(out, "from", event.from_keys);
    out.key("fc").string(event.fc);
    list(out, "p", event.p);
    out.key("clause").string(event.clause);
    out.key("fp").string(event.fp);
    if (!event.value.empty()) out.key("value").string(event.value);
}

std::vector<std::string> texts_of(const json::Value& value, std::string_view key) {
    std::vector<std::string> texts;
    const auto member = value.member(key);
    if (!member) return texts;
    for (const auto& element : member->elements()) texts.emplace_back(element.string().value_or(""));
    return texts;
}

}  // namespace

std::string line_of(const Event& event) {
    std::string line;
    json::Writer out(line);
    const auto text = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) out.key(key).string(value);
    };
    const auto number = [&](std::string_view key, std::uint64_t value) {
        if (value != 0) out.key(key).integer(static_cast<std::int64_t>(value));
    };
    out.open_object().key("seq").integer(static_cast<std::int64_t>(event.seq)).key("t").integer(event.t);
    text("kind", event.kind);
    text("link", event.link);
    if (event.kind != "derive") text("from", event.from);
    text("to", event.to);
    text("at", event.at);
    text("ue", event.ue);
    text("for", event.owner);
    text("step", event.step);
    text("msg", event.msg);
    text("inside", event.inside);
    number("stream", event.stream);
    if (event.left != 0) out.key("left").integer(event.left);
    number("on", event.on);
    if (!event.f.empty()) out.key("f").raw(event.f);
    if (event.kind == "derive") write_derivation(out, event);
    text("rule", event.rule);
    text("verb", event.verb);
    number("of", event.of);
    text("timer", event.timer);
    text("was", event.was);
    text("is", event.is);
    text("cause", event.cause);
    text("detail", event.detail);
    if (event.has_raw) out.key("raw").string(event.raw);
    out.close_object();
    return line;
}

Result<Event> event_of(const json::Value& value) {
    Event event;
    const auto text = [&](std::string_view key) {
        const auto member = value.member(key);
        return std::string(member ? member->string().value_or("") : "");
    };
    const auto number = [&](std::string_view key) {
        const auto member = value.member(key);
        return static_cast<std::uint64_t>(member ? member->integer().value_or(0) : 0);
    };
    const auto seq = value.member("seq");
    event.kind = text("kind");
    if (!seq || seq->integer().value_or(-1) < 0 || event.kind.empty()) {
        return fail(Cause::malformed, "a line that is no event: seq or kind is missing");
    }
    event.seq = static_cast<std::uint64_t>(*seq->integer());
    if (const auto t = value.member("t")) event.t = t->integer().value_or(0);
    event.link = text("link");
    event.to = text("to");
    event.at = text("at");
    event.ue = text("ue");
    event.owner = text("for");
    event.step = text("step");
    event.msg = text("msg");
    event.inside = text("inside");
    event.stream = number("stream");
    event.left = static_cast<std::int64_t>(number("left"));
    event.on = number("on");
    if (const auto f = value.member("f")) event.f = f->text();
    event.key = text("key");
    if (event.kind == "derive")
        event.from_keys = texts_of(value, "from");
    else
        event.from = text("from");
    event.fc = text("fc");
    event.p = texts_of(value, "p");
    event.clause = text("clause");
    event.fp = text("fp");
    event.value = text("value");
    event.rule = text("rule");
    event.verb = text("verb");
    event.of = number("of");
    event.timer = text("timer");
    event.was = text("was");
    event.is = text("is");
    event.cause = text("cause");
    event.detail = text("detail");
    event.has_raw = value.member("raw").has_value();
    event.raw = text("raw");
    return event;
}

Result<Event> read_line(std::string_view line) {
    static thread_local json::Document document;
    return event_of(TRY(document.parse(line)));
}

}  // namespace akmasim::record

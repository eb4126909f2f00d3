// SPDX-License-Identifier: Apache-2.0
#include "simulator/record/level.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace akmasim::record {
namespace {

bool is_flow(const Event& event) {
    constexpr std::array<std::string_view, 4> kinds{"msg", "refused", "adversary", "timer"};
    return std::ranges::find(kinds, event.kind) != kinds.end();
}

// Names and parties; the cause of a refusal is a name too.
Event flow_of(const Event& event) {
    Event flow;
    flow.seq = event.seq;
    for (const auto member :
         {&Event::kind, &Event::link, &Event::from, &Event::to, &Event::at, &Event::ue, &Event::step, &Event::msg,
          &Event::inside, &Event::rule, &Event::verb, &Event::timer, &Event::cause})
        flow.*member = event.*member;
    return flow;
}

std::string kind_and_length(const std::string& text) { return fmt::format("{} characters", text.size()); }

// Each text as its length, each number as "number"; names and structure stay.
void write_shape(json::Writer& out, const json::Value& value) {
    switch (value.kind()) {
        case json::Kind::object:
            out.open_object();
            for (const auto& [name, member] : value.members()) {
                out.key(name);
                write_shape(out, member);
            }
            out.close_object();
            break;
        case json::Kind::array:
            out.open_array();
            for (const auto& element : value.elements()) write_shape(out, element);
            out.close_array();
            break;
        case json::Kind::string: out.string(kind_and_length(std::string(*value.string()))); break;
        case json::Kind::integer:
        case json::Kind::number: out.string("number"); break;
        default: out.raw(value.text());
    }
}

std::string shape_of(const std::string& f) {
    static thread_local json::Document document;
    const auto value = document.parse(f);
    if (!value) return kind_and_length(f);
    std::string shape;
    json::Writer out(shape);
    write_shape(out, *value);
    return shape;
}

Event reduced(const Event& event, Level level) {
    auto one = level == Level::fields ? event : flow_of(event);
    one.t = one.left = 0;
    one.raw.clear();
    one.has_raw = false;
    if (level == Level::shape && !event.f.empty()) one.f = shape_of(event.f);
    return one;
}

}  // namespace

std::optional<Level> level_named(std::string_view name) {
    if (name == "flow") return Level::flow;
    if (name == "shape") return Level::shape;
    if (name == "fields") return Level::fields;
    if (name == "octets") return Level::octets;
    return {};
}

std::vector<Event> at_level(const std::vector<Event>& events, Level level) {
    if (level == Level::octets) return events;
    std::vector<Event> all;
    for (const auto& event : events) {
        if (level == Level::fields || is_flow(event)) all.push_back(reduced(event, level));
    }
    return all;
}

}  // namespace akmasim::record

// SPDX-License-Identifier: Apache-2.0
#include "simulator/record/comparable.hpp"

#include "simulator/protocol/secret_members.hpp"

namespace akmasim::record {
namespace {

constexpr std::size_t fingerprint_digits = 16;

void write_named(json::Writer& out, const json::Value& value);

void write_member(json::Writer& out, std::string_view name, const json::Value& value) {
    out.key(name);
    const auto text = value.string();
    const auto key = secret_named(name);
    const bool hidden = value.kind() == json::Kind::object && value.member("$key");
    if (!key.empty() && ((text && !text->empty()) || hidden))
        out.open_object().key("$key").string(key).close_object();
    else
        write_named(out, value);
}

// The keys by their names alone.
void write_named(json::Writer& out, const json::Value& value) {
    if (value.kind() == json::Kind::object) {
        out.open_object();
        for (const auto& [name, member] : value.members()) {
            const bool print = name == "fp" && value.member("$key").has_value();
            if (!print) write_member(out, name, member);
        }
        out.close_object();
    } else if (value.kind() == json::Kind::array) {
        out.open_array();
        for (const auto& element : value.elements()) write_named(out, element);
        out.close_array();
    } else if (const auto text = value.string()) {
        out.string(text->starts_with("fp:") && text->size() == 3 + fingerprint_digits ? "fp:" : *text);
    } else {
        out.raw(value.text());
    }
}

std::string named(const std::string& text) {
    json::Document document;
    const auto value = document.parse(text);
    if (!value) return text;
    std::string written;
    json::Writer out(written);
    write_named(out, *value);
    return written;
}

// Of a message between network functions; what crosses N1 and Ua holds no key.
std::string named_body(const std::string& raw) {
    const auto octets = from_hex(raw);
    if (!octets || octets->empty() || octets->front() != '{') return raw;
    return hex(view_of(named(std::string(text_of(*octets)))));
}

}  // namespace

bool keys_comparable(const Header& one, const Header& other) {
    return one.id == other.id || (one.revealed && other.revealed);
}

std::vector<Event> comparable_events(const Recording& recording, const Header& other) {
    const bool one_id = recording.header.id == other.id;
    const bool as_written = recording.header.revealed == other.revealed && keys_comparable(recording.header, other);
    auto events = recording.events;
    for (auto& event : events) {
        if (!one_id) event.fp.clear();
        if (as_written) continue;
        event.value.clear();
        if (!event.f.empty()) event.f = named(event.f);
        event.raw = named_body(event.raw);
    }
    return events;
}

}  // namespace akmasim::record

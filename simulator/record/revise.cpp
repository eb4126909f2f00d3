// SPDX-License-Identifier: Apache-2.0
#include "simulator/record/revise.hpp"

#include <algorithm>

#include "simulator/crypto/hash.hpp"
#include "simulator/protocol/secret_members.hpp"
#include "simulator/record/key_prints.hpp"
#include "simulator/record/sweep.hpp"

namespace akmasim::record {
namespace {

void write_fields(json::Writer& out, const json::Value& value, KeyPrints& prints);

void write_secret(json::Writer& out, std::string_view key, View octets, KeyPrints& prints) {
    out.open_object().key("$key").string(key).key("fp").string(prints.fingerprint(key, octets)).close_object();
}

void write_member(json::Writer& out, std::string_view name, const json::Value& value, KeyPrints& prints) {
    out.key(name);
    const auto key = secret_named(name);
    const auto text = value.string();
    if (!key.empty() && text && !text->empty()) {
        if (const auto octets = from_hex(*text)) return write_secret(out, key, *octets, prints);
    }
    write_fields(out, value, prints);
}

void write_fields(json::Writer& out, const json::Value& value, KeyPrints& prints) {
    if (value.kind() == json::Kind::object) {
        out.open_object();
        for (const auto& [name, member] : value.members()) write_member(out, name, member, prints);
        out.close_object();
    } else if (value.kind() == json::Kind::array) {
        out.open_array();
        for (const auto& element : value.elements()) write_fields(out, element, prints);
        out.close_array();
    } else if (const auto text = value.string()) {
        out.string(*text);
    } else {
        out.raw(value.text());
    }
}

Result<std::string> redacted_fields(const std::string& f, KeyPrints& prints) {
    json::Document document;
    const auto value = TRY(document.parse(f));
    std::string text;
    json::Writer out(text);
    write_fields(out, value, prints);
    return text;
}

// The redaction of an SBI body looks at its text alone: neither parties nor path matter.
Result<std::string> redacted_raw(const Event& event, Link link, KeyPrints& prints) {
    Envelope envelope;
    envelope.link = link;
    envelope.http = HttpHead{};
    auto octets = from_hex(event.raw);
    if (!octets) return fail(Cause::invalid, "raw is no hexadecimal text");
    envelope.octets = std::move(*octets);
    return hex(view_of(redacted_body(envelope, prints)));
}

Result<Event> redacted(Event event, KeyPrints& prints) {
    event.value.clear();
    const auto link = link_named(event.link);
    if (!link || !is_sbi(*link)) return event;
    if (!event.f.empty()) event.f = TRY(redacted_fields(event.f, prints));
    if (event.has_raw) event.raw = TRY(redacted_raw(event, *link, prints));
    return event;
}

// RES*, A-TID and A-KID cross N1 and Ua in clear: they have values but are no secrets.
bool is_secret(const std::string& key) { return key != "RESstar" && key != "A-TID" && key != "A-KID"; }

Result<std::string> redacted_lines(const std::vector<Event>& events, KeyPrints& prints) {
    std::string lines;
    for (const auto& event : events) {
        if (const auto value = from_hex(event.value); value && !value->empty() && is_secret(event.key))
            prints.secrets.insert(*value);
        lines += line_of(TRY(redacted(event, prints))) + "\n";
    }
    return lines;
}

HeaderFacts facts_of(const Header& header, std::vector<KnownSecret> secrets) {
    HeaderFacts facts;
    facts.name = header.name;
    facts.resolved = header.resolved;
    facts.seed = header.seed;
    facts.clock_start = header.clock_start;
    facts.openssl_version = header.openssl_version;
    facts.secrets = std::move(secrets);
    facts.timing = header.timing;
    return facts;
}

}  // namespace

std::string closed(std::string lines, const Trailer& trailer) {
    std::string end;
    json::Writer out(end);
    out.open_object().key("kind").string("end").key("complete").boolean(trailer.complete);
    out.key("events").integer(static_cast<std::int64_t>(trailer.events)).key("verdict").string(trailer.verdict);
    out.key("sha256").string(hex(crypto::sha256(view_of(lines)))).close_object();
    return std::move(lines) + end + "\n";
}

Result<std::string> with_history(const std::string& text, const std::vector<Acceptance>& history) {
    const auto recording = TRY(read_text(text));
    if (!recording.trailer.intact) return fail(Cause::invalid, "its trailer does not fit its lines: it was edited");
    if (!recording.header.history.empty()) return fail(Cause::invalid, "it has a history already");
    std::string member = ",\"history\":";
    json::Writer out(member);
    out.open_array();
    for (const auto& one : history)
        out.open_object().key("reason").string(one.reason).key("was").string(one.was).close_object();
    out.close_array();
    const auto end = text.find('\n');
    const auto brace = text.rfind('}', end);
    auto lines = text.substr(0, brace) + member + text.substr(brace);
    lines.erase(lines.rfind('\n', lines.size() - 2) + 1);
    auto revised = closed(std::move(lines), recording.trailer);
    if (const auto again = read_text(revised); again && again->header.history.size() == history.size()) return revised;
    return fail(Cause::invalid, "its header has no room for a history");
}

Result<std::string> redacted(const Recording& revealed, std::vector<KnownSecret> secrets) {
    if (!revealed.header.revealed) return fail(Cause::invalid, "it hides its key values already");
    const Recorder recorder(facts_of(revealed.header, secrets));
    if (revealed.header.resolved.empty() || recorder.id() != revealed.header.id)
        return fail(Cause::invalid, "its id is not that of the scenario and the seed in it: it was edited");
    KeyPrints prints(from_hex(recorder.id()).value(), false);
    for (const auto& secret : secrets) {
        if (const auto octets = from_hex(secret.hex)) prints.secrets.insert(*octets);
    }
    const auto long_term = prints.secrets;
    const auto empty = TRY(recorder.finish("", true));
    auto lines = empty.substr(0, empty.find('\n') + 1);
    lines += TRY(redacted_lines(revealed.events, prints));
    TRY(sweep(lines, not_spelled_out(prints.secrets, revealed.header.resolved, long_term)));
    auto text = closed(std::move(lines), revealed.trailer);
    if (revealed.header.history.empty()) return text;
    return with_history(text, revealed.header.history);
}

}  // namespace akmasim::record

// SPDX-License-Identifier: Apache-2.0
// The events of a run as they come, and the whole file at its end.
#include "simulator/record/recorder.hpp"

#include <algorithm>
#include <set>

#include "simulator/crypto/hash.hpp"
#include "simulator/record/key_prints.hpp"
#include "simulator/record/revise.hpp"
#include "simulator/record/sweep.hpp"

namespace akmasim::record {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

}  // namespace

class Recorder::Fingerprints final : public KeyPrints {
public:
    using KeyPrints::KeyPrints;
};

Recorder::Recorder(HeaderFacts facts) : facts_(std::move(facts)) {
    const auto digest = crypto::sha256(view_of(facts_.resolved), view_of(std::to_string(facts_.seed)));
    id_ = hex(View(digest).first(16));
    fingerprints_ = std::make_unique<Fingerprints>(Octets(digest.begin(), digest.begin() + 16), facts_.reveal);
    for (const auto& one : facts_.subscribers) names_[one.supi].push_back(one.name);
    for (const auto& secret : facts_.secrets) {
        if (const auto octets = from_hex(secret.hex)) fingerprints_->fingerprint(secret.key, *octets);
    }
}

Recorder::~Recorder() {
    for (auto& [seq, octets] : hidden_) wipe({reinterpret_cast<Octet*>(octets.data()), octets.size()});
}

Event& Recorder::add(std::int64_t t, std::string kind, const std::string& ue, const std::string& step) {
    auto& event = events_.emplace_back();
    event.seq = events_.size();
    event.t = t;
    event.kind = std::move(kind);
    event.ue = ue;
    event.step = step;
    event.on = on_;
    return event;
}

// Octets on N1 and Ua as they crossed; of an SBI message its JSON text, secrets as fingerprints.
std::string Recorder::body_of(const Envelope& envelope) const {
    if (is_sbi(envelope.link)) return redacted_body(envelope, *fingerprints_);
    return std::string(text_of(envelope.octets));
}

void Recorder::put_octets(Event& event, const Envelope& envelope) {
    event.raw = hex(view_of(body_of(envelope)));
    event.has_raw = true;
    event.stream = envelope.stream;
    if (!facts_.evidence || !is_sbi(envelope.link)) return;
    if (auto crossed = hex(envelope.octets); crossed != event.raw) hidden_[event.seq] = std::move(crossed);
}

std::uint64_t Recorder::message(const Envelope& envelope, std::int64_t t, const std::string& step, std::int64_t left) {
    const auto described = describe(envelope, *fingerprints_);
    const auto put = [&](const std::string& name, const std::string& clause, const std::string& fields) -> Event& {
        auto& event = add(t, "msg", envelope.ue, step);
        event.link = name_of(envelope.link);
        event.from = party_of(envelope.from);
        event.to = party_of(envelope.to);
        event.msg = name;
        event.clause = clause;
        event.f = fields;
        return event;
    };
    if (described.inside)
        put(described.inside->name, described.inside->clause, described.inside->fields_json).inside = "tls";
    auto& event = put(described.name, described.clause, described.fields_json);
    put_octets(event, envelope);
    if (left > t) event.left = left;
    return event.seq;
}

std::uint64_t Recorder::adversary(std::int64_t t, const std::string& step, const Deed& deed, const Envelope& message) {
    const bool known = !deed.changed && deed.of > 0 && deed.of <= events_.size();
    const auto described =
        known ? Description{events_[deed.of - 1].msg, {}, {}, {}} : describe(message, *fingerprints_);
    auto& event = add(t, "adversary", message.ue, step);
    event.on = 0;
    event.at = deed.who;
    event.rule = deed.rule;
    event.verb = deed.verb;
    event.of = deed.of;
    event.link = name_of(message.link);
    event.from = party_of(message.from);
    event.to = party_of(message.to);
    event.msg = described.name;
    event.detail = deed.detail;
    if (!deed.changed) return event.seq;
    event.f = described.fields_json;
    put_octets(event, message);
    return event.seq;
}

// The one of that SUPI, if it is not the one that the turn was about; of several with one SUPI the first.
std::string Recorder::owner_of(const KeyBirth& birth) const {
    const auto named = names_.find(birth.whose);
    if (named == names_.end() || std::ranges::find(named->second, birth.ue) != named->second.end()) return {};
    return named->second.front();
}

void Recorder::derived(std::int64_t t, const KeyBirth& birth, View value) {
    if (birth.secret) fingerprints_->secrets.emplace(value.begin(), value.end());
    auto& event = add(t, "derive", birth.ue, birth.step);
    event.at = birth.at;
    event.owner = owner_of(birth);
    event.key = birth.key;
    event.from_keys = birth.from;
    event.fc = birth.fc;
    for (const auto& parameter : birth.p) event.p.push_back(hex(parameter));
    event.clause = birth.clause;
    event.fp = fingerprints_->of(value);
    if (facts_.reveal)
        event.value = hex(value);
    else if (facts_.evidence)
        hidden_[event.seq] = hex(value);
}

void Recorder::state(std::int64_t t, const std::string& at, const std::string& ue, const std::string& step,
                     const std::string& was, const std::string& is) {
    auto& event = add(t, "state", ue, step);
    event.at = at;
    event.was = was;
    event.is = is;
}

void Recorder::negotiated(std::int64_t t, const std::string& at, const std::string& ue, const std::string& step,
                          const std::string& f) {
    auto& event = add(t, "negotiated", ue, step);
    event.at = at;
    event.f = f;
}

std::uint64_t Recorder::timer(std::int64_t t, const std::string& at, const std::string& ue, const std::string& step,
                              const std::string& name) {
    auto& event = add(t, "timer", ue, step);
    event.at = at;
    event.timer = name;
    return event.seq;
}

void Recorder::refused(std::int64_t t, const Envelope& envelope, const std::string& step, const std::string& cause,
                       const std::string& detail) {
    // The plain view is gone by now: the name is the one its own event has. An order of the scenario has none.
    const auto raw = hex(view_of(body_of(envelope)));
    const bool order = envelope.link == Link::control;
    const auto crossed =
        std::find_if(order ? events_.rend() : events_.rbegin(), events_.rend(), [&](const Event& event) {
            return event.has_raw && event.link == name_of(envelope.link) && event.to == party_of(envelope.to) &&
                   event.ue == envelope.ue && event.raw == raw;
        });
    const auto name = crossed == events_.rend() ? std::string() : crossed->msg;
    auto& event = add(t, "refused", envelope.ue, step);
    event.link = name_of(envelope.link);
    event.at = party_of(envelope.to);
    event.msg = name;
    event.cause = cause;
    event.detail = detail;
}

std::string Recorder::redacted(std::string text) const {
    for (const auto& secret : facts_.secrets) {
        const auto octets = from_hex(secret.hex);
        if (!octets) continue;
        std::string with;
        json::Writer(with)
            .open_object()
            .key("$key")
            .string(secret.key)
            .key("fp")
            .string(fingerprints_->of(*octets))
            .close_object();
        replace_all(text, "\"" + secret.hex + "\"", with);
    }
    return text;
}

std::string Recorder::header() const {
    std::string line;
    json::Writer out(line);
    out.open_object().key("format").string("akma-recording/1").key("id").string(id_);
    out.key("scenario").open_object().key("name").string(facts_.name);
    out.key("sha256").string(hex(crypto::sha256(view_of(facts_.resolved)))).close_object();
    out.key("seed").raw(std::to_string(facts_.seed));
    out.key("clock").open_object().key("mode").string("virtual").key("start").string(facts_.clock_start).close_object();
    if (!facts_.timing.empty()) out.key("timing").raw(facts_.timing);
    out.key("libs").open_object().key("openssl").string(facts_.openssl_version).close_object();
    out.key("redaction").string(facts_.reveal ? "none" : "fingerprint");
    out.key("resolved").raw(facts_.reveal ? facts_.resolved : redacted(facts_.resolved));
    if (facts_.reveal) {
        out.key("subscribers").open_object();
        for (const auto& subscriber : facts_.subscribers) {
            out.key(subscriber.name)
                .open_object()
                .key("supi")
                .string(subscriber.supi)
                .key("key")
                .string(subscriber.key);
            out.key("op").string(subscriber.op).key("opType").string(subscriber.op_type).close_object();
        }
        out.close_object();
    }
    out.close_object();
    return line;
}

Result<std::string> Recorder::finish(std::string_view verdict, bool complete) const {
    std::string text = header() + "\n";
    for (const auto& event : events_) text += line_of(event) + "\n";
    std::set<Octets> long_term;
    for (const auto& secret : facts_.secrets) {
        if (const auto octets = from_hex(secret.hex)) long_term.insert(*octets);
    }
    if (!facts_.reveal) TRY(sweep(text, not_spelled_out(fingerprints_->secrets, facts_.resolved, long_term)));
    return closed(std::move(text), {complete, events_.size(), std::string(verdict), "", true});
}

}  // namespace akmasim::record

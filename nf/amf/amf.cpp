// SPDX-License-Identifier: Apache-2.0
// What reaches the AMF, and what it takes to be heard: security of N1, then the one handler of state and message.
#include "nf/amf/amf.hpp"

#include <algorithm>

namespace akmasim::amf {
namespace {

// TS 24.501 4.4.3.5 (assumed). Not modelled: that the N1 connection is released instead.
constexpr std::string_view no_count_left = "nothing can be sent after the last NAS COUNT of a security context";
constexpr int most_sent = 5;  // once, and again on the first four expiries

bool in_clear(View octets) { return octets.size() < 2 || (octets[1] & 0x0f) == 0; }
bool is_new_context(View octets) {
    return octets.size() > 1 && (octets[1] & 0x0f) == static_cast<int>(SecurityHeader::ciphered_new_context);
}

const UeRecord* record_in(const Amf::State& state) {
    return std::visit(
        [](const auto& held) -> const UeRecord* {
            if constexpr (requires { held.record; })
                return &held.record;
            else
                return nullptr;
        },
        state);
}

std::shared_ptr<NasContext> security_in(const Amf::State& state) {
    const auto* record = record_in(state);
    return record == nullptr ? nullptr : record->security;
}

}  // namespace

Result<void> Amf::hear(const Envelope& incoming, Turn& turn) {
    verified_ = nullptr;
    if (incoming.link == Link::n1) {
        TRY(hear_n1(incoming, turn));
        return renew_keys(turn);
    }
    if ((incoming.link == Link::n12 || incoming.link == Link::n8) && incoming.http) return hear_sbi(incoming, turn);
    if (incoming.link == Link::control) return hear_order(incoming, turn);
    return fail(Cause::unexpected, "the AMF hears N1, N8 and N12");
}

Result<void> Amf::hear_n1(const Envelope& incoming, Turn& turn) {
    connection_ = incoming.stream;
    if (conversations_.belongs_to_another(connection_, incoming.from))
        return fail(Cause::wrong_sender, "an N1 connection that belongs to another UE");
    const auto plain = TRY(opened(incoming));
    const auto message = nas::decode(plain);
    if (!message) {
        const auto complaint = nas::complaint_about(plain);
        if (!complaint) return fail(message.error().cause, message.error().detail);
        // TS 24.501 7.4 and 7.5.1: a type that is not known, or a mandatory element that is wrong, is answered.
        nas::Message answer = nas::FiveGmmStatus{*complaint};
        const bool first = conversations_.find(connection_) == nullptr;
        if (first && plain[2] == nas::RegistrationRequest::type) answer = nas::RegistrationReject{*complaint};
        UeRecord record;
        record.ue = turn.reply_to();
        record.security = verified_;
        tell(record, answer, turn);
        turn.refused(message.error().cause, message.error().detail);
        return {};
    }
    return std::visit([&](const auto& heard) { return conversations_.hear(connection_, heard, turn); }, *message);
}

// TS 24.501 4.4.3.5 (assumed): where a NAS COUNT comes close to its end, a primary authentication makes new keys, with
// which both COUNTs begin anew.
Result<void> Amf::renew_keys(Turn& turn) {
    const auto* state = conversations_.find(connection_);
    const auto* registered = state == nullptr ? nullptr : std::get_if<Registered>(state);
    if (registered == nullptr || !registered->record.security || !registered->record.security->nearly_used_up())
        return {};
    return conversations_.hear(connection_, command::Reauthenticate{}, turn);
}

// The plain message, when what protects it is what must protect it.
Result<Octets> Amf::opened(const Envelope& incoming) {
    const auto& octets = incoming.octets;
    const auto* state = conversations_.find(connection_);
    const auto* mode = state == nullptr ? nullptr : std::get_if<AwaitingSecurityMode>(state);
    const auto security = state == nullptr ? nullptr : security_in(*state);
    // TS 33.501 6.7.2 step 2b: Security Mode Complete is the first message under the new context.
    if (mode != nullptr && !in_clear(octets) && (!security || is_new_context(octets))) {
        auto plain = TRY(mode->security->unprotect(octets, Direction::uplink));
        verified_ = mode->security;
        return plain;
    }
    if (in_clear(octets)) {
        // TS 24.501 4.4.4.3: where messages are exchanged securely, one in clear is not processed.
        if (security) return fail(Cause::integrity, "a message in clear on a secured N1 connection");
        return octets;
    }
    if (security) {
        auto plain = TRY(security->unprotect(octets, Direction::uplink));
        verified_ = security;
        return plain;
    }
    if (state != nullptr) return fail(Cause::integrity, "a protected message before there is a security context");
    // TS 24.501 4.4.4.3: an initial Registration Request is read even where its MAC cannot be verified; who it names is
    // then authenticated first.
    const auto outer = TRY(nas::decode_outer(octets));
    const auto message = nas::decode(outer.body);
    const auto* request = message ? std::get_if<nas::RegistrationRequest>(&*message) : nullptr;
    const auto* guti = request == nullptr ? nullptr : std::get_if<nas::Guti>(&request->identity);
    if (request == nullptr) return fail(Cause::integrity, "a protected message that begins no registration");
    const auto known = guti == nullptr ? known_.end() : known_by(*guti);
    if (known != known_.end() && known->second.security &&
        known->second.security->unprotect(octets, Direction::uplink)) {
        verified_ = known->second.security;
    }
    return outer.body;
}

Result<void> Amf::hear_sbi(const Envelope& incoming, Turn& turn) {
    if (incoming.http->status == 0) return hear_notification(incoming, turn);
    const auto outstanding = TRY(asked(incoming));
    connection_ = outstanding.conversation;
    if (outstanding.operation == Authenticated::name) {
        return conversations_.resume(connection_, TRY(read_response<Authenticated>(incoming)), turn);
    }
    if (outstanding.operation == EapContinued::name) {
        return conversations_.resume(connection_, TRY(read_response<EapContinued>(incoming)), turn);
    }
    if (outstanding.operation == RegisteredAtUdm::name) {
        return conversations_.resume(connection_, TRY(read_response<RegisteredAtUdm>(incoming)), turn);
    }
    return conversations_.resume(connection_, TRY(read_response<AkaConfirmed>(incoming)), turn);
}

Result<void> Amf::hear_order(const Envelope& incoming, Turn& turn) {
    const auto order = TRY(command::decode(incoming.octets));
    if (const auto* expired = std::get_if<command::TimerExpired>(&order)) {
        connection_ = expired->conversation;
        return conversations_.resume(connection_, *expired, turn);
    }
    const auto of = [&](const auto& about) -> Result<void> {
        const auto known = known_.find(Supi(about.supi));
        if (known == known_.end() || !known->second.registered) {
            turn.report({"failed", "amf", 0, "nas", "", "the UE is not registered"});
            return {};
        }
        connection_ = known->second.connection;
        return conversations_.hear(connection_, about, turn);
    };
    if (const auto* anew = std::get_if<command::Reauthenticate>(&order)) return of(*anew);
    if (const auto* leave = std::get_if<command::Deregister>(&order)) return of(*leave);
    return fail(Cause::unexpected, "an order that an AMF does not know");
}

void Amf::tell(const UeRecord& record, const nas::Message& message, Turn& turn) const {
    const auto plain = nas::encode(message);
    if (!record.security) return turn.send(record.ue, plain);
    if (record.security->used_up(Direction::downlink))
        return turn.refused(Cause::integrity, std::string(no_count_left));
    turn.send(record.ue, record.security->protect(plain, SecurityHeader::ciphered, Direction::downlink), plain);
}

void Amf::expect(UeRecord& record, std::string_view timer, const nas::Message& message, Turn& turn) const {
    const auto header = record.security ? SecurityHeader::ciphered : SecurityHeader::plain;
    expect(record, {std::string(timer), nas::encode(message), header, record.security, 0}, turn);
}

void Amf::expect(UeRecord& record, Pending pending, Turn& turn) const {
    ++pending.sent;
    // TS 24.501 4.4.3.1: what is sent again in clear is the same octets; what is protected takes a COUNT of its own.
    if (pending.with && pending.with->used_up(Direction::downlink))
        turn.refused(Cause::integrity, std::string(no_count_left));
    else if (pending.with)
        turn.send(record.ue, pending.with->protect(pending.plain, pending.header, Direction::downlink), pending.plain);
    else
        turn.send(record.ue, pending.plain);
    turn.start(pending.timer, connection_);
    record.pending = std::move(pending);
}

void Amf::answered(UeRecord& record, Turn& turn) const {
    if (!record.pending.timer.empty()) turn.stop(record.pending.timer, connection_);
    record.pending = {};
}

bool Amf::said_again(UeRecord& record, Turn& turn) const {
    if (record.pending.sent >= most_sent) return false;
    expect(record, record.pending, turn);
    return true;
}

std::map<Supi, KnownUe>::iterator Amf::known_by(const nas::Guti& guti) {
    const auto named = by_guti_.find(guti);
    return named == by_guti_.end() ? known_.end() : known_.find(named->second);
}

void Amf::name(const Supi& supi, KnownUe& known, const nas::Guti& guti) {
    forget_former_name(known);
    if (known.security)
        known.former_guti = known.guti;
    else
        by_guti_.erase(known.guti);
    known.guti = guti;
    by_guti_.insert_or_assign(guti, supi);
}

void Amf::forget_former_name(KnownUe& known) {
    if (known.former_guti) by_guti_.erase(*known.former_guti);
    known.former_guti.reset();
}

void Amf::forget(const Supi& supi) {
    const auto found = known_.find(supi);
    if (found == known_.end()) return;
    forget_former_name(found->second);
    by_guti_.erase(found->second.guti);
    known_.erase(found);
}

// A UE has one N1 connection to an AMF: the one before this one is over.
void Amf::end_former_connection(const KnownUe& known, Turn& turn) {
    if (known.connection == connection_) return;
    const auto* state = conversations_.find(known.connection);
    if (const auto* record = state == nullptr ? nullptr : record_in(*state)) {
        if (!record->pending.timer.empty()) turn.stop(record->pending.timer, known.connection);
        // TS 24.501 5.5.2.3.5 (assumed): what the network began there is aborted.
        if (record->reauthentication || std::holds_alternative<AwaitingDeregistrationAccept>(*state))
            turn.report({"failed", "amf", 0, "nas", "", "the UE has come back on another connection"});
        if (!std::holds_alternative<Registered>(*state)) turn.changed(name_of_state(*state), Deregistered::name);
    }
    conversations_.forget(known.connection);
}

command::Inspection Amf::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    const auto found = known_.find(Supi(about.supi));
    if (found == known_.end()) return answer;
    answer.add("GUTI", found->second.guti.text());
    answer.add("ngKSI", std::to_string(found->second.ng_ksi));
    answer.add("mmState", found->second.registered ? "REGISTERED" : "DEREGISTERED");
    return answer;
}

}  // namespace akmasim::amf

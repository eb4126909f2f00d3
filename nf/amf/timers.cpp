// SPDX-License-Identifier: Apache-2.0
// What the AMF does when the UE does not answer: TS 24.501 5.4.1.3.7, 5.4.2.7, 5.4.3.6, 5.5.1.2.8 and 5.5.2.3.5.
#include "nf/amf/amf.hpp"

namespace akmasim::amf {

Amf::State Amf::given_up(UeRecord record, std::string_view why, Turn& turn) {
    // TS 24.501 5.4.1.3.7 and 5.4.2.7: on the fifth expiry the procedure is aborted. Not modelled: that the N1
    // connection is released then; a registered UE stays reachable on it, under the context it had.
    record.pending = {};
    if (!record.reauthentication) return Rejected{};
    record.reauthentication = false;
    turn.report({"failed", "amf", 0, "nas", "", std::string(why)});
    return Registered{std::move(record)};
}

// TS 33.501 6.1.3.2.0 step 9: a UE that was not reached has failed, and the AUSF is told so.
void Amf::tell_unreached(const std::string& confirmation_path, Turn& turn) const {
    auto head = sbi::request_head(sbi::aka_confirmation);
    head.path = confirmation_path;
    turn.request(Link::n12, {"ausf", ""}, std::move(head), body::write(nausf::ConfirmationData{}), connection_,
                 std::string(AkaConfirmed::name));
}

Result<Amf::State> Amf::on(const AwaitingIdentity& awaiting, const command::TimerExpired&, Turn& turn) {
    auto record = awaiting.record;
    if (said_again(record, turn)) return AwaitingIdentity{std::move(record)};
    return given_up(std::move(record), "no answer to the Identity Request", turn);
}

Result<Amf::State> Amf::on(const AwaitingResStar& awaiting, const command::TimerExpired&, Turn& turn) {
    auto record = awaiting.record;
    if (said_again(record, turn)) {
        auto again = awaiting;
        again.record = std::move(record);
        return again;
    }
    tell_unreached(awaiting.confirmation_path, turn);
    return given_up(std::move(record), "no answer to the challenge", turn);
}

Result<Amf::State> Amf::on(const AwaitingEapResponse& awaiting, const command::TimerExpired&, Turn& turn) {
    auto again = awaiting;
    if (said_again(again.record, turn)) return again;
    return given_up(std::move(again.record), "no answer to the challenge", turn);
}

Result<Amf::State> Amf::on(const AwaitingSecurityMode& awaiting, const command::TimerExpired&, Turn& turn) {
    auto again = awaiting;
    if (said_again(again.record, turn)) return again;
    return given_up(std::move(again.record), "no answer to the Security Mode Command", turn);
}

Result<Amf::State> Amf::on(const AwaitingComplete& awaiting, const command::TimerExpired&, Turn& turn) {
    auto again = awaiting;
    if (said_again(again.record, turn)) return again;
    // TS 24.501 5.5.1.2.8 case c: the UE counts as registered, and both its 5G-GUTIs are taken.
    again.record.pending = {};
    return Registered{std::move(again.record)};
}

Result<Amf::State> Amf::on(const AwaitingDeregistrationAccept& awaiting, const command::TimerExpired&, Turn& turn) {
    auto again = awaiting;
    if (said_again(again.record, turn)) return again;
    // TS 24.501 5.5.2.3.5 case a: the UE is deregistered without its word.
    forget(*again.record.supi);
    turn.report({"success", "", 0, "", "", "the UE did not answer"});
    return Deregistered{};
}

}  // namespace akmasim::amf

// SPDX-License-Identifier: Apache-2.0
// Registration and identification seen from the UE: TS 24.501 5.5.1 and 5.4.3.
#include "nf/ue/me.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ue {
namespace {

using nas::FiveGmmCause;

nas::RegistrationType type_of(const command::Register& order) {
    if (order.emergency) return nas::RegistrationType::emergency;
    if (order.type == "mobility") return nas::RegistrationType::mobility;
    return order.type == "periodic" ? nas::RegistrationType::periodic : nas::RegistrationType::initial;
}

}  // namespace

nas::SecurityCapability capability_of(const Profile& profile) {
    nas::SecurityCapability capability;
    const auto number_of = [](const std::string& name) { return name.size() == 3 ? name[2] - '0' : 0; };  // EA2, IA2
    for (const auto& name : profile.ea) capability.add_ea(number_of(name));
    for (const auto& name : profile.ia) capability.add_ia(number_of(name));
    return capability;
}

Result<nas::Suci> Me::conceal(Turn& turn) const {
    // TS 33.501 6.12.2: the MSIN, or the username of a NAI, is concealed by the scheme that the USIM provisions.
    const auto identity = std::string(keys::supi_text(profile_.supi));
    nas::Suci suci;
    suci.routing_indicator = profile_.routing_indicator.text();
    suci.protection_scheme = static_cast<std::uint8_t>(profile_.protection_scheme);
    Octets plain;
    if (profile_.supi.text().starts_with("nai-")) {
        // TS 23.003 28.7.2, 28.7.3: a network specific identifier is a NAI, whose realm stays in clear.
        const auto at = identity.rfind('@');
        suci.supi_format = nas::SupiFormat::network_specific;
        suci.realm = identity.substr(at + 1);
        plain.assign(identity.begin(), identity.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
        suci.mcc = profile_.mcc;
        suci.mnc = profile_.mnc;
        plain = TRY(nas::packed_digits(std::string_view(identity).substr(suci.mcc.size() + suci.mnc.size())));
    }
    if (profile_.protection_scheme == 0) {
        suci.scheme_output = plain;
        return suci;
    }
    suci.home_network_public_key_id = static_cast<std::uint8_t>(profile_.home_network_public_key_id);
    const auto scheme = profile_.protection_scheme == 1 ? crypto::Scheme::profile_a : crypto::Scheme::profile_b;
    suci.scheme_output =
        TRY(crypto::conceal(scheme, TRY(from_hex(profile_.home_network_public_key)), plain, turn.random("SUCI")));
    return suci;
}

Result<Me::State> Me::on(const Deregistered&, const command::Register& order, Turn& turn) {
    return start(order, 1, turn);
}

Result<Me::State> Me::on(const Registered&, const command::Register& order, Turn& turn) {
    return start(order, 1, turn);
}

Result<Me::State> Me::on(const Rechallenged&, const command::Register& order, Turn& turn) {
    return start(order, 1, turn);
}

Result<Me::State> Me::start(const command::Register& order, int number, Turn& turn) {
    // TS 24.501 5.4.1.3.5: a USIM that a network has declared invalid is not used until the UE is switched off.
    if (usim_invalid_) return give_up("ue", 0, turn, "the USIM is invalid for this network");
    nas::RegistrationRequest request;
    request.registration_type = type_of(order);
    request.follow_on_request = true;
    // TS 24.501 5.5.1.2.2: the 5G-GUTI if there is one, else the SUCI; ngKSI of the current context.
    if (guti_)
        request.identity = *guti_;
    else
        request.identity = TRY(conceal(turn));
    // TS 33.501 10.2.2 (assumed): a context without integrity is of no use for another registration.
    // TS 24.501 4.4.3.5 (assumed): one whose COUNT is used up is deleted before the next message.
    const bool protects = guti_ && current_ && current_->nas->ia() != 0 && !current_->nas->used_up(Direction::uplink);
    if (!protects) current_.reset();
    if (protects) request.ng_ksi = current_->ng_ksi;
    request.ue_security_capability = capability_of(profile_);
    // TS 33.501 6.4.6 step 1: only cleartext IEs go out in clear. With a security context the whole request goes along
    // ciphered in a container; without one it follows in that of Security Mode Complete.
    auto initial = request;
    request.five_gmm_capability = Octets{0};
    const auto whole = nas::encode(request);
    const ReplyTo network{Link::n1, {"amf", ""}, turn.new_stream()};
    if (protects) {
        initial.nas_message_container = whole;
        const auto readable = nas::encode(initial);
        initial.nas_message_container = current_->nas->ciphered_for_next(whole, Direction::uplink);
        turn.send(network, current_->nas->protect(nas::encode(initial), SecurityHeader::integrity, Direction::uplink),
                  readable);
    } else {
        turn.send(network, nas::encode(initial));
    }
    stop_authentication_timers(turn);
    secured_ = false;
    failures_ = 0;
    turn.start("T3510", 0);
    return AwaitingChallenge{{network, whole, order, number, 0}};
}

void Me::identify(const ReplyTo& network, nas::Suci suci, Turn& turn) const {
    tell(network, nas::IdentityResponse{std::move(suci)}, turn);
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const nas::IdentityRequest&, Turn& turn) {
    // TS 24.501 5.4.3.3 and TS 33.501 6.12.4: the answer is a fresh SUCI, never the SUPI. Not modelled: PEI. T3520 goes
    // on until there is another challenge.
    identify(was.attempt.network, TRY(conceal(turn)), turn);
    return State{was};
}

Result<Me::State> Me::on(const AwaitingSecurityMode& was, const nas::IdentityRequest&, Turn& turn) {
    identify(was.attempt.network, TRY(conceal(turn)), turn);
    return AwaitingSecurityMode{was.attempt, was.fresh.clone()};
}

Result<Me::State> Me::on(const Registered& was, const nas::IdentityRequest&, Turn& turn) {
    turn.stop("T3520", 0);
    identify(was.network, TRY(conceal(turn)), turn);
    return State{was};
}

Result<Me::State> Me::on(const Rechallenged& was, const nas::IdentityRequest&, Turn& turn) {
    identify(was.network, TRY(conceal(turn)), turn);
    return Rechallenged{was.network, was.fresh.clone()};
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const nas::SeedAkmaCapability& capability, Turn& turn) {
    if (profile_.capability == "seed-literal" && capability.akma_supported && k_ausf_) derive_akma(turn);
    return State{was};
}

Result<Me::State> Me::on(const AwaitingAccept& was, const nas::SeedAkmaCapability& capability, Turn& turn) {
    if (profile_.capability == "seed-literal" && capability.akma_supported) derive_akma(turn);
    return State{was};
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const nas::RegistrationAccept& accept, Turn& turn) {
    return accepted(was.attempt.network, accept, turn);
}

Result<Me::State> Me::on(const AwaitingAccept& was, const nas::RegistrationAccept& accept, Turn& turn) {
    return accepted(was.attempt.network, accept, turn);
}

Me::State Me::accepted(const ReplyTo& network, const nas::RegistrationAccept& accept, Turn& turn) {
    turn.stop("T3510", 0);
    stop_authentication_timers(turn);
    failures_ = 0;
    // TS 24.501 5.5.1.2.4: a new 5G-GUTI is acknowledged with Registration Complete.
    if (accept.guti) {
        if (const auto* guti = std::get_if<nas::Guti>(&*accept.guti)) guti_ = *guti;
        tell(network, nas::RegistrationComplete{}, turn);
    }
    turn.report({"success", "", 0, "", "", ""});
    return Registered{network};
}

Result<Me::State> Me::on(const Registered& was, const nas::RegistrationAccept& accept, Turn& turn) {
    // TS 24.501 5.5.1.2.8 case c: the AMF has not seen our Registration Complete and accepts again.
    if (accept.guti) tell(was.network, nas::RegistrationComplete{}, turn);
    return State{was};
}

Me::State Me::rejected(const nas::RegistrationReject& reject, Turn& turn) {
    // TS 24.501 5.5.1.2.5: #3 and #6 make the USIM invalid, if the message was protected; #9 makes the UE forget who
    // the network took it for.
    const bool illegal = reject.cause == FiveGmmCause::illegal_ue || reject.cause == FiveGmmCause::illegal_me;
    if (illegal && secured_) usim_invalid_ = true;
    if ((illegal && secured_) || reject.cause == FiveGmmCause::identity_cannot_be_derived) forget_security();
    return give_up("amf", static_cast<int>(reject.cause), turn);
}

Result<Me::State> Me::on(const AwaitingChallenge&, const nas::RegistrationReject& reject, Turn& turn) {
    return rejected(reject, turn);
}

Result<Me::State> Me::on(const AwaitingSecurityMode&, const nas::RegistrationReject& reject, Turn& turn) {
    return rejected(reject, turn);
}

Result<Me::State> Me::on(const AwaitingAccept&, const nas::RegistrationReject& reject, Turn& turn) {
    return rejected(reject, turn);
}

}  // namespace akmasim::ue

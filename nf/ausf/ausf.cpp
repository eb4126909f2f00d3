// SPDX-License-Identifier: Apache-2.0
// The AUSF's steps.
#include "nf/ausf/ausf.hpp"

#include <charconv>

#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ausf {
namespace {

Result<std::uint64_t> context_of(const std::string& text) {
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size())
        return fail(Cause::malformed, "an authCtxId that is no number");
    return id;
}

// TS 29.509 6.1.7.3 (assumed): the authCtxId in the path is none of ours.
Result<void> no_context(std::string why, Turn& turn) {
    respond_problem(turn, turn.reply_to(), 404, "CONTEXT_NOT_FOUND");
    turn.refused(Cause::unexpected, std::move(why));
    return {};
}

}  // namespace

std::string Ausf::resource() const {
    return fmt::format("http://ausf/nausf-auth/v1/ue-authentications/{}", conversation_);
}

Result<void> Ausf::hear(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::control) return hear_order(incoming, turn);
    if (!incoming.http) return fail(Cause::unexpected, "the AUSF has service-based interfaces alone");
    if (incoming.http->status == 0) return hear_request(incoming, turn);
    const auto outstanding = TRY(asked(incoming));
    conversation_ = outstanding.conversation;
    if (outstanding.operation == AuthDataGenerated::name) {
        return conversations_.resume(conversation_, TRY(read_response<AuthDataGenerated>(incoming)), turn);
    }
    if (outstanding.operation == AuthConfirmed::name) {
        return conversations_.resume(conversation_, TRY(read_response<AuthConfirmed>(incoming)), turn);
    }
    if (outstanding.operation == ContextRemoved::name) {
        return conversations_.resume(conversation_, TRY(read_response<ContextRemoved>(incoming)), turn);
    }
    return conversations_.resume(conversation_, TRY(read_response<AnchorKeyRegistered>(incoming)), turn);
}

Result<void> Ausf::hear_order(const Envelope& incoming, Turn& turn) {
    const auto order = TRY(command::decode(incoming.octets));
    if (const auto* expired = std::get_if<command::TimerExpired>(&order)) {
        conversation_ = expired->conversation;
        return conversations_.resume(conversation_, *expired, turn);
    }
    const auto* remove = std::get_if<command::RemoveContext>(&order);
    if (remove == nullptr) return fail(Cause::unexpected, "an order that the AUSF does not know");
    conversation_ = ++contexts_;
    return conversations_.hear(conversation_, *remove, turn);
}

Result<void> Ausf::hear_request(const Envelope& incoming, Turn& turn) {
    // The link is part of what is meant: where tokens are demanded, they are for an operation of this link.
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    // TS 33.501 14.1.2: Nausf_UEAuthentication is for the AMF with its SEAF; to deregister a UE is for the UDM.
    const bool by_udm = route.operation == &sbi::deregister_ue;
    if (incoming.from.role != (by_udm ? "udm" : "amf"))
        return fail(Cause::wrong_sender, "Nausf_UEAuthentication asked by " + incoming.from.role);
    if (by_udm) {
        conversation_ = ++contexts_;
        return conversations_.hear(conversation_, TRY(read_request<DeregisterUe>(incoming, "")), turn);
    }
    if (route.operation == &sbi::authenticate) {
        conversation_ = contexts_ + 1;
        TRY(conversations_.hear(conversation_, TRY(read_request<Authenticate>(incoming, "")), turn));
        contexts_ = conversation_;
        return {};
    }
    if (route.operation == &sbi::aka_confirmation) {
        conversation_ = TRY(context_of(route.parameter));
        if (conversations_.find(conversation_) == nullptr)
            return no_context("a confirmation for no context of ours", turn);
        return conversations_.hear(conversation_, TRY(read_request<AkaConfirmation>(incoming, route.parameter)), turn);
    }
    if (route.operation == &sbi::eap_session) {
        conversation_ = TRY(context_of(route.parameter));
        if (conversations_.find(conversation_) == nullptr)
            return no_context("an EAP packet for no session of ours", turn);
        return conversations_.hear(conversation_, TRY(read_request<EapAnswer>(incoming, route.parameter)), turn);
    }
    return fail(Cause::unexpected, incoming.http->path + " is not a service of the AUSF");
}

Result<Ausf::State> Ausf::on(const Idle&, const Authenticate& request, Turn& turn) {
    // TS 33.501 6.1.2: the SEAF asks with a SUCI or SUPI; the UDM chooses the method and makes the vector.
    nudm::AuthenticationInfoRequest body;
    body.serving_network_name = request.body.serving_network_name;
    body.ausf_instance_id = NfInstanceId(configuration_.nf_instance_id);
    body.resynchronization_info = request.body.resynchronization_info;
    ask(turn, sbi::generate_auth_data, {"udm", ""}, body, conversation_, request.body.supi_or_suci.text());
    return AwaitingVector{turn.reply_to(), request.body.serving_network_name};
}

Result<Ausf::State> Ausf::on(const AwaitingVector& awaiting, const AuthDataGenerated& answer, Turn& turn) {
    if (!answer.success() || !answer.body || !answer.body->supi) {
        respond_problem(turn, awaiting.seaf, answer.success() ? 500 : answer.status,
                        answer.problem.cause.value_or("UPSTREAM_SERVER_ERROR"));
        return Failed{};
    }
    const auto& body = *answer.body;
    const auto akma = body.akma_ind.value_or(false) ? body.routing_id.value_or(RoutingIndicator{}) : RoutingIndicator{};
    if (const auto* made = std::get_if<nudm::AvEapAkaPrime>(&body.authentication_vector)) {
        EapExchange exchange;
        exchange.seaf = awaiting.seaf.peer;
        exchange.serving_network = awaiting.serving_network;
        exchange.supi = *body.supi;
        exchange.akma_routing_indicator = akma;
        return challenge(awaiting.seaf, std::move(exchange), *made, true, turn);
    }
    const auto& vector = std::get<nudm::Av5gHeAka>(body.authentication_vector);
    nausf::UEAuthenticationCtx context;
    context.auth_type = answer.body->auth_type;
    // TS 33.501 6.1.3.2.0 steps 3 to 5: XRES* stays here; the SEAF gets RAND, AUTN and HXRES*.
    context.five_g_auth_data = nausf::Av5gAka{vector.rand, keys::hres_star(vector.rand, vector.xres_star), vector.autn};
    context.links.confirmation = nausf::Link{Uri(resource() + "/5g-aka-confirmation")};
    context.serving_network_name = awaiting.serving_network;
    respond(turn, awaiting.seaf, sbi::authenticate, context, resource());
    return AwaitingResStar{awaiting.seaf.peer, awaiting.serving_network, *body.supi,
                           vector.xres_star,   vector.k_ausf.clone(),    akma};
}

Result<Ausf::State> Ausf::on(const AwaitingResStar& awaiting, const AkaConfirmation& confirmation, Turn& turn) {
    if (turn.sender() != awaiting.seaf)
        return fail(Cause::wrong_sender, "RES* from another SEAF than the one that asked");
    // TS 33.501 6.1.3.2.0 step 11: RES* is compared with XRES*; null means that the UE was not reached.
    const auto& res_star = confirmation.body.res_star.value;
    if (!res_star || !same_in_constant_time(res_star->view(), awaiting.xres_star.view())) {
        nausf::ConfirmationDataResponse failure;
        failure.auth_result = nausf::AuthResult::failure;
        respond(turn, turn.reply_to(), sbi::aka_confirmation, failure);
        return Failed{};
    }
    tell_udm(awaiting.supi, awaiting.serving_network, nausf::AuthType::five_g_aka, turn);
    // TS 33.501 6.2.2.1: with 5G AKA, K_AUSF is stored when RES* is verified.
    k_ausf_.insert_or_assign(awaiting.supi, awaiting.k_ausf.clone());
    return AwaitingEventAck{std::nullopt,  turn.reply_to(),         awaiting.serving_network,
                            awaiting.supi, awaiting.k_ausf.clone(), awaiting.akma_routing_indicator};
}

// Not modelled: a policy about how long a vector is good. Of a UE that the SEAF says nothing more about, no key is kept.
Result<Ausf::State> Ausf::on(const AwaitingResStar&, const command::TimerExpired&, Turn&) { return Failed{}; }
Result<Ausf::State> Ausf::on(const AwaitingEapResponse&, const command::TimerExpired&, Turn&) { return Failed{}; }

void Ausf::tell_udm(const Supi& supi, const ServingNetworkName& network, nausf::AuthType method, Turn& turn) const {
    // TS 33.501 6.1.4.1a step 1: the UDM learns of the result before the SEAF does.
    nudm::AuthEvent event;
    event.nf_instance_id = NfInstanceId(configuration_.nf_instance_id);
    event.success = true;
    event.time_stamp = DateTime(turn.date());
    event.auth_type = method;
    event.serving_network_name = network;
    ask(turn, sbi::confirm_auth, {"udm", ""}, event, conversation_, supi.text());
}

void Ausf::answer_seaf(const AwaitingEventAck& done, Turn& turn) {
    auto k_seaf = keys::k_seaf(turn.kdf(done.supi), done.k_ausf, done.serving_network);
    if (done.eap_identifier) return succeed_eap(done, std::move(k_seaf), turn);
    // TS 33.501 6.1.3.2.0 step 12: success brings K_SEAF and, as the SEAF asked with a SUCI, the SUPI.
    nausf::ConfirmationDataResponse success;
    success.auth_result = nausf::AuthResult::success;
    success.supi = done.supi;
    success.k_seaf = std::move(k_seaf);
    respond(turn, done.seaf, sbi::aka_confirmation, success);
}

Result<Ausf::State> Ausf::on(const AwaitingEventAck& awaiting, const AuthConfirmed&, Turn& turn) {
    // TS 33.535 6.1 step 3: without the AKMA indication there is nothing more to do than to answer.
    const bool akma = !awaiting.akma_routing_indicator.empty();
    if (!akma || configuration_.anchor_key.value_or("") != "before-answer") {
        answer_seaf(awaiting, turn);
        if (!akma) return Confirmed{};
        return register_anchor_key(awaiting, turn);
    }
    auto next = register_anchor_key(awaiting, turn);
    next.unanswered = std::make_shared<const AwaitingEventAck>(
        AwaitingEventAck{awaiting.eap_identifier, awaiting.seaf, awaiting.serving_network, awaiting.supi,
                         awaiting.k_ausf.clone(), awaiting.akma_routing_indicator});
    return next;
}

Result<Ausf::State> Ausf::on(const Idle&, const command::RemoveContext& order, Turn& turn) {
    // TS 33.535 6.6 (assumed): the AUSF has the context removed, for instance when the subscription ends.
    const Supi supi(order.supi);
    const auto known = routing_indicators_.find(supi);
    const auto indicator = known == routing_indicators_.end() ? RoutingIndicator{} : known->second;
    stop_registering(supi, turn);
    auto head = sbi::request_head(sbi::remove_context);
    head.origination_timestamp = turn.sbi_timestamp();
    turn.request(Link::n61, aanf_for(configuration_.aanfs, indicator.text()), std::move(head),
                 body::write(naanf::CtxRemove{supi}), conversation_, std::string(ContextRemoved::name));
    return AwaitingRemoval{};
}

Result<Ausf::State> Ausf::on(const AwaitingRemoval&, const ContextRemoved& answer, Turn& turn) {
    turn.report(ended_by(answer, "aanf"));
    return Idle{};
}

Result<Ausf::State> Ausf::on(const Idle& idle, const DeregisterUe& request, Turn& turn) {
    // TS 33.501 6.2.2.1: K_AUSF goes. What the AAnF made of it stays until it is removed there.
    if (k_ausf_.erase(request.body.supi) == 0)
        respond_problem(turn, turn.reply_to(), 404, "USER_NOT_FOUND");
    else
        respond_nothing(turn, turn.reply_to());
    return State{idle};
}

command::Inspection Ausf::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    if (const auto found = k_ausf_.find(Supi(about.supi)); found != k_ausf_.end()) answer.add(found->second);
    return answer;
}

}  // namespace akmasim::ausf

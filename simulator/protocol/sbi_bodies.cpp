// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/sbi_bodies.hpp"

#include <algorithm>
#include <array>

#include "simulator/protocol/field_list.hpp"
#include "simulator/protocol/form.hpp"
#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/nudm.hpp"
#include "simulator/protocol/nudm_uecm.hpp"

namespace akmasim::sbi {
namespace {

template <class Content>
Result<void> write_body(std::string_view text, ViewWriter& visit) {
    const auto content = TRY(body::read<Content>(text));
    Content::fields(content, visit);
    return {};
}

template <class Content>
Result<void> write_form(std::string_view text, ViewWriter& visit) {
    const auto content = TRY(form::read<Content>(text));
    Content::fields(content, visit);
    return {};
}

template <class Content>
void list_body(std::vector<Field>& fields) {
    FieldList(fields).members<Content>();
}

template <class Content>
Fault fault_of_body(std::string_view text) {
    const auto value = body::detail::shared_document().parse(text);
    if (!value || value->kind() != json::Kind::object) return {"INVALID_MSG_FORMAT", {}};
    FaultFinder visit(*value);
    Content content{};
    Content::fields(content, visit);
    return visit.fault();
}

template <class Content>
constexpr Body of{write_body<Content>, list_body<Content>, fault_of_body<Content>};
template <class Content>
constexpr Body form_of{write_form<Content>, list_body<Content>};
constexpr Body none{};

struct Bodies {
    const Operation* operation;
    Body request;
    Body response;
};
constexpr auto bodies = std::to_array<Bodies>({
    {&authenticate, of<nausf::AuthenticationInfo>, of<nausf::UEAuthenticationCtx>},
    {&aka_confirmation, of<nausf::ConfirmationData>, of<nausf::ConfirmationDataResponse>},
    {&eap_session, of<nausf::EapSession>, of<nausf::EapSession>},
    {&generate_auth_data, of<nudm::AuthenticationInfoRequest>, of<nudm::AuthenticationInfoResult>},
    {&confirm_auth, of<nudm::AuthEvent>, of<nudm::AuthEvent>},
    {&register_anchor_key, of<naanf::AkmaKeyInfo>, of<naanf::AkmaKeyInfo>},
    {&retrieve_application_key, of<naanf::AkmaAfKeyRequest>, of<naanf::AkmaAfKeyData>},
    {&association, of<mcf::AssociationQuery>, of<mcf::Associations>},
    {&remove_context, of<naanf::CtxRemove>, none},
    {&retrieve_for_nef, of<naanf::AkmaAfKeyRequest>, of<naanf::AkmaAfKeyData>},
    {&retrieve_by_nef, of<naanf::AkmaAfKeyRequest>, of<naanf::AkmaAfKeyData>},
    {&service_disable, of<naanf::ServiceDisableNotif>, none},
    {&service_disable_to_nef, of<naanf::ServiceDisableNotif>, none},
    {&service_disable_by_nef, of<naanf::ServiceDisableNotif>, none},
    {&amf_registration, of<nudm::Amf3GppAccessRegistration>, of<nudm::Amf3GppAccessRegistration>},
    {&reauth_notification, of<nudm::ReauthenticationOf>, none},
    {&get_amf_registration, none, of<nudm::Amf3GppAccessRegistration>},
    {&auth_trigger, of<nudm::ReauthenticationOf>, none},
    {&id_translation, none, of<nudm::IdTranslationResult>},
    {&deregister_ue, of<nausf::DeregistrationInfo>, none},
    {&nf_register, of<nnrf::NfProfile>, of<nnrf::NfProfile>},
    {&nf_discover, none, of<nnrf::SearchResult>},
    {&access_token, form_of<nnrf::AccessTokenReq>, of<nnrf::AccessTokenRsp>},
});

const Bodies* bodies_of(const Operation* operation) {
    const auto* found =
        std::find_if(bodies.begin(), bodies.end(), [&](const Bodies& one) { return one.operation == operation; });
    return found == bodies.end() ? nullptr : found;
}

}  // namespace

Body request_body(const Operation* operation) {
    const auto* found = bodies_of(operation);
    return found == nullptr ? none : found->request;
}

Body response_body(const Operation* operation) {
    const auto* found = bodies_of(operation);
    return found == nullptr ? none : found->response;
}

}  // namespace akmasim::sbi

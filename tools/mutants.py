# SPDX-License-Identifier: Apache-2.0
"""The checks that protect something, for mutate.py: each with its clause, where it stands, and how it is taken out.

`text` stands exactly once in `file`; `without` is what the code reads when the check is gone. `shown` names what is most
likely to notice: scenarios by path, tests as PROGRAM:FILTER of GoogleTest. What they do not notice, everything else gets a
try at.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    name: str
    clause: str
    file: str
    text: str
    without: str
    shown: tuple


def never(name, clause, file, condition, *shown):
    """An `if` whose condition is the check: it never holds any more."""
    return Check(name, clause, file, f"if ({condition}", f"if (false && {condition}", shown)


def part(name, clause, file, text, without, *shown):
    return Check(name, clause, file, text, without, shown)


CHECKS = [
    # NAS security contexts, both ends
    never("nas-mac", "TS 24.501 4.4.3.3", "simulator/keys/nas_context.cpp",
          "!same_in_constant_time(expected, octets.subspan(2, 4))", "nf_tests:AmfAlone.*", "unit_keys_tests:NasContext.*"),
    never("nas-count-replay", "TS 24.501 4.4.3.1", "simulator/keys/nas_context.cpp", "refuses_replays_ && count < next) count += 0x100;",
          "nf_tests:AmfAlone.*", "unit_keys_tests:NasContext.*"),
    part("nas-count-end", "TS 24.501 4.4.3.5", "simulator/keys/nas_context.cpp",
         "if (used_up(direction) || count > last_count)", "if (false && (used_up(direction) || count > last_count))",
         "unit_keys_tests:NasContext.*"),
    # AMF
    part("hxres-star", "TS 33.501 6.1.3.2.0", "nf/amf/authentication.cpp",
         "!confirmed || !awaiting.res_star_matched ||", "!confirmed ||", "nf_tests:AmfAlone.*"),
    part("home-network-confirms", "TS 33.501 6.1.3.2.2", "nf/amf/authentication.cpp",
         "answer.body && answer.body->auth_result == nausf::AuthResult::success;", "answer.body;", "nf_tests:AmfAlone.*"),
    never("amf-message-in-clear", "TS 24.501 4.4.4.3", "nf/amf/amf.cpp",
          "security) return fail(Cause::integrity, \"a message in clear", "nf_tests:AmfAlone.*"),
    part("amf-connection-owner", "TS 33.501 6.7.2", "nf/amf/amf.cpp",
         "owner->second != incoming.from) {", "false && owner->second != incoming.from) {", "nf_tests:AmfAlone.*"),
    never("security-mode-complete-context", "TS 33.501 6.7.2", "nf/amf/security_mode.cpp",
          "verified_ != awaiting.security)", "nf_tests:AmfReauthentication.*"),
    never("nia0-in-emergencies-alone", "TS 33.501 5.3.3", "nf/amf/security_mode.cpp",
          "integrity && algorithm == 0 && !emergency) continue;", "nf_tests:AmfAlone.*"),
    never("whole-request-again", "TS 24.501 4.4.6", "nf/amf/security_mode.cpp",
          "!record.reauthentication && !record.whole_request", "scenarios/attacks/tampered-registration-request.yaml"),
    part("unverified-guti-authenticates", "TS 24.501 4.4.4.3", "nf/amf/registration.cpp",
         "may_skip = record.whole_request && ", "may_skip = ", "nf_tests:AmfAndAKnownUe.*",
         "scenarios/attacks/tampered-registration-request.yaml"),
    part("new-keys-before-the-last-count", "TS 24.501 4.4.3.5", "nf/amf/amf.cpp",
         "return conversations_.hear(connection_, command::Reauthenticate{}, turn);", "(void)turn; return {};",
         "scenarios/lifecycle/nas-count-near-its-end.yaml"),
    # UE
    never("autn-mac", "TS 33.102 6.3.3", "nf/ue/usim.cpp",
          "!same_in_constant_time(expected.view(), autn.view().subspan(8))", "scenarios/refusals/wrong-opc.yaml"),
    never("sqn-window", "TS 33.102 6.3.3", "nf/ue/usim.cpp", "!fresh(sqn)) return SyncFailure",
          "scenarios/attacks/replay-challenge.yaml"),
    part("sqn-jump", "TS 33.102 C.2.2", "nf/ue/usim.cpp", "return sqn.seq() - highest_.seq() <= limits_.delta;",
         "return true;", "scenarios/refusals/sqn-jump.yaml"),
    never("separation-bit", "TS 33.501 6.1.3.2.0", "nf/ue/authentication.cpp", "!genuine.separation_bit)",
          "scenarios/refusals/separation-bit.yaml"),
    part("separation-bit-in-eap", "TS 33.501 6.1.3.1", "nf/ue/eap.cpp",
         "genuine == nullptr || !genuine->separation_bit)", "genuine == nullptr)", "nf_tests:EapPeerAlone.*"),
    never("ngksi-in-use", "TS 24.501 5.4.1.3.7", "nf/ue/authentication.cpp",
          "current_ && challenge.ng_ksi == current_->ng_ksi)", "scenarios/refusals/ngksi-in-use.yaml"),
    never("authentication-reject-in-clear", "TS 24.501 5.4.1.3.5", "nf/ue/authentication.cpp",
          "!secured_ && !answered_ && refused_with == 0)", "nf_tests:UeAlone.*"),
    part("eap-at-mac-in-the-ue", "RFC 4187 6.3.1", "nf/ue/eap.cpp",
         "!same_in_constant_time(keys::at_mac(made.k_aut, *authenticated).view(), asked.mac.view()) ||", "",
         "nf_tests:EapPeerAlone.*"),
    part("eap-network-name", "RFC 9048 3.1", "nf/ue/eap.cpp",
         "!asked.kdf_input || *asked.kdf_input != serving)", "!asked.kdf_input)", "nf_tests:EapPeerAlone.*"),
    part("security-mode-command-mac", "TS 33.501 6.7.2", "nf/ue/security_mode.cpp",
         "if (!context->unprotect(command.octets, Direction::downlink)) return std::shared_ptr<NasContext>();",
         "(void)context->unprotect(command.octets, Direction::downlink);", "nf_tests:UeAlone.*"),
    never("replayed-capabilities", "TS 33.501 6.7.2", "nf/ue/security_mode.cpp",
          "compares && command.replayed_capability != own)", "scenarios/attacks/bid-down.yaml"),
    never("nia0-refused", "TS 33.501 5.3.3", "nf/ue/security_mode.cpp", "command.ia == 0 && !emergency)",
          "scenarios/registration/nia0-refused.yaml"),
    never("ue-message-in-clear", "TS 24.501 4.4.4.2", "nf/ue/me.cpp",
          "secured_) return fail(Cause::integrity, \"a message in clear", "scenarios/attacks/replay-challenge.yaml"),
    # AUSF
    part("res-star", "TS 33.501 6.1.3.2.0", "nf/ausf/ausf.cpp",
         "!res_star || !same_in_constant_time(res_star->view(), awaiting.xres_star.view()))", "!res_star)",
         "nf_tests:AusfAlone.*"),
    never("same-seaf", "TS 33.501 6.1.3.2.0", "nf/ausf/ausf.cpp", "turn.sender() != awaiting.seaf)",
          "nf_tests:AusfAlone.*"),
    never("ausf-consumers", "TS 33.501 14.1.2", "nf/ausf/ausf.cpp", "incoming.from.role != (by_udm ? \"udm\" : \"amf\"))",
          "nf_tests:AusfAlone.*"),
    never("akma-indication", "TS 33.535 6.1", "nf/ausf/ausf.cpp", "awaiting.akma_routing_indicator.empty())",
          "scenarios/akma/no-subscription.yaml"),
    part("eap-at-mac-in-the-ausf", "TS 33.501 6.1.3.1", "nf/ausf/eap.cpp",
         "same_in_constant_time(keys::at_mac(secrets.k_aut, *authenticated).view(), response.mac->view()) &&", "",
         "nf_tests:EapServerAlone.*"),
    part("eap-res", "TS 33.501 6.1.3.1", "nf/ausf/eap.cpp",
         "same_in_constant_time(response.res->view(), secrets.xres.view());", "true;", "nf_tests:EapServerAlone.*"),
    never("eap-identifier", "RFC 3748 4.1", "nf/ausf/eap.cpp", "packet->identifier != exchange.identifier)",
          "nf_tests:EapServerAlone.*"),
    # UDM
    part("serving-network-authorised", "TS 33.501 6.1.2", "nf/udm/udm.cpp",
         "!serving_networks_.empty() && std::ranges::find", "false && std::ranges::find",
         "scenarios/refusals/serving-network-not-authorized.yaml"),
    never("udm-consumers", "TS 33.501 14.2.1", "nf/udm/udm.cpp", "incoming.from.role != \"ausf\")", "nf_tests:UdmAlone.*"),
    never("auts-mac", "TS 33.102 6.3.5", "nf/udm/udm.cpp",
          "!same_in_constant_time(mac_s.view(), info.auts.view().subspan(6)))", "nf_tests:UdmAlone.*"),
    part("sqn-used-once", "TS 33.102 6.3.2", "nf/udm/udm.cpp", "    subscription.sqn = next;\n", "",
         "nf_tests:UdmAlone.*"),
    never("suci-mac", "TS 33.501 C.3.3", "simulator/crypto/suci.cpp",
          "!same_in_constant_time(View(tag).first(tag_octets), scheme_output.last(tag_octets)))",
          "unit_crypto_tests:SuciConcealment.*"),
    # AAnF and NEF
    never("af-authorised", "TS 33.535 6.2.1", "nf/aanf/application_key.cpp",
          "!list.empty() && !has(list, af_id.fqdn.text()))", "scenarios/akma/af-refused.yaml"),
    part("af-id-of-the-asker", "TS 33.535 6.2.1", "nf/aanf/application_key.cpp",
         "record == nullptr || (checks && record->fqdn != af_id.fqdn.text()))", "record == nullptr)",
         "scenarios/akma/af-id-of-another.yaml"),
    part("ua-protocol-of-the-af", "TS 33.535 6.2.1", "nf/aanf/application_key.cpp",
         "ids.empty() || has(ids,", "true || has(ids,", "scenarios/akma/ua-protocol-not-allowed.yaml"),
    never("k-af-expiry", "TS 33.535 5.2", "nf/aanf/application_key.cpp",
          "given != context.expiries.end() && given->second <= turn.now())", "scenarios/lifecycle/key-expires.yaml"),
    never("service-disabled", "TS 33.535 7.1.6", "nf/aanf/application_key.cpp", "context.disabled)",
          "scenarios/lifecycle/service-disabled.yaml"),
    never("anonymous-user", "TS 33.535 7.1.5", "nf/aanf/application_key.cpp", "request.body.anon_ind.value_or(false))",
          "scenarios/akma/anonymous.yaml"),
    part("roaming-policy", "TS 33.535 7.1.3", "nf/aanf/application_key.cpp",
         "network.empty() || has(policy.declined_networks, network);", "network.empty();",
         "scenarios/roaming/network-declined.yaml"),
    never("anchor-key-from-the-ausf", "TS 33.535 7.1.2", "nf/aanf/aanf.cpp", "incoming.from.role != \"ausf\")",
          "nf_tests:AanfAlone.*"),
    part("only-the-newest-anchor-key", "TS 33.535 6.1", "nf/aanf/aanf.cpp",
         "if (const auto older = contexts_.find(supi); older != contexts_.end()) by_a_kid_.erase(older->second.a_kid);",
         "", "nf_tests:AanfAlone.*", "scenarios/attacks/stale-a-kid.yaml"),
    part("af-agreed-with-the-nef", "TS 33.535 6.3", "nf/nef/nef.cpp",
         "found != configuration_.afs.end() && found->fqdn == asked->fqdn.text();", "found != configuration_.afs.end();",
         "scenarios/akma/nef-refuses.yaml"),
    # MSGin5G server and client
    part("association", "TS 33.501 Y.2", "nf/msgin5g/service.cpp",
         "std::ranges::find(ids, was.claimed) != ids.end();", "true;", "scenarios/refusals/not-associated.yaml"),
    never("registered-first", "TS 23.554 8.2.1", "nf/msgin5g/service.cpp",
          "session->registered.empty()) return refuse(", "nf_tests:ServerAlone.*"),
    never("originator", "TS 33.501 Y.2", "nf/msgin5g/service.cpp", "message->ori_addr.addr != session->registered)",
          "nf_tests:ServerAlone.*"),
    never("a-kid-of-the-session-request", "TR 33.862 key issue 2", "nf/msgin5g/handshake.cpp",
          "*a_kid != session->a_kid && !omits", "nf_tests:ServerAlone.*"),
    never("digest-response", "RFC 7616 3.4.1", "nf/msgin5g/http_access.cpp",
          "!same_in_constant_time(view_of(expected), view_of(said->response)))", "nf_tests:DigestAlone.*"),
    never("digest-nonce-count", "RFC 7616 3.4", "nf/msgin5g/http_access.cpp",
          "*count <= session->last_nonce_count)", "nf_tests:DigestAlone.*"),
    part("digest-nonce", "RFC 7616 3.4", "nf/msgin5g/http_access.cpp",
         "said->nonce != session->nonce || said->uri", "said->uri", "nf_tests:DigestAlone.*"),
    never("digest-realm", "TS 33.535 B.1.2", "nf/ue/http_access.cpp", "challenge.realm != \"3GPP-bootstrapping-akma@\"",
          "scenarios/ua/http-digest-wrong-realm.yaml"),
    part("ua-connection-owner", "TS 33.501 Y.2", "nf/msgin5g/msgin5g.cpp",
         "owner->second != incoming.from) {", "false && owner->second != incoming.from) {", "nf_tests:ServerAlone.*"),
    part("early-data-once", "RFC 8446 8.2", "simulator/crypto/tls_callbacks.cpp",
         "return context.early_hellos.insert(std::move(random)).second ? 1 : 0;", "return 1;",
         "unit_crypto_tests:*EarlyData*"),
    part("dtls-cookie", "RFC 6347 4.2.1", "simulator/crypto/tls_callbacks.cpp",
         "return same_in_constant_time({cookie, size}, cookie_of(ssl)) ? 1 : 0;",
         "return same_in_constant_time({cookie, size}, cookie_of(ssl)) ? 1 : 1;", "unit_crypto_tests:*ookie*"),
    part("certificate-name", "RFC 9110 4.3.4", "simulator/crypto/tls.cpp",
         "    SSL_set1_host(parts->ssl.get(), server_name.c_str());", "", "scenarios/ua/http-digest-wrong-certificate.yaml"),
]

// SPDX-License-Identifier: Apache-2.0
// What each role is told before it starts, as JSON in the form of its Configuration.
#include "simulator/scenario/configurations.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/base/letters.hpp"
#include "simulator/base/ua_protocols.hpp"
#include "simulator/scenario/akma_configurations.hpp"
#include "simulator/scenario/credentials.hpp"
#include "simulator/scenario/nrf_configurations.hpp"
#include "simulator/scenario/servers.hpp"

namespace akmasim::scenario {
std::string compressed(const std::string& point) {
    constexpr std::size_t coordinate = 64;
    if (point.size() != 2 + 2 * coordinate) return point;
    const bool odd = std::string_view("13579bdf").find(point.back()) != std::string_view::npos;
    return (odd ? "03" : "02") + point.substr(2, coordinate);
}

namespace {

void texts(json::Writer& out, std::string_view key, const std::vector<std::string>& list) {
    out.key(key).open_array();
    for (const auto& text : list) out.string(text);
    out.close_array();
}

// A configuration: an object whose members `write` adds.
template <class Write>
std::string object(Write write) {
    std::string text;
    json::Writer out(text);
    out.open_object();
    write(out);
    out.close_object();
    return text;
}

std::string public_key_of(const Scenario& scenario, const Subscriber& subscriber, const Derivers& derivers) {
    if (subscriber.home_network_public_key) return compressed(lower(subscriber.home_network_public_key->text));
    for (const auto& key : scenario.home_network_keys) {
        if (key.id == subscriber.home_network_public_key_id && key.scheme == subscriber.protection_scheme) {
            return derivers.public_key(key.scheme, key.private_key.text);
        }
    }
    return "";
}

using ServerCertificates = std::vector<Certificates>;  // in the order of the servers

void write_servers(json::Writer& out, const Scenario& scenario, const ServerCertificates& certificates) {
    out.key("servers").open_array();
    auto certificate = certificates.begin();
    for (const auto& [address, server] : servers_of(scenario)) {
        out.open_object().key("instance").string(address.instance).key("fqdn").string(server.fqdn);
        out.key("mode").string(server.mode).key("trustAnchor").string((certificate++)->anchor);
        texts(out, "uaProtocols", server.ua_protocol.list);
        out.close_object();
    }
    out.close_array();
}

void write_profile(json::Writer& out, const Scenario& scenario, const std::string& name, const Derivers& derivers,
                   const ServerCertificates& certificates) {
    const auto& subscriber = scenario.subscribers.at(name);
    const auto& usim = subscriber.usim;
    out.open_object()
        .key("name")
        .string(name)
        .key("mcc")
        .string(scenario.plmn->mcc.text)
        .key("mnc")
        .string(scenario.plmn->mnc.text);
    if (const auto& serving = scenario.nfs.amf.plmn)
        out.key("servingNetwork")
            .string(fmt::format("5G:mnc{:0>3}.mcc{:0>3}.3gppnetwork.org", serving->mnc.text, serving->mcc.text));
    out.key("supi").string(subscriber.supi);
    write(out, usim_credentials_of(subscriber), derivers);
    out.key("sqnDelta").integer(usim.sqn_delta).key("sqnAgeLimit").integer(usim.sqn_age_limit);
    out.key("sqn")
        .string(lower(usim.sqn.value_or(subscriber.sqn).text))
        .key("routingIndicator")
        .string(subscriber.routing_indicator.text);
    out.key("protectionScheme").integer(subscriber.protection_scheme);
    out.key("homeNetworkPublicKey").string(public_key_of(scenario, subscriber, derivers));
    out.key("homeNetworkPublicKeyId").integer(subscriber.home_network_public_key_id);
    out.key("firstNasCount").integer(scenario.nfs.amf.first_nas_count);
    const auto& ue = scenario.nfs.ue;
    texts(out, "ea", ue.ea);
    texts(out, "ia", ue.ia);
    out.key("capability").string(ue.capability).key("akmaCapability").boolean(ue.akma_capability);
    out.key("ueServiceId").string(ue_service_id_of(scenario, name));
    write_servers(out, scenario, certificates);
    out.key("akmaProfile").string(ue.akma_profile);
    texts(out, "omits", ue.omits);
    if (ue.retry) {
        out.key("retry").open_object().key("within").integer(ue.retry->within.ns);
        out.key("first").integer(ue.retry->first.ns).key("times").integer(ue.retry->times).close_object();
    }
    if (ue.ua_star_id) out.key("uaStarId").string(lower(ue.ua_star_id->text));
    const auto& baseline = subscriber.baseline;
    if (baseline.psk_identity) out.key("staticIdentity").string(*baseline.psk_identity);
    if (baseline.psk) out.key("staticPsk").string(lower(baseline.psk->text));
    if (baseline.token) out.key("token").string(lower(baseline.token->text));
    out.close_object();
}

std::string ue_configuration(const Scenario& scenario, const Derivers& derivers,
                             const ServerCertificates& certificates) {
    return object([&](json::Writer& out) {
        out.key("subscribers").open_array();
        for (const auto& [name, subscriber] : scenario.subscribers) {
            write_profile(out, scenario, name, derivers, certificates);
        }
        out.close_array();
    });
}

// TS 23.003 28.7.2: what stands behind the @ of a NAI.
std::vector<std::string> realms_of(const Scenario& scenario) {
    if (!scenario.nfs.udm.realms.empty()) return scenario.nfs.udm.realms;
    std::set<std::string> realms;
    for (const auto& [name, subscriber] : scenario.subscribers) {
        if (!subscriber.supi.starts_with("imsi-")) realms.insert(subscriber.supi.substr(subscriber.supi.rfind('@') + 1));
    }
    return {realms.begin(), realms.end()};
}

void write_home_networks(json::Writer& out, const Scenario& scenario) {
    auto plmns = scenario.nfs.udm.plmns;
    if (plmns.empty()) plmns = {*scenario.plmn};
    out.key("plmns").open_array();
    for (const auto& [mcc, mnc] : plmns)
        out.open_object().key("mcc").string(mcc.text).key("mnc").string(mnc.text).close_object();
    out.close_array();
    texts(out, "realms", realms_of(scenario));
}

std::string udm_configuration(const Scenario& scenario, const Derivers& derivers) {
    return object([&](json::Writer& out) {
        out.key("homeNetworkKeys").open_array();
        for (const auto& key : scenario.home_network_keys) {
            out.open_object().key("id").integer(key.id).key("scheme").integer(key.scheme);
            out.key("privateKey").string(lower(key.private_key.text)).close_object();
        }
        out.close_array().key("subscribers").open_array();
        for (const auto& [name, subscriber] : scenario.subscribers) {
            out.open_object().key("supi").string(subscriber.supi);
            write(out, credentials_of(subscriber), derivers);
            out.key("amf").string(lower(subscriber.amf.text)).key("sqn").string(lower(subscriber.sqn.text));
            out.key("authMethod")
                .string(subscriber.auth_method)
                .key("separationBit")
                .boolean(subscriber.separation_bit);
            out.key("akma").boolean(subscriber.akma).key("routingIndicator").string(subscriber.routing_indicator.text);
            if (subscriber.gpsi) out.key("gpsi").string(*subscriber.gpsi);
            out.close_object();
        }
        out.close_array();
        write_home_networks(out, scenario);
        texts(out, "servingNetworks", scenario.nfs.udm.serving_networks);
        out.key("reauthentication").boolean(scenario.nfs.udm.reauthentication);
    });
}

std::string amf_configuration(const Scenario& scenario) {
    return object([&](json::Writer& out) {
        const auto& serving = scenario.nfs.amf.plmn ? *scenario.nfs.amf.plmn : *scenario.plmn;
        out.key("mcc").string(serving.mcc.text).key("mnc").string(serving.mnc.text);
        texts(out, "ea", scenario.nfs.amf.ea);
        texts(out, "ia", scenario.nfs.amf.ia);
        const auto& amf = scenario.nfs.amf;
        out.key("nullIntegrityAlways").boolean(amf.null_integrity_always);
        out.key("authenticateKnownUe").boolean(amf.authenticate_known_ue);
        out.key("identifyAfterFailure").integer(amf.identify_after_failure);
        out.key("eapSuccess").string(amf.eap_success).key("firstNgKsi").integer(amf.first_ng_ksi);
        out.key("firstNasCount").integer(amf.first_nas_count);
        out.key("capability")
            .string(scenario.nfs.ue.capability)
            .key("seedCapabilitySent")
            .boolean(scenario.nfs.ue.capability_sent);
        out.key("akmaCapability").boolean(scenario.nfs.ue.akma_capability);
    });
}

std::string ausf_configuration(const Scenario& scenario) {
    return object([&](json::Writer& out) {
        out.key("nfInstanceId").string("7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11");
        out.key("mcc").string(scenario.plmn->mcc.text).key("mnc").string(scenario.plmn->mnc.text);
        out.key("anchorKey").string(scenario.nfs.ausf.anchor_key);
        out.key("kdfs").open_array();
        for (const int kdf : scenario.nfs.ausf.kdfs) out.integer(kdf);
        out.close_array();
        write_aanfs(out, scenario);
    });
}

bool uses_certificates(const Scenario& scenario, const Msgin5gSettings& server) {
    std::vector<std::string> names = accepted_by(server);
    names.insert(names.end(), server.ua_protocol.list.begin(), server.ua_protocol.list.end());
    for (const auto& step : scenario.steps) {
        for (const auto& order : step.orders) {
            const auto* connect = std::get_if<ConnectStep>(&order);
            if (connect == nullptr || !connect->ua_protocol) continue;
            names.insert(names.end(), connect->ua_protocol->list.begin(), connect->ua_protocol->list.end());
        }
    }
    return std::ranges::any_of(names, [](const auto& name) {
        const auto* protocol = ua_protocol_named(name);
        return protocol != nullptr && protocol->carrier == UaCarrier::http_over_tls;
    });
}

std::string early_data_of(const Msgin5gSettings& server) {
    const auto& accepts = accepted_by(server);
    return std::ranges::find(accepts, "tls13-0rtt") == accepts.end() ? "refuse" : server.early_data;
}

void write_known_clients(json::Writer& out, const Scenario& scenario) {
    out.key("knownClients").open_array();
    for (const auto& [name, subscriber] : scenario.subscribers) {
        const auto& [identity, psk, token] = subscriber.baseline;
        if (!psk && !token) continue;
        out.open_object().key("supi").string(subscriber.supi);
        if (identity) out.key("identity").string(*identity);
        if (psk) out.key("psk").string(lower(psk->text));
        if (token) out.key("token").string(lower(token->text));
        out.close_object();
    }
    out.close_array();
}

std::string msgin5g_configuration(const Scenario& scenario, const Msgin5gSettings& server,
                                  const Certificates& certificates) {
    return object([&](json::Writer& out) {
        out.key("fqdn")
            .string(server.claims.value_or(server.fqdn))
            .key("mode")
            .string(server.mode)
            .key("certificate")
            .string(certificates.certificate)
            .key("certificateKey")
            .string(certificates.key);
        if (server.realm) out.key("realm").string(*server.realm);
        texts(out, "accepts", accepted_by(server));
        texts(out, "cipherSuites", server.cipher_suites);
        out.key("earlyData").string(early_data_of(server)).key("cookie").boolean(server.cookie);
        if (server.ua_star_id) out.key("uaStarId").string(lower(server.ua_star_id->text));
        write_known_clients(out, scenario);
        out.key("akma").boolean(server.akma).key("acceptSeparator").boolean(server.accept_separator);
        if (server.via) out.key("via").string(*server.via);
        out.key("anonymous").boolean(server.anonymous).key("notifications").boolean(server.notifications);
        texts(out, "omits", server.omits);
        write_aanfs(out, scenario);
    });
}

std::string mcf_configuration(const Scenario& scenario) {
    return object([&](json::Writer& out) {
        const auto add = [&](const std::string& ue_service_id, const std::string& ue_id) {
            out.open_object().key("ueServiceId").string(ue_service_id).key("ueId").string(ue_id).close_object();
        };
        out.key("associations").open_array();
        if (scenario.nfs.mcf.associations) {
            for (const auto& [ue_service_id, ue_id] : *scenario.nfs.mcf.associations) add(ue_service_id, ue_id);
        } else {
            for (const auto& [name, subscriber] : scenario.subscribers)
                add(ue_service_id_of(scenario, name), subscriber.supi);
            for (const auto& [name, subscriber] : scenario.subscribers)
                if (subscriber.gpsi) add(ue_service_id_of(scenario, name), *subscriber.gpsi);
        }
        out.close_array();
    });
}

}  // namespace

Configurations configurations_of(const Scenario& scenario, const Derivers& derivers) {
    const auto servers = servers_of(scenario);
    ServerCertificates certificates(servers.size());
    for (std::size_t i = 0; i < servers.size(); ++i) {
        const auto& server = servers[i].settings;
        if (derivers.certificates && uses_certificates(scenario, server))
            certificates[i] = derivers.certificates(server.certificate_fqdn.value_or(server.fqdn));
    }
    Configurations all{{{"ue", ""}, ue_configuration(scenario, derivers, certificates)},
                       {{"amf", ""}, amf_configuration(scenario)},
                       {{"ausf", ""}, ausf_configuration(scenario)},
                       {{"udm", ""}, udm_configuration(scenario, derivers)}};
    for (auto& aanf : aanf_configurations(scenario)) all.push_back(std::move(aanf));
    if (scenario.nfs.nef) all.push_back({{"nef", ""}, nef_configuration(scenario)});
    if (scenario.nrf) all.push_back({{"nrf", ""}, nrf_configuration(scenario, derivers)});
    for (std::size_t i = 0; i < servers.size(); ++i)
        all.push_back({servers[i].address, msgin5g_configuration(scenario, servers[i].settings, certificates[i])});
    all.push_back({{"mcf", ""}, mcf_configuration(scenario)});
    return all;
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// The words, taken from the protocols where they are said.
#include "simulator/scenario/vocabulary.hpp"

#include <map>
#include <type_traits>

#include <fmt/format.h>

#include "simulator/base/ua_protocols.hpp"
#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/scenario/diagnostic.hpp"

namespace akmasim::scenario {
namespace {

using Words = std::vector<std::string_view>;

template <class... Messages>
Words names_of(std::type_identity<std::variant<Messages...>>) {
    return {Messages::name...};
}

std::map<std::string_view, Words> collect() {
    std::map<std::string_view, Words> known;
    known["N1"] = names_of(std::type_identity<nas::Message>{});
    known["N1"].push_back("Ciphered");
    for (const auto* operation : sbi::operations()) {
        known[name_of(operation->link)].push_back(operation->request);
        known[name_of(operation->link)].push_back(operation->response);
    }
    known["Ua"] = {"ClientHello",         "HelloVerifyRequest", "ServerHello",
                   "EncryptedExtensions", "Certificate",        "CertificateRequest",
                   "CertificateVerify",   "ServerKeyExchange",  "ServerHelloDone",
                   "ClientKeyExchange",   "Finished",           "EndOfEarlyData",
                   "NewSessionTicket",    "KeyUpdate",          "Alert",
                   "ChangeCipherSpec",    "ApplicationData",    "CoapRequest",
                   "CoapResponse",        "CoapSignal",         "CoapAcknowledgement",
                   "HttpRequest",         "HttpResponse"};
    for (auto& [link, names] : known) {
        names.push_back("Undecodable");
        names.push_back("any");
    }
    return known;
}

const std::map<std::string_view, Words>& all() {
    static const auto known = collect();
    return known;
}

}  // namespace

const Words& messages_of(std::string_view link) {
    static const Words none;
    const auto found = all().find(link);
    return found == all().end() ? none : found->second;
}

const Words& links() {
    static const Words names = [] {
        Words collected;
        for (const auto& [link, messages] : all()) collected.push_back(link);
        return collected;
    }();
    return names;
}

const Words& holders() {
    static const Words names{"ue", "amf", "ausf", "udm", "nrf", "aanf", "nef", "msgin5g", "mcf", "Ua"};
    return names;
}

const Words& holdings() {
    static const Words names{"KAUSF",   "KAKMA",     "A-KID",       "KAF", "K5GMSG",    "mmState", "GUTI",
                             "ngKSI",   "usim",      "asked",       "got", "version",   "cipher",  "group",
                             "kexMode", "earlyData", "ueServiceId", "sqn", "authEvents"};
    return names;
}

std::string why_not_asked(const std::vector<std::string>& protocols) {
    std::vector<std::string_view> names;
    for (const auto& known : ua_protocols) names.push_back(known.name);
    if (protocols.empty()) return fmt::format("expected one of {}", fmt::join(names, ", "));
    const auto* first = ua_protocol_named(protocols.front());
    for (const auto& name : protocols) {
        const auto* protocol = ua_protocol_named(name);
        const auto like = nearest(name, names);
        if (protocol == nullptr) {
            return fmt::format("'{}' is not known; expected {}{}", name, fmt::join(names, ", "),
                               like.empty() ? "" : fmt::format("; did you mean '{}'?", like));
        }
        // One ClientHello goes over records or datagrams, with AKMA keys or others, with a certificate or none.
        const bool together = first != nullptr && protocol->carrier == first->carrier &&
                              is_akma(*protocol) == is_akma(*first) && (protocols.size() == 1 || is_akma(*first));
        if (!together) return fmt::format("'{}' and '{}' cannot be asked for together", protocols.front(), name);
    }
    return "";
}

const Words& algorithms_ea() {
    static const Words names{"EA0", "EA1", "EA2", "EA3"};
    return names;
}

const Words& algorithms_ia() {
    static const Words names{"IA0", "IA1", "IA2", "IA3"};
    return names;
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
// The words, taken from the protocols where they are said.
#include "simulator/scenario/vocabulary.hpp"

#include <map>
#include <type_traits>

#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/sbi.hpp"

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
    known["Ua"] = {"ClientHello",  "ServerHello", "EncryptedExtensions", "Finished",        "NewSessionTicket",
                   "KeyUpdate",    "Alert",       "ChangeCipherSpec",    "ApplicationData", "CoapRequest",
                   "CoapResponse", "CoapSignal"};
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
    static const Words names{"ue", "amf", "ausf", "udm", "aanf", "msgin5g", "mcf", "Ua"};
    return names;
}

const Words& holdings() {
    static const Words names{"KAUSF",   "KAKMA",  "A-KID", "KAF",     "K5GMSG",      "mmState", "GUTI",
                             "version", "cipher", "group", "kexMode", "ueServiceId", "sqn",     "authEvents"};
    return names;
}

// Not modelled: SNOW 3G (EA1, IA1) and ZUC (EA3, IA3).
const Words& algorithms_ea() {
    static const Words names{"EA0", "EA2"};
    return names;
}

const Words& algorithms_ia() {
    static const Words names{"IA0", "IA2"};
    return names;
}

}  // namespace akmasim::scenario

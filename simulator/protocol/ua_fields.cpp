// SPDX-License-Identifier: Apache-2.0
// Ua has no field lists of ours but those of the MSGin5G bodies: TLS, CoAP and HTTP are said here as their describers
// write them. A test holds every recorded field against this list.
#include "simulator/protocol/ua_fields.hpp"

#include <array>

#include "simulator/protocol/field_list.hpp"
#include "simulator/protocol/msgin5g.hpp"

namespace akmasim::ua {
namespace {

struct Words {
    std::string_view name;
    std::string_view clause;
    std::string_view fields;  // "name:kind", separated by spaces
};

constexpr auto handshake_words = std::to_array<Words>({
    {"ClientHello", "RFC 8446 4.1.2",
     "version:text cookie:octets cipherSuites:list groups:list serverName:text pskKeyExchangeModes:list earlyData:flag "
     "extendedMasterSecret:flag pskIdentity:text morePskIdentities:number"},
    {"HelloVerifyRequest", "RFC 6347 4.2.1", "cookie:octets"},
    {"ServerHello", "RFC 8446 4.1.3",
     "version:text cipherSuite:text keyShareGroup:text extendedMasterSecret:flag selectedPsk:number"},
    {"EncryptedExtensions", "RFC 8446 4.3.1", "length:number"},
    {"Certificate", "RFC 8446 4.4.2", "length:number"},
    {"CertificateRequest", "RFC 8446 4.3.2", "length:number"},
    {"CertificateVerify", "RFC 8446 4.4.3", "length:number"},
    {"ServerKeyExchange", "RFC 4279 2", "identityHint:text group:text"},
    {"ServerHelloDone", "RFC 5246 7.4.5", "length:number"},
    {"ClientKeyExchange", "RFC 4279 2", "pskIdentity:text"},
    {"Finished", "RFC 8446 4.4.4", "length:number"},
    {"EndOfEarlyData", "RFC 8446 4.5", "length:number"},
    {"NewSessionTicket", "RFC 8446 4.6.1", "length:number"},
    {"KeyUpdate", "RFC 8446 4.6.3", "length:number"},
    {"Alert", "RFC 8446 6", "level:text description:text"},
    {"ChangeCipherSpec", "RFC 8446 5", ""},
    {"ApplicationData", "RFC 8446 5.2", "length:number carries:text"},
});

constexpr std::string_view coap = "type:text messageId:number code:text token:octets text:text messages:list";
constexpr auto application = std::to_array<Words>({
    {"CoapRequest", "RFC 7252 5.1", "method:text path:text"},
    {"CoapResponse", "RFC 7252 5.2", ""},
    {"CoapSignal", "RFC 8323 5", "signal:text badCsmOption:number"},
    {"CoapAcknowledgement", "RFC 7252 4.2", ""},
    {"HttpRequest", "RFC 9110 9",
     "method:text path:text userAgent:text text:text authorization:object authorization.scheme:text "
     "authorization.username:text authorization.realm:text authorization.nonce:text authorization.uri:text "
     "authorization.response:text authorization.algorithm:text authorization.cnonce:text authorization.opaque:text "
     "authorization.qop:text authorization.nc:text authorization.userhash:text"},
    {"HttpResponse", "RFC 9110 15",
     "status:number deliveryStatus:text text:text challenge:object challenge.scheme:text challenge.realm:text challenge.nonce:text "
     "challenge.domain:text challenge.opaque:text challenge.stale:text challenge.algorithm:text challenge.qop:text "
     "challenge.charset:text challenge.userhash:text"},
});

void add(FieldList& list, std::string_view fields) {
    while (!fields.empty()) {
        const auto one = fields.substr(0, fields.find(' '));
        fields.remove_prefix(std::min(one.size() + 1, fields.size()));
        const auto colon = one.find(':');
        list.add(std::string(one.substr(0, colon)), one.substr(colon + 1));
    }
}

void add_bodies(FieldList& list, bool request) {
    if (request) {
        list.members<msgin5g::Reg>();
        list.members<msgin5g::Dereg>();
        list.members<msgin5g::AppSessionRequest>();
    } else {
        list.members<msgin5g::MsgResp>();
        list.members<msgin5g::AppSessionResponse>();
    }
    list.members<msgin5g::Msg>();
    list.members<msgin5g::Imdn>();
}

}  // namespace

std::vector<MessageWords> words() {
    std::vector<MessageWords> all;
    for (const auto& one : handshake_words) {
        auto& words = all.emplace_back(MessageWords{one.name, one.clause, {}});
        FieldList list(words.fields);
        add(list, one.fields);
        list.add("messages", "list");  // where a datagram holds several records, the names of all
    }
    for (const auto& one : application) {
        auto& words = all.emplace_back(MessageWords{one.name, one.clause, {}});
        FieldList list(words.fields);
        add(list, one.fields);
        if (one.name.starts_with("Coap")) add(list, coap);
        if (one.name.ends_with("Request") || one.name.ends_with("Response"))
            add_bodies(list, one.name.ends_with("Request"));
    }
    return all;
}

}  // namespace akmasim::ua

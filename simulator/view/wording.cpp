// SPDX-License-Identifier: Apache-2.0
// Clauses from the protocol's own tables where it has one; what those lack stands here.
#include "simulator/view/wording.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/sbi.hpp"

namespace akmasim::view {
namespace {

struct Saying {
    std::string_view message;
    std::string_view clause;  // empty: the protocol's tables have it
    std::string_view why;
};
constexpr std::array<Saying, 51> sayings{{
    {"RegistrationRequest", "", "The UE asks for service and shows who it is, concealed as a SUCI."},
    {"RegistrationAccept", "", "The network accepts the UE and gives it a temporary identity."},
    {"RegistrationComplete", "", "The UE confirms its new temporary identity."},
    {"RegistrationReject", "", "The network refuses the UE; the cause says why."},
    {"AuthenticationRequest", "", "A challenge: only who holds K can verify AUTN and answer RAND."},
    {"AuthenticationResponse", "", "RES* proves that the UE holds K."},
    {"AuthenticationReject", "", "The answer to the challenge was wrong."},
    {"AuthenticationFailure", "", "The UE does not believe the challenge: a wrong MAC, or an SQN out of range."},
    {"AuthenticationResult", "", "The EAP server's last word: Success or Failure."},
    {"SecurityModeCommand", "",
     "Integrity begins here; the UE sees which algorithms were picked and what it had offered."},
    {"SecurityModeComplete", "", "Ciphering begins here; the whole first request comes again, now protected."},
    {"SecurityModeReject", "", "The UE does not accept the algorithms or the replayed capability."},
    {"AuthenticateRequest", "", "The AMF (SEAF) asks the home network to authenticate the UE."},
    {"AuthenticateResponse", "", "The AUSF keeps K_AUSF and XRES* and hands out the challenge with HXRES*."},
    {"AkaConfirmationRequest", "", "HRES* matched; now the home network compares RES* itself."},
    {"AkaConfirmationResponse", "", "Authenticated: the AMF gets the SUPI and K_SEAF."},
    {"EapSessionRequest", "", "The AMF (SEAF) hands the UE's EAP packet on without looking into it."},
    {"EapSessionResponse", "", "The AUSF is the EAP server: another request, or the result with SUPI and K_SEAF."},
    {"GenerateAuthDataRequest", "", "The AUSF asks the UDM (ARPF), which holds K, for a vector."},
    {"GenerateAuthDataResponse", "", "The vector with K_AUSF; akmaInd says that AKMA keys are wanted."},
    {"ConfirmAuthRequest", "", "The AUSF tells the UDM how the authentication ended."},
    {"ConfirmAuthResponse", "", "The UDM has written the outcome down."},
    {"RegisterAnchorKeyRequest", "",
     "The AUSF gives SUPI, A-KID and K_AKMA to the AAnF, before anybody asks for them."},
    {"RegisterAnchorKeyResponse", "", "The AAnF holds the anchor key."},
    {"RetrieveApplicationKeyRequest", "",
     "The application function asks for the key that belongs to this A-KID and to itself."},
    {"RetrieveApplicationKeyResponse", "", "K_AF, its lifetime and who the UE is; 204 where no key is to be had."},
    {"AssociationRequest", "", "The server asks which UE Service IDs belong to the UE that the key authenticated."},
    {"AssociationResponse", "", "A UE may use these UE Service IDs and no other."},
    {"ClientHello", "RFC 8446 4.1.2", "The PSK identity is the A-KID; the binder proves that the client holds K_AF."},
    {"ServerHello", "RFC 8446 4.1.3", "The server accepts the PSK: it holds the same K_AF."},
    {"EncryptedExtensions", "RFC 8446 4.3.1", "From here on the handshake is encrypted."},
    {"Finished", "RFC 8446 4.4.4", "A MAC over the whole handshake: both saw the same messages."},
    {"ChangeCipherSpec", "RFC 8446 5", "Means nothing in TLS 1.3; sent for old middleboxes."},
    {"Alert", "RFC 8446 6", "One side ends the connection and says why."},
    {"ApplicationData", "RFC 8446 5.2", "What only the two holders of the key can read."},
    {"NewSessionTicket", "RFC 8446 4.6.1", ""},
    {"Certificate", "RFC 8446 4.4.2", ""},
    {"CertificateRequest", "RFC 8446 4.3.2", ""},
    {"CertificateVerify", "RFC 8446 4.4.3", ""},
    {"KeyUpdate", "RFC 8446 4.6.3", ""},
    {"CoapRequest", "RFC 7252 5.1", "An MSGin5G request inside the secured channel."},
    {"CoapResponse", "RFC 7252 5.2", "The answer, told by its token."},
    {"HelloVerifyRequest", "RFC 6347 4.2.1", "Who can send this cookie back hears what is sent to its address."},
    {"ServerKeyExchange", "RFC 4279 2", "The hint 3GPP-AKMA says that the server takes keys of AKMA."},
    {"ServerHelloDone", "RFC 5246 7.4.5", ""},
    {"ClientKeyExchange", "RFC 4279 2", "The PSK identity is the A-KID; before TLS 1.3 it comes only here."},
    {"EndOfEarlyData", "RFC 8446 4.5", "What follows is no 0-RTT data any more."},
    {"CoapAcknowledgement", "RFC 7252 4.2", "The datagram has arrived."},
    {"HttpRequest", "RFC 9110 9", "An MSGin5G request; the Digest in it proves that the UE holds K_AF."},
    {"HttpResponse", "RFC 9110 15", "401 asks who it is; anything else is the answer."},
    {"CoapSignal", "RFC 8323 5", "Both sides tell their capabilities before they exchange messages."},
}};

const Saying* saying_of(std::string_view message) {
    const auto found = std::ranges::find(sayings, message, &Saying::message);
    return found == sayings.end() ? nullptr : &*found;
}

template <std::size_t... i>
std::string_view nas_clause(std::string_view message, std::index_sequence<i...>) {
    std::string_view clause;
    const auto look = [&](std::string_view name, std::string_view its) {
        if (name == message) clause = its;
    };
    (look(std::variant_alternative_t<i, nas::Message>::name, std::variant_alternative_t<i, nas::Message>::clause), ...);
    return clause;
}

std::string_view sbi_clause(const record::Event& event) {
    for (const auto* operation : sbi::operations()) {
        const bool same = event.msg == operation->request || event.msg == operation->response;
        if (same && event.link == name_of(operation->link)) return operation->clause;
    }
    return {};
}

std::string text_at(const json::Value& f, std::string_view key) {
    const auto value = f.member(key);
    if (!value) return "";
    const auto text = value->string();
    return printable(text ? *text : value->text());
}

// What a reader wants at once.
std::string remark_of(const record::Event& event, const json::Value& f) {
    const auto status = f.member("status") ? f.member("status")->integer().value_or(0) : 0;
    if (status == 204 || status >= 300) return fmt::format(" {}", status);
    if (event.link == "N1" && f.member("cause")) return " #" + text_at(f, "cause");
    if (event.msg == "Alert") return " " + text_at(f, "description");
    for (const auto* name : {"msgType", "signal"}) {
        if (const auto text = text_at(f, name); !text.empty()) return " " + text;
    }
    return "";
}

bool starts_character(char octet) { return (static_cast<unsigned char>(octet) & 0xc0) != 0x80; }

}  // namespace

std::string clause_of(const record::Event& event) {
    if (!event.clause.empty()) return printable(event.clause);
    constexpr auto all = std::make_index_sequence<std::variant_size_v<nas::Message>>();
    if (event.link == "N1") return std::string(nas_clause(event.msg, all));
    if (const auto clause = sbi_clause(event); !clause.empty()) return std::string(clause);
    if (event.msg == "CoapRequest" && event.f.find(R"("path":"/msgin5g")") != std::string::npos) return "TS 24.538 6.1";
    const auto* saying = saying_of(event.msg);
    return saying == nullptr ? "" : std::string(saying->clause);
}

std::string_view why(const record::Event& event) {
    const auto* saying = saying_of(event.msg);
    return saying == nullptr ? "" : saying->why;
}

std::string_view shown_key(std::string_view key) { return key == "KAF" ? "K5GMSG = KAF" : key; }

std::string label_of(const record::Event& event) {
    json::Document document;
    const auto f = document.parse(event.f);
    const auto* within = event.inside.empty() ? "" : "/TLS";
    return fmt::format("{}{} {}{}", printable(event.link), within, printable(event.msg), f ? remark_of(event, *f) : "");
}

std::string words_of_negotiated(const record::Event& event) {
    json::Document document;
    const auto f = document.parse(event.f);
    if (!f) return "= a handshake";
    auto words = fmt::format("= {}: {} {}", text_at(*f, "got"), text_at(*f, "version"), text_at(*f, "cipherSuite"));
    if (const auto group = text_at(*f, "group"); !group.empty()) words += ", " + group;
    if (const auto early = text_at(*f, "earlyData"); !early.empty()) words += ", early data " + early;
    if (const auto differs = text_at(*f, "differs"); !differs.empty()) words += "; " + differs;
    return words;
}

// TS 33.220 B.2.0: S = FC || P0 || L0 || P1 || L1 ...
std::string check_by_hand(const record::Event& derivation, std::string_view key) {
    if (derivation.fc.empty()) return "";
    std::string s = derivation.fc;
    for (const auto& p : derivation.p) s += fmt::format("{}{:04x}", p, p.size() / 2);
    const bool half = derivation.key == "RESstar" || derivation.key == "KNASenc" || derivation.key == "KNASint";
    return fmt::format("printf {} | xxd -r -p | openssl dgst -sha256 -mac HMAC -macopt hexkey:{}{}", printable(s),
                       printable(key), half ? "   # its last 16 octets" : "");
}

bool passes(const record::Event& event, const Filter& filter) {
    const auto fits = [](const std::string& wanted, const std::string& is) { return wanted.empty() || wanted == is; };
    return (event.link.empty() || fits(filter.link, event.link)) && fits(filter.ue, event.ue) &&
           fits(filter.step, event.step);
}

std::string in_colour(std::string_view text, std::string_view code, bool colour) {
    return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::size_t width_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, starts_character));
}

std::string cut(std::string_view utf8, std::size_t width) {
    if (width_of(utf8) <= width) return std::string(utf8);
    std::size_t end = 0;
    for (std::size_t shown = 0; end < utf8.size(); ++end) {
        if (starts_character(utf8[end]) && ++shown == std::max<std::size_t>(width, 1)) break;
    }
    return std::string(utf8.substr(0, end)) + "…";
}

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto octet = static_cast<unsigned char>(text[at]);
        // U+0080 to U+009F are control characters too; in UTF-8 they begin with C2.
        const bool high = octet == 0xc2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0;
        out += octet < 0x20 || octet == 0x7f ? std::string("?")
               : high                        ? (++at, std::string("?"))
                                             : std::string(1, text[at]);
    }
    return out;
}

}  // namespace akmasim::view

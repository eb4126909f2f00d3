// SPDX-License-Identifier: Apache-2.0
// The words of N1 and of the service-based interfaces, from their tables; those of Ua have a file of their own.
#include "simulator/protocol/fields.hpp"

#include <algorithm>
#include <map>

#include "simulator/protocol/field_list.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/sbi_bodies.hpp"
#include "simulator/protocol/ua_fields.hpp"

namespace akmasim {

void FieldList::add(std::string name, std::string_view kind) {
    const bool known = std::ranges::any_of(fields_, [&](const Field& field) { return field.name == name; });
    if (!known) fields_.push_back({std::move(name), kind});
}

void FieldList::operator()(std::string_view name, const std::optional<Octets>&, nas::ie::TLVE how) {
    constexpr std::uint8_t eap_iei = 0x78;
    auto full = prefix_ + std::string(name);
    if (how.iei == eap_iei) return eap(full);
    // TS 24.501 9.11.3.33: the container of a protected message holds the whole Registration Request.
    add(full, "object");
    if (prefix_.empty()) FieldList(fields_, full + ".").members<nas::RegistrationRequest>();
}

namespace {

template <class... Messages>
void add_eap(FieldList& list, const std::variant<Messages...>*) {
    (list.members<Messages>(), ...);
}

}  // namespace

void FieldList::eap(const std::string& name) {
    add(name, "object");
    FieldList inside(fields_, name + ".");
    inside.add(name + ".code", "text");
    inside.add(name + ".id", "number");
    inside.add(name + ".method", "text");
    inside.add(name + ".subtype", "text");
    add_eap(inside, static_cast<const eap::Message*>(nullptr));
    inside.add(name + ".octets", "octets");
    inside.add(name + ".error", "text");
}

void FieldList::identity() {
    const auto put = [this](std::string_view name, std::string_view kind) { add(prefix_ + std::string(name), kind); };
    put("suci", "object");
    for (const auto* text : {"text", "mcc", "mnc", "realm", "routingIndicator"})
        put(std::string("suci.") + text, "text");
    for (const auto* number : {"supiFormat", "protectionScheme", "homeNetworkPublicKeyId"})
        put(std::string("suci.") + number, "number");
    put("suci.schemeOutput", "octets");
    put("suci.supiRevealed", "flag");
    put("guti", "object");
    for (const auto* text : {"text", "mcc", "mnc", "tmsi"}) put(std::string("guti.") + text, "text");
    put("identity", "octets");
}

namespace {

using Words = std::vector<MessageWords>;

void add_security_header(FieldList& list) {
    list.add("securityHeaderType", "number");
    list.add("sn", "number");
}

template <class... Messages>
Words words_of_n1(const std::variant<Messages...>*) {
    Words all;
    const auto add = [&]<class Message>(const Message*) {
        auto& words = all.emplace_back(MessageWords{Message::name, Message::clause, {}});
        FieldList list(words.fields);
        add_security_header(list);
        list.members<Message>();
    };
    (add(static_cast<const Messages*>(nullptr)), ...);
    FieldList ciphered(all.emplace_back(MessageWords{"Ciphered", "TS 24.501 8.2.28", {}}).fields);
    add_security_header(ciphered);
    return all;
}

Words words_of_sbi(Link link) {
    Words all;
    for (const auto* operation : sbi::operations()) {
        if (operation->link != link) continue;
        auto& request = all.emplace_back(MessageWords{operation->request, operation->clause, {}}).fields;
        FieldList head(request);
        head.add("method", "text");
        head.add("path", "text");
        head.add("authorization", "text");
        head.add("token", "object");
        head.add("originationTimestamp", "text");
        FieldList(request, "token.").members<nnrf::AccessTokenClaims>();
        if (const auto body = sbi::request_body(operation); body.list != nullptr) body.list(request);
        head.add("error", "text");
        auto& response = all.emplace_back(MessageWords{operation->response, operation->clause, {}}).fields;
        FieldList answer(response);
        answer.add("status", "number");
        answer.add("location", "text");
        answer.add("wwwAuthenticate", "text");
        answer.add("cacheControl", "text");
        answer.add("pragma", "text");
        if (const auto body = sbi::response_body(operation); body.list != nullptr) body.list(response);
        for (const auto* of_problem : {"cause", "detail", "error"}) answer.add(of_problem, "text");
    }
    return all;
}

void add_undecodable(Words& words) {
    std::vector<Field> fields;
    FieldList list(fields);
    for (const auto& message : words) {
        for (const auto& field : message.fields) list.add(field.name, field.kind);
    }
    list.add("error", "text");
    words.push_back({"Undecodable", {}, std::move(fields)});
}

std::map<Link, Words> collect() {
    std::map<Link, Words> known;
    known[Link::n1] = words_of_n1(static_cast<const nas::Message*>(nullptr));
    known[Link::ua] = ua::words();
    for (const auto* operation : sbi::operations()) {
        if (!known.contains(operation->link)) known[operation->link] = words_of_sbi(operation->link);
    }
    for (auto& [link, words] : known) add_undecodable(words);
    return known;
}

}  // namespace

const std::vector<MessageWords>& messages_on(Link link) {
    static const auto known = collect();
    static const Words none;
    const auto found = known.find(link);
    return found == known.end() ? none : found->second;
}

bool is_field(std::string_view name, std::string_view listed) {
    const auto key = listed.find('*');
    if (key == std::string_view::npos) return name == listed;
    return name.size() >= listed.size() && name.starts_with(listed.substr(0, key)) &&
           name.ends_with(listed.substr(key + 1));
}

}  // namespace akmasim

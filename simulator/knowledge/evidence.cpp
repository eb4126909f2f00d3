// SPDX-License-Identifier: Apache-2.0
// The values of a run, and the forms in which octets may hold them.
#include "simulator/knowledge/evidence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/letters.hpp"
#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/nas_identity.hpp"

namespace akmasim::knowledge {
namespace {

std::string hex_of(std::string_view text) { return hex(view_of(text)); }

// How the null scheme says a SUPI: digits packed in NAS, text on the service based interfaces (TS 33.501 C.2).
std::vector<std::string> null_scheme_forms(const Person& person) {
    if (person.supi.starts_with("nai-")) {
        // TS 23.003 28.7.3: the NAI of N1 holds the SUPI as it is.
        const auto at = person.supi.rfind('@');
        nas::Suci suci;
        suci.supi_format = nas::SupiFormat::network_specific;
        suci.realm = person.supi.substr(at + 1);
        suci.routing_indicator = person.routing_indicator.empty() ? "0" : person.routing_indicator;
        suci.scheme_output.assign(person.supi.begin() + 4, person.supi.begin() + static_cast<std::ptrdiff_t>(at));
        return {hex_of(suci.text().text())};
    }
    constexpr std::string_view prefix = "imsi-";
    if (!person.supi.starts_with(prefix) || person.supi.size() < prefix.size() + 6) return {};
    std::vector<std::string> forms;
    const auto digits = person.supi.substr(prefix.size());
    for (const std::size_t mnc : {2, 3}) {
        nas::Suci suci;
        suci.mcc = digits.substr(0, 3);
        suci.mnc = digits.substr(3, mnc);
        suci.routing_indicator = person.routing_indicator.empty() ? "0" : person.routing_indicator;
        const auto msin = nas::packed_digits(digits.substr(3 + mnc));
        if (!msin) continue;
        suci.scheme_output = *msin;
        forms.push_back(hex(suci.octets()));
        forms.push_back(hex_of(suci.text().text()));
    }
    return forms;
}

Value identity(std::string what, const Person& person, const std::string& text) {
    Value value{std::move(what), person.name, hex_of(text), {hex_of(text)}};
    if (const auto hyphen = text.find('-'); hyphen != std::string::npos)
        value.forms.push_back(hex_of(text.substr(hyphen + 1)));
    if (value.what == "SUPI") {
        for (auto& form : null_scheme_forms(person)) value.forms.push_back(std::move(form));
    }
    return value;
}

}  // namespace

// Looked for without its Routing Indicator, of which the USIM may hold another.
Value a_kid_of(const Person& person, const std::string& a_tid) {
    const auto octets = ATid::from_text(a_tid).value_or(ATid{});
    const auto text = keys::a_kid(RoutingIndicator(person.routing_indicator), octets, person.mcc, person.mnc).text();
    return {std::string(AKid::name), person.name, hex_of(text), {hex_of(text.substr(text.find('.')))}};
}

bool is_identity(std::string_view what) { return what == "SUPI" || what == "GPSI"; }

void provision(Person& person, const LongTerm& secrets) {
    const auto& [algorithm, iterations, k, op, op_is_common] = secrets;
    person.k = lower(k);
    person.opc = op_is_common ? crypto::opc_text(algorithm, iterations, k, op) : lower(op);
}

void Values::add(Value value) {
    if (!value.hex.empty() && known_.emplace(value.what, value.ue, value.hex).second)
        values_.push_back(std::move(value));
}

Value value_of_key(std::string what, std::string ue, std::string hex) {
    const auto octets = from_hex(hex).value_or(Octets{});
    auto plain = base64(octets);
    while (plain.ends_with('=')) plain.pop_back();
    return {std::move(what),
            std::move(ue),
            hex,
            {hex, hex_of(hex), hex_of(upper(hex)), hex_of(plain), hex_of(base64url(octets))}};
}

Value value_of_text(const std::string& text) { return value_of_key(text, "", hex_of(text)); }

bool stands_in(const Value& value, std::string_view octets) {
    return std::ranges::any_of(value.forms, [&](const std::string& form) {
        if (form.empty()) return false;
        auto at = octets.find(form);
        while (at != std::string_view::npos && at % 2 != 0) at = octets.find(form, at + 1);
        return at != std::string_view::npos;
    });
}

const std::string& Evidence::value_of(const record::Event& derivation) const {
    const auto found = hidden.find(derivation.seq);
    return found == hidden.end() ? derivation.value : found->second;
}

const std::string& Evidence::octets_of(const record::Event& message) const {
    const auto found = hidden.find(message.seq);
    return found == hidden.end() ? message.raw : found->second;
}

std::string Evidence::head_of(const record::Event& message) const {
    const bool has_head = message.has_raw && message.link != "N1" && message.link != "Ua";
    return has_head ? hex_of(message.f) : "";
}

const Person* Evidence::person(std::string_view name) const {
    const auto found = std::ranges::find(people, name, &Person::name);
    return found == people.end() ? nullptr : &*found;
}

std::vector<Value> Evidence::values_of(const record::Event& derivation) const {
    const auto& value = value_of(derivation);
    if (value.empty()) return {};
    std::vector<Value> made{value_of_key(derivation.key, derivation.whose(), value)};
    const auto* whose = derivation.key == ATid::name ? person(derivation.whose()) : nullptr;
    if (whose != nullptr) made.push_back(a_kid_of(*whose, value));
    return made;
}

std::vector<Value> Evidence::values(const std::string& what, const std::string& of) const {
    Values found;
    for (const auto& person : people) {
        if (!of.empty() && of != person.name) continue;
        if (what == "SUPI") found.add(identity(what, person, person.supi));
        if (what == "GPSI" && !person.gpsi.empty()) found.add(identity(what, person, person.gpsi));
        if (what == "K") found.add(value_of_key(what, person.name, person.k));
        if (what == "OPc") found.add(value_of_key(what, person.name, person.opc));
        if (const auto other = person.others.find(what); other != person.others.end())
            found.add(value_of_key(what, person.name, other->second));
    }
    for (const auto& event : events) {
        const bool makes = event.key == what || (event.key == ATid::name && what == AKid::name);
        if (event.kind != "derive" || !makes || (!of.empty() && of != event.whose())) continue;
        for (auto& value : values_of(event)) {
            if (value.what == what) found.add(std::move(value));
        }
    }
    return std::move(found).take();
}

}  // namespace akmasim::knowledge

// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/import.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/base/octets.hpp"
#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_imported = 10'000;

struct Imported {
    std::string supi;
    std::string mcc;
    std::string mnc;
    std::string key;
    std::string op;
    std::string op_type = "OPC";
    std::string amf;
    std::string sqn;
    std::string gpsi;
    std::string routing_indicator;
    std::string protection_scheme;
    std::string home_network_public_key;
    std::string home_network_public_key_id;
};

struct Found {
    std::string project;
    std::vector<Imported> subscribers;
    std::string note;
};

std::string without(std::string text, std::string_view unwanted) {
    std::erase_if(text, [&](char c) { return unwanted.find(c) != std::string_view::npos; });
    return text;
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<void> check_hex(std::string_view what, const std::string& text, std::size_t octets) {
    const auto decoded = from_hex(text);
    if (!decoded || decoded->size() != octets)
        return fail(Cause::invalid, fmt::format("{}: expected {} hexadecimal digits", what, 2 * octets));
    return {};
}

Result<void> check(const Imported& one) {
    const auto msin = one.supi.starts_with("imsi-") ? one.supi.substr(5) : "";
    if (!is_digits(msin) || msin.size() < 6 || msin.size() > 15)
        return fail(Cause::invalid, "supi: expected imsi- and 6 to 15 digits");
    if (one.mcc.size() != 3 || !is_digits(one.mcc) || one.mnc.size() < 2 || one.mnc.size() > 3 || !is_digits(one.mnc))
        return fail(Cause::invalid, "expected an mcc of 3 digits and an mnc of 2 or 3");
    if (!msin.starts_with(one.mcc + one.mnc)) return fail(Cause::invalid, "supi: it does not begin with mcc and mnc");
    TRY(check_hex("key", one.key, 16));
    TRY(check_hex("op", one.op, 16));
    if (one.op_type != "OP" && one.op_type != "OPC") return fail(Cause::invalid, "opType: expected OP or OPC");
    if (!one.amf.empty()) TRY(check_hex("amf", one.amf, 2));
    if (!one.sqn.empty()) TRY(check_hex("sqn", one.sqn, 6));
    for (const auto* number : {&one.routing_indicator, &one.protection_scheme, &one.home_network_public_key_id})
        if (!number->empty() && (!is_digits(*number) || number->size() > 4))
            return fail(Cause::invalid, "routingIndicator, protectionScheme, homeNetworkPublicKeyId: expected digits");
    if (!one.home_network_public_key.empty() && !from_hex(one.home_network_public_key))
        return fail(Cause::invalid, "homeNetworkPublicKey: expected hexadecimal digits");
    if (one.gpsi.find_first_not_of("msidn-0123456789") != std::string::npos)
        return fail(Cause::invalid, "msisdn: expected digits");
    return {};
}

// config/*-ue.yaml of UERANSIM.
std::optional<Found> from_ueransim(const Node& root) {
    if (root.kind != Node::Kind::map || root.find("supi") == nullptr || root.find("opType") == nullptr) return {};
    const auto text = [&](std::string_view name) {
        const Node* found = root.find(name);
        return found == nullptr ? std::string() : found->text;
    };
    Imported one{text("supi"),
                 text("mcc"),
                 text("mnc"),
                 text("key"),
                 text("op"),
                 text("opType"),
                 text("amf"),
                 {},
                 {},
                 text("routingIndicator"),
                 text("protectionScheme"),
                 text("homeNetworkPublicKey"),
                 text("homeNetworkPublicKeyId")};
    return Found{"UERANSIM", {std::move(one)}, "it has no sqn: the default stands for both sides"};
}

std::string text_at(json::Value value, std::string_view dotted) {
    const auto found = value.at(dotted);
    if (!found || found->kind() == json::Kind::null) return "";
    return found->string() ? std::string(*found->string()) : found->text();
}

std::string first_text_at(json::Value value, std::initializer_list<std::string_view> places) {
    for (const auto place : places) {
        if (auto text = text_at(value, place); !text.empty()) return text;
    }
    return "";
}

// A decimal number as the 12 digits of a sequence number; empty: it is none.
std::string sqn_of(const std::string& decimal) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), number);
    if (decimal.empty() || error != std::errc{} || end != decimal.data() + decimal.size() || number >> 48 != 0)
        return "";
    return fmt::format("{:012x}", number);
}

// A document of the collection `subscribers` of Open5GS. Two digits of MNC are taken, as it does not say how many.
std::optional<Imported> from_open5gs(json::Value document) {
    const auto imsi = text_at(document, "imsi");
    if (imsi.empty() || !document.member("security")) return {};
    Imported one;
    one.supi = "imsi-" + imsi;
    one.mcc = imsi.substr(0, 3);
    one.mnc = imsi.size() > 5 ? imsi.substr(3, 2) : "";
    one.key = without(text_at(document, "security.k"), " ");
    one.op = without(text_at(document, "security.opc"), " ");
    if (one.op.empty()) {
        one.op = without(text_at(document, "security.op"), " ");
        one.op_type = "OP";
    }
    one.amf = text_at(document, "security.amf");
    one.sqn = sqn_of(first_text_at(document, {"security.sqn.$numberLong", "security.sqn"}));
    const auto msisdn = document.member("msisdn");
    if (msisdn && msisdn->kind() == json::Kind::array && !msisdn->elements().empty())
        one.gpsi = "msisdn-" + std::string(msisdn->elements().front().string().value_or(""));
    return one;
}

// What free5GC's console stores and its API takes, in the older and the newer spelling.
std::optional<Imported> from_free5gc(json::Value document) {
    const auto capital = document.member("AuthenticationSubscription");
    const auto subscription = capital ? capital : document.member("authenticationSubscription");
    if (!subscription) return {};
    Imported one;
    one.supi = text_at(document, "ueId");
    const auto plmn = text_at(document, "plmnID");
    if (plmn.size() >= 5) {
        one.mcc = plmn.substr(0, 3);
        one.mnc = plmn.substr(3);
    }
    one.key = first_text_at(*subscription, {"permanentKey.permanentKeyValue", "encPermanentKey"});
    one.op = first_text_at(*subscription, {"opc.opcValue", "encOpcKey"});
    if (one.op.empty()) {
        one.op = text_at(*subscription, "milenage.op.opValue");
        one.op_type = "OP";
    }
    one.amf = text_at(*subscription, "authenticationManagementField");
    one.sqn = first_text_at(*subscription, {"sequenceNumber.sqn", "sequenceNumber"});
    return one;
}

Result<Found> from_json(const std::string& text) {
    Found found;
    json::Document parser;
    const auto take = [&](json::Value document) -> Result<void> {
        auto one = from_open5gs(document);
        found.project = one ? "Open5GS" : "free5GC";
        if (one) found.note = "its documents do not say how many digits the mnc has: 2 are taken";
        if (!one) one = from_free5gc(document);
        if (!one) return fail(Cause::invalid, "expected a subscriber of Open5GS or free5GC");
        found.subscribers.push_back(std::move(*one));
        return {};
    };
    const auto whole = parser.parse(text);
    if (whole && whole->kind() == json::Kind::array) {
        for (const auto& document : whole->elements()) TRY(take(document));
    } else if (whole) {
        TRY(take(*whole));
    } else {  // mongoexport: one document a line
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            if (!line.empty()) TRY(take(TRY(parser.parse(line))));
        }
    }
    return found;
}

// open5gs-dbctl add IMSI [IP] K OPC, one a line, with or without the program's name.
std::optional<Found> from_dbctl(const std::string& text) {
    Found found{"open5gs-dbctl", {}, "its lines do not say how many digits the mnc has: 2 are taken"};
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream stream(line);
        std::vector<std::string> words;
        for (std::string word; stream >> word;) words.push_back(word);
        if (!words.empty() && words.front().ends_with("open5gs-dbctl")) words.erase(words.begin());
        if (words.empty() || words.front().starts_with('#')) continue;
        if (!words.front().starts_with("add") || words.size() < 4 || !is_digits(words[1]) || words[1].size() < 6)
            return {};
        const bool with_address = words[2].find('.') != std::string::npos && words.size() > 4;
        Imported one;
        one.supi = "imsi-" + words[1];
        one.mcc = words[1].substr(0, 3);
        one.mnc = words[1].substr(3, 2);
        one.key = words[with_address ? 3 : 2];
        one.op = words[with_address ? 4 : 3];
        found.subscribers.push_back(std::move(one));
    }
    if (found.subscribers.empty()) return {};
    return found;
}

Result<Found> read(const std::string& text, const std::string& origin) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return fail(Cause::invalid, "the file is empty");
    if (text[begin] == '{' || text[begin] == '[') return from_json(text);
    if (auto found = from_dbctl(text)) return *found;
    Diagnostics wrong;
    const auto root = parse_text(text, origin, wrong);
    if (!wrong.empty()) return fail(Cause::invalid, render(wrong.front()));
    if (auto found = from_ueransim(root)) return *found;
    return fail(Cause::invalid, "expected a ue.yaml of UERANSIM, subscribers of Open5GS or of free5GC");
}

void write(std::string& out, std::string_view name, const std::string& value, bool quoted = true) {
    if (!value.empty()) out += fmt::format("    {}: {}{}{}\n", name, quoted ? "'" : "", value, quoted ? "'" : "");
}

}  // namespace

Result<std::string> import_subscribers(const std::string& text, const std::string& origin) {
    const auto found = TRY(read(text, origin));
    if (found.subscribers.size() > most_imported) return fail(Cause::invalid, "more than 10000 subscribers");
    auto out = fmt::format("# From {}{}{}\n", found.project, found.note.empty() ? "" : "; ", found.note);
    const auto& first = found.subscribers.front();
    int number = 0;
    for (const auto& one : found.subscribers) {
        ++number;
        if (const auto good = check(one); !good)
            return fail(Cause::invalid, fmt::format("subscriber {}: {}", number, good.error().detail));
        if (one.mcc != first.mcc || one.mnc != first.mnc)
            return fail(Cause::invalid, fmt::format("subscriber {}: another network than that of the first", number));
        if (number == 1) out += fmt::format("plmn: {{ mcc: '{}', mnc: '{}' }}\nsubscribers:\n", one.mcc, one.mnc);
        out += fmt::format("  ue{}:\n", number);
        write(out, "supi", one.supi);
        write(out, "gpsi", one.gpsi);
        write(out, "key", one.key);
        write(out, "op", one.op);
        write(out, "opType", one.op_type, false);
        write(out, "amf", one.amf);
        write(out, "sqn", one.sqn);
        write(out, "routingIndicator", one.routing_indicator);
        write(out, "protectionScheme", one.protection_scheme, false);
        if (one.protection_scheme != "0") {
            write(out, "homeNetworkPublicKey", one.home_network_public_key);
            write(out, "homeNetworkPublicKeyId", one.home_network_public_key_id, false);
        }
        out += "    akma: true\n";
    }
    return out;
}

}  // namespace akmasim::scenario

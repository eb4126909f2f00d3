// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/import.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "simulator/base/octets.hpp"
#include "simulator/scenario/imported.hpp"
#include "simulator/scenario/yaml.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t most_imported = 10'000;

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
    std::vector<std::string> used;
    const auto text = [&](std::string_view name) {
        const Node* found = root.find(name);
        used.emplace_back(name);
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
                 text("homeNetworkPublicKeyId"),
                 false,
                 false,
                 1,
                 {}};
    for (const auto& [name, value] : root.members) {
        if (std::ranges::find(used, name) == used.end()) one.unused.push_back(name);
    }
    return Found{"UERANSIM", {std::move(one)}, "it has no sqn: the default stands for both sides"};
}

// What follows the program's name on a line: the shell's prompt stands before it.
std::vector<std::string> dbctl_words(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {
        if (word.ends_with("open5gs-dbctl"))
            words.clear();
        else
            words.push_back(word);
    }
    return words;
}

// open5gs-dbctl add IMSI [IP] K OPC, add_ue_with_apn IMSI K OPC APN, add_ue_with_slice IMSI K OPC APN SST SD; one a line.
std::optional<Imported> from_dbctl(const std::vector<std::string>& words, const ImportOptions& options) {
    const auto verb = words.empty() ? std::string() : words.front();
    if (verb != "add" && verb != "addT1" && verb != "add_ue_with_apn" && verb != "add_ue_with_slice") return {};
    if (words.size() < 4) return {};
    const std::size_t key = words[2].find('.') != std::string::npos && words.size() > 4 ? 3 : 2;
    Imported one;
    one.supi = "imsi-" + words[1];
    take_plmn(one, options);
    one.key = words[key];
    one.op = words[key + 1];
    if (key == 3) one.unused.push_back("the address " + words[2]);
    for (auto at = key + 2; at < words.size(); ++at) one.unused.push_back(words[at]);
    return one;
}

Result<Found> from_dbctl(const std::string& text, const ImportOptions& options) {
    Found found{"open5gs-dbctl", {}, std::string(guessed_mnc)};
    std::istringstream lines(text);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const auto words = dbctl_words(line);
        if (words.empty() || words.front().starts_with('#')) continue;
        auto one = from_dbctl(words, options);
        if (!one)
            return fail(Cause::invalid,
                        fmt::format("line {}: expected open5gs-dbctl add IMSI [IP] K OPC, or add_ue_with_apn or "
                                    "add_ue_with_slice IMSI K OPC ...",
                                    number));
        one->line = number;
        found.subscribers.push_back(std::move(*one));
    }
    return found;
}

// Its first line that says something: a command of dbctl.
bool is_dbctl(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.find("open5gs-dbctl") != std::string::npos) return true;
        const auto words = dbctl_words(line);
        if (words.empty() || words.front().starts_with('#')) continue;
        return words.front().starts_with("add") && words.front().find(':') == std::string::npos;
    }
    return false;
}

// What the shells of MongoDB print: a document begins a line, perhaps behind a prompt.
bool is_mongo(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto begin = line.find_first_not_of(" \t\r");
        if (begin == std::string::npos) continue;
        if (line[begin] == '{' || line[begin] == '[') return true;
        if (line.find("> ") == std::string::npos && !line.starts_with("db.")) return false;
    }
    return false;
}

Result<Found> read(const std::string& text, const std::string& origin, const ImportOptions& options) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return fail(Cause::invalid, "the file is empty");
    if (is_mongo(text)) return from_documents(text, options);
    if (is_dbctl(text)) return from_dbctl(text, options);
    Diagnostics wrong;
    const auto root = parse_text(text, origin, wrong);
    if (!wrong.empty()) return fail(Cause::invalid, render(wrong.front()));
    if (auto found = from_ueransim(root)) return *found;
    return fail(Cause::invalid, "line 1: expected a ue.yaml of UERANSIM (supi and opType), subscribers of Open5GS or of "
                                "free5GC");
}

void write(std::string& out, std::string_view name, const std::string& value, bool quoted = true) {
    if (!value.empty()) out += fmt::format("    {}: {}{}{}\n", name, quoted ? "'" : "", value, quoted ? "'" : "");
}

// What has no place in ours is named: nothing is dropped in silence.
void write(std::string& out, const Imported& one, int number) {
    out += fmt::format("  ue{}:\n", number);
    for (const auto& name : one.unused) {
        auto shown = name.substr(0, 60);
        std::ranges::replace_if(shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
        out += fmt::format("    # not used: {}\n", shown);
    }
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
    } else if (!one.home_network_public_key.empty()) {
        out += "    # not used: homeNetworkPublicKey, homeNetworkPublicKeyId (the scheme is the null scheme)\n";
    }
    if (one.eap) out += "    authMethod: eap-aka-prime\n";
    out += "    akma: true\n";
}

}  // namespace

Result<std::string> import_subscribers(const std::string& text, const std::string& origin,
                                       const ImportOptions& options) {
    const auto found = TRY(read(text, origin, options));
    if (found.subscribers.size() > most_imported) return fail(Cause::invalid, "more than 10000 subscribers");
    auto out = fmt::format("# From {}{}{}\n", found.project, found.note.empty() ? "" : "; ", found.note);
    const auto& first = found.subscribers.front();
    int number = 0;
    for (const auto& one : found.subscribers) {
        const auto refused = [&](const std::string& why) {
            return fail(Cause::invalid, fmt::format("line {}: subscriber {}: {}", one.line, number, why));
        };
        ++number;
        if (const auto good = check(one); !good) return refused(good.error().detail);
        if (one.doubtful_mnc)
            return refused(fmt::format("nothing says whether the mnc of {} is '{}' or has three digits: --mnc-digits does",
                                       one.mcc, one.mnc));
        if (one.mcc != first.mcc || one.mnc != first.mnc) return refused("another network than that of the first");
        if (number == 1) out += fmt::format("plmn: {{ mcc: '{}', mnc: '{}' }}\nsubscribers:\n", one.mcc, one.mnc);
        write(out, one, number);
    }
    return out;
}

}  // namespace akmasim::scenario

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/scenario/imported.hpp"
#include "simulator/scenario/mongo_text.hpp"

namespace akmasim::scenario {
namespace {

// Where a file does not say how many digits the MNC has. Assumed: those of North America and a few others have three.
int mnc_digits_of(std::string_view mcc, const ImportOptions& options) {
    constexpr std::array<std::string_view, 27> three{"302", "310", "311", "312", "313", "314", "315", "316", "330",
                                                     "334", "338", "342", "344", "346", "348", "352", "354", "356",
                                                     "358", "360", "365", "366", "376", "708", "722", "732", "750"};
    if (options.mnc_digits != 0) return options.mnc_digits;
    return std::ranges::find(three, mcc) == three.end() ? 2 : 3;
}

std::string without(std::string text, std::string_view unwanted) {
    std::erase_if(text, [&](char c) { return unwanted.find(c) != std::string_view::npos; });
    return text;
}

std::string text_at(json::Value value, std::string_view dotted) {
    const auto found = value.at(dotted);
    if (!found || found->kind() == json::Kind::null) return "";
    return found->string() ? std::string(*found->string()) : found->text();
}

// A decimal number as the 12 digits of a sequence number; empty: it is none.
std::string sqn_of(const std::string& decimal) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), number);
    if (decimal.empty() || error != std::errc{} || end != decimal.data() + decimal.size() || number >> 48 != 0)
        return "";
    return fmt::format("{:012x}", number);
}

// A document of which it is remembered what was read.
class Read {
public:
    explicit Read(json::Value root) : root_(root) {}

    std::string at(std::string_view dotted) {
        used_.emplace_back(dotted);
        return text_at(root_, dotted);
    }
    std::string first(std::initializer_list<std::string> places) {
        std::string found;
        for (const auto& place : places) {
            auto text = at(place);
            if (found.empty()) found = std::move(text);
        }
        return found;
    }
    [[nodiscard]] bool has(std::string_view dotted) const { return root_.at(dotted).has_value(); }
    std::string first_element(std::string_view dotted) {
        used_.emplace_back(dotted);
        const auto list = root_.at(dotted);
        if (!list || list->kind() != json::Kind::array || list->elements().empty()) return "";
        return std::string(list->elements().front().string().value_or(""));
    }
    [[nodiscard]] std::vector<std::string> unused() const {
        std::vector<std::string> names;
        look(root_, "", names);
        return names;
    }

private:
    void look(json::Value value, const std::string& prefix, std::vector<std::string>& names) const {
        for (const auto& [name, member] : value.members()) {
            const auto path = prefix + std::string(name);
            const bool whole = std::ranges::find(used_, path) != used_.end() && member.kind() != json::Kind::object;
            const bool part = std::ranges::any_of(used_, [&](const auto& one) { return one.starts_with(path + "."); });
            if (whole) continue;
            if (part && member.kind() == json::Kind::object)
                look(member, path + ".", names);
            else
                names.push_back(path);
        }
    }

    json::Value root_;
    std::vector<std::string> used_;
};

std::string with_prefix(std::string_view prefix, std::string text) {
    return text.empty() || text.starts_with(prefix) ? text : std::string(prefix) + text;
}

// A document of the collection `subscribers` of Open5GS.
std::optional<Imported> from_open5gs(json::Value document, const ImportOptions& options) {
    Read read(document);
    if (!read.has("imsi") || !read.has("security")) return {};
    Imported one;
    one.supi = with_prefix("imsi-", read.at("imsi"));
    take_plmn(one, options);
    one.key = without(read.at("security.k"), " ");
    one.op = without(read.at("security.opc"), " ");
    auto op = without(read.at("security.op"), " ");
    if (one.op.empty()) {
        one.op = std::move(op);
        one.op_type = "OP";
    }
    one.amf = read.at("security.amf");
    one.sqn = sqn_of(read.first({"security.sqn.$numberLong", "security.sqn"}));
    one.gpsi = with_prefix("msisdn-", read.first_element("msisdn"));
    one.unused = read.unused();
    return one;
}

// What free5GC's console stores and its API takes, in the older and the newer spelling; or, of its database, a document
// of authenticationSubscription alone.
std::optional<Imported> from_free5gc(json::Value document, const ImportOptions& options) {
    Read read(document);
    std::string in;
    for (const auto* name : {"AuthenticationSubscription", "authenticationSubscription"}) {
        if (read.has(name)) in = std::string(name) + ".";
    }
    if (in.empty() && !read.has("authenticationManagementField")) return {};
    Imported one;
    one.supi = with_prefix("imsi-", read.at("ueId"));
    const auto plmn = read.first({"plmnID", "servingPlmnId"});
    take_plmn(one, options);
    if (plmn.size() == 5 || plmn.size() == 6) {
        one.mcc = plmn.substr(0, 3);
        one.mnc = plmn.substr(3);
        one.doubtful_mnc = false;
    }
    one.key = read.first({in + "permanentKey.permanentKeyValue", in + "encPermanentKey"});
    one.op = read.first({in + "opc.opcValue", in + "encOpcKey"});
    auto op = read.at(in + "milenage.op.opValue");
    if (one.op.empty()) {
        one.op = std::move(op);
        one.op_type = "OP";
    }
    one.amf = read.at(in + "authenticationManagementField");
    one.sqn = read.first({in + "sequenceNumber.sqn", in + "sequenceNumber"});
    one.eap = read.at(in + "authenticationMethod").starts_with("EAP");
    one.gpsi = read.first_element("AccessAndMobilitySubscriptionData.gpsis");
    one.unused = read.unused();
    return one;
}

Result<void> take_document(json::Value document, std::size_t line, const ImportOptions& options, Found& found) {
    auto one = from_open5gs(document, options);
    found.project = one ? "Open5GS" : "free5GC";
    if (one || !document.member("plmnID")) found.note = guessed_mnc;
    if (!one) one = from_free5gc(document, options);
    if (!one)
        return fail(Cause::invalid, fmt::format("line {}: expected a subscriber of Open5GS or free5GC: neither imsi and "
                                                "security nor authenticationSubscription is there",
                                                line));
    one->line = line;
    found.subscribers.push_back(std::move(*one));
    return {};
}

}  // namespace

void take_plmn(Imported& one, const ImportOptions& options) {
    const auto digits = one.supi.starts_with("imsi-") ? one.supi.substr(5) : "";
    if (digits.size() < 6) return;
    one.mcc = digits.substr(0, 3);
    one.mnc = digits.substr(3, static_cast<std::size_t>(mnc_digits_of(one.mcc, options)));
    // Test networks have either; 001/01 and 999/70 are what everybody uses.
    const bool test = one.mcc == "001" || one.mcc == "999";
    one.doubtful_mnc = test && options.mnc_digits == 0 && one.mcc + one.mnc != "00101" && one.mcc + one.mnc != "99970";
}

Result<Found> from_documents(const std::string& text, const ImportOptions& options) {
    Found found;
    json::Document parser;
    const auto documents = TRY(documents_in(text));
    for (const auto& [line, words] : documents) {
        const auto whole = parser.parse(words);
        if (!whole) return fail(Cause::invalid, fmt::format("line {}: {}", line, whole.error().detail));
        if (whole->kind() != json::Kind::array) {
            TRY(take_document(*whole, line, options, found));
            continue;
        }
        for (const auto& document : whole->elements()) TRY(take_document(document, line, options, found));
    }
    if (found.subscribers.empty()) return fail(Cause::invalid, "expected a subscriber of Open5GS or free5GC");
    return found;
}

}  // namespace akmasim::scenario

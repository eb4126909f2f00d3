// SPDX-License-Identifier: Apache-2.0
// Meaning, after form: each rule says where the value stands and what was expected.
#include "simulator/scenario/validate.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "simulator/protocol/patterns.hpp"
#include "simulator/scenario/credentials.hpp"
#include "simulator/scenario/network_functions.hpp"
#include "simulator/scenario/places.hpp"
#include "simulator/scenario/sessions.hpp"

namespace akmasim::scenario {
namespace {

constexpr int largest_key_id = 254;
constexpr auto which_key_id =
    "expected an id of 1 to 254 (TS 24.501 9.11.3.4: 0 belongs to the null scheme, 255 is reserved)";

class Validation {
public:
    Validation(const Scenario& scenario, const Node& root, Diagnostics& wrong)
        : scenario_(scenario), root_(root), wrong_(wrong) {}

    void whole();

private:
    void plmn();
    void clock();
    void xfail();
    void home_network_keys();
    void subscriber(const std::string& name, const Subscriber& subscriber, const Node& node);
    void credentials(const Credentials& held, const Node& node);
    void identity(const std::string& name, const Subscriber& subscriber, const Node& node);
    void concealment(const std::string& name, const Subscriber& subscriber, const Node& node);
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    const Scenario& scenario_;
    const Node& root_;
    Diagnostics& wrong_;
    std::set<std::string> supis_;
};

void Validation::whole() {
    if (!scenario_.name.empty() && (!only(scenario_.name, {digits, letters, "-_."}) || scenario_.name.front() == '.' ||
                                    scenario_.name.size() > 100)) {
        refuse(at(root_, {"name"}),
               "expected a name of letters, digits, '-', '_' and '.', as files are called after it");
    }
    plmn();
    clock();
    xfail();
    home_network_keys();
    validate_network_functions(scenario_, root_, wrong_);
    validate_sessions(scenario_, root_, wrong_);
    for (const auto& [name, subscriber_of] : scenario_.subscribers)
        subscriber(name, subscriber_of, at(root_, {"subscribers", name}));
}

void Validation::plmn() {
    if (!scenario_.plmn) return;
    const auto& [mcc, mnc] = *scenario_.plmn;
    if (!mcc.text.empty() && (mcc.text.size() != 3 || !only(mcc.text, {digits})))
        refuse(at(root_, {"plmn", "mcc"}), "expected an mcc of 3 digits");
    const bool two_or_three = mnc.text.size() == 2 || mnc.text.size() == 3;
    if (!mnc.text.empty() && (!two_or_three || !only(mnc.text, {digits})))
        refuse(at(root_, {"plmn", "mnc"}), "expected an mnc of 2 or 3 digits");
}

void Validation::clock() {
    if (scenario_.clock.mode == "real" && !scenario_.load)
        refuse(at(root_, {"clock", "mode"}), "'real' is not known; expected virtual, as there is no load");
    const auto& start = scenario_.clock.start;
    if (!patterns::check(DateTime::name, start) || start.size() != 20 || start.back() != 'Z') {
        refuse(at(root_, {"clock", "start"}), "expected a time such as '2026-11-23T12:00:00Z'");
    } else if (start < "1970" || start >= "2100") {  // with the 100 years of a run every time has nanoseconds in 64 bits
        refuse(at(root_, {"clock", "start"}), "expected a time from 1970 to 2099");
    }
}

void Validation::xfail() {
    if (!scenario_.xfail) return;
    const auto& [reason, until] = *scenario_.xfail;
    if (reason.empty()) refuse(at(root_, {"xfail"}), "expected a reason that says which bug is known");
    if (until && (until->size() != 10 || !patterns::check(DateTime::name, *until + "T00:00:00Z")))
        refuse(at(root_, {"xfail", "until"}), "expected a day such as '2026-12-31'");
}

void Validation::home_network_keys() {
    std::set<std::pair<int, int>> known;
    const auto& list = at(root_, {"homeNetworkKeys"});
    for (std::size_t i = 0; i < scenario_.home_network_keys.size() && i < list.items.size(); ++i) {
        const auto& key = scenario_.home_network_keys[i];
        const auto& node = list.items[i];
        if (key.id < 1 || key.id > largest_key_id) refuse(at(node, {"id"}), which_key_id);
        if (key.scheme != 1 && key.scheme != 2)
            refuse(at(node, {"scheme"}), "expected scheme 1 (Profile A) or 2 (Profile B)");
        if (!known.emplace(key.id, key.scheme).second)
            refuse(node, fmt::format("a second key with id {} and scheme {}", key.id, key.scheme));
    }
}

void Validation::subscriber(const std::string& name, const Subscriber& subscriber, const Node& node) {
    if (!only(name, {digits, letters, "-_"}))
        wrong_.push_back({node.key_mark, "expected a subscriber's name of letters, digits, '-' and '_'"});
    identity(name, subscriber, node);
    concealment(name, subscriber, node);
    if (subscriber.usim.sqn_delta < 1) refuse(at(node, {"usim", "sqnDelta"}), "expected a number of 1 at least");
    if (subscriber.usim.sqn_age_limit < 0)
        refuse(at(node, {"usim", "sqnAgeLimit"}), "expected a number, 0 for no limit");
    credentials(credentials_of(subscriber), node);
    if (const auto* usim = node.find("usim")) credentials(usim_credentials_of(subscriber), *usim);
    const auto& service_id = subscriber.ue_service_id;
    if (service_id && !patterns::check(UeServiceId::name, *service_id))
        refuse(at(node, {"ueServiceId"}), "expected 1 to 255 visible characters");
    const auto& rid = subscriber.routing_indicator.text;
    if (!patterns::check(RoutingIndicator::name, rid))
        refuse(at(node, {"routingIndicator"}), "expected a routingIndicator of 1 to 4 digits");
}

void Validation::credentials(const Credentials& held, const Node& node) {
    const bool tuak = held.algorithm == "tuak";
    if (held.op_type.starts_with('T') != tuak)
        refuse(at(node, {"opType"}),
               fmt::format("'{}' is not known; expected {}", held.op_type, tuak ? "TOP, TOPC" : "OP, OPC"));
    // TS 35.231 5.1 (assumed): K of 128 or 256 bits. A text that is absent was refused before.
    const bool long_key = tuak && held.k.size() == 64;
    if (!held.k.empty() && held.k.size() != 32 && !long_key)
        refuse(at(node, {"key"}), tuak ? "expected 32 or 64 hexadecimal digits" : "expected 32 hexadecimal digits");
    const std::size_t op_digits = tuak ? 64 : 32;
    if (!held.op.empty() && held.op.size() != op_digits)
        refuse(at(node, {"op"}), fmt::format("expected {} hexadecimal digits", op_digits));
    if (held.tuak.iterations < 1 || held.tuak.iterations > 255)
        refuse(at(node, {"tuak", "iterations"}), "expected 1 to 255 iterations of Keccak");
    // TS 33.102 6.3.7 (assumed): RES has 32 to 128 bits in AKA; TUAK alone could give 256.
    if (held.tuak.res_octets != 4 && held.tuak.res_octets != 8 && held.tuak.res_octets != 16)
        refuse(at(node, {"tuak", "resOctets"}), "expected a RES of 4, 8 or 16 octets");
}

void Validation::identity(const std::string& name, const Subscriber& subscriber, const Node& node) {
    const auto& supi = subscriber.supi;
    const auto home = scenario_.plmn ? scenario_.plmn->mcc.text + scenario_.plmn->mnc.text : "";
    const bool imsi = supi.starts_with("imsi-") && patterns::check(Supi::name, supi).has_value();
    const bool at_home = imsi && supi.substr(5).starts_with(home) && supi.size() > 5 + home.size();
    const bool nai = supi.starts_with("nai-") && patterns::check(Supi::name, supi).has_value();
    // Not modelled: the SUPIs of line access (gci-, gli-).
    if (!supi.empty() && !at_home && !nai) {
        refuse(at(node, {"supi"}),
               fmt::format("subscriber '{}': expected a supi of the form imsi-{} and the MSIN, 15 digits at most, or of "
                           "the form nai-alice@example.com",
                           name, home));
    }
    if (!supi.empty() && !supis_.insert(supi).second)
        refuse(at(node, {"supi"}), fmt::format("subscriber '{}': another one has this supi", name));
    if (subscriber.gpsi && !patterns::check(Gpsi::name, *subscriber.gpsi)) {
        refuse(at(node, {"gpsi"}), "expected a gpsi such as 'msisdn-358401234567' or 'extid-alice@example.com'");
    }
}

// TS 33.501 C.3.4: an X25519 key has 32 octets, a compressed point of secp256r1 33; USIMs and other projects write the
// uncompressed one of 65, too.
bool is_public_key(int scheme, const std::string& text) {
    if (scheme == 1) return text.size() == 64;
    if (text.size() == 130) return text.starts_with("04");
    return text.size() == 66 && (text.starts_with("02") || text.starts_with("03"));
}

void Validation::concealment(const std::string& name, const Subscriber& subscriber, const Node& node) {
    const int scheme = subscriber.protection_scheme;
    const int id = subscriber.home_network_public_key_id;
    if (id < (scheme == 0 ? 0 : 1) || id > largest_key_id) refuse(at(node, {"homeNetworkPublicKeyId"}), which_key_id);
    if (scheme < 0 || scheme > 2) {
        return refuse(at(node, {"protectionScheme"}),
                      "expected a protectionScheme of 0 (null), 1 (Profile A) or 2 (Profile B)");
    }
    const auto& own = subscriber.home_network_public_key;
    if (scheme > 0 && own && !is_public_key(scheme, own->text))
        refuse(at(node, {"homeNetworkPublicKey"}),
               scheme == 1 ? "expected 64 hexadecimal digits for scheme 1"
                           : "expected 66 hexadecimal digits for scheme 2 (a compressed point, 02 or 03), or 130 (04)");
    const bool known = std::ranges::any_of(scenario_.home_network_keys,
                                           [&](const auto& key) { return key.id == id && key.scheme == scheme; });
    if (scheme > 0 && !own && !known) {
        refuse(at(node, {"protectionScheme"}), fmt::format("subscriber '{}': expected a homeNetworkPublicKey, or a key "
                                                           "in homeNetworkKeys with id {} and scheme {}",
                                                           name, id, scheme));
    }
}

}  // namespace

void validate(const Scenario& scenario, const Node& root, Diagnostics& wrong) {
    Validation(scenario, root, wrong).whole();
}

}  // namespace akmasim::scenario

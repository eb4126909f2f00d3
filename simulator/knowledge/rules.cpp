// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/rules.hpp"

#include <algorithm>
#include <optional>

#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/crypto/hash.hpp"
#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;

bool is_of_usim(const Event& derivation) {
    return derivation.fc.empty() && (derivation.key == Ck::name || derivation.key == Ik::name);
}
bool is_eap(const Event& derivation) {
    return derivation.fc.empty() && (derivation.key == Emsk::name || derivation.key == KAut::name);
}

// What a derivation of that key gives.
class Heard {
public:
    Heard(const Event& derivation, std::vector<std::string>& values)
        : kdf_([&derivation, &values](const keys::Derivation& got) {
              if (got.key == derivation.key) values.push_back(hex(got.value));
          }) {}
    [[nodiscard]] const keys::Kdf& kdf() const { return kdf_; }

private:
    keys::Kdf kdf_;
};

// How often TUAK iterates Keccak and how long its RES is are the operator's choice and no secrets (TS 35.231 6); the
// first is a number of one octet here.
struct Choice {
    int iterations = 1;
    std::optional<int> res_octets;
};

bool is_tuak(const Event& derivation) { return derivation.clause.starts_with("TS 35.231"); }

std::vector<Choice> choices_of(const Event& derivation) {
    if (!is_of_usim(derivation) || !is_tuak(derivation)) return {{}};
    std::vector<Choice> choices;
    for (int iterations = 1; iterations <= 255; ++iterations) {
        for (const int res_octets : {8, 4, 16}) choices.push_back({iterations, res_octets});
    }
    return choices;
}

// TS 35.206 4.1, TS 35.231 6: f3 and f4.
std::vector<std::string> functions_give(const Event& derivation, const std::vector<std::string>& parents,
                                        const Choice& choice) {
    const auto rand = derivation.p.empty() ? Rand::from_text("") : Rand::from_text(derivation.p[0]);
    auto k = crypto::PermanentKey::from_text(parents[0]);
    auto opc = crypto::OperatorCode::from_text(parents[1]);
    if (!rand || !k || !opc) return {};
    const auto functions =
        crypto::functions_of({std::move(*k), std::move(*opc), is_tuak(derivation) ? "tuak" : "milenage",
                              choice.iterations, choice.res_octets});
    if (!functions) return {};
    const auto made = (*functions)->vector(*rand);
    std::vector<std::string> values;
    const Heard heard(derivation, values);
    keys::note_ck_ik(heard.kdf(), made.ck, made.ik, *rand, derivation.clause);
    return values;
}

// RFC 9048 3.3; the record's parameter is "EAP-AKA'" and the identity.
std::vector<std::string> eap_gives(const Event& derivation, const std::vector<std::string>& parents) {
    constexpr std::string_view prefix = "EAP-AKA'";
    const auto s = derivation.p.empty() ? Octets{} : from_hex(derivation.p[0]).value_or(Octets{});
    if (parents.size() != 2 || s.size() < prefix.size()) return {};
    auto ik = IkPrime::from_text(parents[0]);
    auto ck = CkPrime::from_text(parents[1]);
    if (!ik || !ck) return {};
    keys::CkIkPrime both;
    both.ck = std::move(*ck);
    both.ik = std::move(*ik);
    std::vector<std::string> values;
    const Heard heard(derivation, values);
    keys::eap_keys(heard.kdf(), both, text_of(s).substr(prefix.size()));
    return values;
}

// TS 33.220 B.2.0, with the parents one behind the other as its key; TS 33.501 takes all of it or one half.
std::vector<std::string> kdf_gives(const Event& derivation, const std::vector<std::string>& parents) {
    Octets key;
    for (const auto& parent : parents) append(key, from_hex(parent).value_or(Octets{}));
    auto s = from_hex(derivation.fc).value_or(Octets{});
    for (const auto& p : derivation.p) {
        const auto octets = from_hex(p).value_or(Octets{});
        append(s, octets);
        s.push_back(static_cast<Octet>(octets.size() >> 8));
        s.push_back(static_cast<Octet>(octets.size()));
    }
    const auto made = hex(crypto::hmac_sha256(key, s));
    wipe(key);
    return {made, made.substr(0, 32), made.substr(32)};
}

std::vector<std::string> gives(const Event& derivation, const std::vector<std::string>& parents, const Choice& choice) {
    if (is_of_usim(derivation)) return functions_give(derivation, parents, choice);
    if (is_eap(derivation)) return eap_gives(derivation, parents);
    if (!derivation.fc.empty()) return kdf_gives(derivation, parents);
    if (derivation.key != KAusf::name) return {};
    return {parents[0].substr(0, 64)};  // TS 33.501 6.1.3.1 step 10: no KDF, the first half of EMSK
}

}  // namespace

std::vector<std::string> parents_of(const Event& derivation) {
    if (is_of_usim(derivation)) return {"K", "OPc"};
    return derivation.from_keys;
}

std::optional<std::string> result_of(const Event& derivation, const std::vector<std::string>& parents,
                                     const IsIt& is_it) {
    if (parents.size() != parents_of(derivation).size() || parents.empty()) return {};
    for (const auto& choice : choices_of(derivation)) {
        for (auto& value : gives(derivation, parents, choice)) {
            if (is_it(value)) return std::move(value);
        }
    }
    return {};
}

bool follows(const Event& derivation, const std::vector<std::string>& parents, const std::string& value) {
    if (value.empty()) return false;
    return result_of(derivation, parents, [&](const std::string& made) { return made == value; }).has_value();
}

bool is_computable(const Event& derivation) {
    return is_of_usim(derivation) || is_eap(derivation) || !derivation.fc.empty() || derivation.key == KAusf::name;
}

void each_choice(const std::vector<std::vector<std::string>>& values,
                 const std::function<bool(const std::vector<std::string>&)>& takes) {
    if (values.empty()) return;
    const auto shortest = std::ranges::min_element(values, {}, &std::vector<std::string>::size)->size();
    if (shortest == 0) return;
    std::vector<std::size_t> at(values.size());  // a number with one digit for each parent
    const auto choice = [&] {
        std::vector<std::string> one;
        for (std::size_t i = 0; i < values.size(); ++i) one.push_back(values[i][at[i]]);
        return one;
    };
    for (std::size_t i = 0; i < shortest; ++i) {
        std::ranges::fill(at, i);
        if (takes(choice())) return;
    }
    std::ranges::fill(at, 0);
    for (std::size_t digit = 0; digit < values.size();) {
        const bool together = std::ranges::all_of(at, [&](std::size_t one) { return one == at.front(); });
        if (!together && takes(choice())) return;
        for (digit = 0; digit < values.size() && ++at[digit] == values[digit].size(); ++digit) at[digit] = 0;
    }
}

std::vector<std::string> chance_in(const Event& derivation) {
    const auto& p = derivation.p;
    if (is_of_usim(derivation) && !p.empty()) return {p[0]};
    const bool with_sqn =
        derivation.key == KAusf::name || derivation.key == CkPrime::name || derivation.key == IkPrime::name;
    if (with_sqn && !derivation.fc.empty() && p.size() > 1) return {p[1]};
    if (derivation.key == ResStar::name && p.size() > 1) return {p[1]};
    return {};
}

}  // namespace akmasim::knowledge

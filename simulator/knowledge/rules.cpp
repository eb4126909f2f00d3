// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/rules.hpp"

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

// Tells what a derivation gave, so that no key need be exposed to be compared.
class Heard {
public:
    explicit Heard(const Event& derivation, const std::string& value)
        : kdf_([&derivation, &value, this](const keys::Derivation& got) {
              found_ = found_ || (got.key == derivation.key && hex(got.value) == value);
          }) {}
    [[nodiscard]] const keys::Kdf& kdf() const { return kdf_; }
    [[nodiscard]] bool found() const { return found_; }

private:
    bool found_ = false;
    keys::Kdf kdf_;
};

// TS 35.206 4.1, TS 35.231 6: f3 and f4. How often TUAK iterates Keccak is the operator's choice and no secret.
bool functions_give(const Event& derivation, const std::vector<std::string>& parents, const std::string& value) {
    const auto rand = derivation.p.empty() ? Rand::from_text("") : Rand::from_text(derivation.p[0]);
    const bool tuak = derivation.clause.starts_with("TS 35.231");
    const int most_iterations = tuak ? 8 : 1;
    for (int iterations = 1; rand && iterations <= most_iterations; ++iterations) {
        auto k = crypto::PermanentKey::from_text(parents[0]);
        auto opc = crypto::OperatorCode::from_text(parents[1]);
        if (!k || !opc) return false;
        const auto functions = crypto::functions_of(
            {std::move(*k), std::move(*opc), tuak ? "tuak" : "milenage", iterations, std::nullopt});
        if (!functions) return false;
        const auto made = (*functions)->vector(*rand);
        const Heard heard(derivation, value);
        keys::note_ck_ik(heard.kdf(), made.ck, made.ik, *rand, derivation.clause);
        if (heard.found()) return true;
    }
    return false;
}

// RFC 9048 3.3; the record's parameter is "EAP-AKA'" and the identity.
bool eap_gives(const Event& derivation, const std::vector<std::string>& parents, const std::string& value) {
    constexpr std::string_view prefix = "EAP-AKA'";
    const auto s = derivation.p.empty() ? Octets{} : from_hex(derivation.p[0]).value_or(Octets{});
    if (parents.size() != 2 || s.size() < prefix.size()) return false;
    auto ik = IkPrime::from_text(parents[0]);
    auto ck = CkPrime::from_text(parents[1]);
    if (!ik || !ck) return false;
    keys::CkIkPrime both;
    both.ck = std::move(*ck);
    both.ik = std::move(*ik);
    const Heard heard(derivation, value);
    keys::eap_keys(heard.kdf(), both, text_of(s).substr(prefix.size()));
    return heard.found();
}

// TS 33.220 B.2.0, with the parents one behind the other as its key; TS 33.501 takes all of it or one half.
bool kdf_gives(const Event& derivation, const std::vector<std::string>& parents, const std::string& value) {
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
    return value == made || value == made.substr(0, 32) || value == made.substr(32);
}

}  // namespace

std::vector<std::string> parents_of(const Event& derivation) {
    if (is_of_usim(derivation)) return {"K", "OPc"};
    return derivation.from_keys;
}

bool follows(const Event& derivation, const std::vector<std::string>& parents, const std::string& value) {
    if (value.empty() || parents.size() != parents_of(derivation).size() || parents.empty()) return false;
    if (is_of_usim(derivation)) return functions_give(derivation, parents, value);
    if (is_eap(derivation)) return eap_gives(derivation, parents, value);
    if (!derivation.fc.empty()) return kdf_gives(derivation, parents, value);
    // TS 33.501 6.1.3.1 step 10: no KDF, the first half of EMSK.
    return derivation.key == KAusf::name && parents[0].starts_with(value);
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

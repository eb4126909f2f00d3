// SPDX-License-Identifier: Apache-2.0
// akmasim kdf: each key of the tree from hexadecimal inputs, so that others can check theirs.
#include <functional>
#include <map>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/base/key_material.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/kdf_inputs.hpp"
#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::cli {
namespace {

using keys::Kdf;

template <class Key>
Result<Key> parent(const KdfOptions& options, std::size_t index) {
    if (options.from.size() <= index) return fail(Cause::invalid, fmt::format("--from {} is missing", Key::name));
    auto key = Key::from_text(options.from[index]);
    if (!key) return fail(Cause::invalid, "--from " + key.error().detail);
    return key;
}

template <class Fixed>
Result<Fixed> fixed(const std::string& text, std::string_view option) {
    auto value = Fixed::from_text(text);
    if (!value) return fail(Cause::invalid, fmt::format("--{}: {}", option, value.error().detail));
    return value;
}

Result<Supi> supi(const KdfOptions& options) { return supi_from(options.supi); }
Result<ServingNetworkName> network(const KdfOptions& options) { return serving_network_from(options.network); }

Result<std::unique_ptr<const crypto::AuthenticationFunctions>> functions(const KdfOptions& options) {
    crypto::Credentials credentials;
    credentials.k = TRY(parent<crypto::PermanentKey>(options, 0));
    credentials.opc = TRY(parent<crypto::OperatorCode>(options, 1));
    credentials.algorithm = options.algorithm_set;
    credentials.keccak_iterations = options.iterations;
    credentials.res_octets = options.res_octets;
    return crypto::functions_of(credentials);
}

Result<void> make_ck_ik(const KdfOptions& options, const Kdf& kdf) {
    const auto made = TRY(functions(options));
    const auto rand = TRY(fixed<Rand>(options.rand, "rand"));
    const auto outputs = made->vector(rand);
    keys::note_ck_ik(kdf, outputs.ck, outputs.ik, rand, made->clause());
    kdf.tell({"RES", {"K"}, "", {}, made->clause(), outputs.res.view()});
    kdf.tell({"AK", {"K"}, "", {}, made->clause(), outputs.ak.view()});
    return {};
}

// TS 33.102 6.3.2: MAC-A and AUTN of a challenge, MAC-S of a resynchronisation.
Result<void> make_macs(const KdfOptions& options, const Kdf& kdf) {
    const auto made = TRY(functions(options));
    const auto rand = TRY(fixed<Rand>(options.rand, "rand"));
    const auto sqn = TRY(fixed<Sqn>(options.sqn, "sqn"));
    const auto amf = TRY(fixed<AmfField>(options.amf, "amf"));
    const auto mac = made->f1(rand, sqn, amf);
    kdf.tell({"MAC-A", {"K"}, "", {}, made->clause(), mac.view()});
    kdf.tell({"MAC-S", {"K"}, "", {}, made->clause(), made->f1_star(rand, sqn, amf).view()});
    Octets autn;
    const auto ak = made->vector(rand).ak;
    for (std::size_t i = 0; i < Sqn::size; ++i) autn.push_back(static_cast<Octet>(sqn.view()[i] ^ ak.view()[i]));
    append(autn, amf.view());
    append(autn, mac.view());
    kdf.tell({"AUTN", {"K"}, "", {}, "TS 33.102 6.3.2", autn});
    return {};
}

Result<void> make_opc(const KdfOptions& options, const Kdf& kdf) {
    if (options.from.size() < 2) return fail(Cause::invalid, "--from K and OP (with TOPc: TOP) are missing");
    const bool tuak = options.name == "TOPc";
    const auto opc = crypto::opc_text(tuak ? "tuak" : "milenage", options.iterations, options.from[0], options.from[1]);
    if (opc.empty())
        return fail(Cause::invalid, tuak ? "--from: expected 32 or 64 hexadecimal digits, and 64 of TOP"
                                         : "--from: expected 32 hexadecimal digits each");
    const auto value = TRY(from_hex(opc));
    const std::string_view op = tuak ? "TOP" : "OP";
    kdf.tell({options.name, {"K", op}, "", {}, tuak ? "TS 35.231 6.1" : "TS 35.206 4.1", value});
    return {};
}

// Of CK and IK as in 5G-AKA, or of EMSK alone as in EAP-AKA'.
Result<void> make_k_ausf(const KdfOptions& options, const Kdf& kdf) {
    if (options.from.size() == 1) {
        (void)keys::k_ausf(kdf, TRY(parent<Emsk>(options, 0)));
        return {};
    }
    (void)keys::k_ausf(kdf, TRY(parent<Ck>(options, 0)), TRY(parent<Ik>(options, 1)), TRY(network(options)),
                       TRY(fixed<Sqn>(options.sqn_ak, "sqn-ak")));
    return {};
}

Result<void> make_ck_ik_prime(const KdfOptions& options, const Kdf& kdf) {
    (void)keys::ck_ik_prime(kdf, TRY(parent<Ck>(options, 0)), TRY(parent<Ik>(options, 1)),
                            TRY(access_network_from(options.network)),
                            TRY(fixed<Sqn>(options.sqn_ak, "sqn-ak")));
    return {};
}

Result<void> make_eap_keys(const KdfOptions& options, const Kdf& kdf) {
    keys::CkIkPrime primes;
    primes.ik = TRY(parent<IkPrime>(options, 0));
    primes.ck = TRY(parent<CkPrime>(options, 1));
    // RFC 9048 3.3: the identity of the exchange, in 5G the SUPI (TS 33.501 F.3); elsewhere digits of another length.
    const bool digits = !options.supi.empty() && options.supi.find_first_not_of("0123456789") == std::string::npos;
    const auto identity = digits ? Supi(options.supi) : TRY(supi(options));
    const auto made = keys::eap_keys(kdf, primes, identity);
    keys::note_unused_eap_keys(kdf, made, keys::supi_text(identity));
    return {};
}

Result<void> make_res_star(const KdfOptions& options, const Kdf& kdf) {
    const auto res = TRY(fixed<Res>(options.res, "res"));
    (void)keys::res_star(kdf, TRY(parent<Ck>(options, 0)), TRY(parent<Ik>(options, 1)), TRY(network(options)),
                         TRY(fixed<Rand>(options.rand, "rand")), res);
    return {};
}

Result<void> make_k_seaf(const KdfOptions& options, const Kdf& kdf) {
    (void)keys::k_seaf(kdf, TRY(parent<KAusf>(options, 0)), TRY(network(options)));
    return {};
}

Result<void> make_k_amf(const KdfOptions& options, const Kdf& kdf) {
    (void)keys::k_amf(kdf, TRY(parent<KSeaf>(options, 0)), TRY(supi(options)), TRY(from_hex(options.abba)));
    return {};
}

Result<void> make_k_nas_enc(const KdfOptions& options, const Kdf& kdf) {
    (void)keys::k_nas_enc(kdf, TRY(parent<KAmf>(options, 0)), static_cast<Octet>(options.algorithm));
    return {};
}

Result<void> make_k_nas_int(const KdfOptions& options, const Kdf& kdf) {
    (void)keys::k_nas_int(kdf, TRY(parent<KAmf>(options, 0)), static_cast<Octet>(options.algorithm));
    return {};
}

Result<void> make_k_akma(const KdfOptions& options, const Kdf& kdf) {
    (void)keys::k_akma(kdf, TRY(parent<KAusf>(options, 0)), TRY(supi(options)));
    return {};
}

Result<void> make_a_tid(const KdfOptions& options, const Kdf& kdf) {
    (void)keys::a_tid(kdf, TRY(parent<KAusf>(options, 0)), TRY(supi(options)));
    return {};
}

Result<void> make_k_af(const KdfOptions& options, const Kdf& kdf) {
    const auto fqdn = TRY(fqdn_from(options.fqdn));
    const auto ua_star_id = TRY(fixed<UaStarId>(options.ua_star_id, "ua-id"));
    const keys::AfId af_id{fqdn, ua_star_id};
    (void)keys::k_af(kdf, TRY(parent<KAkma>(options, 0)), af_id);
    return {};
}

using Maker = Result<void> (*)(const KdfOptions&, const Kdf&);

const std::map<std::string, Maker>& makers() {
    static const std::map<std::string, Maker> known{{"OPc", make_opc},
                                                    {"TOPc", make_opc},
                                                    {"CKprime", make_ck_ik_prime},
                                                    {"IKprime", make_ck_ik_prime},
                                                    {"Kencr", make_eap_keys},
                                                    {"Kaut", make_eap_keys},
                                                    {"Kre", make_eap_keys},
                                                    {"MSK", make_eap_keys},
                                                    {"EMSK", make_eap_keys},
                                                    {"CK", make_ck_ik},
                                                    {"IK", make_ck_ik},
                                                    {"RES", make_ck_ik},
                                                    {"AK", make_ck_ik},
                                                    {"MAC-A", make_macs},
                                                    {"MAC-S", make_macs},
                                                    {"AUTN", make_macs},
                                                    {"KAUSF", make_k_ausf},
                                                    {"RESstar", make_res_star},
                                                    {"KSEAF", make_k_seaf},
                                                    {"KAMF", make_k_amf},
                                                    {"KNASenc", make_k_nas_enc},
                                                    {"KNASint", make_k_nas_int},
                                                    {"KAKMA", make_k_akma},
                                                    {"A-TID", make_a_tid},
                                                    {"KAF", make_k_af},
                                                    {"K5GMSG", make_k_af}};
    return known;
}

std::string text_of(const keys::Derivation& derivation, bool as_json) {
    std::vector<std::string> p;
    for (const auto& parameter : derivation.p) p.push_back(hex(parameter));
    if (!as_json) return hex(derivation.value) + "\n";
    return fmt::format(
        "{{\"key\":\"{}\",\"from\":[\"{}\"],\"fc\":\"{}\",\"p\":[\"{}\"],\"clause\":\"{}\",\"value\":\"{}\"}}\n",
        derivation.key, fmt::join(derivation.from, "\",\""), derivation.fc, fmt::join(p, "\",\""), derivation.clause,
        hex(derivation.value));
}

}  // namespace

std::vector<std::string> kdf_names() {
    std::vector<std::string> names;
    for (const auto& [name, maker] : makers()) names.push_back(name);
    return names;
}

int kdf(const KdfOptions& options) {
    const auto wanted = options.name == "K5GMSG" ? std::string("KAF") : options.name;
    const Kdf watched([&](const keys::Derivation& derivation) {
        if (derivation.key == wanted) console::say("{}", text_of(derivation, options.json));
    });
    if (const auto made = makers().at(options.name)(options, watched); !made) {
        console::complain("error: kdf {}: {}\n", options.name, without_keys(made.error().detail));
        return 2;
    }
    return 0;
}

}  // namespace akmasim::cli

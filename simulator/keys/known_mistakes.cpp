// SPDX-License-Identifier: Apache-2.0
// The mistakes of the field, each one function from K_AUSF to a K_AKMA or from K_AKMA to a K_AF, and all their pairs.
#include "simulator/keys/known_mistakes.hpp"

#include <vector>

#include <fmt/format.h>

#include "simulator/keys/hierarchy.hpp"

namespace akmasim::keys {
namespace {

constexpr Octet fc_k_akma = 0x80;  // TS 33.535 A.2
constexpr Octet fc_k_af = 0x82;    // TS 33.535 A.4
constexpr Octet fc_of_k_ausf = 0x6a;

struct Candidate {
    crypto::Digest key;
    std::string how;  // empty: as it should be
};

std::vector<Candidate> k_akmas(const RightInputs& in) {
    const View k_ausf = in.k_ausf.expose();
    const auto digits = supi_text(in.supi);
    const std::string_view whole = in.supi.text();
    const std::string_view rid = in.routing_indicator.text();
    const auto akma = view_of("AKMA");
    std::vector<Candidate> all;
    // TS 33.535 A.2: FC = 0x80, P0 = "AKMA", P1 = SUPI.
    all.push_back({Kdf::derive(k_ausf, fc_k_akma, {akma, view_of(digits)}), ""});
    all.push_back({Kdf::derive(k_ausf, fc_k_akma, {akma, view_of(whole)}),
                   fmt::format("K_AKMA with the SUPI as '{}', prefix and all, instead of '{}'", whole, digits)});
    all.push_back({Kdf::derive(k_ausf, fc_of_k_ausf, {view_of(digits)}),
                   "K_AKMA with FC 0x6A and the SUPI alone, instead of FC 0x80, 'AKMA' and the SUPI"});
    all.push_back({Kdf::derive(k_ausf, fc_of_k_ausf, {view_of(rid)}),
                   "K_AKMA with FC 0x6A and the Routing Indicator as P0, instead of FC 0x80, 'AKMA' and the SUPI"});
    all.push_back({Kdf::derive(k_ausf, fc_k_akma, {view_of(rid)}),
                   "K_AKMA with the Routing Indicator as P0, instead of 'AKMA' and the SUPI"});
    all.push_back({Kdf::derive(k_ausf, fc_of_k_ausf, {akma, view_of(digits)}), "K_AKMA with FC 0x6A instead of 0x80"});
    return all;
}

std::vector<Candidate> k_afs(const RightInputs& in, const Candidate& k_akma) {
    const auto join = [&](std::string more) {
        return k_akma.how.empty() ? more : more.empty() ? k_akma.how : k_akma.how + "; and " + more;
    };
    Octets af_id(in.fqdn.begin(), in.fqdn.end());
    const auto fqdn = af_id;
    const auto ua = in.ua_star_id.view();
    af_id.insert(af_id.end(), ua.begin(), ua.end());
    Octets with_text = fqdn;
    const auto digits = hex(ua);
    with_text.push_back(':');
    with_text.insert(with_text.end(), digits.begin(), digits.end());
    std::vector<Candidate> all;
    // TS 33.535 A.4: FC = 0x82, P0 = AF_ID, the FQDN and the five octets of the Ua* identifier.
    all.push_back({Kdf::derive(k_akma.key, fc_k_af, {af_id}), join("")});
    all.push_back({Kdf::derive(k_akma.key, fc_k_af, {fqdn}),
                   join("K_AF with the FQDN alone as AF_ID, without the Ua* security protocol identifier")});
    all.push_back({Kdf::derive(k_akma.key, fc_k_af, {with_text}),
                   join("K_AF with AF_ID as the text that JSON has, instead of the Ua* identifier's five octets")});
    all.push_back({k_akma.key, join("K_AKMA itself, used as if it were K_AF")});
    return all;
}

}  // namespace

std::string mistake_behind(const RightInputs& inputs, const KAf& key) {
    const View foreign = key.expose();
    if (same_in_constant_time(inputs.k_ausf.expose(), foreign)) return "K_AUSF itself, used as if it were K_AF";
    for (const auto& k_akma : k_akmas(inputs)) {
        for (const auto& k_af : k_afs(inputs, k_akma)) {
            if (!same_in_constant_time(k_af.key, foreign)) continue;
            return k_af.how.empty() ? "the right K_AF of this moment" : k_af.how;
        }
    }
    return "";
}

}  // namespace akmasim::keys

// SPDX-License-Identifier: Apache-2.0
#include "simulator/keys/akma_profiles.hpp"

#include <algorithm>
#include <array>

namespace akmasim::keys {
namespace {

// Told with what was really computed, so that the record shows where it leaves TS 33.535 A.2.
KAkma wrong(const Kdf& kdf, const KAusf& k_ausf, Octet fc, std::initializer_list<View> p) {
    KAkma out(Kdf::derive(k_ausf.expose(), fc, p));
    kdf.tell(KAkma::name, {"KAUSF"}, fc, p, "TS 33.535 A.2", out.expose());
    return out;
}

}  // namespace

std::optional<AkmaProfile> akma_profile_named(std::string_view name) {
    constexpr std::array<std::string_view, 4> names{"standard", "fc-6a", "rid-as-p0", "imsi-prefix"};
    const auto* found = std::ranges::find(names, name);
    if (found == names.end()) return {};
    return static_cast<AkmaProfile>(found - names.begin());
}

KAkma k_akma(const Kdf& kdf, AkmaProfile profile, const KAusf& k_ausf, const Supi& supi, const RoutingIndicator& rid) {
    const auto digits = view_of(supi_text(supi));
    switch (profile) {
        case AkmaProfile::standard: break;
        case AkmaProfile::fc_6a: return wrong(kdf, k_ausf, 0x6a, {digits});
        case AkmaProfile::rid_as_p0: return wrong(kdf, k_ausf, 0x80, {view_of(rid.text()), digits});
        case AkmaProfile::imsi_prefix: return wrong(kdf, k_ausf, 0x80, {view_of("AKMA"), view_of(supi.text())});
    }
    return k_akma(kdf, k_ausf, supi);
}

}  // namespace akmasim::keys

// SPDX-License-Identifier: Apache-2.0
#include "simulator/keys/hierarchy.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "simulator/base/ua_protocols.hpp"

namespace akmasim::keys {
namespace {

Octets joined(View first, View second) {
    Octets out(first.begin(), first.end());
    append(out, second);
    return out;
}

// CK || IK, wiped when it goes.
struct CkIk {
    CkIk(const Ck& ck, const Ik& ik) {
        std::ranges::copy(ck.expose(), octets.begin());
        std::ranges::copy(ik.expose(), octets.begin() + Ck::size);
    }
    ~CkIk() { wipe(octets); }
    CkIk(const CkIk&) = delete;
    CkIk& operator=(const CkIk&) = delete;
    std::array<Octet, Ck::size + Ik::size> octets{};
};

template <class Key>
Key whole(const crypto::Digest& digest) {
    return Key(digest);
}

template <class Key>
Key last_16(const crypto::Digest& digest) {
    Key key;
    std::copy(digest.begin() + 16, digest.end(), key.expose_writable().begin());
    return key;
}

constexpr std::string_view akma_prefix = "3GPP-AKMA";

}  // namespace

void note_ck_ik(const Kdf& kdf, const Ck& ck, const Ik& ik, const Rand& rand, std::string_view clause) {
    if (!kdf.watched()) return;
    const Octets p0(rand.view().begin(), rand.view().end());
    kdf.tell({Ck::name, {"K"}, "", {p0}, clause, ck.expose()});
    kdf.tell({Ik::name, {"K"}, "", {p0}, clause, ik.expose()});
}

// TS 33.501 A.4: FC 6B, the last 16 octets.
ResStar res_star(const Kdf& kdf, const Ck& ck, const Ik& ik, const ServingNetworkName& network, const Rand& rand,
                 const Res& res) {
    const CkIk key(ck, ik);
    const auto digest = Kdf::derive(key.octets, 0x6b, {view_of(network.text()), rand.view(), res.view()});
    ResStar out;
    std::copy(digest.begin() + 16, digest.end(), out.writable().begin());
    kdf.tell(ResStar::name, {"CK", "IK"}, 0x6b, {view_of(network.text()), rand.view(), res.view()}, "TS 33.501 A.4",
             out.view());
    return out;
}

// TS 33.501 A.5: no KDF, the last 16 octets of SHA-256(RAND || RES*).
HresStar hres_star(const Rand& rand, const ResStar& res_star) {
    const auto digest = crypto::sha256(rand.view(), res_star.view());
    HresStar out;
    std::copy(digest.begin() + 16, digest.end(), out.writable().begin());
    return out;
}

// TS 33.501 A.2: FC 6A.
KAusf k_ausf(const Kdf& kdf, const Ck& ck, const Ik& ik, const ServingNetworkName& network, const Sqn& sqn_xor_ak) {
    const CkIk key(ck, ik);
    auto out = whole<KAusf>(Kdf::derive(key.octets, 0x6a, {view_of(network.text()), sqn_xor_ak.view()}));
    kdf.tell(KAusf::name, {"CK", "IK"}, 0x6a, {view_of(network.text()), sqn_xor_ak.view()}, "TS 33.501 A.2",
             out.expose());
    return out;
}

// TS 33.501 A.6: FC 6C.
KSeaf k_seaf(const Kdf& kdf, const KAusf& k_ausf, const ServingNetworkName& network) {
    auto out = whole<KSeaf>(Kdf::derive(k_ausf.expose(), 0x6c, {view_of(network.text())}));
    kdf.tell(KSeaf::name, {"KAUSF"}, 0x6c, {view_of(network.text())}, "TS 33.501 A.6", out.expose());
    return out;
}

// TS 33.501 A.7: FC 6D.
KAmf k_amf(const Kdf& kdf, const KSeaf& k_seaf, const Supi& supi, View abba) {
    auto out = whole<KAmf>(Kdf::derive(k_seaf.expose(), 0x6d, {view_of(supi_text(supi)), abba}));
    kdf.tell(KAmf::name, {"KSEAF"}, 0x6d, {view_of(supi_text(supi)), abba}, "TS 33.501 A.7", out.expose());
    return out;
}

// TS 33.501 A.8: FC 69, distinguisher 01 for ciphering, the last 16 octets.
KNasEnc k_nas_enc(const Kdf& kdf, const KAmf& k_amf, Octet algorithm) {
    constexpr std::array<Octet, 1> type{1};
    const std::array<Octet, 1> id{algorithm};
    auto out = last_16<KNasEnc>(Kdf::derive(k_amf.expose(), 0x69, {type, id}));
    kdf.tell(KNasEnc::name, {"KAMF"}, 0x69, {type, id}, "TS 33.501 A.8", out.expose());
    return out;
}

// TS 33.501 A.8: FC 69, distinguisher 02 for integrity, the last 16 octets.
KNasInt k_nas_int(const Kdf& kdf, const KAmf& k_amf, Octet algorithm) {
    constexpr std::array<Octet, 1> type{2};
    const std::array<Octet, 1> id{algorithm};
    auto out = last_16<KNasInt>(Kdf::derive(k_amf.expose(), 0x69, {type, id}));
    kdf.tell(KNasInt::name, {"KAMF"}, 0x69, {type, id}, "TS 33.501 A.8", out.expose());
    return out;
}

// TS 33.535 A.2: FC 80, P0 = "AKMA", P1 = SUPI.
KAkma k_akma(const Kdf& kdf, const KAusf& k_ausf, const Supi& supi) {
    auto out = whole<KAkma>(Kdf::derive(k_ausf.expose(), 0x80, {view_of("AKMA"), view_of(supi_text(supi))}));
    kdf.tell(KAkma::name, {"KAUSF"}, 0x80, {view_of("AKMA"), view_of(supi_text(supi))}, "TS 33.535 A.2", out.expose());
    return out;
}

// TS 33.535 A.3: FC 81, P0 = "A-TID", P1 = SUPI.
ATid a_tid(const Kdf& kdf, const KAusf& k_ausf, const Supi& supi) {
    const ATid out(Kdf::derive(k_ausf.expose(), 0x81, {view_of("A-TID"), view_of(supi_text(supi))}));
    kdf.tell(ATid::name, {"KAUSF"}, 0x81, {view_of("A-TID"), view_of(supi_text(supi))}, "TS 33.535 A.3", out.view());
    return out;
}

// TS 33.535 A.4: FC 82, P0 = AF_ID.
KAf k_af(const Kdf& kdf, const KAkma& k_akma, const AfId& af_id) {
    const auto p0 = octets_of(af_id);
    auto out = whole<KAf>(Kdf::derive(k_akma.expose(), 0x82, {p0}));
    kdf.tell(KAf::name, {"KAKMA"}, 0x82, {p0}, "TS 33.535 A.4", out.expose());
    return out;
}

std::string_view supi_text(const Supi& supi) {
    const std::string_view text = supi.text();
    for (const std::string_view prefix : {"imsi-", "nai-", "gci-", "gli-"}) {
        if (text.starts_with(prefix)) return text.substr(prefix.size());
    }
    return text;
}

ServingNetworkName serving_network_name(std::string_view mcc, std::string_view mnc) {
    return ServingNetworkName(fmt::format("5G:mnc{:0>3}.mcc{:0>3}.3gppnetwork.org", mnc, mcc));
}

namespace {

std::string normalised(const Fqdn& fqdn) {
    auto text = fqdn.text();
    if (text.ends_with('.')) text.pop_back();
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

}  // namespace

Octets octets_of(const AfId& af_id) { return joined(view_of(normalised(af_id.fqdn)), af_id.ua_star_id.view()); }
std::string text_of(const AfId& af_id) { return normalised(af_id.fqdn) + ":" + hex(af_id.ua_star_id.view()); }

Result<AfId> af_id_from_text(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == 0 || colon == std::string_view::npos)
        return fail(Cause::malformed, "an AF_ID that is not <fqdn>:<10 hex digits>");
    // Not inside the braces: g++ and clang leave the members before a TRY there undestroyed when it fails.
    const auto ua_star = TRY(UaStarId::from_text(text.substr(colon + 1)));
    return AfId{Fqdn(std::string(text.substr(0, colon))), ua_star};
}

UaStarId ua_star_id(std::string_view ua_protocol, std::uint16_t suite) {
    const auto* protocol = ua_protocol_named(ua_protocol);
    if (protocol == nullptr || protocol->ua_star_id.empty()) return {};
    std::string digits(protocol->ua_star_id);
    if (depends_on_suite(*protocol)) digits.replace(6, 4, fmt::format("{:04x}", suite));
    return UaStarId::from_text(digits).value_or(UaStarId{});
}

AKid a_kid(const RoutingIndicator& routing_indicator, const ATid& a_tid, std::string_view mcc, std::string_view mnc) {
    return AKid(fmt::format("{}.{}@5gc.mnc{:0>3}.mcc{:0>3}.3gppnetwork.org", routing_indicator.text(),
                            base64url(a_tid.view()), mnc, mcc));
}

RoutingIndicator routing_indicator_of(const AKid& a_kid) {
    return RoutingIndicator(a_kid.text().substr(0, a_kid.text().find('.')));
}

std::string psk_identity(const AKid& a_kid) { return std::string(akma_prefix) + a_kid.text(); }

Result<AKid> a_kid_of_psk_identity(std::string_view identity, bool accept_separator) {
    if (!identity.starts_with(akma_prefix))
        return fail(Cause::malformed, "a PSK identity that does not begin with 3GPP-AKMA");
    identity.remove_prefix(akma_prefix.size());
    if (accept_separator && identity.starts_with(';')) identity.remove_prefix(1);
    if (identity.empty() || identity.size() > 1000 || identity.find('@') == std::string_view::npos) {
        return fail(Cause::malformed, "a PSK identity without an A-KID");
    }
    return AKid(std::string(identity));
}

}  // namespace akmasim::keys

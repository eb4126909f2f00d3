// SPDX-License-Identifier: Apache-2.0
#include "simulator/keys/eap_aka_prime.hpp"

#include <algorithm>

#include "simulator/keys/hierarchy.hpp"

namespace akmasim::keys {
namespace {

constexpr std::size_t mk_octets = KEncr::size + KAut::size + KRe::size + Msk::size + Emsk::size;  // 1664 bits

// Octets that are wiped when they go.
struct Wiped {
    Octets octets;
    explicit Wiped(std::size_t size) : octets(size) {}
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { wipe(octets); }
};

template <class First, class Second>
void join(Wiped& out, const First& first, const Second& second) {
    std::copy(first.expose().begin(), first.expose().end(), out.octets.begin());
    std::copy(second.expose().begin(), second.expose().end(), out.octets.begin() + First::size);
}

// RFC 9048 3.4.1: T1 = HMAC(K, S || 1), Ti = HMAC(K, Ti-1 || S || i).
void prf_prime(View key, View s, std::span<Octet> out) {
    Wiped input(crypto::Digest{}.size() + s.size() + 1);
    crypto::Digest t{};
    for (Octet i = 1; !out.empty(); ++i) {
        const std::size_t begin = i == 1 ? t.size() : 0;  // there is no T0
        std::copy(t.begin(), t.end(), input.octets.begin());
        std::copy(s.begin(), s.end(), input.octets.begin() + t.size());
        input.octets.back() = i;
        t = crypto::hmac_sha256(key, View(input.octets).subspan(begin));
        const auto taken = std::min(out.size(), t.size());
        std::copy_n(t.begin(), taken, out.begin());
        out = out.subspan(taken);
    }
    wipe(t);
}

template <class Key>
Key cut(View& mk) {
    Key key;
    std::copy_n(mk.begin(), Key::size, key.expose_writable().begin());
    mk = mk.subspan(Key::size);
    return key;
}

std::string prf_input(std::string_view identity) { return "EAP-AKA'" + std::string(identity); }

template <class Key>
void tell(const Kdf& kdf, const Key& key, std::string_view s) {
    const Octets p(s.begin(), s.end());
    kdf.tell({Key::name, {"IKprime", "CKprime"}, "", {p}, "RFC 9048 3.3", key.expose()});
}

}  // namespace

// TS 33.501 A.3: FC 20, P0 = serving network name, P1 = SQN xor AK.
CkIkPrime ck_ik_prime(const Kdf& kdf, const Ck& ck, const Ik& ik, const ServingNetworkName& network,
                      const Sqn& sqn_xor_ak) {
    Wiped key(Ck::size + Ik::size);
    join(key, ck, ik);
    auto digest = Kdf::derive(key.octets, 0x20, {view_of(network.text()), sqn_xor_ak.view()});
    CkIkPrime out;
    View whole(digest);
    out.ck = cut<CkPrime>(whole);
    out.ik = cut<IkPrime>(whole);
    wipe(digest);
    const auto p = {view_of(network.text()), sqn_xor_ak.view()};
    kdf.tell(CkPrime::name, {"CK", "IK"}, 0x20, p, "TS 33.501 A.3", out.ck.expose());
    kdf.tell(IkPrime::name, {"CK", "IK"}, 0x20, p, "TS 33.501 A.3", out.ik.expose());
    return out;
}

EapKeys eap_keys(const Kdf& kdf, const CkIkPrime& keys, const Supi& supi) {
    return eap_keys(kdf, keys, supi_text(supi));
}

// RFC 9048 3.3: the key of PRF' is IK' || CK', in this order.
EapKeys eap_keys(const Kdf& kdf, const CkIkPrime& keys, std::string_view identity) {
    Wiped key(IkPrime::size + CkPrime::size);
    join(key, keys.ik, keys.ck);
    const auto s = prf_input(identity);
    Wiped mk(mk_octets);
    prf_prime(key.octets, view_of(s), mk.octets);
    View left(mk.octets);
    EapKeys out;
    out.k_encr = cut<KEncr>(left);
    out.k_aut = cut<KAut>(left);
    out.k_re = cut<KRe>(left);
    out.msk = cut<Msk>(left);
    out.emsk = cut<Emsk>(left);
    if (!kdf.watched()) return out;
    tell(kdf, out.k_aut, s);
    tell(kdf, out.emsk, s);
    return out;
}

void note_unused_eap_keys(const Kdf& kdf, const EapKeys& keys, std::string_view identity) {
    const auto s = prf_input(identity);
    tell(kdf, keys.k_encr, s);
    tell(kdf, keys.k_re, s);
    tell(kdf, keys.msk, s);
}

// TS 33.501 6.1.3.1 step 10: no KDF, the first half of EMSK.
KAusf k_ausf(const Kdf& kdf, const Emsk& emsk) {
    KAusf out;
    std::copy_n(emsk.expose().begin(), KAusf::size, out.expose_writable().begin());
    if (kdf.watched()) kdf.tell({KAusf::name, {"EMSK"}, "", {}, "TS 33.501 6.1.3.1", out.expose()});
    return out;
}

// RFC 9048 3.4.3
AtMac at_mac(const KAut& k_aut, View packet_with_mac_zeroed) {
    const auto digest = crypto::hmac_sha256(k_aut.expose(), packet_with_mac_zeroed);
    AtMac out;
    std::copy_n(digest.begin(), AtMac::size, out.writable().begin());
    return out;
}

}  // namespace akmasim::keys

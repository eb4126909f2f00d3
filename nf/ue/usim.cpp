// SPDX-License-Identifier: Apache-2.0
// The USIM's answer to a challenge.
#include "nf/ue/usim.hpp"

#include <algorithm>

namespace akmasim::ue {
namespace {

template <class Left, class Right>
Sqn exclusive_or(const Left& left, const Right& right) {
    Sqn out;
    for (std::size_t i = 0; i < 6; ++i) out.writable()[i] = left[i] ^ right[i];
    return out;
}

}  // namespace

Usim::Usim(Functions functions, const Sqn& last_used, Limits limits)
    : f_(std::move(functions)), highest_(SequenceNumber::of(last_used)), limits_(limits) {
    seq_ms_.fill(highest_.seq());
}

Result<Usim> Usim::of(const Profile& profile) {
    auto functions = TRY(crypto::functions_of(profile.credentials));
    const Limits limits{static_cast<std::uint64_t>(profile.sqn_delta.value_or(SequenceNumber::delta)),
                        static_cast<std::uint64_t>(profile.sqn_age_limit.value_or(0)),
                        omits(profile.omits, "sqn-check")};
    return Usim(std::move(functions), profile.sqn, limits);
}

bool Usim::fresh(SequenceNumber sqn) const {
    // TS 33.102 C.2.2 and C.3 (assumed): newer than its slot, no older than the age limit, and no jump beyond delta. A
    // SEQ that wrapped round is older than all, so the last number is the end of this USIM.
    if (limits_.ignored) return true;
    if (sqn.seq() <= seq_ms_[sqn.ind()]) return false;
    if (sqn.seq() <= highest_.seq()) return limits_.age == 0 || highest_.seq() - sqn.seq() < limits_.age;
    return sqn.seq() - highest_.seq() <= limits_.delta;
}

Usim::Answer Usim::authenticate(const Rand& rand, const Autn& autn) {
    auto outputs = f_->vector(rand);
    const auto concealed = autn.view().first(6);
    const auto sqn_octets = exclusive_or(concealed, outputs.ak.view());
    AmfField amf;
    std::ranges::copy(autn.view().subspan(6, 2), amf.writable().begin());
    // TS 33.102 6.3.3: XMAC is compared with the MAC in AUTN before anything else is believed.
    const auto expected = f_->f1(rand, sqn_octets, amf);
    if (!same_in_constant_time(expected.view(), autn.view().subspan(8))) return MacFailure{};

    const auto sqn = SequenceNumber::of(sqn_octets);
    if (!fresh(sqn)) return SyncFailure{auts(rand, exclusive_or(highest_.octets().view(), outputs.ak_star.view()))};
    seq_ms_[sqn.ind()] = sqn.seq();
    if (sqn.seq() > highest_.seq()) highest_ = sqn;
    return Genuine{outputs.res,
                   std::move(outputs.ck),
                   std::move(outputs.ik),
                   exclusive_or(concealed, Octets(6)),
                   (amf.view()[0] & 0x80) != 0,
                   f_->clause()};
}

Auts Usim::auts(const Rand& rand, const Sqn& concealed) const {
    // TS 33.102 6.3.3: AUTS = (SQN_MS xor AK*) || MAC-S, where MAC-S is made with AMF = 0000.
    const auto mac_s = f_->f1_star(rand, highest_.octets(), AmfField{});
    Auts out;
    std::ranges::copy(concealed.view(), out.writable().begin());
    std::ranges::copy(mac_s.view(), out.writable().begin() + 6);
    return out;
}

}  // namespace akmasim::ue

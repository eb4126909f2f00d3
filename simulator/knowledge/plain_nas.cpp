// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/plain_nas.hpp"

#include "simulator/crypto/nas_security.hpp"

namespace akmasim::knowledge {
namespace {

constexpr std::size_t header_octets = 7;  // EPD, security header type, MAC, SN
constexpr Octet epd_5gmm = 0x7e;
constexpr Octet ciphered = 2;
constexpr Octet ciphered_new_context = 4;
constexpr Octet bearer_3gpp = 1;  // TS 33.501 6.4.3.1

}  // namespace

void NasReader::learn(const record::Event& derivation) {
    if (derivation.kind != "derive" || derivation.key != "KNASenc" || derivation.value.empty()) return;
    auto& context = contexts_[derivation.ue];
    if (context.enc == derivation.value) return;  // the other end derives the same key a moment later
    context = {derivation.value, derivation.p.size() == 2 ? derivation.p[1] : "", {}};
}

std::optional<Octets> NasReader::plain_of(const record::Event& message) {
    const auto raw = from_hex(message.raw);
    if (!raw || raw->size() <= header_octets + 2 || (*raw)[0] != epd_5gmm || (*raw)[1] == 0) return {};
    Octets inner(raw->begin() + header_octets, raw->end());
    if ((*raw)[1] == ciphered || (*raw)[1] == ciphered_new_context) {
        auto& context = contexts_[message.ue];
        const bool uplink = message.from.starts_with("ue");
        auto& last = context.last_count[uplink];
        auto count = (last & ~std::uint32_t{0xff}) | (*raw)[header_octets - 1];
        if (count + 0x80 < last) count += 0x100;
        const auto key = KNasEnc::from_text(context.enc);
        if (!key || context.algorithm.size() != 2 || context.algorithm < "00" || context.algorithm > "03") return {};
        crypto::nea(context.algorithm[1] - '0', *key, count, bearer_3gpp, uplink ? 0 : 1, inner);
        last = count;
    }
    if (inner[0] != epd_5gmm || inner[1] != 0) return {};
    return inner;
}

}  // namespace akmasim::knowledge

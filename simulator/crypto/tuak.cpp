// SPDX-License-Identifier: Apache-2.0
// TS 35.231 6: each function is one application of Keccak to a block that names the function and the lengths.
#include "simulator/crypto/tuak.hpp"

#include <algorithm>

#include "simulator/crypto/keccak.hpp"

namespace akmasim::crypto {
namespace {

// The octet INSTANCE: its first two bits name the function, then come the length of MAC or RES, of CK, of IK and of K.
enum class Instance : Octet { topc_or_f1 = 0x00, f2345 = 0x40, f1_star = 0x80, f5_star = 0xc0 };
constexpr Octet k_of_256 = 0x01;
constexpr Octet ik_of_256 = 0x02;
constexpr Octet ck_of_256 = 0x04;
constexpr Octet length_bits(std::size_t octets) {
    return octets == 4 ? 0 : static_cast<Octet>(octets);
}  // 0, 8, 16, 32

constexpr int most_iterations = 255;  // one octet; the specification sets no bound (assumed)

// IN and OUT of Keccak in octets. Bit 0 of IN is the last bit of TOPc, so every field stands with its last octet first.
class Block {
public:
    Block(View variant, Octet instance, View k) : size_(0) {
        put(variant);
        put({&instance, 1});
        put(view_of("TUAK1.0"));
        k_ = k;
    }
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;
    ~Block() {
        wipe(octets_);
        wipe({reinterpret_cast<Octet*>(lanes_.data()), sizeof lanes_});
    }

    Block& with(const Rand& rand, const AmfField& amf, const Sqn& sqn) {
        put(rand.view());
        put(amf.view());
        put(sqn.view());
        return *this;
    }
    // K, and the padding up to the rate of 1088 bits; the capacity stays zero.
    Block& permute(int iterations) {
        put(k_);
        octets_[96] = 0x1f;
        octets_[135] = 0x80;
        for (std::size_t i = 0; i < octets_.size(); ++i) lanes_[i / 8] |= std::uint64_t{octets_[i]} << (i % 8 * 8);
        for (int i = 0; i < iterations; ++i) keccak_f1600(lanes_);
        for (std::size_t i = 0; i < octets_.size(); ++i) octets_[i] = static_cast<Octet>(lanes_[i / 8] >> (i % 8 * 8));
        return *this;
    }
    // OUT is cut at 0 (MAC, RES, TOPc), 32 (CK), 64 (IK) and 96 (AK).
    void take(std::size_t at, std::span<Octet> out) const {
        std::reverse_copy(octets_.begin() + static_cast<std::ptrdiff_t>(at),
                          octets_.begin() + static_cast<std::ptrdiff_t>(at + out.size()), out.begin());
    }

private:
    void put(View field) {
        std::reverse_copy(field.begin(), field.end(), octets_.begin() + static_cast<std::ptrdiff_t>(size_));
        size_ += field.size();
    }

    std::array<Octet, 200> octets_{};
    KeccakState lanes_{};
    std::size_t size_;
    View k_;
};

Octet instance(Instance function, const PermanentKey& k, Octet lengths = 0) {
    return static_cast<Octet>(static_cast<Octet>(function) | lengths | (k.expose().size() == 32 ? k_of_256 : 0));
}

Result<void> check(const PermanentKey& k, int iterations) {
    const auto octets = k.expose().size();
    if (octets != 16 && octets != 32) return fail(Cause::invalid, "K: expected 16 or 32 octets");
    if (iterations < 1 || iterations > most_iterations)
        return fail(Cause::invalid, "iterations of Keccak: expected 1 to " + std::to_string(most_iterations));
    return {};
}

bool among(std::size_t octets, std::initializer_list<std::size_t> allowed) {
    return std::ranges::find(allowed, octets) != allowed.end();
}

}  // namespace

Result<Topc> topc_from_top(const PermanentKey& k, const Top& top, int iterations) {
    TRY(check(k, iterations));
    Topc topc;
    Block(top.expose(), instance(Instance::topc_or_f1, k), k.expose())
        .with({}, {}, {})
        .permute(iterations)
        .take(0, topc.expose_writable());
    return topc;
}

Result<Tuak> Tuak::make(const PermanentKey& k, Topc topc, int iterations) {
    TRY(check(k, iterations));
    return Tuak(k.clone(), std::move(topc), iterations);
}

// TS 35.231 6.2 (assumed).
Result<Octets> Tuak::f1(const Rand& rand, const Sqn& sqn, const AmfField& amf, std::size_t octets) const {
    if (!among(octets, {8, 16, 32})) return fail(Cause::invalid, "MAC-A: expected 8, 16 or 32 octets");
    Octets mac(octets);
    Block(topc_.expose(), instance(Instance::topc_or_f1, k_, length_bits(octets)), k_.expose())
        .with(rand, amf, sqn)
        .permute(iterations_)
        .take(0, mac);
    return mac;
}

// TS 35.231 6.3 (assumed).
Result<Octets> Tuak::f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf, std::size_t octets) const {
    if (!among(octets, {8, 16, 32})) return fail(Cause::invalid, "MAC-S: expected 8, 16 or 32 octets");
    Octets mac(octets);
    Block(topc_.expose(), instance(Instance::f1_star, k_, length_bits(octets)), k_.expose())
        .with(rand, amf, sqn)
        .permute(iterations_)
        .take(0, mac);
    return mac;
}

// TS 35.231 6.4 (assumed): one application for all four, with AMF and SQN zero.
Result<Tuak::Outputs> Tuak::f2345(const Rand& rand, const Lengths& lengths) const {
    if (!among(lengths.res, {4, 8, 16, 32})) return fail(Cause::invalid, "RES: expected 4, 8, 16 or 32 octets");
    if (!among(lengths.ck, {16, 32}) || !among(lengths.ik, {16, 32}))
        return fail(Cause::invalid, "CK and IK: expected 16 or 32 octets");
    const auto bits = static_cast<Octet>(length_bits(lengths.res) | (lengths.ck == 32 ? ck_of_256 : 0) |
                                         (lengths.ik == 32 ? ik_of_256 : 0));
    Block block(topc_.expose(), instance(Instance::f2345, k_, bits), k_.expose());
    block.with(rand, {}, {}).permute(iterations_);
    Outputs out;
    out.res.resize(lengths.res);
    block.take(0, out.res);
    const std::array<Octet, 32> room{};
    out.ck = TRY(decltype(out.ck)::from(View(room).first(lengths.ck)));
    out.ik = TRY(decltype(out.ik)::from(View(room).first(lengths.ik)));
    block.take(32, out.ck.expose_writable());
    block.take(64, out.ik.expose_writable());
    block.take(96, out.ak.writable());
    return out;
}

// TS 35.231 6.5 (assumed).
Sqn Tuak::f5_star(const Rand& rand) const {
    Sqn ak_star;
    Block(topc_.expose(), instance(Instance::f5_star, k_), k_.expose())
        .with(rand, {}, {})
        .permute(iterations_)
        .take(96, ak_star.writable());
    return ak_star;
}

Result<std::unique_ptr<TuakFunctions>> TuakFunctions::make(Tuak tuak, int res_octets) {
    if (res_octets != 4 && res_octets != 8 && res_octets != 16)
        return fail(Cause::invalid, "RES in AKA: expected 4, 8 or 16 octets (TS 33.102 6.3.7)");
    return std::unique_ptr<TuakFunctions>(new TuakFunctions(std::move(tuak), static_cast<std::size_t>(res_octets)));
}

AuthenticationFunctions::Outputs TuakFunctions::vector(const Rand& rand) const {
    const auto made = tuak_.f2345(rand, {res_octets_, Ck::size, Ik::size}).value();
    Outputs out;
    out.res = Res::from(made.res).value();
    out.ck = Ck::from(made.ck.expose()).value();
    out.ik = Ik::from(made.ik.expose()).value();
    out.ak = made.ak;
    out.ak_star = tuak_.f5_star(rand);
    return out;
}

MacA TuakFunctions::f1(const Rand& rand, const Sqn& sqn, const AmfField& amf) const {
    return MacA::from(tuak_.f1(rand, sqn, amf, MacA::size).value()).value();
}

MacS TuakFunctions::f1_star(const Rand& rand, const Sqn& sqn, const AmfField& amf) const {
    return MacS::from(tuak_.f1_star(rand, sqn, amf, MacS::size).value()).value();
}

}  // namespace akmasim::crypto

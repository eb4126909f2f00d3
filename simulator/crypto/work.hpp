// SPDX-License-Identifier: Apache-2.0
// What was computed, counted by operation: whoever gives virtual time its durations charges it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace akmasim::crypto {

enum class Operation { keygen, ecdh, sign, verify, milenage, kdf };
inline constexpr std::array<std::string_view, 6> operations{"keygen", "ecdh", "sign", "verify", "milenage", "kdf"};

struct Work {
    std::array<std::uint64_t, operations.size()> count{};

    auto operator<=>(const Work&) const = default;
    [[nodiscard]] std::uint64_t of(Operation operation) const { return count[static_cast<std::size_t>(operation)]; }
    [[nodiscard]] std::uint64_t public_key() const {
        return of(Operation::keygen) + of(Operation::ecdh) + of(Operation::sign) + of(Operation::verify);
    }
    void add(const Work& more) {
        for (std::size_t i = 0; i < count.size(); ++i) count[i] += more.count[i];
    }
    static void fields(auto& m, auto& visit) {
        for (std::size_t i = 0; i < operations.size(); ++i) visit(operations[i], m.count[i]);
    }
};

void spend(Operation operation, std::uint64_t times = 1);  // in this thread
Work take_work();                                          // what was spent in this thread since it was last taken

}  // namespace akmasim::crypto

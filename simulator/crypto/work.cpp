// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/work.hpp"

#include <utility>

namespace akmasim::crypto {
namespace {

thread_local Work spent;

}  // namespace

void spend(Operation operation, std::uint64_t times) { spent.count[static_cast<std::size_t>(operation)] += times; }

Work take_work() { return std::exchange(spent, {}); }

}  // namespace akmasim::crypto

// SPDX-License-Identifier: Apache-2.0
// Numbers and counted octets of frames.
#include "simulator/protocol/frames.hpp"

namespace akmasim::frames::detail {

void append_number(Octets& out, std::uint64_t number, int octets) {
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) out.push_back(static_cast<Octet>(number >> shift));
}

std::uint64_t Reader::number(std::size_t octets) {
    if (left_.size() < octets) {
        refuse();
        return 0;
    }
    std::uint64_t number = 0;
    for (const Octet octet : left_.first(octets)) number = number << 8 | octet;
    left_ = left_.subspan(octets);
    return number;
}

View Reader::counted() {
    const auto count = number(4);
    if (count > left_.size()) {
        refuse();
        return {};
    }
    const View content = left_.first(count);
    left_ = left_.subspan(count);
    return content;
}

}  // namespace akmasim::frames::detail

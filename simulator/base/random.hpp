// SPDX-License-Identifier: Apache-2.0
// Where random octets come from. A resident asks its Turn for a stream named by (NF, UE, purpose), so that interleaving
// changes no value (crypto/random.hpp has the seeded one).
#pragma once

#include "simulator/base/octets.hpp"

namespace akmasim {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<Octet> out) = 0;

    template <class Fixed>
    Fixed draw() {
        Fixed value;
        if constexpr (requires { value.writable(); })
            fill(value.writable());
        else
            fill(value.expose_writable());
        return value;
    }
};

}  // namespace akmasim

// SPDX-License-Identifier: Apache-2.0
// Fuzzes access tokens and the forms that ask for them: what is read comes back as it was.
#include <cstdlib>

#include "simulator/protocol/form.hpp"
#include "simulator/protocol/jwt.hpp"
#include "simulator/protocol/nnrf.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace akmasim;
    const auto text = text_of(View(data, size));
    if (const auto token = jwt::read(text)) {
        if (jwt::compact(token->signed_input, token->signature) != text) std::abort();
        (void)body::read<nnrf::AccessTokenClaims>(token->claims);
    }
    if (const auto asked = form::read<nnrf::AccessTokenReq>(text)) {
        const auto written = form::write(*asked);
        const auto again = form::read<nnrf::AccessTokenReq>(written);
        if (!again || form::write(*again) != written) std::abort();
        (void)nnrf::covers(asked->scope, asked->scope);
    }
    return 0;
}

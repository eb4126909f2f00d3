// SPDX-License-Identifier: Apache-2.0
// Fuzzes SBI: first line is the path, the rest the body; every body type reads it, and what is read comes back.
#include <algorithm>
#include <cstdlib>

#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/nudm.hpp"
#include "simulator/protocol/sbi.hpp"

namespace {

template <class... Bodies>
void read_each(std::string_view text) {
    (
        [&] {
            const auto read = akmasim::body::read<Bodies>(text);
            if (!read) return;
            const auto written = akmasim::body::write(*read);
            const auto again = akmasim::body::read<Bodies>(written);
            if (!again || akmasim::body::write(*again) != written) std::abort();
        }(),
        ...);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace akmasim;
    const auto text = text_of(View(data, size));
    const auto end = std::min(text.find('\n'), text.size());
    for (const auto* method : {"POST", "PUT", "GET"}) {
        const auto found = sbi::match(method, text.substr(0, end));
        if (!found || found->parameter.empty()) continue;
        const auto again = sbi::match(method, sbi::path_of(*found->operation, found->parameter));
        if (!again || again->parameter != found->parameter) std::abort();
    }
    read_each<nausf::AuthenticationInfo, nausf::UEAuthenticationCtx, nausf::ConfirmationData,
              nausf::ConfirmationDataResponse, nausf::EapSession, nudm::AuthenticationInfoRequest,
              nudm::AuthenticationInfoResult, nudm::AuthEvent, naanf::AkmaKeyInfo, naanf::AkmaAfKeyRequest,
              naanf::AkmaAfKeyData, mcf::AssociationQuery, mcf::Associations, nnrf::NfProfile, nnrf::SearchResult,
              nnrf::AccessTokenRsp, nnrf::AccessTokenClaims, sbi::ProblemDetails, msgin5g::Reg, msgin5g::Msg,
              msgin5g::MsgResp, msgin5g::Imdn, msgin5g::AppSessionRequest>(text.substr(std::min(end + 1, text.size())));
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Fuzzes SUCI: as text and as octets; what is accepted comes back in both spellings.
#include <cstdlib>

#include "simulator/protocol/nas_identity.hpp"

namespace {

void comes_back(const akmasim::nas::Suci& suci) {
    const auto from_octets = akmasim::nas::Suci::from_octets(suci.octets());
    if (!from_octets || from_octets->text() != suci.text()) std::abort();
    (void)akmasim::nas::supi_of(suci, suci.scheme_output);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const akmasim::View octets(data, size);
    if (const auto suci = akmasim::nas::Suci::from_text(akmasim::text_of(octets))) comes_back(*suci);
    if (const auto suci = akmasim::nas::Suci::from_octets(octets)) comes_back(*suci);
    (void)akmasim::nas::Guti::from_octets(octets);
    return 0;
}

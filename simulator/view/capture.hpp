// SPDX-License-Identifier: Apache-2.0
// A recording as a capture file (pcapng) and as a key log for TLS.
#pragma once

#include <string>

#include "simulator/record/reader.hpp"

namespace akmasim::view {

// One interface a reference point, names of the parties, TLS secrets (of a revealed recording) before the packets.
std::string pcapng(const record::Recording& recording);

// SSLKEYLOGFILE lines; empty where nothing is revealed.
std::string keylog(const record::Recording& recording);

}  // namespace akmasim::view

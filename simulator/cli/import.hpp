// SPDX-License-Identifier: Apache-2.0
// akmasim import: subscribers of other projects as ours, on stdout.
#pragma once

#include <string>

namespace akmasim::cli {

// mnc_digits: 0 where it is not said. The answer 3: it cannot be read, or is none that is known.
int import_file(const std::string& path, int mnc_digits);

}  // namespace akmasim::cli

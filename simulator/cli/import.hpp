// SPDX-License-Identifier: Apache-2.0
// akmasim import: subscribers of other projects as ours, on stdout.
#pragma once

#include <string>

namespace akmasim::cli {

int import_file(const std::string& path, int mnc_digits);  // 0: not said  // 3: it cannot be read, or is none that is known

}  // namespace akmasim::cli

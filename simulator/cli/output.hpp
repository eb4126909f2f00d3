// SPDX-License-Identifier: Apache-2.0
// How every file that the program writes is written: whole, or not at all.
#pragma once

#include <string>
#include <string_view>

#include <sys/types.h>

#include "simulator/base/result.hpp"

namespace akmasim::cli {

inline constexpr mode_t usual_mode = 0666;    // less the umask; a file that is there keeps its own
inline constexpr mode_t secrets_mode = 0600;  // whoever reads the file has keys

// A regular file is written beside its place and put there when it is whole: what was there stays if anything fails. What
// is no regular file (a device, a FIFO) is written through, and a link stays the link that it is. A file that is there
// keeps its mode as far as `mode` allows it; a new one has `mode` less the umask. library: why it cannot be written.
Result<void> write_file(const std::string& path, std::string_view text, mode_t mode = usual_mode);

// The same for a file that must not be there yet. invalid: something is there.
Result<void> write_new_file(const std::string& path, std::string_view text);

}  // namespace akmasim::cli

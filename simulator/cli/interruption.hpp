// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and its like: what is under way is drained, what has not begun is left.
#pragma once

namespace akmasim::cli {

void heed_signals();   // SIGINT, SIGTERM, SIGHUP, as far as they are not ignored already
int interrupted_by();  // 0: not at all
inline int interrupted_code() { return 128 + interrupted_by(); }

}  // namespace akmasim::cli

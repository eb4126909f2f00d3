// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and its like: what is under way is drained, what has not begun is left. What does not drain in time ends all the
// same: no loop outlives an interruption by more than a second, whatever it does.
#pragma once

namespace akmasim::cli {

void heed_signals();   // SIGINT, SIGTERM, SIGHUP, as far as they are not ignored already
int interrupted_by();  // 0: not at all
inline bool interrupted() { return interrupted_by() != 0; }
inline int interrupted_code() { return 128 + interrupted_by(); }

// What a handler of its own was given; begins the time that is left. Safe in a signal handler.
void note_interruption(int signal);

// A process whose parent waits for it too has less time.
void be_quicker_than_the_parent();

// What must be put right even where nothing drains: the terminal. Called in a signal handler.
void before_forced_end(void (*restore)());

}  // namespace akmasim::cli

// Interrupt: Ctrl-C and a polite kill as a question that a long loop asks between steps.
//
// Idea:    While an InterruptGuard lives, SIGINT and SIGTERM set a flag; the loop sees it,
//          saves its checkpoint and returns. A second signal ends the program at once.
// Errors:  a second guard beside the first is a CHECK.
#pragma once

namespace graft {

class InterruptGuard {
 public:
  InterruptGuard();  // one at a time (CHECK)
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();
};

// Whether a signal has come since the guard began; false without a guard.
bool Interrupted();

}  // namespace graft

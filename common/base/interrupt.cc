#include "common/base/interrupt.h"

#include <csignal>

#include "common/base/check.h"

namespace graft {
namespace {

volatile std::sig_atomic_t interrupted = 0;
bool guarded = false;
struct sigaction old_int, old_term;

// The handlers are used once: the next signal, of either kind, finds the default action.
void Remember(int) {
  interrupted = 1;
  ::signal(SIGINT, SIG_DFL);
  ::signal(SIGTERM, SIG_DFL);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  CHECK(!guarded);
  guarded = true;
  interrupted = 0;
  struct sigaction action = {};
  action.sa_handler = Remember;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, &old_int);
  ::sigaction(SIGTERM, &action, &old_term);
}

InterruptGuard::~InterruptGuard() {
  ::sigaction(SIGINT, &old_int, nullptr);
  ::sigaction(SIGTERM, &old_term, nullptr);
  guarded = false;
  interrupted = 0;
}

bool Interrupted() { return interrupted != 0; }

}  // namespace graft

#include "common/base/interrupt.h"

#include <csignal>

#include "common/base/check.h"

namespace graft {
namespace {

volatile std::sig_atomic_t interrupted = 0;
bool guarded = false;
struct sigaction old_int, old_term;

// The second signal finds the default action: the handler is used once.
void Remember(int) { interrupted = 1; }

}  // namespace

InterruptGuard::InterruptGuard() {
  CHECK(!guarded);
  guarded = true;
  interrupted = 0;
  struct sigaction action = {};
  action.sa_handler = Remember;
  action.sa_flags = SA_RESETHAND | SA_RESTART;
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

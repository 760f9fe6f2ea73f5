// PRECONDITION: what a caller must see to, checked in debug builds and documented in all.
//
// Source:    ours
// Idea:      a wrong argument is the caller's bug: the program stops at once and says which
//            condition did not hold. Release builds (NDEBUG) do not evaluate it.
// Contract:  the condition has no side effects.
// Invariant: none
// Time:      none in release builds
// Space:     none
// Overflow:  none
// Pitfall:   never put work into the condition: it is gone in release builds.
// Tested:    death tests, here and in every stem that has preconditions
#pragma once

#include <cstdio>
#include <cstdlib>

#ifdef NDEBUG
#define PRECONDITION(condition) ((void)0)
#else
#define PRECONDITION(condition)                                                      \
  ((condition) ? (void)0                                                             \
               : (std::fprintf(stderr, "%s:%d: precondition failed: %s\n", __FILE__, \
                               __LINE__, #condition),                                \
                  std::abort()))
#endif

// SetThreads: how many threads one operator may use. Results depend on it in the last bits,
// so it is part of a run's configuration.
//
// Errors: fewer than one is a CHECK.
#pragma once

namespace graft {

void SetThreads(int threads);
int Threads();

}  // namespace graft

// SetThreads: how many threads one operator may use. Results depend on it in the last bits, so it is
// part of a run's configuration.
#pragma once

namespace graft {

void SetThreads(int threads);
int Threads();

}  // namespace graft

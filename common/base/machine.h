// Machine: what a figure depends on besides the code: the processor, the compiler, and how
// much memory this process has used.
#pragma once

#include <string>

namespace graft {

// "AMD EPYC, 2 cores"; "unknown" where the system does not say.
std::string CpuName();
// "GCC 12.2.0" or "Clang 14.0.6".
std::string CompilerName();

// Largest resident memory in MiB since the start or the last ResetPeakMemory; 0 if unknown.
double PeakMemoryMib();
// Starts a new measurement; false where the system does not allow it.
bool ResetPeakMemory();

}  // namespace graft

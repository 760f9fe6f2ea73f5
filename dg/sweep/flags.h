// SweepFlags: what the sweep's command line chooses.
//
// Errors: InvalidArgument naming the flag and what it may be.
#pragma once

#include <string>

#include "common/base/status.h"
#include "dg/sweep/sweep_runner.h"

namespace graft {

struct SweepSetting {
  SweepConfig config;
  std::string out;    // folder
  std::string slurm;  // file to write instead of running; empty: run
  std::string title;  // of the report: "quick"
};

// From the flags, as abseil has parsed them; loads the data.
absl::StatusOr<SweepSetting> SweepFromFlags();

}  // namespace graft

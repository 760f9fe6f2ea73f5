// SweepRuns: made-up runs of a sweep, for the tests of what is made of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dg/select/run_log.h"

namespace graft::testing {

// A run with one checkpoint, at step 100, and two domains: on the target, which it held out,
// it has accuracy `target` in both parts, on the other `validation`.
inline RunLog OneStepRun(const std::string& algorithm, int target_domain, int64_t trial,
                         double target, double validation = 0.5, int64_t draw = 0,
                         int64_t seed = 0) {
  RunLog run{.key = {algorithm, "Two", {target_domain}, trial, draw, seed}};
  run.hparams = {{"lr", 0.001 * static_cast<double>(draw + 1)}};
  CheckpointRecord& checkpoint = run.checkpoints.emplace_back();
  checkpoint.step = 100;
  checkpoint.in = {{target_domain, target}};
  checkpoint.out = {{target_domain, target}, {1 - target_domain, validation}};
  return run;
}

// Two algorithms, two targets, three trials: ERM at .5, .5, .5 and .75, .8, .85; IRM better
// by .1, .1, .1 and .1, .05, .15.
inline std::vector<RunLog> TwoAlgorithms() {
  std::vector<RunLog> runs;
  const double erm[2][3] = {{.5, .5, .5}, {.75, .8, .85}};
  const double gain[2][3] = {{.1, .1, .1}, {.1, .05, .15}};
  for (int target = 0; target < 2; ++target)
    for (int trial = 0; trial < 3; ++trial) {
      runs.push_back(OneStepRun("ERM", target, trial, erm[target][trial]));
      runs.push_back(
          OneStepRun("IRM", target, trial, erm[target][trial] + gain[target][trial]));
    }
  return runs;
}

}  // namespace graft::testing

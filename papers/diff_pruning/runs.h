// DiffPruningRuns: one run of an arm: the three phases where it has a recipe, an ordinary
// training where it has none.
#pragma once

#include <cstdint>

#include "common/base/status.h"
#include "peft/diff_pruning/phases.h"
#include "peft/study/run_arm.h"

namespace graft::papers::diff_pruning {

// The phases of a run of `steps` in all: half for the gates, the rest for what is kept. α
// learns at the paper's 0.1, or in short runs at 20/(steps of phase 1): that many rates bring
// a gate that only feels the penalty from α = 5, open, to −2, shut at 7 draws of 8 (AdamW's
// ε = 1e-8 damps gradients λ σ′(α) of that size: ∫ 1 + ε/(λ σ′(α)) dα = 20.6).
// Errors: InvalidArgument for a recipe without its numbers.
absl::StatusOr<PhasesConfig> PhasesOf(const Arm& arm, double rate, int64_t seed,
                                      const StudyConfig& config, int64_t examples);

// As RunArm, with "bytes" (of the task, without its head) and, of diffs, "zero_tensors" (share
// of the trunk's tensors without a diff) and "open_gates" (after phase 1).
absl::StatusOr<RunRecord> RunPhases(const Bert& trunk, const StudyTask& task,
                                    const Arm& arm, double rate, int64_t seed,
                                    const StudyConfig& config);

}  // namespace graft::papers::diff_pruning

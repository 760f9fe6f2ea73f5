// Selection: which hyper-parameters and which checkpoint a trial reports.
//
// Idea:    A sweep trains many runs for one held-out domain, the target; which of their
//          checkpoints counts must be said before the target's accuracy is looked at. A
//          rule gives each checkpoint a validation accuracy; the highest is reported.
//          Training-domain: mean over the source domains' held-out parts. Worst-domain:
//          the least of them. Leave-one-domain-out: the mean accuracy on each source
//          domain of the run that held it out too, with the same draw and step. Oracle:
//          the target's held-out part, at each run's last checkpoint only (it looks at
//          the target, and is no honest rule).
// Paper:   Gulrajani and Lopez-Paz, "In Search of Lost Domain Generalization", ICLR 2021,
//          section 3 and Appendix B; worst-domain: Sagawa et al., ICLR 2020 (GroupDRO).
// Symbols: E number of domains | in, out the parts of a domain's split | target reported
//          by its in-part, as DomainBed does
// Computes: training: Σ_{e≠t} out_e / (E − 1)   worst: min_{e≠t} out_e
//          leave-one-out: Σ_{e≠t} in_e(run without t, e) / (E − 1)   oracle: out_t
// Ties:    the earliest step of a draw, then the draw with the largest hparams_seed.
// Errors:  FailedPrecondition where a figure that the rule needs was not evaluated.
// Differs: of runs that differ in seed alone each selects its step, and the draw has the mean
//          of their validations and accuracies (DomainBed has one of each, or would take
//          the luckiest); an unknown (NaN) validation is never chosen.
// Tested:  by hand, and against DomainBed's recorded sweep and its published table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "dg/select/run_log.h"

namespace graft {

enum class SelectionRule { kTrainingDomain, kLeaveOneDomainOut, kOracle, kWorstDomain };

inline constexpr SelectionRule kSelectionRules[] = {
    SelectionRule::kTrainingDomain, SelectionRule::kLeaveOneDomainOut,
    SelectionRule::kOracle, SelectionRule::kWorstDomain};

// "training-domain validation" …
std::string RuleName(SelectionRule rule);

struct Selection {
  int64_t hparams_seed = 0;
  std::vector<int64_t> steps = {};  // one a seed
  double validation = 0;            // what the rule maximised
  double accuracy = 0;              // of the target's in-part there; NaN: not evaluated

  bool operator==(const Selection&) const = default;
};

// Of one draw: `runs` share everything but test_envs and seed; others than those that the
// rule needs for `target` are passed over. None where the rule finds no checkpoint. An
// accuracy that was not evaluated is NaN here, and an error of Select.
absl::StatusOr<std::optional<Selection>> SelectCheckpoint(
    SelectionRule rule, const std::vector<const RunLog*>& runs, int target,
    int domains);

// The best over all draws of a trial: `runs` share algorithm, data set and trial.
absl::StatusOr<std::optional<Selection>> Select(SelectionRule rule,
                                                const std::vector<const RunLog*>& runs,
                                                int target, int domains);

}  // namespace graft

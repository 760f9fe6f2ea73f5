// Study: every arm of a comparison on one task, with the same effort for each.
//
// Idea:    An arm is run once per learning rate of its grid with the first seed, its rate is
//          the one with the best dev accuracy, and that rate is run with the other seeds:
//          the same number of runs, steps and evaluations for every arm. Each finished run
//          is one line of results.jsonl; a study that is stopped goes on where it was.
//          Runs share the trunk and the data and are independent, so they go to as many
//          workers as there are cores, one thread each; their number changes no bit.
// Errors:  a run whose loss is not finite scores 0 on dev and is kept as such; other errors
//          end the study.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/report/results.h"
#include "peft/study/arm.h"
#include "peft/study/run_arm.h"

namespace graft {

// Whether dev prefers run a to run b: by score, and at equal score by the smaller rate.
bool BetterOnDev(const RunRecord& a, const RunRecord& b);

// The rate that dev chose for an arm, from the records of its first seed.
double ChosenRate(const Results& results, const std::string& task, const Arm& arm);

// InvalidArgument if `earlier` holds a run of that name with another configuration: results
// of two presets, models or data sets do not belong in one table.
absl::Status CheckSameConfig(const Results& earlier, const std::string& run,
                             const Json& config);

// Runs what is missing in `writer` and adds it there; returns all records of the task.
// `on_run` is called after each run, from one thread at a time. Cancelled after Ctrl-C.
absl::StatusOr<Results> RunStudy(const Bert& trunk, const StudyTask& task,
                                 const std::vector<Arm>& arms,
                                 const StudyConfig& config, ResultsWriter& writer,
                                 const std::function<void(const RunRecord&)>& on_run);

// Number of runs that RunStudy makes in all.
int64_t RunCount(const std::vector<Arm>& arms, const StudyConfig& config);

}  // namespace graft

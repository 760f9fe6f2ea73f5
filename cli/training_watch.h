// TrainingWatch: what a training run says while it runs, on standard error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/base/progress.h"

namespace graft::cli {

class TrainingWatch {
 public:
  // `score`: what is measured on dev, "accuracy".
  TrainingWatch(std::string label, std::string score, int64_t steps,
                int64_t steps_per_epoch);

  // After step `done` of all, which had this loss.
  void Step(int64_t done, double loss);
  // After an evaluation; returns the score.
  double Score(double score);

 private:
  std::string label_, score_;
  int64_t steps_, steps_per_epoch_;
  std::optional<Progress>
      progress_;  // from the first step on, which may be a resumed one
  int64_t done_ = 0;
  double loss_sum_ = 0;  // since the last evaluation
  int64_t loss_count_ = 0;
};

}  // namespace graft::cli

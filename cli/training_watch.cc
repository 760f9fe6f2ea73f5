#include "cli/training_watch.h"

#include <algorithm>
#include <utility>

#include "common/base/strings.h"
#include "common/report/figures.h"

namespace graft::cli {

TrainingWatch::TrainingWatch(std::string label, std::string score, int64_t steps,
                             int64_t steps_per_epoch)
    : label_(std::move(label)),
      score_(std::move(score)),
      steps_(steps),
      steps_per_epoch_(steps_per_epoch) {}

void TrainingWatch::Step(int64_t done, double loss) {
  if (!progress_) {
    progress_.emplace(
        ProgressConfig{.label = label_, .total = steps_, .done = done - 1});
    if (done > 1) progress_->Say(StrCat("goes on after step ", done - 1));
  }
  done_ = done;
  loss_sum_ += loss;
  ++loss_count_;
  progress_->SetNote("loss " +
                     FormatFixed(loss_sum_ / static_cast<double>(loss_count_), 3));
  progress_->Advance();
}

double TrainingWatch::Score(double score) {
  const double loss =
      loss_sum_ / static_cast<double>(std::max<int64_t>(1, loss_count_));
  loss_sum_ = 0;
  loss_count_ = 0;
  if (progress_)
    progress_->Say(StrCat("epoch ", done_ / steps_per_epoch_, ": loss ",
                          FormatFixed(loss, 3), ", dev ", score_, " ",
                          FormatFixed(score, 1, 100), " %"));
  return score;
}

}  // namespace graft::cli

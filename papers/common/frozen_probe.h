// FrozenProbe: a logistic regression on frozen states, and the head that does the same.
//
// Idea:    What a task owes to the trunk alone is what a linear classifier finds in its
//          states; a head that starts there learns from the first step on what the method
//          adds (linear probing, then fine-tuning: Kumar et al., ICLR 2022).
// Computes: logistic regression with C = 10 on rows of unit length; as a head of rows as they
//          are, W / (mean length on train).
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/status.h"
#include "common/data/reference/logistic_regression.h"
#include "common/models/linear_head.h"

namespace graft::papers {

class FrozenProbe {
 public:
  // states [n,C] float64; labels [n].
  static absl::StatusOr<FrozenProbe> Fit(const at::Tensor& states,
                                         const std::vector<int>& labels,
                                         int64_t classes);

  std::vector<int> Predict(const at::Tensor& states) const;
  LinearMap head() const;

 private:
  FrozenProbe(LogisticRegression model, double length)
      : model_(std::move(model)), length_(length) {}

  LogisticRegression model_;
  double length_;  // mean, of the states it was fitted on
};

}  // namespace graft::papers

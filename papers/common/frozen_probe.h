// FrozenProbe: a logistic regression on frozen states, and the head that does the same.
//
// Idea:    What a task owes to the trunk alone is what a linear classifier finds in its
//          states; a head that starts there learns from the first step on what the method
//          adds (linear probing, then fine-tuning: Kumar et al., ICLR 2022).
// Computes: logistic regression with C = 10 on rows of unit length; as a head of rows as they
//          are, W / (mean length on train). A class without an example is not predicted; in
//          the head it has the weight 0 and the lowest bias.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "common/data/reference/logistic_regression.h"
#include "common/models/linear_head.h"

namespace graft::papers {

class FrozenProbe {
 public:
  // states [n,C] float64; labels [n] in 0 … classes-1, of at least two classes.
  static absl::StatusOr<FrozenProbe> Fit(const at::Tensor& states,
                                         const std::vector<int>& labels,
                                         int64_t classes);

  std::vector<int> Predict(const at::Tensor& states) const;
  LinearMap head() const;

 private:
  FrozenProbe(LogisticRegression model, std::vector<int> seen, int64_t classes,
              double length)
      : model_(std::move(model)),
        seen_(std::move(seen)),
        classes_(classes),
        length_(length) {}

  LogisticRegression model_;
  std::vector<int> seen_;  // the class of each of the model's
  int64_t classes_;
  double length_;  // mean, of the states it was fitted on
};

}  // namespace graft::papers

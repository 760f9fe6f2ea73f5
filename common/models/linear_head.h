// LinearHead: scores of K classes for every row it is given; what each task's head ends in.
//
// Idea:     A classifier gives it one row per text (head.h), a tagger one per word, question
//           answering one per token: the map, its dropout and its names are the same.
// Computes: logits = dropout(x) Wᵀ + b
// Init:     W ~ N(0, 0.02²) as BERT's, b = 0; or a copy of a given map.
// Cost:     K (C + 1) parameters.
// Errors:   rows of another width are a CHECK.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/rng.h"
#include "common/kernels/dropout.h"
#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft {

// Scores of K classes: x Wᵀ + b.
struct LinearMap {
  at::Tensor weight, bias;  // [K,C], [K]
};

class LinearHead {
 public:
  // `name` is where its tensors and its dropout are.
  LinearHead(int64_t classes, int64_t hidden, double dropout, at::TensorOptions options,
             const RandomStream& init, const std::string& name = "classifier");
  LinearHead(const LinearMap& start, double dropout, at::TensorOptions options);

  // Logits [M,K] of rows [M,C], in the head's own dtype, on its device.
  at::Tensor Logits(const at::Tensor& rows, const Dropout& dropout) const;

  int64_t classes() const { return weight_.size(0); }
  // "<name>.weight" [K,C] and "<name>.bias" [K].
  std::vector<NamedTensor> Tensors() const;

 private:
  std::string name_ = "classifier";
  double dropout_;
  at::Tensor weight_, bias_;
};

}  // namespace graft

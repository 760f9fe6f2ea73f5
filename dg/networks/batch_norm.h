// BatchNorm: every channel brought to mean 0 and variance 1, scaled and moved.
//
// Idea:     In training over the batch, which the running statistics remember; in evaluation
//           by these, so that an example's output is its own.
// Paper:    Ioffe and Szegedy, "Batch Normalization", ICML 2015, arXiv 1502.03167, Alg. 1, 2.
// Symbols:  C channels | μ, σ² mean and variance over all else
// Computes: y = γ (x - μ)/√(σ² + 1e-5) + β; running ← 0.9 running + 0.1 batch, whose variance
//           is then the unbiased one
// Init:     γ 1, β 0; running mean 0, variance 1. As torch.nn.BatchNorm1d and 2d.
// Errors:   other channels are a CHECK.
// Differs:  the number of batches seen is not counted: nothing reads it.
#pragma once

#include <string>
#include <vector>

#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft {

class BatchNorm {
 public:
  BatchNorm(int64_t channels, at::ScalarType dtype);

  at::Tensor operator()(const at::Tensor& x,
                        bool training) const;  // [n,C] or [n,C,H,W]

  // "<name>.weight" γ and "<name>.bias" β [C].
  std::vector<NamedTensor> Tensors(const std::string& name) const;
  // "<name>.running_mean" and "<name>.running_var" [C].
  std::vector<NamedTensor> Buffers(const std::string& name) const;

 private:
  at::Tensor weight_, bias_, running_mean_, running_variance_;
};

}  // namespace graft

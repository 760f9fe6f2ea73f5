// Linear: x Wᵀ + b with PyTorch's start, what classifiers and MLPs are made of.
//
// Init:   W and b from U(-1/√in, 1/√in), as torch.nn.Linear.
// Errors: rows of another width are a CHECK.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/rng.h"
#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft {

class Linear {
 public:
  Linear(int64_t out, int64_t in, at::ScalarType dtype, const RandomStream& init);

  at::Tensor operator()(const at::Tensor& x) const;  // [n,in] → [n,out]

  const at::Tensor& weight() const { return weight_; }  // [out,in]
  const at::Tensor& bias() const { return bias_; }      // [out]
  // "<name>.weight" and "<name>.bias".
  std::vector<NamedTensor> Tensors(const std::string& name) const;

 private:
  at::Tensor weight_, bias_;
};

}  // namespace graft

// NonlinearClassifier: three linear maps, each half as wide as the one before.
//
// Idea:     DomainBed's classifier where features alone are not to be separable by a line.
// Paper:    Gulrajani and Lopez-Paz, arXiv 2007.01434; the released networks.py.
// Symbols:  F features | K outputs
// Computes: F → F/2 → F/4 → K, ReLU between
// Init:     PyTorch's.
// Cost:     5 F²/8 + F K/4 weights.
// Errors:   fewer than 4 features are a CHECK.
// Differs:  none.
#pragma once

#include <string>
#include <vector>

#include "dg/core/linear.h"

namespace graft {

class NonlinearClassifier {
 public:
  NonlinearClassifier(int64_t out, int64_t in, at::ScalarType dtype,
                      const RandomStream& init);

  at::Tensor operator()(const at::Tensor& x) const;  // [n,F] → [n,K]

  // "<name>.0.weight", "<name>.0.bias", "<name>.2.weight", … as in a Sequential.
  std::vector<NamedTensor> Tensors(const std::string& name) const;

 private:
  std::vector<Linear> maps_;
};

}  // namespace graft

// Mlp: linear maps with ReLU between them; a featurizer of vectors, and a discriminator.
//
// Idea:     input, depth - 2 hidden maps, output, with dropout and ReLU after all but the last,
//           and after the last too where the network of "Invariant Risk Minimization" wants it.
//           Images are read as vectors.
// Paper:    DomainBed's networks.MLP; Arjovsky et al., arXiv 1907.02893, appendix D (two ReLU
//           layers of 390 for ColoredMNIST).
// Symbols:  D inputs | W width | F outputs
// Init:     PyTorch's.
// Cost:     D W + (depth - 2) W² + W F parameters and as many biases as outputs.
// Errors:   a depth below 2, or inputs of another size, are a CHECK.
// Differs:  none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dg/core/featurizer.h"
#include "dg/core/linear.h"

namespace graft {

struct MlpConfig {
  int64_t inputs = 0, outputs = 0;
  int64_t width = 256;
  int64_t depth = 3;  // linear maps, at least 2
  double dropout = 0;
  bool relu_output = false;
  double leak = 0;  // the slope of its ReLUs below 0
};

class Mlp final : public Featurizer {
 public:
  Mlp(const MlpConfig& config, at::ScalarType dtype, const RandomStream& init);

  // x [n,D]; `site` names its dropout masks.
  at::Tensor Forward(const at::Tensor& x, const Pass& pass,
                     const std::string& site = "mlp") const;

  at::Tensor Features(const Inputs& x, const Pass& pass) const override;
  int64_t width() const override { return config_.outputs; }
  at::ScalarType dtype() const override { return maps_[0].weight().scalar_type(); }
  // "input.weight", "input.bias", "hiddens.0.weight", …, "output.bias".
  std::vector<NamedTensor> Tensors() const override;

 private:
  at::Tensor Activate(const at::Tensor& h) const;

  MlpConfig config_;
  std::vector<Linear> maps_;
};

}  // namespace graft

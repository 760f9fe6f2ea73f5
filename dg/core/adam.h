// Adam: the optimizer of every objective: torch.optim.Adam on one flat buffer.
//
// Idea:     AdamW without its decay, and the L2 penalty added to the gradient, as in the
//           paper and in DomainBed. Its state is tensors, the number of steps among them,
//           so that a run goes on from a file with the same bits.
// Paper:    Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
//           arXiv 1412.6980, Algorithm 1.
// Computes: g ← g + λθ, then AdamW's step with its λ = 0 (common/optim/adamw.h).
// Errors:   see adamw.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/optim/adamw.h"

namespace graft {

struct AdamConfig {
  double rate = 1e-3;
  double weight_decay = 0;  // λ
  double beta1 = 0.9, beta2 = 0.999;
};

class Adam {
 public:
  Adam(std::vector<NamedTensor> parameters, AdamConfig config);

  void ZeroGradient() { optimizer_.ZeroGradient(); }
  // One step with the gradients as they are.
  void Step();
  // ZeroGradient, backward, Step.
  void Minimise(const at::Tensor& loss);
  // Forgets moments and steps, as if made anew; with another rate from now on.
  void Reset(double rate);
  void Reset() { Reset(config_.rate); }

  // All parameters, and all gradients, one after another [P].
  const at::Tensor& values() const { return optimizer_.values(); }
  const at::Tensor& gradient() const { return optimizer_.gradient(); }
  const std::vector<NamedTensor>& parameters() const { return optimizer_.parameters(); }
  // The parameters' tensors alone.
  std::vector<at::Tensor> tensors() const;
  double rate() const;

  // "<name>.m" and "<name>.v" [P], "<name>.steps" [1], "<name>.rate" [1]; filled from
  // outside they are what Step goes on from.
  std::vector<NamedTensor> State(const std::string& name) const;

 private:
  AdamConfig config_;
  AdamW optimizer_;
  at::Tensor steps_, rate_;  // [1]: int64, double
};

}  // namespace graft

// Urm: features that are uniformly distributed.
//
// Idea:     A network that uses its features unevenly ignores what rare inputs need. Features
//           in [-1, 1] are pushed to a uniform distribution by a discriminator, which learns to
//           tell them from uniform noise.
// Paper:    Krishnamachari et al., "Uniformly Distributed Feature Representations for Fair and
//           Robust Learning", TMLR 2024, openreview PgLbS5yp8n.
// Symbols:  f = tanh or ReLU of the featurizer's output [N,F] | D discriminator
//           u ~ U(-1,1), or U(0,1) for ReLU [N,F] | b(s, t) cross-entropy of a score s with the
//           probability t of being noise | λ `urm_adv_lambda`
//           ς `urm_discriminator_label_smoothing`
// Computes: L = mean ℓ + λ mean b(D(f), 1), in featurizer and classifier; then
//           L_D = mean b(D(u), t) + λ mean b(D(f), s) with the f of before, constant, in D;
//           t = 1 and s = 0, or t ~ U(1-ς, 1), s ~ U(0, ς)
// Init:     PyTorch's. D has `urm_discriminator_hidden_layers` + 1 layers of 100 units with a
//           slope of 0.01 below 0.
// Cost:     one pass, and D's.
// Errors:   none of its own.
// Differs:  the choices that are words in DomainBed are numbers here: urm_generator_output is 0
//           for tanh and 1 for relu. D has DomainBed's default, Adam, not its SGD, which no
//           search draws. urm_discriminator_width is a constant there.
// Not for:  features whose size must be free.
// Tested:   hand-worked value, update against DomainBed, gradient of both losses (thorough).
#pragma once

#include "dg/core/network_objective.h"
#include "dg/networks/mlp.h"

namespace graft {

// What a step draws.
struct UrmDraw {
  at::Tensor noise;              // u [N,F]
  at::Tensor of_noise, of_rows;  // t, s [N]
};

class Urm : public NetworkObjective {
 public:
  explicit Urm(const ObjectiveSetting& setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  std::vector<NamedTensor> State() const override;

  at::Tensor Loss(const Joint& joint) const;  // L
  at::Tensor DiscriminatorLoss(const at::Tensor& features,
                               const UrmDraw& draw) const;  // L_D

 protected:
  virtual UrmDraw Draw(int64_t rows, int64_t step) const;

 private:
  at::Tensor Scores(const at::Tensor& features) const;  // D [n]

  Mlp discriminator_;
  Adam discriminator_adam_;
};

}  // namespace graft

// DomainAdversarial: features from which no network can tell the domain.
//
// Idea:     A discriminator learns the domain of a row from its features, and the featurizer
//           learns to be no help to it. The conditional one lets class priors differ: the
//           discriminator knows the class, and each class weighs the same.
// Paper:    Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17, 2016,
//           arXiv 1505.07818: DANN. Li et al., "Deep Domain Generalization via
//           Conditional Invariant Adversarial Networks", ECCV 2018: CDANN.
// Symbols:  z features [N,F] | e_y embedding of class y [K,F] | D discriminator | d domain
//           u = z, or z + e_y if conditional | n_y rows of class y | K_y highest class + 1
//           w_i = 1/N, or 1/(n_y K_y) if conditional
// Computes: L_D = Σ_i w_i ℓ(D(u_i), d_i) + γ mean_i ‖∂ Σ_j ℓ(D(u_j), d_j) / ∂u_i‖²
//           L_G = mean_i ℓ(z_i, y_i) - λ L_D
//           L_D is minimised in D and e, L_G in featurizer and classifier: d steps and one.
// Init:     PyTorch's; e from N(0, 1).
// Cost:     one pass; in a discriminator step forward alone, but for D. The penalty, if γ is
//           not 0, differentiates D twice.
// Errors:   none of its own.
// Differs:  from the papers as DomainBed: steps in turns, the penalty (of Gulrajani et al.,
//           2017, without its centre 1), and for CDANN one discriminator with embeddings.
// Not for:  one domain; labels whose mean depends on the domain, if not conditional.
// Tested:   hand-worked value, update against DomainBed, gradient of both losses (thorough).
#pragma once

#include "dg/core/adversary.h"
#include "dg/core/network_objective.h"

namespace graft {

class DomainAdversarial : public NetworkObjective {
 public:
  DomainAdversarial(const ObjectiveSetting& setting, bool conditional);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  std::vector<NamedTensor> State() const override;

  // Of a joint with features; L_G needs losses too.
  at::Tensor DiscriminatorLoss(const Joint& joint, int64_t step) const;  // L_D
  at::Tensor GeneratorLoss(const Joint& joint, int64_t step) const;      // L_G

 private:
  at::Tensor embeddings_;  // e; undefined if not conditional
  Adversary adversary_;
};

class Dann final : public DomainAdversarial {
 public:
  explicit Dann(const ObjectiveSetting& setting) : DomainAdversarial(setting, false) {}
};

class Cdann final : public DomainAdversarial {
 public:
  explicit Cdann(const ObjectiveSetting& setting) : DomainAdversarial(setting, true) {}
};

}  // namespace graft

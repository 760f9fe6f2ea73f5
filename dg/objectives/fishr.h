// Fishr: the gradients of single rows shall vary alike in every domain.
//
// Idea:     If domains are learned by the same mechanism, not only their mean gradients agree
//           but how the gradients of single rows scatter. Match the variances, of the last
//           layer alone: that is cheap and does as well as all of them.
// Paper:    Rame, Dancette and Cord, "Fishr: Invariant Gradient Variances for
//           Out-of-Distribution Generalization", ICML 2022, arXiv 2109.02934.
// Symbols:  δ = softmax(z) - y error of a row [K], a = (f, 1) what its classifier reads [F+1]
//           g = δ ⊗ a gradient of its loss in the classifier [K,F+1]
//           v_e variance of g over the rows of domain e | m_e its moving average, ρ `ema`
// Computes: v_e = mean δ²⊗a² - (mean δ⊗a)²,  u_e = v_e + ρ/(1-ρ) m_e
//           L = mean ℓ + λ mean_e mean (u_e - ū)²,  then m_e ← ρ m_e + (1-ρ) v_e
// Init:     m = 0; λ = 0 until `penalty_anneal_iters` steps are done, then `lambda`, and Adam
//           starts anew.
// Cost:     one pass and two products of K n (F+1) a domain; no gradient of a single row is
//           ever there, and nothing is differentiated twice. Memory E K (F+1).
// Errors:   InvalidArgument if ρ is not in [0, 1).
// Differs:  none from DomainBed in value: it makes the gradient of every row.
// Not for:  classifiers that are not linear.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include <vector>

#include "dg/core/network_objective.h"

namespace graft {

// v of all domains [E,K,F+1]; the bias's is the last column.
at::Tensor GradientVariances(const Joint& joint);

class Fishr final : public LossObjective {
 public:
  explicit Fishr(const ObjectiveSetting& setting);
  static absl::Status Check(const ObjectiveSetting& setting);

  // Moves m.
  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
  std::vector<NamedTensor> State() const override;

 protected:
  int64_t ResetStep() const override;

 private:
  at::Tensor moving_;  // m [E,K,F+1]
};

}  // namespace graft

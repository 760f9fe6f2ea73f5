// Trm: a classifier that is best in one domain shall do well in the others.
//
// Idea:     Features are robust if the classifier that fits one source on them transfers to the
//           others. Each source keeps a head, fitted in every step; the features are moved to
//           make that head better elsewhere, directly, and by what they do to the fit itself
//           (through the inverse Hessian of the head's risk, as a Neumann series).
// Paper:    Xu and Jaakkola, "Learning Representations that Support Robust Transfer of
//           Predictors", 2021, arXiv 2110.09940.
// Symbols:  E domains | W_Q weight of domain Q's head [K,F] | R_i(W) risk of W in domain i
//           α_Qi weights of the pairs [E,E], 0 where i = Q | λ cos_lambda | η groupdro_eta
//           H_Q Hessian of R_Q in W_Q
// Computes: P_Q = Σ_i α_Qi R_i(W_Q);  v_Q = Σ_{k=0…10} (I - H_Q)ᵏ ∇_W P_Q, a constant
//           L = R + (1/E) Σ_Q (P_Q - λ ⟨v_Q, ∇_W R_Q(W_Q)⟩)
//           α_Qi ← α_Qi exp(η α_Qi R_i(W_Q)), rows of sum 1 before each step
// Init:     PyTorch's; α is 1 beside the diagonal. Until `iters` steps are done it is ERM.
// Cost:     one pass, and 30 steps of E heads; nothing is differentiated twice.
// Errors:   none of its own.
// Differs:  DomainBed's series lacks its first term and has the second twice, and its gradient
//           weighs by the α of after the update: mended. The heads start alike. The series
//           ends early at a value above 10, as DomainBed's.
// Not for:  a single domain.
// Tested:   hand-worked value, gradient of its parts, updates against DomainBed's mended
//           (thorough).
#pragma once

#include <vector>

#include "dg/core/linear_risk.h"
#include "dg/core/network_objective.h"

namespace graft {

// Σ_{k=0…10} (I - H)ᵏ v of the Hessian of a risk, [K,F].
at::Tensor InverseHessianProduct(const LinearRisk& risk, at::Tensor v);

class Trm final : public LossObjective {
 public:
  explicit Trm(const ObjectiveSetting& setting);

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
  std::vector<NamedTensor> State() const override;

 private:
  void FitHeads(const Joint& joint);
  // P_Q - λ ⟨v_Q, ∇_W R_Q⟩; moves α.
  at::Tensor TransferRisk(const Joint& joint, int64_t q);

  std::vector<Linear> heads_;
  at::Tensor alpha_;  // α [E,E]
};

}  // namespace graft

// Mtl: a classifier that is told of the domain what its unlabelled examples look like.
//
// Idea:     What label an example has may depend on where it comes from. Describe a domain by
//           the mean of its features, which needs no labels, and let the classifier read it
//           beside the example's own. In a new domain the mean is that of what is to be scored.
// Paper:    Blanchard et al., "Domain Generalization by Marginal Transfer Learning", JMLR 22,
//           2021, arXiv 1711.07910, section 3; as a network: DomainBed.
// Symbols:  φ features [N,F] | μ_e their mean in domain e's batch | α `mtl_ema`
//           m_e embedding of domain e [F], what is remembered of it
// Computes: m_e ← α μ_e + (1 - α) m_e;  L = Σ_e mean ℓ([φ, m_e], y)
// Init:     m = 0.
// Cost:     one pass; a classifier of twice the width.
// Errors:   none of its own.
// Differs:  The paper's kernel between marginals is the mean of features here, as in DomainBed.
//           DomainBed overwrites every embedding with N(0,1) noise before the classifier reads
//           it (issue 159), so that its domains are not described at all; here they are.
// Not for:  scoring one example at a time, which would be its own domain: a row's scores depend
//           on those it is scored with.
// Tested:   hand-worked value, update against DomainBed without its noise, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

class Mtl final : public NetworkObjective {
 public:
  explicit Mtl(const ObjectiveSetting& setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  // [φ, μ] of these rows [n,2F].
  at::Tensor Features(const Inputs& x) const override;
  std::vector<NamedTensor> State() const override;

  // m of a joint with features, differentiable [E,F]; and L with these.
  at::Tensor Embeddings(const Joint& joint) const;
  at::Tensor Loss(const Joint& joint, const at::Tensor& embeddings) const;

 private:
  at::Tensor remembered_;  // m [E,F]
};

}  // namespace graft

// CausIrl: two mixtures of all domains, in other proportions, shall have the same features.
//
// Idea:     If the features do not depend on the domain, then neither do they on how many rows
//           each domain gives. Cut every domain's rows in two at a place drawn by chance, and
//           match the pool of the first parts with the pool of the second ones: one distance
//           instead of one for each pair of domains.
// Paper:    Chevalley et al., "Invariant Causal Mechanisms through Distribution Matching", 2022,
//           arXiv 2206.11646.
// Symbols:  R_e risk of domain e, Z_e its features [n,F] | c_e uniform among 0 … n-1
//           γ `mmd_gamma` | d distance of two samples, as in dg/core/moments.h
// Computes: L = mean_e R_e + γ d(∪_e Z_e[0:c_e], ∪_e Z_e[c_e:n])
// Init:     PyTorch's.
// Cost:     one pass, and one distance.
// Errors:   none of its own.
// Differs:  none from DomainBed but the draws. Pools of fewer than two rows have distance 0.
// Not for:  domains whose labels are distributed differently, as CORAL and MMD.
// Tested:   hand-worked values, updates against DomainBed, gradients (thorough).
#pragma once

#include <span>
#include <vector>

#include "dg/core/network_objective.h"

namespace graft {

class CausIrl : public LossObjective {
 public:
  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) final;

 protected:
  using LossObjective::LossObjective;

  // c of each domain.
  virtual std::vector<int64_t> Cuts(const Joint& joint, int64_t step) const;
  // Of the two pools.
  virtual at::Tensor Distance(std::span<const at::Tensor> pools) const = 0;
};

class CausIrlCoral : public CausIrl {
 public:
  explicit CausIrlCoral(const ObjectiveSetting& setting) : CausIrl(setting) {}

 protected:
  at::Tensor Distance(std::span<const at::Tensor> pools) const final;
};

class CausIrlMmd : public CausIrl {
 public:
  explicit CausIrlMmd(const ObjectiveSetting& setting) : CausIrl(setting) {}

 protected:
  at::Tensor Distance(std::span<const at::Tensor> pools) const final;
};

}  // namespace graft

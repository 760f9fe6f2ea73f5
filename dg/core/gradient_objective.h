// GradientObjective: objectives that look at gradients before Adam does, or take them at other
// weights than those they move.
//
// Idea:    A domain has a pass of its own, forward and back, over its own rows: E of them cost
//          what one pass of all rows costs, where E backward passes through one joint graph
//          cost E times as much. All weights are one vector θ [P], all gradients another
//          (core/adam.h), so that agreement of domains is a matter of the rows of [E,P], and
//          a step that is taken back is one copy.
// Symbols: E domains | P parameters | R_e risk of domain e | θ weights
#pragma once

#include <vector>

#include "dg/core/network_objective.h"

namespace graft {

// The weights may walk off; they are back where they were when this ends.
class Excursion {
 public:
  explicit Excursion(const Adam& adam);
  ~Excursion();
  Excursion(const Excursion&) = delete;
  Excursion& operator=(const Excursion&) = delete;

 private:
  at::Tensor values_, start_;  // θ, and a copy of it [P]
};

class GradientObjective : public NetworkObjective {
 protected:
  using NetworkObjective::NetworkObjective;

  // A pass over one domain's rows, with dropout masks of its own.
  Joint ForwardOne(const DomainBatch& batch, int64_t step) const;
  // ∇ of the mean risk at the weights as they are: alone in adam().gradient(); the risk.
  double Differentiate(const Joint& joint);

  struct DomainGradients {
    at::Tensor rows;            // ∇R_e [E,P], in the order of adam().values()
    std::vector<double> risks;  // R_e
    double mean_risk() const;
  };
  DomainGradients DifferentiateEach(std::span<const DomainBatch> batches, int64_t step);
};

}  // namespace graft

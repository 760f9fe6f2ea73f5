// DomainBottleneck: rows of another domain shall be as near as rows of the own one.
//
// Idea:     A representation is robust to covariate shift if it keeps the label and hides the
//           domain. Contrast each row with the others: by how near they are, how probable is it
//           that a neighbour comes from another domain? Push that up, among all rows (CAD) or
//           among those of the same label (CondCAD). No discriminator has to be trained.
// Paper:    Ruan, Dubois and Maddison, "Optimal Representations for Covariate Shift",
//           ICLR 2022, arXiv 2201.00057, CAD and conditional CAD.
// Symbols:  z features [N,F] | s_ij = z_i·z_j/τ, τ `temperature` | λ `lmbda`
//           B_i the rows that i is contrasted with: all others; CondCAD: those of its label
//           A_i those of B_i from other domains
// Computes: D = -(τ/0.07) mean_i log (Σ_{j∈A_i} exp s_ij / Σ_{j∈B_i} exp s_ij)
//           L = mean ℓ + λ D
//           `is_flipped` 0: A_i of the own domain, and D's sign turned
//           `is_project` 1: an MLP F → F → 128 stands before s; `is_normalized` 1: |z_i| = 1
// Init:     PyTorch's.
// Cost:     one pass and N² F.
// Errors:   none of its own.
// Differs:  `is_project` works: DomainBed's names a variable that is not there. CAD leaves out
//           rows whose label no other row has, and, unflipped, counts each row in its own A_i
//           with s_ii = 0, both as DomainBed does.
// Not for:  one domain alone, where A_i is empty and D is 0.
// Tested:   hand-worked values, updates against DomainBed, gradients (thorough).
#pragma once

#include <memory>

#include "dg/core/network_objective.h"

namespace graft {

struct BottleneckRule {
  double temperature = 0.1;
  bool conditional = false;  // on the label
  bool flipped = true;
};

// D of features z [N,F]. Rows with nothing to contrast are left out; 0 if all are.
at::Tensor DomainBottleneck(const at::Tensor& z, const Joint& joint,
                            const BottleneckRule& rule);

class Cad : public LossObjective {
 public:
  explicit Cad(const ObjectiveSetting& setting) : Cad(setting, false) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) final;

 protected:
  Cad(const ObjectiveSetting& setting, bool conditional);

 private:
  struct Projection {
    Linear in, out;
  };
  bool conditional_;
  std::unique_ptr<Projection> project_;  // if is_project
};

class CondCad final : public Cad {
 public:
  explicit CondCad(const ObjectiveSetting& setting) : Cad(setting, true) {}
};

}  // namespace graft

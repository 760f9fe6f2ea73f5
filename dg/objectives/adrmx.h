// Adrmx: what is left of an example when its domain is taken away.
//
// Idea:     One network learns features for the label, another features for the domain; their
//           difference should be free of the domain, which an adversary tries to read from it,
//           and good for the label. Put together with the domain of another example of the
//           class, it should be of that class still.
// Paper:    Demirel et al., "ADRMX: Additive Disentanglement of Domain Features with Remix
//           Loss", 2023, arXiv 2308.06624; the weights are those that DomainBed has.
// Symbols:  f label features, g domain features, h = f - g [N,F] | e domain of a row
//           c1, c2, cd classifiers, D adversary | C SupervisedContrast
//           a, b two rows of a class, by chance | K classes
// Computes: L_D = mean ℓ(D(h), e), minimised in D in d steps of d + 1; in the others
//           L = mean [ℓ(c1(f), y) + ℓ(c2(h), y)] + λ_d mean ℓ(cd(g), e) - λ_a L_D
//             + λ_c [C(f) + C(h)] + λ_r (1/K) Σ_classes ℓ(c1(h_a + g_b), y_a)
// Init:     PyTorch's.
// Cost:     one pass of two featurizers; forward alone in an adversary's step.
// Errors:   features fewer than 4 are a CHECK.
// Differs:  DomainBed takes the positions of a and b in their class for rows of the batch, and
//           so remixes the first rows whatever their class; here they are of the class.
// Not for:  one domain.
// Tested:   hand-worked values, update against DomainBed with the rows of the class, gradient
//           of both losses (thorough).
#pragma once

#include <memory>
#include <vector>

#include "dg/core/adversary.h"
#include "dg/core/joint.h"
#include "dg/networks/nonlinear_classifier.h"

namespace graft {

// Khosla et al., "Supervised Contrastive Learning", arXiv 2004.11362, as released with ADRMX.
// With s_ij = cos(f_i, f_j)/0.07 and w_ij = ½ exp(s_ij):
//   C_i = mean over j of i's class, not i, of log(w_ij/(Σ_(k≠i) w_ik + 1e-5) + 1e-5)
//   C = -Σ_i C_i / (n + 1) over the n rows with another of their class.
// The ½ is λ or 1 - λ of pairs in one domain and of others: λ is ½, so domains do not matter.
at::Tensor SupervisedContrast(const at::Tensor& features, const at::Tensor& y);

class Adrmx : public Objective {
 public:
  explicit Adrmx(const ObjectiveSetting& setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  at::Tensor Logits(const Inputs& x) const override;
  at::Tensor Features(const Inputs& x) const override;
  std::vector<NamedTensor> State() const override;

  struct Parts {
    at::Tensor label, domain, invariant;  // f, g, h [N,F]
  };
  at::Tensor AdversaryLoss(const Joint& joint, const Parts& parts,
                           int64_t step) const;  // L_D
  at::Tensor Loss(const Joint& joint, const Parts& parts, int64_t step,
                  Scalars& scalars) const;  // L
  // Σ_classes / K of the remix, of rows by class (dg/core/class_order.h).
  at::Tensor RemixLoss(const Joint& joint, const Parts& parts,
                       const at::Tensor& by_class) const;

 protected:
  // The rows by class, of which the first two of a class are a and b.
  virtual at::Tensor Draw(const at::Tensor& y, int64_t step) const;

 private:
  Parts FeaturesOf(const Joint& joint, int64_t step) const;
  Pass TrainingPass(std::string_view network, int64_t step) const;

  ObjectiveSetting setting_;
  std::unique_ptr<Featurizer> label_, domain_;
  NonlinearClassifier classify_1_, classify_2_, classify_domain_;
  Adam adam_;
  Adversary adversary_;
};

}  // namespace graft

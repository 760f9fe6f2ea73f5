// Difex: half of the features from the phase of an image's spectrum, half alike in all domains.
//
// Idea:     The Fourier phase of an image holds its shapes, its amplitude the style. A teacher
//           that sees phases alone learns features that belong to the image and to no domain
//           (internal invariance). The network, which needs no transform when it is asked,
//           imitates the teacher with one half of its features, aligns the other half across
//           domains (mutual invariance), and is rewarded where the halves differ.
// Paper:    Lu et al., "Domain-invariant Feature Exploration for Domain Generalization", TMLR
//           2022, arXiv 2207.12020, section 3; released in DeepDG (commit f951df1).
// Symbols:  P(x) phase of the two-dimensional transform of each channel | t(·) features of the
//           teacher [n,h] | z features of the network [n,F], F = 2h: z₁ its first h numbers,
//           z₂ its last h | d_C CORAL's distance (dg/core/moments.h)
//           α `difex_alpha`, λ₁ `difex_lambda`, β `difex_beta`
// Computes: for `difex_teacher_steps` steps the teacher alone: the mean loss of its classifier
//           on t(P(x)). Then, with the teacher as it is then,
//           L = mean loss + α mean (z₁ - t(P(x)))² - β mean |z₁/|z₁| - z₂/|z₂||
//               + λ₁ mean_{i<j} d_C(z₂ of domain i, of domain j)
// Init:     PyTorch's; z is a linear map of the network's features.
// Cost:     the teacher's own network; one transform and one pass of it more a step.
// Errors:   none of its own.
// Differs:  from the release: the maps to z and t have no BatchNorm, so of its four distances
//           between halves the bounded ones can be used, and this is "DIFEX-norm"; the
//           teacher's steps are a setting, not as many as the network's. One domain is cut
//           in two halves, as there.
// Not for:  anything but images; runs of not many more steps than the teacher's.
// Tested:   hand-worked values of its terms, gradient, phases of known images (light: no update
//           of the authors').
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dg/core/network_objective.h"

namespace graft {

// The phase of each channel's spectrum [n,C,H,W], in (-π, π].
at::Tensor FourierPhase(const at::Tensor& images);
// mean |a/|a| - b/|b|| over rows and numbers; a and b [n,h].
at::Tensor DirectionDistance(const at::Tensor& a, const at::Tensor& b);

class Difex final : public NetworkObjective {
 public:
  explicit Difex(const ObjectiveSetting& setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  // What the network minimises once there is a teacher.
  at::Tensor Loss(std::span<const DomainBatch> batches, int64_t step,
                  Scalars& scalars) const;
  at::Tensor Features(const Inputs& x) const override;  // z
  std::vector<NamedTensor> State() const override;

 private:
  double TeacherStep(const Joint& joint, int64_t step);
  // t(P(x)) of images.
  at::Tensor Taught(const Inputs& x, const Pass& pass) const;
  at::Tensor Alignment(const Joint& joint, const at::Tensor& half) const;
  int64_t half() const { return featurizer().width() / 2; }  // h

  Linear map_;  // to z
  std::unique_ptr<Featurizer> teacher_;
  Linear teacher_map_, teacher_classifier_;
  Adam teacher_adam_;
};

}  // namespace graft

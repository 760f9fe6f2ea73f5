// StyleMixing: activations that keep their content and take on the style of another domain.
//
// Idea:     Mean and spread of a channel over the places of an image are its style, and styles
//           are what photo, sketch and painting differ in. Mixed between images of two domains
//           in the lower layers of a network, they make up domains between the given ones, for
//           nothing. EFDMix mixes the whole distribution of a channel's values, not two moments:
//           the smallest with the smallest, and so on.
// Paper:    Zhou et al., "Domain Generalization with MixStyle", ICLR 2021, arXiv 2104.02008,
//           section 3, and the released code (in Dassl.pytorch); Zhang et al., "Exact Feature
//           Distribution Matching for Arbitrary Style Transfer and Domain Generalization", CVPR
//           2022, arXiv 2203.07740, section 3, and the same.
// Symbols:  x, x′ a channel's values in two images | μ, σ their mean and deviation over places
//           λ ~ Beta(α,α) of an image, α `mix_alpha` | x_(r) the r-th smallest value
//           ⟨·⟩ a constant for the gradient
// Computes: MixStyle: β = ⟨λμ + (1-λ)μ′⟩, γ = ⟨λσ + (1-λ)σ′⟩, y = γ (x - ⟨μ⟩)/⟨σ⟩ + β
//           EFDMix:   y_(r) = x_(r) + (1-λ)(x′_(r) - ⟨x_(r)⟩)
//           after each of the first `mix_blocks` blocks but never after the last, in training,
//           in a step with probability `mix_p`; the loss is the mean loss of all rows
// Init:     PyTorch's.
// Cost:     MixStyle two passes over a block's output, EFDMix a sort of it.
// Errors:   none of its own.
// Differs:  from the paper's first form: partners are always of another domain (its "domain
//           labels"), here one that is drawn; of one domain alone anybody. MixStyle in the release:
//           divides variances by n - 1 places, the paper and we by n.
// Not for:  networks without blocks, images of one place.
// Tested:   hand-worked values and gradients, λ = 1 changes no bit (light: no update of the
//           authors').
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

// Row i of x [n,C,H,W] keeps lambda[i] of its style, the rest is of row partner[i].
at::Tensor MixStyle(const at::Tensor& x, const at::Tensor& partner,
                    const at::Tensor& lambda);
at::Tensor EfdMix(const at::Tensor& x, const at::Tensor& partner,
                  const at::Tensor& lambda);

// For each row one of another domain, if there is one [N]; drawn from `stream`.
std::vector<int64_t> PartnersOf(const Joint& joint, const RandomStream& stream);

class StyleMixing : public LossObjective {
 public:
  Joint Pass(std::span<const DomainBatch> batches, int64_t step) final;
  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) final;

 protected:
  using Mixer = decltype(&MixStyle);
  StyleMixing(const ObjectiveSetting& setting, Mixer mix)
      : LossObjective(setting), mix_(mix) {}

 private:
  at::Tensor Mix(const Joint& joint, int block, const at::Tensor& x,
                 int64_t step) const;

  Mixer mix_;
};

class MixStyleObjective final : public StyleMixing {
 public:
  explicit MixStyleObjective(const ObjectiveSetting& setting)
      : StyleMixing(setting, MixStyle) {}
};

class EfdMixObjective final : public StyleMixing {
 public:
  explicit EfdMixObjective(const ObjectiveSetting& setting)
      : StyleMixing(setting, EfdMix) {}
};

}  // namespace graft

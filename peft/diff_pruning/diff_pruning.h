// DiffPruning: learn a diff to every parameter, and gates that close most of it.
//
// Idea:     θ = θ0 + z ⊙ w. A gate z for each element, drawn anew in each step, is 0, 1 or
//           between; an L0 penalty closes those that the task does not need. What remains
//           is cut to an exact size (projection.h) and trained once more (phases.h): a task
//           is a few thousand numbers on a trunk that all tasks share.
// Paper:    Guo, Rush, Kim, "Parameter-Efficient Transfer Learning with Diff Pruning", ACL
//           2021, arXiv 2012.07463, sections 3.1 (gates), 3.3 (structure); code:
//           github.com/dguo98/DiffPruning.
// Symbols:  θ0 frozen | w diff | α gates | α_g gate of a tensor | λ l0 | l, r lower, upper
// Computes: θ = θ0 + z z_g w; z, z_g of hard_concrete.h. In evaluation z is of the noise's
//           median (gate=mean) or of one fixed draw (gate=sample).
// Init:     w = 0: identity; α = α_g = 5: open with probability 0.99.
// Cost:     2 parameters for one of the trunk's, of which training keeps 8 numbers; a pass
//           each way over them (hard_concrete.h).
// Errors:   InvalidArgument for l ≥ 0, r ≤ 1, a λ below 0, an unknown form or gate.
//           Unimplemented on a device other than the CPU.
// Differs:  the paper's penalty is l0_form=product; the code's is sum, which hardly presses on
//           α_g (its group gates are added once, not multiplied). The paper and the code
//           evaluate in training on the last draw (gate=sample); the default here is mean.
//           A parameter that the head never reads (a pooler) has no gradient and no penalty.
// Not for:  `graft train` alone: what it leaves is dense; use phases.h.
// Tested:   as full fine-tuning with open gates, gradient, penalty, merge (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/kernels/hard_concrete.h"
#include "peft/core/method.h"

namespace graft {

struct DiffPruningConfig {
  bool gates = true;
  bool structured = true;
  bool embeddings = true;
  double l0 = 1.25e-7;
  std::string l0_form = "product";
  std::string gate = "mean";
  double alpha = 5;
  double lower = -1.5;
  double upper = 1.5;

  template <class V>
  void Fields(V&& v) {
    v("gates", gates, "false: w alone, the paper's non-adaptive diff pruning");
    v("structured", structured, "one more gate for each parameter tensor");
    v("embeddings", embeddings, "whether the word embeddings have a diff");
    v("l0", l0, "penalty of an open gate");
    v("l0_form", l0_form, "with a tensor's gate: product (paper) or sum (code)");
    v("gate", gate, "in evaluation: mean or sample");
    v("alpha", alpha, "initial α");
    v("lower", lower, "l, where a gate's stretch begins");
    v("upper", upper, "r, where it ends");
  }
};

class DiffPruning final : public Method {
 public:
  using Config = DiffPruningConfig;
  static absl::StatusOr<std::unique_ptr<DiffPruning>> Create(
      const DiffPruningConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  at::Tensor Parameter(const Site& site, const at::Tensor& theta) const override;
  std::optional<at::Tensor> Merged(const std::string& name,
                                   const at::Tensor& theta) const override;
  // "w.<name>" of every parameter; then, with gates, "alpha.<name>" and, if structured,
  // "alpha_group.<name>" [1].
  std::vector<NamedTensor> Tensors() const override;

  // Whether a tensor of that name, of Tensors(), is a gate's: those have a rate of their own.
  static bool IsGate(std::string_view name) { return name.starts_with("alpha"); }

  enum class GateMode {
    kMean,    // z of the noise's median
    kSample,  // z of one draw, always the same
    kOpen,    // w itself
  };
  // z z_g w of every parameter, by the trunk's names; kOpen gives w's own tensors.
  std::vector<NamedTensor> Diffs(GateMode mode) const;

  // Without λ.
  double ExpectedL0() const;

  const DiffPruningConfig& config() const { return config_; }

 private:
  struct Part {
    at::Tensor w, alpha, alpha_group;  // the last two may be undefined
  };

  DiffPruning(const DiffPruningConfig& config, const TrunkInfo& trunk,
              const RandomStream& init);

  HardConcrete Gates(const std::string& name, GateMode mode) const;
  HardConcrete GatesAt(const Site& site) const;
  at::Tensor Sum(const HardConcrete& gates, const Part& part,
                 const at::Tensor& theta) const;

  DiffPruningConfig config_;
  RandomStream draw_;                  // of gate=sample
  std::map<std::string, Part> parts_;  // by the trunk's names
};

}  // namespace graft

// AdamW: Adam with decoupled weight decay, on one flat buffer.
//
// Idea:     All trained tensors become views of one buffer, their gradients of another: a
//           step, a norm or a reset is one pass over memory, however many tensors there are.
// Paper:    Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019,
//           arXiv 1711.05101, Algorithm 2; Kingma and Ba, arXiv 1412.6980.
// Symbols:  θ parameters | g gradient | m, v moments | α rate | λ decay | t step from 1
// Computes: θ ← θ - αλθ;  m ← β1 m + (1-β1) g;  v ← β2 v + (1-β2) g²;
//           θ ← θ - α/(1-β1ᵗ) · m / (√v/√(1-β2ᵗ) + ε)
// Cost:     16 bytes a parameter in float32: θ, g, m, v.
// Errors:   a tensor that is not trainable or of another dtype, and moments of another size,
//           are a CHECK; a gradient that is not finite is the caller's to see.
// Differs:  decay is αλ, without the schedule's own multiplier η apart from α (as PyTorch).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/kernels/adamw_rows.h"
#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft {

struct AdamWConfig {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0.01;
  // Which tensors decay, by name; all if empty.
  std::function<bool(std::string_view)> decays;
  // The group of a tensor, by name, from 0; all in group 0 if empty. Each group may have a
  // rate, a norm and a scale of its own.
  std::function<int(std::string_view)> group = {};
};

class AdamW {
 public:
  // Every tensor must be a leaf of one dtype, float32 or float64, on one device, that requires a gradient.
  // From now on its storage, and its gradient's, belong to the flat buffers. May be empty.
  AdamW(std::vector<NamedTensor> parameters, AdamWConfig config);

  // One step at this rate, with gradients as they are times `gradient_scale`.
  void Step(double rate, double gradient_scale = 1);
  // The same with a rate and a scale for each group.
  struct GroupStep {
    double rate, gradient_scale;
  };
  void Step(const std::vector<GroupStep>& groups);
  void ZeroGradient();
  // Euclidean norm of the whole gradient, or of a group's.
  double GradientNorm() const;
  double GradientNorm(int group) const;

  int64_t steps() const { return steps_; }
  void SetSteps(int64_t steps) { steps_ = steps; }
  int64_t size() const;
  // The flat buffers themselves [size]: for rules that change a gradient, or set tensors aside.
  const at::Tensor& values() const { return values_; }
  const at::Tensor& gradient() const { return gradient_; }
  const std::vector<NamedTensor>& parameters() const { return parameters_; }

  // What a checkpoint holds besides the parameters: flat "adamw.m" and "adamw.v".
  std::vector<NamedTensor> State() const;
  void Restore(const at::Tensor& m, const at::Tensor& v, int64_t steps);

 private:
  struct Segment {  // a run of elements with one decay, of one group
    int64_t begin, end;
    bool decays;
    int group;
  };

  adamw::Rule<double> RuleOf(const Segment& segment, const GroupStep& step) const;

  std::vector<NamedTensor> parameters_;
  AdamWConfig config_;
  std::vector<Segment> segments_;
  at::Tensor values_, gradient_, m_, v_;  // [size]
  int64_t steps_ = 0;
};

// The factor that brings a gradient of norm `norm` down to `limit`; 1 if it is below, or if
// limit is 0 (no clipping). As PyTorch's clip_grad_norm_.
double ClipFactor(double norm, double limit);

}  // namespace graft

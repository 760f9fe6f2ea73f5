// Ia3: rescale keys, values and what the feed-forward network hands on, by trained vectors.
//
// Idea:     Not a new direction, only how loud each feature is: one factor for each channel of
//           the keys, of the values and of the feed-forward network's inner state. A few
//           thousand numbers, which after training are multiplied into the weights.
// Paper:    Liu et al., "Few-Shot Parameter-Efficient Fine-Tuning is Better and Cheaper than
//           In-Context Learning", NeurIPS 2022, arXiv 2205.05638, section 3.3.
// Symbols:  W [out,in], b [out] frozen | l the vector: [out] at an output, [in] at an input
// Computes: y = l ∘ (x Wᵀ + b), or at the inputs of a map y = (l ∘ x) Wᵀ + b = x (W ∘ l)ᵀ + b
// Init:     l = 1: y equals the trunk's y exactly.
// Cost:     out or in parameters a map, 2C + F a layer; N·out FLOP at an output, out·in at an
//           input (the weight is scaled, not x), and there the backward pass of the weight;
//           merged: none.
// Errors:   InvalidArgument if a target matches no map, or an input no target.
// Differs:  inputs as HF PEFT's feedforward_modules. HF's own default for BERT scales the
//           attention's output map as well: inputs and targets with "attention.output.dense".
// Not for:  tasks far from what the trunk has learnt.
// Tested:   value and gradient against a float64 twin, merge, parity with HF PEFT (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "peft/core/method.h"

namespace graft {

struct Ia3Config {
  std::string targets = "key,value,output.dense";
  std::string inputs = "output.dense";

  template <class V>
  void Fields(V&& v) {
    v("targets", targets, "maps, by the end of their name, as lora's");
    v("inputs", inputs, "those of the targets whose input is scaled, not the output");
  }
};

class Ia3 final : public Method {
 public:
  using Config = Ia3Config;
  static absl::StatusOr<std::unique_ptr<Ia3>> Create(const Ia3Config& config,
                                                     const TrunkInfo& trunk,
                                                     const RandomStream& init);

  at::Tensor Parameter(const Site& site, const at::Tensor& theta) const override;
  at::Tensor Linear(const Site& site, const at::Tensor& x, at::Tensor y) const override;
  std::optional<at::Tensor> Merged(const std::string& name,
                                   const at::Tensor& theta) const override;
  // "<map>.ia3_l" as HF PEFT: [out,1] at an output, [1,in] at an input.
  std::vector<NamedTensor> Tensors() const override;

 private:
  Ia3() = default;

  std::map<std::string, at::Tensor> outputs_;  // l [out,1] by the map's name
  std::map<std::string, at::Tensor> inputs_;   // l [1,in]
};

}  // namespace graft

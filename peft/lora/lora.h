// LoRA: learn a low-rank change of frozen linear maps.
//
// Idea:     A weight of a pretrained model is good already; the change a task needs has low
//           intrinsic rank. So freeze W0 and train only a product of two thin matrices
//           beside it. After training the product can be added to W0: no cost at inference.
// Paper:    Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022,
//           arXiv 2106.09685. Implements Eq. (3).
// Symbols:  W0 [out,in] frozen | A [r,in] | B [out,r] | s = α/r, or α/√r (rsLoRA); r and α
//           may differ from map to map (rank_pattern, alpha_pattern)
// Computes: y = x W0ᵀ + b + s (dropout(x) Aᵀ) Bᵀ                                   (3)
// Init:     A Kaiming-uniform with a = √5, B = 0: y equals the trunk's y exactly.
// Cost:     r(in+out) parameters a map; 2·N·r(in+out) FLOP; merged: none. The biases that
//           `bias` names are trained as well.
// Errors:   InvalidArgument if r < 1, r > min(in,out) or no whole number, α is not finite and
//           above 0, dropout outside [0, 1), bias is unknown, or a target or pattern matches
//           no map.
// Differs:  the paper draws A from a Gaussian (section 4.1); the released code's start is
//           used. Eq. (3) has no dropout, the released code has. rsLoRA after Kalajdzievski,
//           arXiv 2312.03732, Theorem 3.2. Patterns and biases after HF PEFT.
// Not for:  convolutions, embeddings.
// Tested:   value and gradient against a float64 twin, HF PEFT parity, merge (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "peft/partial/trained_copy.h"

namespace graft {

struct LoraConfig {
  int64_t r = 8;
  double alpha = 16;
  double dropout = 0;
  bool rslora = false;
  // The paper's Table 5: query and value. "intermediate.dense,output.dense" is the FFN.
  std::string targets = "query,value";
  std::string rank_pattern, alpha_pattern;
  std::string bias = "none";

  template <class V>
  void Fields(V&& v) {
    v("r", r, "rank, 1 … min(in,out)");
    v("alpha", alpha, "α > 0; the change is scaled by α/r");
    v("dropout", dropout, "of the maps' input, in [0, 1)");
    v("rslora", rslora, "scale by α/√r instead");
    v("targets", targets,
      "maps, by the end of their name: query, key, value, attention.output.dense, "
      "intermediate.dense, output.dense (of the FFN)");
    v("rank_pattern", rank_pattern, "other ranks of some maps: output.dense:4,key:2");
    v("alpha_pattern", alpha_pattern, "other α of some maps");
    v("bias", bias, "biases that are trained: none, lora_only (the maps' own) or all");
  }
};

class Lora final : public TrainedCopy {
 public:
  using Config = LoraConfig;
  static absl::StatusOr<std::unique_ptr<Lora>> Create(const LoraConfig& config,
                                                      const TrunkInfo& trunk,
                                                      const RandomStream& init);

  at::Tensor Linear(const Site& site, const at::Tensor& x, at::Tensor y) const override;
  std::optional<at::Tensor> Merged(const std::string& name,
                                   const at::Tensor& theta) const override;
  std::vector<NamedTensor> Tensors() const override;

 private:
  struct Pair {
    at::Tensor a;  // A [r,in]
    at::Tensor b;  // B [out,r]
    double scale;  // s
  };
  using Pairs = std::map<std::string, Pair>;

  static absl::StatusOr<Pairs> MakePairs(const LoraConfig& config,
                                         const TrunkInfo& trunk,
                                         const RandomStream& init);
  Lora(const LoraConfig& config, const TrunkInfo& trunk, Pairs pairs);

  double dropout_;
  Pairs pairs_;  // by the map's name
};

}  // namespace graft

// PTuning: a prompt of virtual tokens that a small network computes from trained embeddings.
//
// Idea:     Embeddings of virtual tokens that are trained one by one are hard to train and
//           know nothing of each other. So train a network that makes them: a bidirectional
//           LSTM over the l tokens, or a plain MLP. After training only what it puts out is
//           needed, a prompt as prompt tuning's.
// Paper:    Liu et al., "GPT Understands, Too", arXiv 2103.10385, section 3.2 (prompt
//           encoder); in the form of HF PEFT's P_TUNING.
// Symbols:  E [l,C] trained embeddings | h width of the network | P [l,C] the prompt
// Computes: mlp:  P = (ReLU(ReLU(E W0ᵀ + b0) W2ᵀ + b2)) W4ᵀ + b4,        W0 [h,C] W2 [h,h]
//           lstm: P = ReLU(BiLSTM(E) W0ᵀ + b0) W2ᵀ + b2,                W0 [2h,2h] W2 [C,2h]
//           then the trunk on [P; X] (prompt_tuning.h).
// Init:     E ~ N(0, σ²), weights U(±1/√in), those of the LSTM U(±1/√h), as PyTorch's
//           modules.
// Cost:     lC + h(C+1) + h(h+1) + C(h+1) parameters (mlp) while training; lC after that.
// Errors:   InvalidArgument if l < 1, l ≥ the trunk's positions, hidden outside 1 … 65536,
//           layers outside 1 … 16, σ not finite and above 0, dropout outside [0, 1), or the
//           encoder is unknown.
// Differs:  the paper places prompts between words as well and lets some be real; here as in
//           HF PEFT all l stand in front. PyTorch's start of biases is uniform, as here.
// Not for:  small models and small budgets, as prompt tuning.
// Tested:   value and gradient of both encoders against float64 twins, equal to prompt tuning
//           of the same prompt, parity with HF PEFT (thorough).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "peft/core/method.h"

namespace graft {

struct PTuningConfig {
  int64_t l = 20;
  std::string encoder = "mlp";
  int64_t hidden = 128;
  int64_t layers = 2;
  double dropout = 0;
  double init_sigma = 1;

  template <class V>
  void Fields(V&& v) {
    v("l", l, "virtual tokens, fewer than the trunk's positions");
    v("encoder", encoder, "the network that makes the prompt: mlp or lstm");
    v("hidden", hidden, "its width h, 1 … 65536");
    v("layers", layers, "lstm: layers, 1 … 16");
    v("dropout", dropout, "lstm: between its layers, in [0, 1)");
    v("init_sigma", init_sigma, "standard deviation of the embeddings, > 0");
  }
};

class PTuning final : public Method {
 public:
  using Config = PTuningConfig;
  static absl::StatusOr<std::unique_ptr<PTuning>> Create(const PTuningConfig& config,
                                                         const TrunkInfo& trunk,
                                                         const RandomStream& init);

  Ragged Embed(const Site& site, Ragged words) const override;
  int64_t ExtraTokens() const override { return embedding_.size(0); }
  // "prompt_encoder.embedding.weight", "prompt_encoder.mlp_head.0.weight", … as HF PEFT.
  std::vector<NamedTensor> Tensors() const override;
  // "prompt_embeddings" [l,C], what the encoder puts out.
  std::vector<NamedTensor> Exported() const override;

 private:
  PTuning() = default;
  at::Tensor Prompt(const Dropout& dropout) const;  // P [l,C]

  at::Tensor embedding_;                        // E
  std::vector<std::vector<NamedTensor>> lstm_;  // of each layer, as BiLstm takes them
  std::vector<NamedTensor> mlp_;                // weight and bias of each map
  double dropout_ = 0;
};

}  // namespace graft

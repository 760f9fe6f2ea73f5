// Bert: the encoder of Devlin et al., written so that a graft can act at every site.
//
// Idea:     Post-LayerNorm transformer encoder. Weights are immutable and may be shared by
//           several grafts and threads; what is trained lives in the graft. Batches are
//           ragged: no padding is computed, and no mask exists.
//           RoBERTa is the same encoder trained otherwise: here it differs in the leading
//           "roberta." of its names and in the position of the first token (hf_config.h).
// Paper:    Devlin et al., "BERT", NAACL 2019, arXiv 1810.04805; Liu et al., "RoBERTa",
//           2019, arXiv 1907.11692; Vaswani et al., "Attention Is All You Need", arXiv
//           1706.03762, Eq. (1) for attention.
// Symbols:  x [N,C] hidden states | W_q … W_o [C,C] | W_1 [F,C], W_2 [C,F]
// Computes: per layer  z  = LN(x + dropout(W_o·Attention(x) + b_o))
//                      x′ = LN(z + dropout(W_2·GELU(W_1·z + b_1) + b_2))
// Errors:   a missing, superfluous or misshapen tensor is an InvalidArgument that names it; a
//           quantised model a FailedPrecondition that says what to do.
// Differs:  dropout of attention probabilities and hidden states as HF's; GELU exact. A
//           padding token typed in a text has a position like any other; HF's RoBERTa
//           passes over it.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/formats/hf_config.h"
#include "common/models/graft.h"
#include "common/models/token_batch.h"
#include "common/models/trunk.h"
#include "common/models/weights.h"

namespace graft {

class Bert {
 public:
  // `weights` by HF's names, with or without the leading "bert." or "roberta.". Tensors of
  // heads ("classifier.…", "cls.…", "lm_head.…", "qa_outputs.…") and position_ids buffers
  // are ignored; a pooler is optional.
  // options: the dtype, and the device, that the weights get.
  static absl::StatusOr<Bert> Create(const HfConfig& config, Weights weights,
                                     at::TensorOptions options);
  // From an HF folder: config.json and model.safetensors.
  static absl::StatusOr<Bert> Load(const std::string& folder,
                                   at::TensorOptions options = at::kFloat);

  // The same model, its weights shared, whose config has dropout `p` of hidden states and of
  // heads, in training; attention keeps its own. p in [0, 1), or CHECK.
  Bert WithHiddenDropout(double p) const;

  // Hidden states after the last layer, of the tokens that are read: the last layer computes
  // no others. If `states` is given, the embeddings and every layer's output are appended to
  // it (layers + 1 tensors [N,C]).
  Ragged Forward(const TokenBatch& batch, const Graft& graft, const Dropout& dropout,
                 Tokens read = Tokens::kAll,
                 std::vector<at::Tensor>* states = nullptr) const;

  // tanh(W x + b) of the rows given [B,C], the pretrained pooler; requires has_pooler().
  at::Tensor Pooler(const at::Tensor& rows, const Graft& graft) const;
  bool has_pooler() const { return info_.weights.contains("pooler.dense.weight"); }

  const HfConfig& config() const { return config_; }
  const TrunkInfo& info() const { return info_; }

 private:
  Bert(const HfConfig& config, TrunkInfo info);

  struct Pass {
    const Graft& graft;
    const Dropout& dropout;
  };

  Ragged Embed(const TokenBatch& batch, const Pass& pass) const;
  Ragged Layer(int layer, const Ragged& x, Tokens read, const Pass& pass) const;
  at::Tensor Attend(int layer, const Ragged& x, const at::Tensor& queries,
                    const Pass& pass) const;
  at::Tensor Linear(int layer, const std::string& name, const at::Tensor& x,
                    const Pass& pass) const;
  at::Tensor Norm(int layer, const std::string& name, const at::Tensor& x,
                  const at::Tensor& y, const Pass& pass) const;
  at::Tensor Weight(int layer, const std::string& name, const Pass& pass) const;

  HfConfig config_;
  TrunkInfo info_;
};

}  // namespace graft

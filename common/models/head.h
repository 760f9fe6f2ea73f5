// Head: from hidden states to logits; the sixth site, always dense, named and trained.
//
// Idea:     A pooling turns each sequence's rows into one, a linear map scores the classes.
//           The task's head is a part of its own beside the graft: every method trains it.
// Computes: logits = dropout(pool(x)) Wᵀ + b; kDense, as HF's RoBERTa classifiers:
//           logits = dropout(tanh(dropout(pool(x)) Vᵀ + c)) Wᵀ + b
// Init:     as linear_head.h; the given map may be a logistic regression on the frozen trunk
//           (linear probing, then fine-tuning: Kumar et al., ICLR 2022).
// Cost:     K (C + 1) parameters, kDense C (C + 1) more.
// Errors:   unknown pooling names are an InvalidArgument; kPooler and kFirst on a trunk
//           without a pooler, and kDense from a given map, are a CHECK.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/models/graft.h"
#include "common/models/linear_head.h"

namespace graft {

enum class Pooling {
  kMean,    // mean over the real tokens, as sentence encoders are trained
  kCls,     // the [CLS] token's state
  kPooler,  // the pretrained tanh map on the [CLS] state, as HF's classifiers
  kFirst,   // the same on the first row, a virtual token if there are any: HF PEFT's
            // prompt tuning of BERT reads the head's input there
  kDense,   // the [CLS] token's state, then a tanh map that is trained with the head
};

absl::StatusOr<Pooling> ParsePooling(std::string_view name);
std::string PoolingName(Pooling pooling);

// Whether the trunk has what the pooling needs: a pretrained pooler, or nothing.
bool CanPool(const Bert& trunk, Pooling pooling);

// The tokens of the last states that it reads.
Tokens ReadTokens(Pooling pooling);

// One row per sequence, [B,C]; x may hold all tokens or just those that are read.
at::Tensor Pool(const Bert& trunk, const Ragged& x, Pooling pooling,
                const Graft& graft);

class Head {
 public:
  Head(int64_t classes, int64_t hidden, Pooling pooling, double dropout,
       at::TensorOptions options, const RandomStream& init);
  // Starts from a copy of `start`.
  Head(const LinearMap& start, Pooling pooling, double dropout,
       at::TensorOptions options);

  // Logits [B,K] in the head's own dtype, on its device.
  at::Tensor Logits(const Bert& trunk, const Ragged& x, const Graft& graft,
                    const Dropout& dropout) const;

  Pooling pooling() const { return pooling_; }
  // The map that it ends in, which scores any rows.
  const LinearHead& linear() const { return linear_; }
  int64_t classes() const { return linear_.classes(); }
  // "classifier.weight" [K,C] and "classifier.bias" [K]; kDense: "classifier.dense.…"
  // [C,C] and [C], then those two as "classifier.out_proj.…".
  std::vector<NamedTensor> Tensors() const;

 private:
  Pooling pooling_;
  std::optional<LinearHead> dense_;  // of kDense
  LinearHead linear_;
};

// What a task trains and saves: the graft's tensors, then the head's.
std::vector<NamedTensor> TrainedTensors(const Graft& graft, const Head& head);

}  // namespace graft

// PeerParity: a method beside the same method in Hugging Face's PEFT or the adapters library.
//
// Idea: tests/golden holds adapters those libraries saved, with float64 logits, loss and
// gradients on one batch, and ten steps of AdamW. A case says which of our methods that is
// and what they call our tensors; everything else is the same for all.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/models/bert/bert.h"
#include "common/models/head.h"
#include "common/models/weights.h"
#include "peft/core/method.h"

namespace graft::testing {

struct PeerCase {
  std::string golden;  // "peft/lora", "peft/minilm_lora" or "adapters/prefix"
  std::string slug;
  OptionValues options;
  // From our name of a tensor of the method or the head to theirs.
  std::function<std::string(const std::string&)> key;
  Pooling pooling = Pooling::kPooler;
};

// The adapters library's name for our tensor `name` of a bottleneck, a prefix or the head.
std::string AdaptersKey(const std::string& name);

// HF PEFT's name for our tensor `name` of a module that is changed in place, or the head's.
std::string PeftKey(const std::string& name);

// Our trunk, method and head with the values they saved.
class PeerModel {
 public:
  PeerModel(const PeerCase& peer, at::ScalarType dtype);

  at::Tensor Logits() const;
  at::Tensor Loss() const;  // mean cross-entropy
  // Everything trained, by their names.
  const std::vector<NamedTensor>& tensors() const { return tensors_; }
  const Weights& golden() const { return golden_; }

 private:
  Weights golden_;
  std::unique_ptr<Bert> trunk_;
  std::unique_ptr<Method> method_;
  std::unique_ptr<Head> head_;
  std::vector<NamedTensor> tensors_;
};

// In float64: logits, loss and every gradient equal to theirs but for rounding.
void ExpectSameGradients(const PeerCase& peer);

// The losses before each of ten steps and the tensors after them: in float64 equal
// but for rounding; in float32 at most four times as far from their float64 run as their
// own float32 run, the tensors by the worst of them.
void ExpectSameTenSteps(const PeerCase& peer);

}  // namespace graft::testing

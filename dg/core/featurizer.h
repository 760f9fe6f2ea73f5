// Featurizer: the network up to its last layer; every objective is told of one by this.
//
// Idea:   DomainBed's split of a model into features and a linear classifier, for any kind of
//         input. Like a trunk that calls its graft (common/models/graft.h), a featurizer says
//         itself where activations can be changed: `Pass::block`, after each of its blocks.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "common/kernels/dropout.h"
#include "common/tensor/named_tensor.h"
#include "dg/core/inputs.h"

namespace graft {

// What is special about one pass.
struct Pass {
  bool training = false;  // BatchNorm reads, and remembers, the batch
  Dropout dropout = {};   // off in evaluation
  // Called with a block's output [n,C,H,W] and its number from 0; returns what the next block
  // reads, of the same shape. May be empty.
  std::function<at::Tensor(int block, const at::Tensor& x)> block = {};

  at::Tensor AfterBlock(int index, at::Tensor x) const {
    return block ? block(index, x) : x;
  }
};

class Featurizer {
 public:
  virtual ~Featurizer() = default;

  // One row of features for each of x.rows(): [n,F].
  virtual at::Tensor Features(const Inputs& x, const Pass& pass) const = 0;
  virtual int64_t width() const = 0;         // F
  virtual at::ScalarType dtype() const = 0;  // of the features: float32 or float64
  // Channels of each block's output; empty if it has no blocks that give [n,C,H,W].
  virtual std::vector<int64_t> block_widths() const { return {}; }
  // What is trained, in a fixed order; a frozen network has none.
  virtual std::vector<NamedTensor> Tensors() const = 0;
  // What a pass in training changes besides: running means and variances.
  virtual std::vector<NamedTensor> Buffers() const { return {}; }
};

// Of a network's initial values, and how it differs from the plain one.
struct FeaturizerRequest {
  int64_t extra_channels = 0;  // of images, behind their own
};

}  // namespace graft

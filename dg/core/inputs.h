// Inputs: what a network reads: images, vectors, or texts.
//
// Idea:   An objective only ever puts the batches of several domains behind one another and
//         hands them on, so it need not know which of the three they are.
// Errors: batches of different kinds, or of different shapes, are a CHECK.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "common/models/token_batch.h"
#include "common/tensor/tensor.h"

namespace graft {

struct Inputs {
  Inputs() = default;
  explicit Inputs(at::Tensor vectors_or_images)
      : values(std::move(vectors_or_images)) {}

  at::Tensor values = {};  // [n,D] vectors, [n,C,H,W] images; undefined for texts
  TokenBatch tokens = {};  // texts
  // Of texts whose words are tagged: the tokens that are read, one a word. Empty: one row a
  // text.
  std::vector<int64_t> words = {};

  bool texts() const { return !values.defined(); }
  // How many rows of features come out: vectors, images, texts, or words.
  int64_t rows() const;
};

Inputs Concatenate(std::span<const Inputs* const> parts);

}  // namespace graft

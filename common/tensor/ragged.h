// Ragged: a batch of sequences of different lengths, stored without padding.
//
// Idea: the tokens of all sequences lie one after another, so that every token-wise layer is
// one matrix product over real tokens; only attention has to know where a sequence ends.
#pragma once

#include <cstdint>
#include <vector>

#include "common/tensor/tensor.h"

namespace graft {

struct Ragged {
  at::Tensor rows;              // [N,C]
  std::vector<int64_t> starts;  // [B+1]: sequence b is rows starts[b] … starts[b+1]-1
  int64_t prompt = 0;           // how many leading tokens of each sequence are virtual

  int64_t batch() const { return static_cast<int64_t>(starts.size()) - 1; }
  int64_t length(int64_t b) const { return starts[b + 1] - starts[b]; }
};

// Which tokens are read of a batch's last states.
enum class Tokens {
  kAll,
  kFirst,      // one of each sequence, virtual or not
  kFirstReal,  // one of each sequence: [CLS]
};

// The rows of these tokens, as a batch in which each sequence has just them.
Ragged Select(const Ragged& x, Tokens tokens);

}  // namespace graft

// Joint: the batches of all domains as one pass through the network.
//
// Idea:    One forward pass over all rows costs less than one a domain, and everything that
//          an objective compares, risks, features, logits, is a slice of it.
// Symbols: N rows of all domains | E domains | ℓ_i cross-entropy of row i [N]
//          R_e = mean of ℓ over the rows of domain e
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "common/tensor/tensor.h"
#include "dg/core/objective.h"

namespace graft {

struct Joint {
  Inputs x = {};
  at::Tensor y = {};  // [N] int64
  std::vector<int64_t> starts =
      {};                    // [E+1]: domain e is rows starts[e] … starts[e+1]-1
  at::Tensor features = {};  // [N,F]
  at::Tensor logits = {};    // [N,K]
  at::Tensor losses = {};    // ℓ [N]

  int64_t domains() const { return static_cast<int64_t>(starts.size()) - 1; }
  int64_t rows(int64_t e) const { return starts[e + 1] - starts[e]; }
  bool equal_rows() const;

  // The rows of domain e.
  at::Tensor Of(int64_t e, const at::Tensor& all) const {
    return all.slice(0, starts[e], starts[e + 1]);
  }
  // The rows of each domain.
  std::vector<at::Tensor> ByDomain(const at::Tensor& all) const;
  at::Tensor Risk(int64_t e) const { return Of(e, losses).mean(); }
  at::Tensor Risks() const;  // [E]
  // Mean of R_e over domains: the mean of ℓ where all have as many rows, so that a penalty of
  // weight 0 leaves empirical risk minimisation, bit for bit.
  at::Tensor MeanRisk() const;
  // The domain of each row [N] int64.
  at::Tensor DomainLabels() const;
};

// The rows of all batches, with nothing computed yet.
Joint Join(std::span<const DomainBatch> batches);

// Cross-entropy of every row [N].
at::Tensor RowLosses(const at::Tensor& logits, const at::Tensor& y);

}  // namespace graft

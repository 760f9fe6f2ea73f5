#include "common/tensor/ragged.h"

#include <numeric>

#include "common/tensor/ops.h"

namespace graft {

Ragged Select(const Ragged& x, Tokens tokens) {
  if (tokens == Tokens::kAll) return x;
  const int64_t offset = tokens == Tokens::kFirstReal ? x.prompt : 0;
  std::vector<int64_t> rows, starts(x.starts.size());
  for (int64_t b = 0; b < x.batch(); ++b) rows.push_back(x.starts[b] + offset);
  std::iota(starts.begin(), starts.end(), 0);
  return {
      .rows = x.rows.index_select(0, at::tensor(rows, at::kLong).to(x.rows.device())),
      .starts = std::move(starts)};
}

}  // namespace graft

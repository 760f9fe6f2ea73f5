#include "common/kernels/attention_composite.h"

#include <cmath>

#include "common/tensor/ops.h"

namespace graft {
namespace {

// Rows [T,C] as heads [H,T,D], behind the prefix's rows if there are any.
at::Tensor HeadsOf(const at::Tensor& rows, int64_t heads, const at::Tensor& prefix) {
  const at::Tensor own =
      rows.view({rows.size(0), heads, rows.size(1) / heads}).transpose(0, 1);
  return prefix.defined() ? at::cat({prefix, own}, 1) : own;
}

// What sequence b has of a prefix [H,L,D] or [B,H,L,D].
at::Tensor PrefixOf(const at::Tensor& prefix, int64_t b) {
  return prefix.defined() && prefix.dim() == 4 ? prefix[b] : prefix;
}

}  // namespace

std::pair<at::Tensor, at::Tensor> CompositeAttention(
    const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
    const std::vector<int64_t>& starts, int64_t heads, const at::Tensor& prefix_key,
    const at::Tensor& prefix_value, DropoutMask mask) {
  const double scale = 1 / std::sqrt(static_cast<double>(q.size(1) / heads));
  const bool one_query = q.size(0) != starts.back();
  const at::Tensor none;
  std::vector<at::Tensor> contexts, sums;
  for (size_t b = 0; b + 1 < starts.size(); ++b) {
    const int64_t begin = starts[b], end = starts[b + 1];
    const int64_t row = static_cast<int64_t>(b);
    const at::Tensor queries =
        one_query ? q.slice(0, row, row + 1) : q.slice(0, begin, end);
    const at::Tensor scores =
        at::bmm(HeadsOf(queries, heads, none),
                HeadsOf(k.slice(0, begin, end), heads, PrefixOf(prefix_key, row))
                    .transpose(1, 2)) *
        scale;
    // Each sequence's mask has a key of its own.
    const at::Tensor p = ApplyDropout(
        scores.softmax(-1), {mask.key + 0x9E3779B97F4A7C15 * (b + 1), mask.p});
    const at::Tensor context =
        at::bmm(p, HeadsOf(v.slice(0, begin, end), heads, PrefixOf(prefix_value, row)));
    contexts.push_back(context.transpose(0, 1).reshape(queries.sizes()));
    sums.push_back(at::logsumexp(scores, {-1}).t());
  }
  return {at::cat(contexts), at::cat(sums)};
}

}  // namespace graft

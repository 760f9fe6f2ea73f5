#include "common/models/head.h"

#include <iterator>

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr const char* kNames[] = {"mean", "cls", "pooler", "first", "dense"};

// Mean over the real tokens of each sequence, as one product with a [B,N] matrix of 1/T_b.
at::Tensor MeanRows(const Ragged& x) {
  at::Tensor weights =
      at::zeros({x.batch(), x.rows.size(0)}, x.rows.options().requires_grad(false));
  for (int64_t b = 0; b < x.batch(); ++b)
    weights[b]
        .slice(0, x.starts[b] + x.prompt, x.starts[b + 1])
        .fill_(1.0 / static_cast<double>(x.length(b) - x.prompt));
  return at::mm(weights, x.rows);
}

}  // namespace

absl::StatusOr<Pooling> ParsePooling(std::string_view name) {
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (name == kNames[i]) return static_cast<Pooling>(i);
  return absl::InvalidArgumentError(StrCat(
      "unknown pooling '", name, "': expected mean, cls, pooler, first or dense"));
}

std::string PoolingName(Pooling pooling) { return kNames[static_cast<int>(pooling)]; }

bool CanPool(const Bert& trunk, Pooling pooling) {
  return trunk.has_pooler() ||
         (pooling != Pooling::kPooler && pooling != Pooling::kFirst);
}

Tokens ReadTokens(Pooling pooling) {
  if (pooling == Pooling::kMean) return Tokens::kAll;
  return pooling == Pooling::kFirst ? Tokens::kFirst : Tokens::kFirstReal;
}

at::Tensor Pool(const Bert& trunk, const Ragged& x, Pooling pooling,
                const Graft& graft) {
  if (pooling == Pooling::kMean) return MeanRows(x);
  const at::Tensor rows = Select(x, ReadTokens(pooling)).rows;
  const bool by_pooler = pooling == Pooling::kPooler || pooling == Pooling::kFirst;
  return by_pooler ? trunk.Pooler(rows, graft) : rows;
}

Head::Head(int64_t classes, int64_t hidden, Pooling pooling, double dropout,
           at::TensorOptions options, const RandomStream& init)
    : pooling_(pooling),
      linear_(classes, hidden, dropout, options, init,
              pooling == Pooling::kDense ? "classifier.out_proj" : "classifier") {
  if (pooling == Pooling::kDense)
    dense_.emplace(hidden, hidden, dropout, options, init, "classifier.dense");
}

Head::Head(const LinearMap& start, Pooling pooling, double dropout,
           at::TensorOptions options)
    : pooling_(pooling), linear_(start, dropout, options) {
  CHECK(pooling != Pooling::kDense)
      << "a given map knows nothing of a dense one before";
}

at::Tensor Head::Logits(const Bert& trunk, const Ragged& x, const Graft& graft,
                        const Dropout& dropout) const {
  at::Tensor row = Pool(trunk, x, pooling_, graft);
  if (dense_) row = at::tanh(dense_->Logits(row, dropout));
  return linear_.Logits(row, dropout);
}

std::vector<NamedTensor> Head::Tensors() const {
  std::vector<NamedTensor> tensors;
  if (dense_) tensors = dense_->Tensors();
  for (const NamedTensor& tensor : linear_.Tensors()) tensors.push_back(tensor);
  return tensors;
}

std::vector<NamedTensor> TrainedTensors(const Graft& graft, const Head& head) {
  std::vector<NamedTensor> tensors = graft.Tensors();
  for (const NamedTensor& t : head.Tensors()) tensors.push_back(t);
  return tensors;
}

}  // namespace graft

#include "dg/core/moments.h"

#include <algorithm>
#include <vector>

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

void CheckWidths(std::span<const at::Tensor> samples) {
  CHECK(!samples.empty());
  for (const at::Tensor& sample : samples) CHECK_EQ(sample.size(1), samples[0].size(1));
}

// Over n - 1 rows; of a single row 0.
at::Tensor Covariance(const at::Tensor& x) {
  const at::Tensor centred = x - x.mean(0);
  return at::mm(centred.t(), centred) / std::max<int64_t>(x.size(0) - 1, 1);
}

// mean_{i<j} of the mean of (a_i - a_j)²
at::Tensor PairwiseSquare(const std::vector<at::Tensor>& a) {
  const at::Tensor all = at::stack(a);
  const auto pairs_of_one = std::max<int64_t>(all.size(0) - 1, 1);
  return (all - all.mean(0)).square().sum() * 2 /
         static_cast<double>(pairs_of_one * a[0].numel());
}

// |x_i - x_j|² [n,n]
at::Tensor SquaredDistances(const at::Tensor& x) {
  if (x.size(1) == 1) return (x - x.t()).square();  // expanded it would lose digits
  const at::Tensor centred = x - x.detach().mean(0);
  const at::Tensor squares = centred.square().sum(1);
  return at::addmm(squares.unsqueeze(0) + squares.unsqueeze(1), centred, centred.t(), 1,
                   -2)
      .clamp_min(0)
      .fill_diagonal_(0);
}

// Row e averages over the rows of sample e [E,N].
at::Tensor Averages(std::span<const at::Tensor> samples, int64_t rows) {
  at::Tensor averages =
      at::zeros({static_cast<int64_t>(samples.size()), rows}, samples[0].options());
  int64_t start = 0;
  for (size_t e = 0; e < samples.size(); ++e) {
    const int64_t n = samples[e].size(0);
    averages[static_cast<int64_t>(e)].slice(0, start, start + n).fill_(1.0 / n);
    start += n;
  }
  return averages;
}

}  // namespace

at::Tensor CoralDistance(std::span<const at::Tensor> samples) {
  CheckWidths(samples);
  std::vector<at::Tensor> means, covariances;
  for (const at::Tensor& sample : samples) {
    means.push_back(sample.mean(0));
    covariances.push_back(Covariance(sample));
  }
  return PairwiseSquare(means) + PairwiseSquare(covariances);
}

at::Tensor MmdDistance(std::span<const at::Tensor> samples,
                       std::span<const double> gammas) {
  CheckWidths(samples);
  const at::Tensor x = at::cat(std::vector<at::Tensor>(samples.begin(), samples.end()));
  const at::Tensor distances = SquaredDistances(x);
  at::Tensor kernel = at::zeros_like(distances);
  for (const double gamma : gammas) kernel = kernel + (distances * -gamma).exp();
  const at::Tensor averages = Averages(samples, x.size(0));
  const at::Tensor between = averages.mm(kernel).mm(averages.t());  // K [E,E]
  const auto domains = static_cast<double>(samples.size());
  return (domains * between.trace() - between.sum()) *
         (2 / std::max(domains * (domains - 1), 1.0));
}

}  // namespace graft

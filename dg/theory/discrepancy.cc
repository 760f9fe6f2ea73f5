#include "dg/theory/discrepancy.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "common/base/check.h"
#include "common/data/reference/logistic_regression.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

DenseRows Matrix(const at::Tensor& rows) {
  const at::Tensor dense = rows.to(at::kDouble).contiguous();
  return Eigen::Map<const DenseRows>(dense.const_data_ptr<double>(), dense.size(0),
                                     dense.size(1));
}

// Every second row of both, a's first; `first` is 0 or 1.
at::Tensor Half(const at::Tensor& a, const at::Tensor& b, int64_t first) {
  return at::cat({a.slice(0, first, {}, 2), b.slice(0, first, {}, 2)});
}

std::vector<int> Sides(int64_t a, int64_t b) {
  std::vector<int> sides(a, 0);
  sides.insert(sides.end(), b, 1);
  return sides;
}

double Error(const std::vector<int>& predicted, int64_t a) {
  const auto middle = predicted.begin() + a;
  const auto share = [](auto begin, auto end, int value) {
    return static_cast<double>(std::count(begin, end, value)) /
           static_cast<double>(end - begin);
  };
  return (share(predicted.begin(), middle, 1) + share(middle, predicted.end(), 0)) / 2;
}

// The first rows of each source, as many as its weight says of `rows`.
at::Tensor Mixture(const std::vector<at::Tensor>& sources,
                   const std::vector<double>& weights, int64_t rows) {
  std::vector<at::Tensor> parts;
  for (size_t i = 0; i < sources.size(); ++i)
    parts.push_back(
        sources[i].slice(0, 0, std::llround(weights[i] * static_cast<double>(rows))));
  return at::cat(parts);
}

// Calls `visit` with all weights of `n` parts in multiples of 1/steps.
void ForEachMixture(size_t n, int steps,
                    const std::function<void(const std::vector<double>&)>& visit) {
  std::vector<double> weights(n);
  const std::function<void(size_t, int)> fill = [&](size_t i, int left) {
    if (i + 1 == n) {
      weights[i] = static_cast<double>(left) / steps;
      visit(weights);
      return;
    }
    for (int part = 0; part <= left; ++part) {
      weights[i] = static_cast<double>(part) / steps;
      fill(i + 1, left - part);
    }
  };
  fill(0, steps);
}

}  // namespace

absl::StatusOr<double> ProxyADistance(const at::Tensor& a, const at::Tensor& b) {
  CHECK_EQ(a.size(1), b.size(1));
  for (const int64_t rows : {a.size(0), b.size(0)})
    if (rows < 4)
      return absl::InvalidArgumentError(
          StrCat("a sample of ", rows, " rows: expected at least 4"));
  // Unit variance, so that the penalty of the regression means the same for all features.
  const at::Tensor all = at::cat({a, b}).to(at::kDouble);
  const at::Tensor mean = all.mean(0), scale = all.std(0) + 1e-12;
  const at::Tensor x = (a.to(at::kDouble) - mean) / scale,
                   y = (b.to(at::kDouble) - mean) / scale;
  const int64_t n = x.size(0), m = y.size(0);
  ASSIGN_OR_RETURN(
      const LogisticRegression model,
      LogisticRegression::Fit(Matrix(Half(x, y, 0)), Sides((n + 1) / 2, (m + 1) / 2), 2,
                              {.c = 1, .gradient_tolerance = 1e-4}));
  const double error = Error(model.Predict(Matrix(Half(x, y, 1))), n / 2);
  return std::clamp(2 * (1 - 2 * error), 0.0, 2.0);
}

absl::StatusOr<NearestMixture> NearestInHull(const at::Tensor& target,
                                             const std::vector<at::Tensor>& sources,
                                             int steps) {
  CHECK(!sources.empty());
  int64_t rows = sources[0].size(0);
  for (const at::Tensor& source : sources) rows = std::min(rows, source.size(0));
  NearestMixture nearest;
  absl::Status status;
  ForEachMixture(sources.size(), steps, [&](const std::vector<double>& weights) {
    if (!status.ok()) return;
    const auto distance = ProxyADistance(target, Mixture(sources, weights, rows));
    status = distance.status();
    if (status.ok() && *distance < nearest.distance) nearest = {*distance, weights};
  });
  RETURN_IF_ERROR(status);
  if (nearest.weights.empty())  // everything is as far as can be
    nearest.weights.assign(sources.size(), 1 / static_cast<double>(sources.size()));
  return nearest;
}

absl::StatusOr<double> LargestPairwise(const std::vector<at::Tensor>& sources) {
  double largest = 0;
  for (size_t i = 0; i < sources.size(); ++i)
    for (size_t j = i + 1; j < sources.size(); ++j) {
      ASSIGN_OR_RETURN(const double distance, ProxyADistance(sources[i], sources[j]));
      largest = std::max(largest, distance);
    }
  return largest;
}

}  // namespace graft

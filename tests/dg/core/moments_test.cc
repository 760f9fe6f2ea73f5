#include "dg/core/moments.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;
using testing::RandomTensor;

// Three samples of other sizes, moved and stretched.
std::vector<at::Tensor> Samples() {
  return {RandomTensor({5, 3}, 1), 2 * RandomTensor({7, 3}, 2) + 1,
          RandomTensor({4, 3}, 3) - 0.5};
}

// The mean over pairs, pair by pair.
double OverPairs(
    const std::function<double(const at::Tensor&, const at::Tensor&)>& of) {
  const std::vector<at::Tensor> samples = Samples();
  return (of(samples[0], samples[1]) + of(samples[0], samples[2]) +
          of(samples[1], samples[2])) /
         3;
}

// Means 1 and 3, variances 2 and 8.
TEST(Moments, CoralIsTheSquareOfMeansAndCovariances) {
  const std::vector<at::Tensor> samples = {Matrix({{0}, {2}}), Matrix({{1}, {5}})};
  EXPECT_DOUBLE_EQ(CoralDistance(samples).item<double>(), 2 * 2 + 6 * 6);
}

// k is 1 of a point with itself and 1/2 of the two.
TEST(Moments, MmdIsTheDistanceOfKernelMeans) {
  const std::vector<at::Tensor> samples = {Matrix({{0}}), Matrix({{1}})};
  EXPECT_NEAR(MmdDistance(samples, std::vector{std::log(2)}).item<double>(),
              1 + 1 - 2 * 0.5, 1e-15);
}

// Double sums of a few dozen terms of size 1 to 100: 100 ε of their size.
constexpr double kRounding = 100 * 2.2e-16 * 100;

TEST(Moments, CoralOfSeveralSamplesIsTheMeanOverPairs) {
  const double pairs = OverPairs([](const at::Tensor& x, const at::Tensor& y) {
    const auto covariance = [](const at::Tensor& z) {
      at::Tensor sum = at::zeros({3, 3}, at::kDouble);
      for (int64_t i = 0; i < z.size(0); ++i)
        sum += (z[i] - z.mean(0)).outer(z[i] - z.mean(0));
      return sum / (z.size(0) - 1);
    };
    return ((x.mean(0) - y.mean(0)).square().mean() +
            (covariance(x) - covariance(y)).square().mean())
        .item<double>();
  });
  EXPECT_NEAR(CoralDistance(Samples()).item<double>(), pairs, kRounding);
}

TEST(Moments, MmdOfSeveralSamplesIsTheMeanOverPairs) {
  const double pairs = OverPairs([](const at::Tensor& x, const at::Tensor& y) {
    const auto kernel = [](const at::Tensor& a, const at::Tensor& b) {
      double sum = 0;
      for (int64_t i = 0; i < a.size(0); ++i)
        for (int64_t j = 0; j < b.size(0); ++j)
          for (const double gamma : kFeatureGammas)
            sum += std::exp(-gamma * (a[i] - b[j]).square().sum().item<double>());
      return sum / static_cast<double>(a.size(0) * b.size(0));
    };
    return kernel(x, x) + kernel(y, y) - 2 * kernel(x, y);
  });
  EXPECT_NEAR(MmdDistance(Samples()).item<double>(), pairs, kRounding);
}

TEST(Moments, ASampleAloneOrTwiceHasNoDistance) {
  const at::Tensor x = Samples()[1];
  for (const std::vector<at::Tensor>& samples :
       {std::vector{x}, std::vector{x, x}, std::vector{x.slice(0, 0, 1)}}) {
    EXPECT_NEAR(CoralDistance(samples).item<double>(), 0, kRounding);
    EXPECT_NEAR(MmdDistance(samples).item<double>(), 0, kRounding);
  }
}

TEST(Moments, Differentiate) {
  const std::vector<at::Tensor> samples = Samples();
  for (const at::Tensor& sample : samples) sample.requires_grad_();
  const std::vector<NamedTensor> leaves = {
      {"a", samples[0]}, {"b", samples[1]}, {"c", samples[2]}};
  const std::vector<double> smooth = {0.01, 0.1, 1};
  const auto coral =
      testing::CheckGradient([&] { return CoralDistance(samples); }, leaves);
  EXPECT_TRUE(testing::Agrees(coral)) << coral;
  const auto mmd =
      testing::CheckGradient([&] { return MmdDistance(samples, smooth); }, leaves);
  EXPECT_TRUE(testing::Agrees(mmd)) << mmd;
}

// Far from 0 the expansion of |x - y|² would lose 1e6 ε of a distance of 1, all of float32.
TEST(Moments, MmdInFloat32DoesNotDependOnWhereTheSamplesAre) {
  std::vector<at::Tensor> far, exact;
  for (const at::Tensor& sample : Samples()) {
    far.push_back((sample + 1000).to(at::kFloat));
    exact.push_back(far.back().to(at::kDouble));
  }
  const std::vector<double> gammas = {0.1, 1};
  // |x|² below 100, expanded from three terms: γ · 3 ε · 100 in each exponent.
  EXPECT_NEAR(MmdDistance(far, gammas).item<double>(),
              MmdDistance(exact, gammas).item<double>(), 3 * 1.2e-7 * 100);
}

}  // namespace
}  // namespace graft

#include "dg/data/synthetic.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "common/base/check.h"
#include "common/base/rng.h"
#include "common/tensor/ops.h"
#include "dg/data/vector_domains.h"

namespace graft {
namespace {

constexpr double kCoreRight = 0.75, kSteepness = 4;

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double NormalCdf(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

// The draws of one example, by place.
class Draws {
 public:
  explicit Draws(const RandomStream& stream) : stream_(stream) {}
  bool Coin(double probability) { return stream_.Uniform(next_++) < probability; }
  double Normal() { return normal_.Normal(next_++); }

 private:
  RandomStream stream_, normal_ = stream_.Fork("normal");
  uint64_t next_ = 0;
};

// Fills x and returns y.
int64_t Example(const SyntheticConfig& config, double parameter, Draws draws,
                float* x) {
  for (int64_t j = 0; j < config.features; ++j)
    x[j] = static_cast<float>(draws.Normal());
  switch (config.shift) {
    case Shift::kCorrelation: {
      const bool y = draws.Coin(0.5);
      const double s = y ? 1 : -1;
      for (int64_t j = 0; j < 2; ++j) {
        const bool right = draws.Coin(j == 0 ? kCoreRight : 1 - parameter);
        x[j] = static_cast<float>((right ? s : -s) + config.sigma * x[j]);
      }
      return y;
    }
    case Shift::kCovariate:
      for (int64_t j = 0; j < config.features; ++j)
        x[j] += static_cast<float>(parameter);
      return draws.Coin(Sigmoid(kSteepness * x[0]));
    case Shift::kLabel: {
      const bool y = draws.Coin(parameter);
      x[0] += y ? 1 : -1;
      return y;
    }
  }
  return 0;
}

// ∫ φ(x - m) max(p, 1 - p) dx by the trapezoid rule, which converges faster than any power
// for a function that dies out on both sides.
double CovariateBest(double mean) {
  double sum = 0;
  constexpr double kStep = 1e-3;
  for (double z = -8; z <= 8; z += kStep)
    sum += std::exp(-z * z / 2) * Sigmoid(kSteepness * std::abs(mean + z));
  return sum * kStep / std::sqrt(2 * std::numbers::pi);
}

}  // namespace

std::unique_ptr<DomainData> SyntheticDomains(const SyntheticConfig& config) {
  CHECK_GE(config.features, 2);
  CHECK_GE(config.parameters.size(), 2u);
  std::vector<VectorDomains::Domain> domains;
  std::vector<std::string> names;
  for (size_t e = 0; e < config.parameters.size(); ++e) {
    const RandomStream stream = RandomStream(config.seed, "synthetic").Fork(e);
    at::Tensor rows = at::empty({config.per_domain, config.features}, at::kFloat);
    std::vector<int64_t> labels;
    for (int64_t i = 0; i < config.per_domain; ++i)
      labels.push_back(Example(config, config.parameters[e],
                               Draws(stream.Fork(static_cast<uint64_t>(i))),
                               rows.mutable_data_ptr<float>() + i * config.features));
    domains.push_back({std::move(rows), at::tensor(labels, at::kLong)});
    names.push_back(StrCat(config.parameters[e]));
  }
  return std::make_unique<VectorDomains>(
      "Synthetic", names, std::vector<std::string>{"0", "1"}, std::move(domains));
}

double BestAccuracy(const SyntheticConfig& config, int domain) {
  const double parameter = config.parameters.at(domain);
  switch (config.shift) {
    case Shift::kCorrelation: {
      const double apart = NormalCdf(1 / config.sigma);  // the noise keeps the sign
      return kCoreRight * apart + (1 - kCoreRight) * (1 - apart);
    }
    case Shift::kCovariate:
      return CovariateBest(parameter);
    case Shift::kLabel: {
      const double threshold = 0.5 * std::log((1 - parameter) / parameter);
      return parameter * NormalCdf(1 - threshold) +
             (1 - parameter) * NormalCdf(1 + threshold);
    }
  }
  return 0;
}

}  // namespace graft

#include "dg/theory/bounds.h"

#include <algorithm>
#include <cmath>

#include "common/data/reference/logistic_regression.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "dg/core/evaluate.h"
#include "dg/theory/discrepancy.h"

namespace graft {
namespace {

constexpr double kDelta = 0.05;
// Weights of a mixture are multiples of 1/4, or of 1/2 where there are many sources.
int HullSteps(size_t sources) { return sources > 3 ? 2 : 4; }

// What the model makes of the first items of a domain.
struct Seen {
  at::Tensor features;      // [n,F]
  std::vector<int> labels;  // [n]
  double error;
};

Seen Look(const Objective& objective, const DomainData& data, int domain,
          const std::vector<int64_t>& items, int64_t most) {
  const NoGrad no_grad;
  const std::span<const int64_t> first(
      items.data(), std::min<size_t>(items.size(), static_cast<size_t>(most)));
  std::vector<at::Tensor> features;
  constexpr size_t kBatch = 256;
  for (size_t begin = 0; begin < first.size(); begin += kBatch)
    features.push_back(objective.Features(data.Get(
        domain, first.subspan(begin, std::min(kBatch, first.size() - begin)))));
  const at::Tensor labels = data.Labels(domain, first);
  const int64_t* y = labels.const_data_ptr<int64_t>();
  return {at::cat(features), std::vector<int>(y, y + labels.size(0)),
          1 - CountRight(objective, data, domain, first).accuracy()};
}

// Errors on source rows and target rows of one linear classifier of both, summed.
absl::StatusOr<double> JointError(const std::vector<Seen>& sources, const Seen& target,
                                  int64_t classes) {
  std::vector<at::Tensor> features;
  std::vector<int> labels;
  for (const Seen& seen : sources) {
    features.push_back(seen.features);
    labels.insert(labels.end(), seen.labels.begin(), seen.labels.end());
  }
  const auto of_sources = static_cast<std::ptrdiff_t>(labels.size());
  features.push_back(target.features);
  labels.insert(labels.end(), target.labels.begin(), target.labels.end());
  const at::Tensor all = at::cat(features).to(at::kDouble);
  const at::Tensor rows = ((all - all.mean(0)) / (all.std(0) + 1e-12)).contiguous();
  const Eigen::Map<const DenseRows> x(rows.const_data_ptr<double>(), rows.size(0),
                                      rows.size(1));
  ASSIGN_OR_RETURN(
      const LogisticRegression model,
      LogisticRegression::Fit(DenseRows(x), labels, static_cast<int>(classes),
                              {.c = 1, .gradient_tolerance = 1e-4}));
  const std::vector<int> predicted = model.Predict(DenseRows(x));
  const auto error = [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
    return 1 - Accuracy({predicted.begin() + begin, predicted.begin() + end},
                        {labels.begin() + begin, labels.begin() + end});
  };
  return error(0, of_sources) +
         error(of_sources, static_cast<std::ptrdiff_t>(labels.size()));
}

double Deviation(double domains, double examples) {
  return std::sqrt(std::log(domains / kDelta) / examples) +
         std::sqrt(std::log(1 / kDelta) / domains);
}

}  // namespace

absl::StatusOr<TheoryNumbers> MeasureBounds(const Objective& objective,
                                            const DomainData& data,
                                            const std::vector<DomainPart>& parts,
                                            const std::vector<int>& sources, int target,
                                            int64_t most) {
  const Seen unseen = Look(objective, data, target, parts[target].in, most);
  std::vector<Seen> seen;
  std::vector<at::Tensor> features;
  TheoryNumbers numbers;
  double examples = 0;
  const auto m = static_cast<double>(sources.size());
  for (const int e : sources) {
    seen.push_back(Look(objective, data, e, parts[e].out, most));
    features.push_back(seen.back().features);
    numbers.source_error += seen.back().error / m;
    examples += static_cast<double>(parts[e].in.size()) / m;
  }
  numbers.target_error = unseen.error;
  ASSIGN_OR_RETURN(const double distance,
                   ProxyADistance(at::cat(features), unseen.features));
  numbers.discrepancy = distance / 2;
  ASSIGN_OR_RETURN(numbers.joint_error, JointError(seen, unseen, data.class_count()));
  ASSIGN_OR_RETURN(
      const NearestMixture nearest,
      NearestInHull(unseen.features, features, HullSteps(features.size())));
  ASSIGN_OR_RETURN(numbers.rho, LargestPairwise(features));
  numbers.gamma = nearest.distance;
  for (size_t i = 0; i < seen.size(); ++i)
    numbers.hull_error += nearest.weights[i] * seen[i].error;
  numbers.deviation = Deviation(m, examples);
  return numbers;
}

}  // namespace graft

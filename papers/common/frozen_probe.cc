#include "papers/common/frozen_probe.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/tensor/ops.h"

namespace graft::papers {
namespace {

DenseRows ToRows(const at::Tensor& rows) {
  return Eigen::Map<const DenseRows>(rows.const_data_ptr<double>(), rows.size(0),
                                     rows.size(1));
}

DenseRows UnitRows(const DenseRows& rows) { return rows.rowwise().normalized(); }

}  // namespace

absl::StatusOr<FrozenProbe> FrozenProbe::Fit(const at::Tensor& states,
                                             const std::vector<int>& labels,
                                             int64_t classes) {
  const std::set<int> distinct(labels.begin(), labels.end());
  const std::vector<int> seen(distinct.begin(), distinct.end());
  std::vector<int> dense;  // positions in `seen`
  for (const int label : labels)
    dense.push_back(static_cast<int>(std::lower_bound(seen.begin(), seen.end(), label) -
                                     seen.begin()));
  const DenseRows rows = ToRows(states);
  ASSIGN_OR_RETURN(
      LogisticRegression model,
      LogisticRegression::Fit(UnitRows(rows), dense, static_cast<int>(seen.size())));
  return FrozenProbe(std::move(model), seen, classes, rows.rowwise().norm().mean());
}

std::vector<int> FrozenProbe::Predict(const at::Tensor& states) const {
  std::vector<int> predicted = model_.Predict(UnitRows(ToRows(states)));
  for (int& label : predicted) label = seen_[label];
  return predicted;
}

LinearMap FrozenProbe::head() const {
  const Eigen::MatrixXd& w = model_.weights();
  const at::Tensor weight = at::zeros({classes_, w.rows()}, at::kDouble);
  const at::Tensor bias =
      at::full({classes_}, model_.intercept().minCoeff(), at::kDouble);
  for (size_t i = 0; i < seen_.size(); ++i) {
    const Eigen::VectorXd column = w.col(static_cast<int64_t>(i)) / length_;
    weight[seen_[i]].copy_(
        at::from_blob(const_cast<double*>(column.data()), {w.rows()}, at::kDouble));
    bias[seen_[i]].fill_(model_.intercept()[static_cast<int64_t>(i)]);
  }
  return {weight, bias};
}

}  // namespace graft::papers

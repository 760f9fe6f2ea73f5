#include "papers/common/frozen_probe.h"

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
  const DenseRows rows = ToRows(states);
  ASSIGN_OR_RETURN(
      LogisticRegression model,
      LogisticRegression::Fit(UnitRows(rows), labels, static_cast<int>(classes)));
  return FrozenProbe(std::move(model), rows.rowwise().norm().mean());
}

std::vector<int> FrozenProbe::Predict(const at::Tensor& states) const {
  return model_.Predict(UnitRows(ToRows(states)));
}

LinearMap FrozenProbe::head() const {
  const Eigen::MatrixXd& w = model_.weights();
  const at::Tensor weight =
      at::from_blob(const_cast<double*>(w.data()), {w.cols(), w.rows()}, at::kDouble);
  const at::Tensor bias = at::from_blob(const_cast<double*>(model_.intercept().data()),
                                        {w.cols()}, at::kDouble);
  return {weight / length_, bias.clone()};
}

}  // namespace graft::papers

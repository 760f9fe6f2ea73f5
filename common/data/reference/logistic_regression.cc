#include "common/data/reference/logistic_regression.h"

#include <cmath>
#include <utility>

#include "common/base/check.h"
#include "common/data/reference/lbfgs.h"

namespace graft {
namespace {

using Eigen::Map;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

// How W and b lie in the vector that is optimised: W [F,free] by columns, then b [free]. With
// two classes only the second is free.
struct Layout {
  Layout(int64_t features, int classes)
      : features(features), classes(classes), free(classes == 2 ? 1 : classes) {}
  int64_t size() const { return (features + 1) * free; }
  Map<const MatrixXd> Weights(const VectorXd& x) const {
    return {x.data(), features, free};
  }
  Map<const RowVectorXd> Intercept(const VectorXd& x) const {
    return {x.data() + features * free, free};
  }
  int64_t features;
  int classes;
  int free;
};

template <class Rows>
MatrixXd ScoresOf(const Rows& rows, const MatrixXd& weights,
                  const RowVectorXd& intercept) {
  CHECK_EQ(rows.cols(), weights.rows());
  MatrixXd scores = rows * weights;
  scores.rowwise() += intercept;
  return scores;
}

// Turns scores into probabilities; returns the sum of -log p[label].
double SoftmaxLoss(const std::vector<int>& labels, MatrixXd* scores) {
  double loss = 0;
  for (int64_t i = 0; i < scores->rows(); ++i) {
    auto row = scores->row(i);
    row.array() -= row.maxCoeff();
    const double log_sum = std::log(row.array().exp().sum());
    loss += log_sum - row[labels[i]];
    row = (row.array() - log_sum).exp().matrix().eval();
  }
  return loss;
}

// The objective of the card and its gradient.
template <class Rows>
double Objective(const Rows& rows, const std::vector<int>& labels, double c,
                 const Layout& layout, const VectorXd& x, VectorXd* gradient) {
  const double n = static_cast<double>(rows.rows());
  const auto weights = layout.Weights(x);
  MatrixXd scores = MatrixXd::Zero(rows.rows(), layout.classes);
  scores.rightCols(layout.free) = rows * weights;
  scores.rightCols(layout.free).rowwise() += layout.Intercept(x);
  const double loss = SoftmaxLoss(labels, &scores);
  for (int64_t i = 0; i < scores.rows(); ++i) scores(i, labels[i]) -= 1;

  const MatrixXd d_scores = scores.rightCols(layout.free) / n;
  Map<MatrixXd> d_weights(gradient->data(), layout.features, layout.free);
  d_weights = rows.transpose() * d_scores;
  d_weights += weights / (c * n);
  gradient->tail(layout.free) = d_scores.colwise().sum().transpose();
  return loss / n + weights.squaredNorm() / (2 * c * n);
}

absl::Status CheckLabels(const std::vector<int>& labels, int classes) {
  std::vector<int64_t> counts(classes);
  for (int label : labels) {
    CHECK(label >= 0 && label < classes) << "label " << label << " of " << classes;
    ++counts[label];
  }
  for (int k = 0; k < classes; ++k)
    if (counts[k] == 0)
      return absl::InvalidArgumentError(
          StrCat("class ", k, " of ", classes, " has no example to train on"));
  return absl::OkStatus();
}

std::vector<int> LargestOf(const MatrixXd& scores) {
  std::vector<int> classes(scores.rows());
  for (int64_t i = 0; i < scores.rows(); ++i) scores.row(i).maxCoeff(&classes[i]);
  return classes;
}

}  // namespace

template <class Rows>
absl::StatusOr<LogisticRegression> LogisticRegression::FitRows(
    const Rows& rows, const std::vector<int>& labels, int classes,
    const LogisticRegressionConfig& config) {
  CHECK_EQ(rows.rows(), static_cast<int64_t>(labels.size()));
  CHECK_GE(classes, 2);
  CHECK(config.c > 0) << "c is " << config.c;
  RETURN_IF_ERROR(CheckLabels(labels, classes));
  if (!std::isfinite(rows.sum()))
    return absl::InvalidArgumentError("a feature is not finite, or they are too large");
  const Layout layout(rows.cols(), classes);
  const LbfgsResult optimum = MinimizeLbfgs(
      [&](const VectorXd& x, VectorXd* gradient) {
        return Objective(rows, labels, config.c, layout, x, gradient);
      },
      VectorXd::Zero(layout.size()),
      {.max_iterations = config.max_iterations,
       .gradient_tolerance = config.gradient_tolerance});
  if (!optimum.converged)
    return absl::FailedPreconditionError(
        StrCat("logistic regression stopped after ", optimum.iterations,
               " steps at a gradient of ", optimum.gradient_norm, "; expected at most ",
               config.gradient_tolerance, ". Scale the features to about 1."));
  MatrixXd weights = MatrixXd::Zero(layout.features, classes);
  RowVectorXd intercept = RowVectorXd::Zero(classes);
  weights.rightCols(layout.free) = layout.Weights(optimum.x);
  intercept.tail(layout.free) = layout.Intercept(optimum.x);
  return LogisticRegression(std::move(weights), std::move(intercept));
}

absl::StatusOr<LogisticRegression> LogisticRegression::Fit(
    const SparseRows& rows, const std::vector<int>& labels, int classes,
    const LogisticRegressionConfig& config) {
  return FitRows(rows, labels, classes, config);
}

absl::StatusOr<LogisticRegression> LogisticRegression::Fit(
    const DenseRows& rows, const std::vector<int>& labels, int classes,
    const LogisticRegressionConfig& config) {
  return FitRows(rows, labels, classes, config);
}

MatrixXd LogisticRegression::Scores(const SparseRows& rows) const {
  return ScoresOf(rows, weights_, intercept_);
}

MatrixXd LogisticRegression::Scores(const DenseRows& rows) const {
  return ScoresOf(rows, weights_, intercept_);
}

std::vector<int> LogisticRegression::Predict(const SparseRows& rows) const {
  return LargestOf(Scores(rows));
}

std::vector<int> LogisticRegression::Predict(const DenseRows& rows) const {
  return LargestOf(Scores(rows));
}

double Accuracy(const std::vector<int>& predicted, const std::vector<int>& labels) {
  CHECK_EQ(predicted.size(), labels.size());
  CHECK(!labels.empty());
  int64_t equal = 0;
  for (size_t i = 0; i < labels.size(); ++i) equal += predicted[i] == labels[i];
  return static_cast<double>(equal) / static_cast<double>(labels.size());
}

}  // namespace graft

// LogisticRegression: the linear classifier that a fine-tuned network has to beat.
//
// Idea:      A softmax over linear scores, fitted to its one optimum, on word counts (sparse)
//            or frozen embeddings (dense). What it reaches shows how much of a task needs
//            no tuning at all.
// Symbols:   x row [F] | W weights [K,F] | b intercept [K] | C inverse regularisation
// Computes:  min over W, b of  -1/n Σ_i log softmax(W x_i + b)[y_i] + |W|² / (2 C n);
//            for two classes W and b are of class 1 only and class 0 scores 0. These are
//            scikit-learn's LogisticRegression(C) with the solver lbfgs.
// Init:      zero. Deterministic; the largest component of the gradient ends below
//            gradient_tolerance (scikit-learn's default, 1e-4, stops earlier).
// Cost:      O(nonzeros · K) a step, some tens to hundreds of steps.
// Errors:    InvalidArgument for a class without examples or a value that is not finite;
//            FailedPrecondition if it does not converge. Shapes are a CHECK.
// Differs:   none.
// Not for:   more rows than fit in memory.
#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <utility>
#include <vector>

#include "common/base/status.h"

namespace graft {

using SparseRows = Eigen::SparseMatrix<double, Eigen::RowMajor>;
using DenseRows =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct LogisticRegressionConfig {
  double c = 10;  // inverse of the strength of the penalty, > 0
  double gradient_tolerance = 1e-7;
  int max_iterations = 5000;
};

class LogisticRegression {
 public:
  // rows [n,F]; labels [n] in 0 … classes-1.
  static absl::StatusOr<LogisticRegression> Fit(
      const SparseRows& rows, const std::vector<int>& labels, int classes,
      const LogisticRegressionConfig& config = {});
  static absl::StatusOr<LogisticRegression> Fit(
      const DenseRows& rows, const std::vector<int>& labels, int classes,
      const LogisticRegressionConfig& config = {});

  // W x + b, one row per row. [n,K]
  Eigen::MatrixXd Scores(const SparseRows& rows) const;
  Eigen::MatrixXd Scores(const DenseRows& rows) const;

  // The class with the highest score. [n]
  std::vector<int> Predict(const SparseRows& rows) const;
  std::vector<int> Predict(const DenseRows& rows) const;

  const Eigen::MatrixXd& weights() const { return weights_; }         // [F,K]
  const Eigen::RowVectorXd& intercept() const { return intercept_; }  // [K]

 private:
  LogisticRegression(Eigen::MatrixXd weights, Eigen::RowVectorXd intercept)
      : weights_(std::move(weights)), intercept_(std::move(intercept)) {}

  template <class Rows>
  static absl::StatusOr<LogisticRegression> FitRows(
      const Rows& rows, const std::vector<int>& labels, int classes,
      const LogisticRegressionConfig& config);

  Eigen::MatrixXd weights_;
  Eigen::RowVectorXd intercept_;
};

// Share of equal entries; the sizes are equal and not 0.
double Accuracy(const std::vector<int>& predicted, const std::vector<int>& labels);

}  // namespace graft

// L-BFGS: minimises a smooth function of many variables from its gradients alone.
//
// Idea:      Newton's step needs the inverse Hessian; its product with the gradient is
//            approximated from the last few steps and changes of the gradient. Each step is
//            as long as the strong Wolfe conditions allow, found by bisection, with room for
//            rounding so that it goes on to the last digits.
// Paper:     Nocedal, "Updating Quasi-Newton Matrices with Limited Storage", Math. Comp. 35,
//            1980: the two-loop recursion.
// Computes:  d = -H g;  x += t d  with  f(x + t d) ≤ f(x) + 1e-4 t gᵀd  and
//            |g(x + t d)ᵀd| ≤ 0.9 |gᵀd|.
// Cost:      O(memory · n) a step beside the function; usually 1 or 2 calls a step.
// Errors:    none: `converged` is false if the steps run out or none makes progress.
// Differs:   none.
// Not for:   functions that are not smooth, or noisy ones.
#pragma once

#include <Eigen/Core>
#include <functional>

namespace graft {

struct LbfgsConfig {
  int memory = 10;
  int max_iterations = 5000;
  double gradient_tolerance = 1e-8;  // on the largest |∂f/∂x_i|
};

struct LbfgsResult {
  Eigen::VectorXd x;
  double value = 0;
  double gradient_norm = 0;  // largest |∂f/∂x_i|
  int iterations = 0;
  bool converged = false;
};

// Returns f(x) and writes its gradient, which has the size of x.
using SmoothFunction = std::function<double(const Eigen::VectorXd&, Eigen::VectorXd*)>;

LbfgsResult MinimizeLbfgs(const SmoothFunction& f, Eigen::VectorXd start,
                          const LbfgsConfig& config = {});

}  // namespace graft

#include "dg/core/adam.h"

#include <utility>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

AdamWConfig WithoutDecay(const AdamConfig& config) {
  AdamWConfig adamw;
  adamw.beta1 = config.beta1;
  adamw.beta2 = config.beta2;
  adamw.weight_decay = 0;
  return adamw;
}

}  // namespace

Adam::Adam(std::vector<NamedTensor> parameters, AdamConfig config)
    : config_(config),
      optimizer_(std::move(parameters), WithoutDecay(config)),
      steps_(at::zeros({1}, at::kLong)),
      rate_(at::full({1}, config.rate, at::kDouble)) {}

void Adam::Step() {
  const NoGrad no_grad;
  if (config_.weight_decay != 0) gradient().add_(values(), config_.weight_decay);
  optimizer_.SetSteps(steps_.item<int64_t>());
  optimizer_.Step(rate());
  steps_ += 1;
}

void Adam::Minimise(const at::Tensor& loss) {
  ZeroGradient();
  loss.backward();
  Step();
}

void Adam::Reset(double rate) {
  const NoGrad no_grad;
  for (const NamedTensor& t : optimizer_.State()) t.tensor.zero_();
  steps_.zero_();
  rate_.fill_(rate);
}

double Adam::rate() const { return rate_.item<double>(); }

std::vector<at::Tensor> Adam::tensors() const {
  std::vector<at::Tensor> tensors;
  for (const NamedTensor& parameter : parameters()) tensors.push_back(parameter.tensor);
  return tensors;
}

std::vector<NamedTensor> Adam::State(const std::string& name) const {
  const std::vector<NamedTensor> moments = optimizer_.State();
  return {{name + ".m", moments[0].tensor},
          {name + ".v", moments[1].tensor},
          {name + ".steps", steps_},
          {name + ".rate", rate_}};
}

}  // namespace graft

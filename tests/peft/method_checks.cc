#include "tests/peft/method_checks.h"

#include "common/base/check.h"
#include "common/optim/adamw.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"

namespace graft::testing {

std::unique_ptr<Method> MakeMethod(std::string_view slug, const OptionValues& options,
                                   const Bert& trunk) {
  auto method = CreateMethod(slug, options, trunk.info(), RandomStream(1, "init"));
  CHECK(method.ok()) << method.status();
  return *std::move(method);
}

at::Tensor Hidden(const Bert& trunk, const Graft& graft, const Dropout& dropout) {
  return trunk.Forward(TinyBatch(), graft, dropout).rows;
}

double Rounding(at::ScalarType type) {
  const double epsilon = type == at::kDouble  ? 0x1p-52
                         : type == at::kFloat ? 0x1p-23
                                              : 0x1p-7;  // bfloat16: 8 bits
  return 32 * epsilon;
}

GradientAgreement CheckMethodGradient(const Bert& trunk, const Method& method,
                                      const Dropout& dropout, double scale) {
  Randomise(method.Tensors(), 3, scale);
  at::Tensor weight;
  return CheckGradient(
      [&] {
        const at::Tensor hidden = Hidden(trunk, method, dropout);
        if (!weight.defined()) weight = RandomTensor(hidden.sizes().vec(), 4);
        return (hidden.square() * weight).sum();
      },
      method.Tensors());
}

double LossAfter(const Bert& trunk, const Method& method, int steps, double rate) {
  AdamW optimizer(method.Tensors(), {.weight_decay = 0, .decays = {}});
  const at::Tensor head = RandomTensor({2, trunk.info().hidden}, 5);
  const at::Tensor labels = at::tensor({0, 1, 0}, at::kLong);
  const auto loss = [&] {
    const Ragged x = trunk.Forward(TinyBatch(), method, {});
    std::vector<at::Tensor> means;
    for (int64_t b = 0; b < x.batch(); ++b)
      means.push_back(x.rows.slice(0, x.starts[b] + x.prompt, x.starts[b + 1]).mean(0));
    return at::cross_entropy_loss(at::mm(at::stack(means), head.t()), labels);
  };
  for (int step = 0; step < steps; ++step) {
    optimizer.ZeroGradient();
    loss().backward();
    optimizer.Step(rate);
  }
  const NoGrad no_grad;
  return loss().item<double>();
}

}  // namespace graft::testing

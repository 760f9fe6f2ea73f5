#include "tests/dg/network_checks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"

namespace graft::testing {
namespace {

// 32-bit FNV-1a.
uint32_t Hash(const std::string& name) {
  uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
  return hash;
}

// 2u - 1 at a flat index.
double FormulaAt(uint32_t seed, int64_t index) {
  uint32_t h = static_cast<uint32_t>(index) * 2654435761u + seed;
  h ^= h >> 16;
  h *= 0x7feb352du;
  h ^= h >> 15;
  h *= 0x846ca68bu;
  h ^= h >> 16;
  return 2 * (h / 4294967296.0) - 1;
}

at::Tensor FormulaWeight(const std::string& name, const at::Tensor& like) {
  const std::vector<int64_t> shape = like.sizes().vec();
  if (like.dim() >= 2) {
    const double fan_in =
        static_cast<double>(like.numel()) / static_cast<double>(shape[0]);
    return FormulaTensor(name, shape, std::sqrt(6 / fan_in));
  }
  const bool scales = name.ends_with("weight") || name.ends_with("running_var");
  return FormulaTensor(name, shape, 0.2, scales ? 1 : 0);
}

}  // namespace

at::Tensor FormulaTensor(const std::string& name, const std::vector<int64_t>& shape,
                         double scale, double mean) {
  at::Tensor values = at::empty(shape, at::kDouble);
  const uint32_t seed = Hash(name);
  double* value = values.mutable_data_ptr<double>();
  for (int64_t i = 0; i < values.numel(); ++i)
    value[i] = mean + scale * FormulaAt(seed, i);
  return values;
}

void SetByFormula(const std::vector<NamedTensor>& tensors) {
  const NoGrad no_grad;
  for (const auto& [name, tensor] : tensors) tensor.copy_(FormulaWeight(name, tensor));
}

void ExpectFollowsGolden(const GoldenNetwork& n) {
  const at::Tensor x = FormulaTensor(n.key + ".x", n.input).requires_grad_();
  for (const NamedTensor& t : n.tensors)
    if (t.tensor.grad().defined()) t.tensor.mutable_grad().zero_();
  const at::Tensor out = n.forward(x);
  const at::Tensor loss = (out * FormulaTensor(n.key + ".c", out.sizes().vec())).sum();
  loss.backward();
  const auto expect = [&](const std::string& name, const at::Tensor& got) {
    EXPECT_LT(GoldenDistance(n.golden, n.key + "." + name, got), n.within)
        << n.key << "." << name;
  };
  expect("out", out);
  expect("loss", loss);
  expect("grad.x", x.grad());
  for (const auto& [name, tensor] : n.tensors) expect("grad." + name, tensor.grad());
  for (const auto& [name, tensor] : n.buffers) expect("after." + name, tensor);
}

}  // namespace graft::testing

#include "common/testing/golden.h"

#include <algorithm>
#include <cmath>

#include "common/base/check.h"
#include "common/base/runfiles.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft::testing {
namespace {

const at::Tensor& Find(const Weights& golden, const std::string& name) {
  const auto found = golden.find(name);
  CHECK(found != golden.end()) << "no tensor " << name;
  return found->second;
}

}  // namespace

Weights GoldenTensors(const std::string& path) {
  const absl::StatusOr<std::string> file = Runfile(path);
  CHECK(file.ok()) << file.status();
  absl::StatusOr<Weights> tensors = LoadWeights(*file);
  CHECK(tensors.ok()) << tensors.status();
  return *std::move(tensors);
}

TokenBatch GoldenBatch(const Weights& golden, const std::string& prefix) {
  return FromPadded(Find(golden, prefix + "input_ids"),
                    Find(golden, prefix + "token_type_ids"),
                    Find(golden, prefix + "attention_mask"));
}

double GoldenDistance(const Weights& golden, const std::string& name,
                      const at::Tensor& got) {
  const NoGrad no_grad;
  if (!golden.contains(name + ".value"))
    return RelativeDistance(got, Find(golden, name));
  const at::Tensor places = Find(golden, name + ".index"),
                   want = golden.at(name + ".value").to(at::kDouble),
                   flat = got.to(at::kDouble).reshape({-1});
  const double norm = want[1].item<double>();
  const double size = norm * std::sqrt(static_cast<double>(flat.numel()));
  return std::max({std::abs((flat.sum() - want[0]).item<double>()) / size,
                   std::abs(flat.norm().item<double>() - norm) / norm,
                   RelativeDistance(flat.index_select(0, places), want.slice(0, 2))});
}

}  // namespace graft::testing

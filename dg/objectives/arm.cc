#include "dg/objectives/arm.h"

#include <algorithm>
#include <utility>

#include "common/tensor/ops.h"

namespace graft {
namespace {

// 0, k, 2k, … and last.
std::vector<int64_t> Groups(int64_t rows, int64_t k) {
  std::vector<int64_t> starts;
  for (int64_t start = 0; start < rows; start += k) starts.push_back(start);
  starts.push_back(rows);
  return starts;
}

}  // namespace

at::Tensor WithContext(const at::Tensor& x, const at::Tensor& context,
                       const std::vector<int64_t>& starts) {
  std::vector<at::Tensor> shared;
  for (size_t i = 0; i + 1 < starts.size(); ++i)
    shared.push_back(context.slice(0, starts[i], starts[i + 1])
                         .mean(0, /*keepdim=*/true)
                         .expand({starts[i + 1] - starts[i], -1, -1, -1}));
  return at::cat({x, at::cat(shared)}, 1);
}

Arm::Arm(const ObjectiveSetting& setting)
    : LossObjective(setting, {.extra_channels = 1}),
      context_net_(setting.image[0], dtype(), setting.random.Fork("context_net")) {
  AlsoTrain("context_net", context_net_.Tensors());
}

Joint Arm::Pass(std::span<const DomainBatch> batches, int64_t step) {
  Joint joint = Join(batches);
  at::Tensor& images = joint.x.values;
  images = WithContext(images, context_net_(images, /*training=*/true), joint.starts);
  Forward(joint, TrainingPass(step));
  return joint;
}

at::Tensor Arm::Loss(const Joint& joint, int64_t, Scalars&) {
  return joint.losses.mean();
}

at::Tensor Arm::Features(const Inputs& x) const {
  const at::Tensor context = context_net_(x.values, /*training=*/false);
  return NetworkObjective::Features(Inputs(
      WithContext(x.values, context, Groups(x.rows(), hparams().Whole("batch_size")))));
}

std::vector<NamedTensor> Arm::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (NamedTensor& t : context_net_.Buffers())
    all.push_back({"context_net." + t.name, t.tensor});
  return all;
}

REGISTER_OBJECTIVE(Arm, "ARM", "images with a channel that their domain's images share",
                   ObjectiveTraits{
                       .family = Family::kData, .images = true, .transductive = true},
                   {{"batch_size",
                     {64, Draw::WholeLog2(3, 9)},
                     {8},
                     "images a domain and step, and in a group of evaluation"}});

}  // namespace graft

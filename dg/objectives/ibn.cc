#include "dg/objectives/ibn.h"

#include <algorithm>

#include "common/base/check.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/ops.h"

namespace graft {

at::Tensor NormaliseInstances(const at::Tensor& x, const at::Tensor& scale,
                              const at::Tensor& shift) {
  const int64_t channels = scale.size(0);
  CHECK(x.dim() == 4 && channels <= x.size(1)) << x.sizes();
  const at::Tensor normal =  // a group for each channel
      at::group_norm(x.slice(1, 0, channels), channels, scale, shift);
  if (channels == x.size(1)) return normal;
  return at::cat({normal, x.slice(1, channels)}, 1);
}

Ibn::Ibn(const ObjectiveSetting& setting) : LossObjective(setting) {
  const std::vector<int64_t> widths = featurizer().block_widths();
  const auto blocks = std::min<size_t>(hparams().Whole("ibn_blocks"), widths.size());
  std::vector<NamedTensor> trained;
  for (size_t i = 0; i < blocks; ++i) {
    const auto channels =
        static_cast<int64_t>(hparam("ibn_share") * static_cast<double>(widths[i]));
    if (channels == 0) break;
    norms_.push_back({at::ones({channels}, dtype()).requires_grad_(),
                      at::zeros({channels}, dtype()).requires_grad_()});
    trained.push_back({StrCat(i, ".weight"), norms_.back().scale});
    trained.push_back({StrCat(i, ".bias"), norms_.back().shift});
  }
  if (!trained.empty()) AlsoTrain("norm", std::move(trained));
}

at::Tensor Ibn::Normalise(int block, const at::Tensor& x) const {
  if (block >= static_cast<int>(norms_.size())) return x;
  return NormaliseInstances(x, norms_[block].scale, norms_[block].shift);
}

Joint Ibn::Pass(std::span<const DomainBatch> batches, int64_t step) {
  Joint joint = Join(batches);
  auto pass = TrainingPass(step);
  pass.block = [this](int block, const at::Tensor& x) { return Normalise(block, x); };
  NetworkObjective::Forward(joint, pass);
  return joint;
}

at::Tensor Ibn::Loss(const Joint& joint, int64_t, Scalars&) {
  return joint.losses.mean();
}

at::Tensor Ibn::Features(const Inputs& x) const {
  return featurizer().Features(x, {.block = [this](int block, const at::Tensor& h) {
                                 return Normalise(block, h);
                               }});
}

namespace {

const ObjectiveTraits kTraits = {.family = Family::kFeatures,
                                 .images = true,
                                 .blocks = true,
                                 .erm_when = {{"ibn_share", 0}}};

std::vector<HparamSpec> SpecsOf(double share, double blocks) {
  return {{"ibn_share", share, {}, "of the channels that are normalised"},
          {"ibn_blocks", blocks, {}, "how many blocks, from the first"}};
}

}  // namespace

REGISTER_OBJECTIVE(Ibn, "IBN_a", "half of the lower channels normalised by instance",
                   kTraits, SpecsOf(0.5, 3));
REGISTER_OBJECTIVE(Ibn, "IBN_b", "lower blocks normalised by instance", kTraits,
                   SpecsOf(1, 2));

}  // namespace graft

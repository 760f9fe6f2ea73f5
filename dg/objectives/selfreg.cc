#include "dg/objectives/selfreg.h"

#include <utility>

#include "common/base/beta.h"
#include "common/base/strings.h"
#include "common/tensor/ops.h"
#include "dg/core/class_order.h"

namespace graft {
namespace {

// Places in DomainBed's Sequential: map, normalisation, ReLU.
constexpr int kModules = 3;
constexpr double kFeatureWeight = 0.3;

at::Tensor MeanSquare(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).square().mean();
}

}  // namespace

at::Tensor Near(const at::Tensor& u, const at::Tensor& v_all, const SelfRegDraw& draw) {
  const double lambda = draw.lambda;
  const at::Tensor v = v_all.index_select(0, draw.a);
  const at::Tensor mixed = lambda * v + (1 - lambda) * v_all.index_select(0, draw.b);
  return lambda * MeanSquare(u, v) + (1 - lambda) * MeanSquare(u, mixed);
}

SelfReg::SelfReg(const ObjectiveSetting& setting) : LossObjective(setting) {
  const int64_t f = featurizer().width(), hidden = f == 2048 ? f : 2 * f;
  std::vector<NamedTensor> trained;
  int64_t in = f;
  for (const int64_t out : {hidden, hidden, f}) {
    const size_t module = kModules * maps_.size();
    maps_.emplace_back(out, in, dtype(), setting.random.Fork("cdpl").Fork(module));
    norms_.emplace_back(out, dtype());
    for (NamedTensor& t : maps_.back().Tensors(StrCat(module)))
      trained.push_back(std::move(t));
    for (NamedTensor& t : norms_.back().Tensors(StrCat(module + 1)))
      trained.push_back(std::move(t));
    in = out;
  }
  AlsoTrain("cdpl", std::move(trained));
}

at::Tensor SelfReg::Project(const at::Tensor& features) const {
  at::Tensor h = features;
  for (size_t i = 0; i < maps_.size(); ++i) {
    if (i > 0) h = at::relu(h);
    h = norms_[i](maps_[i](h), /*training=*/true);
  }
  return h;
}

SelfRegDraw SelfReg::Draw(const at::Tensor& y, int64_t step) const {
  const RandomStream stream = Random("selfreg", step);
  const auto partners = [&](const char* name) {
    return PartnersInClass(y, RowsByClass(y, stream.Fork(name)));
  };
  return {Beta(0.5, 0.5, stream.Fork("lambda")), partners("a"), partners("b")};
}

at::Tensor SelfReg::Loss(const Joint& joint, int64_t step, Scalars&) {
  const SelfRegDraw draw = Draw(joint.y, step);
  const at::Tensor risk = joint.losses.mean();
  return risk +
         risk.detach().clamp_max(1) *
             (Near(joint.logits, joint.logits, draw) +
              kFeatureWeight * Near(joint.features, Project(joint.features), draw));
}

std::vector<NamedTensor> SelfReg::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (size_t i = 0; i < norms_.size(); ++i)
    for (NamedTensor& t : norms_[i].Buffers(StrCat("cdpl.", kModules * i + 1)))
      all.push_back(std::move(t));
  return all;
}

REGISTER_OBJECTIVE(SelfReg, "SelfReg", "rows of a class with equal logits and features",
                   ObjectiveTraits{.family = Family::kFeatures, .ordered = true});

}  // namespace graft

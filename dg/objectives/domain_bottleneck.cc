#include "dg/objectives/domain_bottleneck.h"

#include <limits>

#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr double kBaseTemperature = 0.07;
constexpr int64_t kProjected = 128;

// Whether rows i and j have the same [N,N].
at::Tensor Same(const at::Tensor& of) { return of.unsqueeze(0) == of.unsqueeze(1); }

// log Σ exp over the columns that are marked, of which every row has one.
at::Tensor LogSumExp(const at::Tensor& s, const at::Tensor& marked) {
  return at::logsumexp(
      s.masked_fill(marked.logical_not(), -std::numeric_limits<double>::infinity()),
      {1});
}

}  // namespace

at::Tensor DomainBottleneck(const at::Tensor& z, const Joint& joint,
                            const BottleneckRule& rule) {
  const at::Tensor label = Same(joint.y), domain = Same(joint.DomainLabels());
  const at::Tensor self = Same(at::arange(z.size(0), at::kLong));
  const at::Tensor others = self.logical_not(), peers = label & others;
  const at::Tensor contrasted = rule.conditional ? peers : others;  // B
  const at::Tensor side = rule.flipped ? domain.logical_not() : domain;
  const at::Tensor near = rule.conditional ? peers & side : side;  // A
  const at::Tensor kept = (peers.any(1) & near.any(1)).nonzero().squeeze(1);
  if (kept.size(0) == 0) return at::zeros({}, z.options());
  const at::Tensor s =
      (z.mm(z.t()) / rule.temperature).masked_fill(self, 0).index_select(0, kept);
  const at::Tensor log_p = LogSumExp(s, near.index_select(0, kept)) -
                           LogSumExp(s, contrasted.index_select(0, kept));
  return (rule.flipped ? -1 : 1) * rule.temperature / kBaseTemperature * log_p.mean();
}

Cad::Cad(const ObjectiveSetting& setting, bool conditional)
    : LossObjective(setting), conditional_(conditional) {
  if (hparam("is_project") == 0) return;
  const RandomStream init = setting.random.Fork("project");
  const int64_t width = featurizer().width();
  project_ = std::make_unique<Projection>(
      Projection{.in = Linear(width, width, dtype(), init.Fork(0)),
                 .out = Linear(kProjected, width, dtype(), init.Fork(1))});
  std::vector<NamedTensor> tensors = project_->in.Tensors("0");
  for (NamedTensor& t : project_->out.Tensors("2")) tensors.push_back(std::move(t));
  AlsoTrain("project", std::move(tensors));
}

at::Tensor Cad::Loss(const Joint& joint, int64_t, Scalars& scalars) {
  at::Tensor z = joint.features;
  if (project_) z = project_->out(at::relu(project_->in(z)));
  if (hparam("is_normalized") != 0) z = z / z.norm(2, {1}, true).clamp_min(1e-12);
  const at::Tensor bottleneck =
      DomainBottleneck(z, joint,
                       {.temperature = hparam("temperature"),
                        .conditional = conditional_,
                        .flipped = hparam("is_flipped") != 0});
  const at::Tensor risk = joint.losses.mean();
  scalars["nll"] = risk.item<double>();
  scalars["bn_loss"] = bottleneck.item<double>();
  return risk + hparam("lmbda") * bottleneck;
}

namespace {

const ObjectiveTraits kTraits = {.family = Family::kFeatures,
                                 .erm_when = {{"lmbda", 0}}};

const std::vector<HparamSpec> kHparams = {
    {"lmbda", 0.1, Draw::OneOf({1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100}),
     "weight of the bottleneck"},
    {"temperature", 0.1, Draw::OneOf({0.05, 0.1}), "of the similarities"},
    {"is_normalized", 0, {}, "1: features of length 1"},
    {"is_project", 0, {}, "1: an MLP stands before the similarities"},
    {"is_flipped", 1, {}, "0: pushes the own domain away instead"}};

}  // namespace

REGISTER_OBJECTIVE(Cad, "CAD", "other domains as near as the own", kTraits, kHparams);
REGISTER_OBJECTIVE(CondCad, "CondCAD",
                   "other domains as near as the own, label by label", kTraits,
                   kHparams);

}  // namespace graft

#include "dg/objectives/difex.h"

#include <utility>

#include "common/tensor/image_ops.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "dg/core/moments.h"

namespace graft {
namespace {

std::vector<NamedTensor> TeacherTensors(const Featurizer& teacher, const Linear& map,
                                        const Linear& classifier) {
  std::vector<NamedTensor> all;
  for (const NamedTensor& t : teacher.Tensors())
    all.push_back({"teacher.featurizer." + t.name, t.tensor});
  for (NamedTensor& t : map.Tensors("teacher.map")) all.push_back(std::move(t));
  for (NamedTensor& t : classifier.Tensors("teacher.classifier"))
    all.push_back(std::move(t));
  return all;
}

}  // namespace

at::Tensor FourierPhase(const at::Tensor& images) {
  return at::angle(at::fft_fft2(images));
}

at::Tensor DirectionDistance(const at::Tensor& a, const at::Tensor& b) {
  return (a / a.norm(2, 1, true) - b / b.norm(2, 1, true)).abs().mean();
}

Difex::Difex(const ObjectiveSetting& setting)
    : NetworkObjective(setting),
      map_(featurizer().width(), featurizer().width(), dtype(),
           setting.random.Fork("map")),
      teacher_(setting.featurizer({}, setting.random.Fork("teacher"))),
      teacher_map_(half(), featurizer().width(), dtype(),
                   setting.random.Fork("teacher map")),
      teacher_classifier_(setting.classes, half(), dtype(),
                          setting.random.Fork("teacher classifier")),
      teacher_adam_(TeacherTensors(*teacher_, teacher_map_, teacher_classifier_),
                    adam_config()) {
  AlsoTrain("map", map_.Tensors("z"));
}

Scalars Difex::Step(std::span<const DomainBatch> batches, int64_t step) {
  if (step < hparams().Whole("difex_teacher_steps"))
    return {{"teacher_loss", TeacherStep(Join(batches), step)}};
  Scalars scalars;
  const at::Tensor loss = Loss(batches, step, scalars);
  scalars["loss"] = loss.item<double>();
  Minimise(loss);
  return scalars;
}

double Difex::TeacherStep(const Joint& joint, int64_t step) {
  const at::Tensor logits = teacher_classifier_(Taught(joint.x, TrainingPass(step)));
  const at::Tensor loss = RowLosses(logits, joint.y).mean();
  teacher_adam_.Minimise(loss);
  return loss.item<double>();
}

at::Tensor Difex::Taught(const Inputs& x, const Pass& pass) const {
  return teacher_map_(teacher_->Features(Inputs(FourierPhase(x.values)), pass));
}

at::Tensor Difex::Loss(std::span<const DomainBatch> batches, int64_t step,
                       Scalars& scalars) const {
  const Joint joint = Join(batches);
  at::Tensor taught;
  {
    const NoGrad no_grad;
    taught = Taught(joint.x, {});
  }
  const at::Tensor z = map_(featurizer().Features(joint.x, TrainingPass(step)));
  const at::Tensor first = z.slice(1, 0, half()), last = z.slice(1, -half());
  const at::Tensor risk = RowLosses(classifier()(z), joint.y).mean(),
                   distillation = (first - taught).square().mean(),
                   exploration = DirectionDistance(first, last),
                   alignment = Alignment(joint, last);
  scalars["nll"] = risk.item<double>();
  scalars["distillation"] = distillation.item<double>();
  scalars["exploration"] = exploration.item<double>();
  scalars["alignment"] = alignment.item<double>();
  return risk + hparam("difex_alpha") * distillation -
         hparam("difex_beta") * exploration + hparam("difex_lambda") * alignment;
}

// mean_{i<j} d_C
at::Tensor Difex::Alignment(const Joint& joint, const at::Tensor& half) const {
  if (joint.domains() > 1) return CoralDistance(joint.ByDomain(half));
  const int64_t middle = half.size(0) / 2;
  return CoralDistance(
      std::vector<at::Tensor>{half.slice(0, 0, middle), half.slice(0, middle)});
}

at::Tensor Difex::Features(const Inputs& x) const {
  return map_(NetworkObjective::Features(x));
}

std::vector<NamedTensor> Difex::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (const NamedTensor& t : teacher_adam_.parameters()) all.push_back(t);
  for (NamedTensor& t : teacher_adam_.State("teacher_adam"))
    all.push_back(std::move(t));
  for (const NamedTensor& t : teacher_->Buffers())
    all.push_back({"teacher.featurizer." + t.name, t.tensor});
  return all;
}

REGISTER_OBJECTIVE(
    Difex, "DIFEX", "features from the spectrum's phase, and features alike everywhere",
    ObjectiveTraits{.family = Family::kFeatures, .images = true},
    {{"difex_alpha", 0.1, Draw::Log10(-3, -1), "weight of the teacher"},
     {"difex_beta", 0.1, Draw::Log10(-2, 1), "weight of the halves' difference"},
     {"difex_lambda", 0.1, Draw::Log10(-2, 0), "weight of the alignment"},
     {"difex_teacher_steps", 1000, Draw::WholeLog10(2, 3.5),
      "steps that train the teacher"}});

}  // namespace graft

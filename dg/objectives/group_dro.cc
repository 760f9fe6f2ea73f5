#include "dg/objectives/group_dro.h"

#include "common/tensor/ops.h"

namespace graft {

GroupDro::GroupDro(const ObjectiveSetting& setting)
    : LossObjective(setting),
      q_(at::full({setting.domains}, 1.0 / setting.domains, dtype())) {}

at::Tensor GroupDro::Loss(const Joint& joint, int64_t, Scalars& scalars) {
  const at::Tensor risks = joint.Risks();
  q_.mul_((hparam("groupdro_eta") * risks.detach()).exp());
  q_.div_(q_.sum());
  scalars["worst_weight"] = q_.max().item<double>();
  return q_.dot(risks);
}

std::vector<NamedTensor> GroupDro::State() const {
  std::vector<NamedTensor> state = LossObjective::State();
  state.push_back({"q", q_});
  return state;
}

REGISTER_OBJECTIVE(GroupDro, "GroupDRO", "weighs the domains that go worst",
                   ObjectiveTraits{.family = Family::kRisk},
                   {{"groupdro_eta", 0.01, Draw::Log10(-3, -1),
                     "step of the weights"}});

}  // namespace graft

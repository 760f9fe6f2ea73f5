#include "dg/objectives/erm.h"

#include "common/tensor/ops.h"

namespace graft {

at::Tensor Erm::Loss(const Joint& joint, int64_t, Scalars&) {
  return joint.losses.mean();
}

REGISTER_OBJECTIVE(Erm, "ERM", "the mean loss of all rows",
                   ObjectiveTraits{.family = Family::kRisk});

}  // namespace graft

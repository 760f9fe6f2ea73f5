#include "dg/objectives/rsc.h"

#include <algorithm>
#include <cmath>

#include "common/tensor/ops.h"

namespace graft {
namespace {

// p_y of every row, without a gradient [N].
at::Tensor Confidence(const at::Tensor& logits, const at::Tensor& y) {
  return at::softmax(logits.detach(), 1).gather(1, y.unsqueeze(1)).squeeze(1);
}

double KeptPercent(double dropped) { return (1 - dropped) * 100; }

}  // namespace

at::Tensor Percentile(const at::Tensor& x, double percent) {
  const int64_t n = x.size(-1);
  const double place = percent / 100 * static_cast<double>(n - 1);
  const auto below = static_cast<int64_t>(std::floor(place));
  const auto smallest = [&](int64_t k) { return std::get<0>(x.kthvalue(k + 1, -1)); };
  return at::lerp(smallest(below), smallest(std::min(below + 1, n - 1)),
                  place - static_cast<double>(below));
}

at::Tensor Rsc::Loss(const Joint& joint, int64_t, Scalars&) {
  const double drop_f = KeptPercent(hparam("rsc_f_drop_factor")),
               drop_b = KeptPercent(hparam("rsc_b_drop_factor"));
  const at::Tensor slope = classifier().weight().detach();  // W [K,F]   (1)
  const at::Tensor mask =
      slope
          .lt(Percentile(slope, drop_f).unsqueeze(1))  // [K,F]   (2)
          .to(dtype())
          .index_select(0, joint.y);
  const at::Tensor muted = classifier()(joint.features * mask);  // (3), (4)
  const at::Tensor change =
      Confidence(joint.logits, joint.y) - Confidence(muted, joint.y);
  const at::Tensor keep = change.lt(Percentile(change, drop_b)).unsqueeze(1);
  return RowLosses(joint.logits.where(keep, muted), joint.y).mean();  // (5)
}

REGISTER_OBJECTIVE(
    Rsc, "RSC", "predictions without the features they hang on most",
    ObjectiveTraits{.family = Family::kFeatures},
    {{"rsc_f_drop_factor", 1.0 / 3, Draw::Uniform(0, 0.5), "φ, of the features"},
     {"rsc_b_drop_factor", 1.0 / 3, Draw::Uniform(0, 0.5), "β, of the rows"}});

}  // namespace graft

// Reproduces the comparisons of "Towards a Unified View of Parameter-Efficient Transfer
// Learning" on real text:
//   ./bazelw run //papers/unified_view:reproduce [-- --preset=quick --out=FOLDER …]
#include "papers/common/reproduce.h"

#include "papers/unified_view/design.h"
#include "papers/unified_view/presets.h"

namespace graft::papers::unified_view {
namespace {

Paper UnifiedView() {
  return {
      .design = UnifiedViewDesign(),
      .preset = FindPreset,
      .usage =
          "Reproduces the comparisons of He et al., \"Towards a Unified View of "
          "Parameter-Efficient Transfer Learning\" (ICLR 2022).",
      .title = "Towards a Unified View of Parameter-Efficient Transfer Learning",
      .summary =
          "He et al. (ICLR 2022) show that adapters, prefix tuning and LoRA are points "
          "of one design space and compare them choice by choice. Here the same "
          "comparisons run on another model and other tasks; the paper's figures stand "
          "beside ours for orientation, and the verdicts are about direction, not "
          "about "
          "equal numbers."};
}

}  // namespace
}  // namespace graft::papers::unified_view

int main(int argc, char** argv) {
  return graft::papers::Main(graft::papers::unified_view::UnifiedView(), argc, argv);
}

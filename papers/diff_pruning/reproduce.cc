// Reproduces the comparisons of "Parameter-Efficient Transfer Learning with Diff Pruning" on
// real text:
//   ./bazelw run //papers/diff_pruning:reproduce [-- --preset=quick --out=FOLDER …]
#include "papers/common/reproduce.h"

#include "papers/diff_pruning/design.h"
#include "papers/diff_pruning/presets.h"
#include "papers/diff_pruning/runs.h"

namespace graft::papers::diff_pruning {
namespace {

Paper DiffPruningPaper() {
  return {
      .design = DiffPruningDesign(),
      .preset = FindPreset,
      .usage =
          "Reproduces the comparisons of Guo, Rush and Kim, \"Parameter-Efficient "
          "Transfer Learning with Diff Pruning\" (ACL 2021).",
      .title = "Parameter-Efficient Transfer Learning with Diff Pruning",
      .summary =
          "Guo, Rush and Kim (ACL 2021) learn a diff to every parameter of a "
          "pretrained model with gates that an L0 penalty closes, keep half a "
          "percent of it and lose nothing on GLUE. Here the same comparisons run on "
          "another model and other tasks; the paper's figures stand beside ours for "
          "orientation, and the verdicts are about direction, not about equal "
          "numbers.",
      .run = RunPhases};
}

}  // namespace
}  // namespace graft::papers::diff_pruning

int main(int argc, char** argv) {
  return graft::papers::Main(graft::papers::diff_pruning::DiffPruningPaper(), argc,
                             argv);
}

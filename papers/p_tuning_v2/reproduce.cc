// Reproduces the comparisons of "P-Tuning v2: Prompt Tuning Can Be Comparable to Fine-tuning
// Universally Across Scales and Tasks" on real text:
//   ./bazelw run //papers/p_tuning_v2:reproduce [-- --preset=quick --out=FOLDER …]
#include "papers/common/reproduce.h"

#include "papers/p_tuning_v2/design.h"
#include "papers/p_tuning_v2/presets.h"

namespace graft::papers::p_tuning_v2 {
namespace {

Paper PTuningV2() {
  return {.design = PTuningV2Design(),
          .preset = FindPreset,
          .usage =
              "Reproduces the comparisons of Liu et al., \"P-Tuning v2: Prompt Tuning "
              "Can Be Comparable to Fine-tuning Universally Across Scales and Tasks\" "
              "(ACL 2022).",
          .title = "P-Tuning v2",
          .summary =
              "Liu et al. (ACL 2022) give every layer of a frozen model prompts of its "
              "own and find that they then do as well as full fine-tuning, on "
              "classification and on sequence labelling, where prompts at the input "
              "alone fall far behind. Here the same comparisons run on another model "
              "and other tasks; the paper's figures stand beside ours for orientation, "
              "and the verdicts are about direction, not about equal numbers."};
}

}  // namespace
}  // namespace graft::papers::p_tuning_v2

int main(int argc, char** argv) {
  return graft::papers::Main(graft::papers::p_tuning_v2::PTuningV2(), argc, argv);
}

// graft merge: a graft multiplied into its model.
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/trained.h"
#include "peft/hub/graft_folder.h"
#include "peft/hub/merged_model.h"

namespace graft::cli {
namespace {

struct MergeFlags {
  TrainedFlags trained;
  std::string out;
};

absl::Status Merge(const MergeFlags& flags) {
  // Python would take the folder for the adapter's, never for the model's.
  if (HasGraft(flags.out))
    return absl::FailedPreconditionError(
        StrCat("--out=", flags.out, ": there is an adapter; choose another folder"));
  ASSIGN_OR_RETURN(const Trained trained, LoadTrained(flags.trained));
  RETURN_IF_ERROR(CheckClassifies(trained, "merge"));
  ASSIGN_OR_RETURN(const std::string folder, ModelFolder(trained.model.name));
  RETURN_IF_ERROR(SaveMerged(flags.out, trained.graft, trained.model.trunk, folder));
  std::cerr << "written to " << flags.out << "\n";
  return absl::OkStatus();
}

}  // namespace

Command MergeCommand() {
  const auto f = std::make_shared<MergeFlags>();
  return {.name = "merge",
          .summary = "a model with the adapter multiplied into its weights",
          .notes =
              "  graft merge --graft=tone --out=tone_model\n"
              "The folder is that of a BertForSequenceClassification.",
          .flags = WithTrainedFlags(
              &f->trained, {{"out", "FOLDER", "where it goes", &f->out, true}}),
          .run = [f](const auto&) { return Merge(*f); }};
}

}  // namespace graft::cli

// graft export: an adapter in the format of another library.
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/trained.h"
#include "peft/hub/peft_folder.h"

namespace graft::cli {
namespace {

struct ExportFlags {
  TrainedFlags trained;
  std::string out;
  std::string name = "default";
};

absl::Status Export(const ExportFlags& flags) {
  ASSIGN_OR_RETURN(const Trained trained, LoadTrained(flags.trained));
  RETURN_IF_ERROR(SavePeft(flags.out, trained.graft, trained.model.trunk, flags.name));
  std::cerr << "written to " << flags.out << "\n";
  return absl::OkStatus();
}

}  // namespace

Command ExportCommand() {
  const auto f = std::make_shared<ExportFlags>();
  return {.name = "export",
          .summary = "writes an adapter as Hugging Face PEFT keeps them",
          .notes =
              "  graft export --graft=tone --out=tone_peft\n"
              "Python reads it by PeftModel.from_pretrained(model, \"tone_peft\").",
          .flags = WithTrainedFlags(
              &f->trained,
              {{"out", "FOLDER", "where it goes", &f->out, true},
               {"name", "NAME", "of the adapter; others than default get a sub-folder",
                &f->name}}),
          .run = [f](const auto&) { return Export(*f); }};
}

}  // namespace graft::cli

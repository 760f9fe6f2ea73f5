// graft export: an adapter in the format of another library.
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/run_folder.h"
#include "cli/trained.h"
#include "peft/hub/adapterhub_folder.h"
#include "peft/hub/peft_folder.h"

namespace graft::cli {
namespace {

struct ExportFlags {
  TrainedFlags trained;
  std::string out;
  std::string format = "peft";
  std::string name = "default";
  bool overwrite = false;
};

absl::Status Save(const ExportFlags& f, const Trained& trained) {
  if (f.format == "peft")
    return SavePeft(f.out, trained.graft, trained.model.trunk, f.name);
  if (f.format == "adapterhub")
    return SaveAdapterHub(f.out, trained.graft, trained.model.trunk, f.name);
  return UsageError(StrCat("--format=", f.format, ": expected peft or adapterhub"));
}

absl::Status Export(const ExportFlags& flags) {
  const std::string place =
      flags.format == "peft" ? PeftPlace(flags.out, flags.name) : flags.out;
  RETURN_IF_ERROR(CheckAdapterFolder(place, flags.overwrite));
  ASSIGN_OR_RETURN(const Trained trained, LoadTrained(flags.trained));
  RETURN_IF_ERROR(CheckClassifies(trained, "export"));
  RETURN_IF_ERROR(Save(flags, trained));
  std::cerr << "written to " << flags.out << "\n";
  return absl::OkStatus();
}

}  // namespace

Command ExportCommand() {
  const auto f = std::make_shared<ExportFlags>();
  return {
      .name = "export",
      .summary = "writes an adapter as HF PEFT or AdapterHub keeps them",
      .notes =
          "  graft export --graft=tone --out=tone_peft\n"
          "Python reads it by PeftModel.from_pretrained(model, \"tone_peft\").",
      .flags = WithTrainedFlags(
          &f->trained,
          {{"out", "FOLDER", "where it goes", &f->out, true},
           {"format", "NAME", "peft, or adapterhub for bottleneck adapters",
            &f->format},
           {"name", "NAME", "of the adapter; with PEFT a sub-folder, unless default",
            &f->name},
           {"overwrite", "", "replace the adapter that is in --out", &f->overwrite}}),
      .run = [f](const auto&) { return Export(*f); }};
}

}  // namespace graft::cli

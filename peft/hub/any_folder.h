// AnyFolder: an adapter's folder, whoever wrote it.
//
// Idea:    adapter_config.json says by its keys which format it is: our own ("graft_format"),
//          Hugging Face PEFT's ("peft_type") or AdapterHub's ("config").
// Errors:  NotFound without an adapter_config.json, naming sub-folders that have one;
//          InvalidArgument for one of no known format; those of the formats.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "peft/hub/adapter_plan.h"

namespace graft {

// What it calls the model that it was trained on: a folder, or a name; empty if it does not
// say.
absl::StatusOr<std::string> BaseModelOf(const std::string& folder);

// What the folder must hold on this trunk, before its tensors are read.
absl::StatusOr<AdapterPlan> PlanAdapter(const std::string& folder, const Bert& trunk);

// The graft, ready to be asked; an error if it has no head.
absl::StatusOr<TrainedGraft> LoadAdapter(const std::string& folder, const Bert& trunk);

}  // namespace graft

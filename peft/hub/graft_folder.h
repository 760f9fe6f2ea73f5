// GraftFolder: a trained graft on disk, with all that is needed to ask it again.
//
// Idea:    adapter_config.json says what it is; adapter_model.safetensors holds the tensors
//          of the method and of the head. The config is written last and each file all or
//          nothing: a folder with a config is complete, whatever happened in between.
// Differs: the file names are HF PEFT's; the keys are our own, listed in cli/README.md.
// Errors:  NotFound without a graft; InvalidArgument that names the key or the tensor for
//          whatever is missing, superfluous, of another shape, or made for another model.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/tensor/named_tensor.h"
#include "peft/hub/adapter_plan.h"

namespace graft {

// Whether `folder` holds a finished graft.
bool HasGraft(const std::string& folder);

// Writes the folder, which must exist, replacing a graft that is there. `tensors`: those of
// the method and of the head.
absl::Status SaveGraft(const std::string& folder, const GraftConfig& config,
                       const std::vector<NamedTensor>& tensors);

// The config alone, which says which trunk to load.
absl::StatusOr<GraftConfig> ReadGraftConfig(const std::string& folder);

// What the folder must hold on this trunk; refuses another one than it was trained on.
absl::StatusOr<AdapterPlan> PlanGraft(const std::string& folder, const Bert& trunk);

// The graft, ready to be asked.
absl::StatusOr<TrainedGraft> LoadGraft(const std::string& folder, const Bert& trunk);

}  // namespace graft

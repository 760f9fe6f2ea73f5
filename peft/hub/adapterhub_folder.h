// AdapterHubFolder: bottleneck adapters as the adapters library (AdapterHub) keeps them.
//
// Idea:    adapter_config.json and adapter.safetensors, head_config.json and
//          model_head.safetensors. seq_bn and double_seq_bn are sequential adapters here,
//          par_bn and scaled_par_bn parallel ones; the settings in which they differ are
//          options. Heads are those of HF's classifiers, or an AdapterModel's: a map, a tanh
//          and a second map on [CLS], which is pooling "dense" here.
// Differs: other adapters of the library (invertible, Compacter, fusion, LoRA …) are not
//          read, nor pickles (.bin), nor other heads.
// Errors:  as peft_folder.h.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "peft/hub/adapter_plan.h"

namespace graft {

// What the folder must hold on this trunk.
absl::StatusOr<AdapterPlan> PlanAdapterHub(const std::string& folder,
                                           const Bert& trunk);

// Writes the graft under a name so that model.load_adapter and load_head read it. An error
// where the library would compute something else.
absl::Status SaveAdapterHub(const std::string& folder, const TrainedGraft& graft,
                            const Bert& trunk, const std::string& name);

}  // namespace graft

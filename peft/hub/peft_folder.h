// PeftFolder: adapters as Hugging Face PEFT keeps them, read and written.
//
// Idea:    adapter_config.json and adapter_model.safetensors, with the head of a
//          BertForSequenceClassification among them. Reading yields a plan (adapter_plan.h),
//          so every tensor is used or an error names it; writing spells out what training
//          needed and PEFT does not keep, as a prefix's network. The labels, which PEFT has no
//          place for, go into the tensor file's metadata.
// Differs: of heads only `classifier` is read; a pickle (adapter_model.bin) is not. See
//          README.md for what each method keeps.
// Errors:  NotFound without a config; InvalidArgument or Unimplemented, naming the file and
//          the key or tensor, for an unknown peft_type or setting, another rank or model, a
//          missing head.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "peft/hub/adapter_plan.h"

namespace graft {

// What the folder must hold on this trunk.
absl::StatusOr<AdapterPlan> PlanPeft(const std::string& folder, const Bert& trunk);

// Where PEFT keeps an adapter of that name: in a sub-folder, unless it is "default".
std::string PeftPlace(const std::string& folder, const std::string& name);

// Writes the graft there so that PeftModel.from_pretrained reads it. An error where HF would
// compute something else.
absl::Status SavePeft(const std::string& folder, const TrainedGraft& graft,
                      const Bert& trunk, const std::string& name = "default");

}  // namespace graft

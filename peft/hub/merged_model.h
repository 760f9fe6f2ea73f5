// MergedModel: a graft multiplied into its trunk, as a model that needs no graft any more.
//
// Idea:    What a mergeable method does to a weight is done once (Method::Merged), the head is
//          put beside it, and the folder is that of a BertForSequenceClassification, with its
//          labels: whatever reads those reads it. The logits are those of the graft, but for
//          rounding.
// Errors:  InvalidArgument for a method that cannot be merged, or a head that does not read
//          the pooler, which HF's model has no form for; FailedPrecondition where there is a
//          model already.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "peft/hub/adapter_plan.h"

namespace graft {

// Writes config.json and model.safetensors, and copies the tokenizer's files from the trunk's
// folder.
absl::Status SaveMerged(const std::string& folder, const TrainedGraft& graft,
                        const Bert& trunk, const std::string& trunk_folder);

}  // namespace graft

// FolderChecks: what tests of adapter folders share: the golden model, copies that a test may
// spoil, and what a graft computes.
#pragma once

#include <string>

#include "common/base/json.h"
#include "common/models/bert/bert.h"
#include "common/models/weights.h"
#include "peft/hub/adapter_plan.h"

namespace graft::testing {

// The model of tests/golden/tiny_bert.
Bert GoldenTrunk(at::ScalarType dtype);

// An empty folder of this name in the test's own.
std::string EmptyFolder(const std::string& name);
// A copy of a folder of tests/golden, as "peft/lora".
std::string CopyOfGolden(const std::string& golden, const std::string& name);

// Replaces some keys of the folder's adapter_config.json; null removes one.
void ChangeConfig(const std::string& folder, const Json& changes);

// Replaces adapter_model.safetensors.
void WriteTensors(const std::string& folder, const Weights& tensors);
Weights ReadTensors(const std::string& folder);

// Logits of the batch that a golden file holds.
at::Tensor Logits(const Bert& trunk, const TrainedGraft& graft, const Weights& golden);

// Memory that the plan's tensors have.
int64_t PlannedBytes(const AdapterPlan& plan);

// The message of LoadAdapter's error, or "loaded".
std::string LoadError(const std::string& folder, const Bert& trunk);

}  // namespace graft::testing

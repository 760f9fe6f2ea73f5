// PeftPrompts: the settings of HF PEFT's prompts, as our options and back.
//
// Idea:   Prefix, prompt and P-tuning say how many virtual tokens there are and the shape of
//         the model that they were made for, which must be the trunk's. What only training
//         needed, as the network of a prefix, is not read: the table is what is kept.
// Errors: InvalidArgument, naming the key, what was expected and found; also for a graft of
//         ours that PEFT would compute otherwise.
#pragma once

#include "common/base/json.h"
#include "common/base/status.h"
#include "peft/core/options.h"
#include "peft/hub/module_paths.h"

namespace graft {

absl::StatusOr<OptionValues> ReadPeftPrefix(const Json& json, const PeftBase& base);
absl::StatusOr<Json> WritePeftPrefix(const OptionValues& options, const PeftBase& base);
absl::StatusOr<OptionValues> ReadPeftPrompt(const Json& json, const PeftBase& base);
absl::StatusOr<Json> WritePeftPrompt(const OptionValues& options, const PeftBase& base);
// P-tuning is read as a prompt, which is what PEFT keeps of its encoder.
absl::StatusOr<Json> WritePeftPTuning(const OptionValues& options,
                                      const PeftBase& base);

}  // namespace graft

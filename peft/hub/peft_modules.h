// PeftModules: the settings of HF PEFT's methods that act at modules, as our options and back.
//
// Idea:   LoRA, IA3 and LayerNorm tuning choose modules and say what each gets. The choice and
//         the patterns are spelt out as our own names, so that nothing else has to know HF's
//         rules; writing finds the short form again where HF means the same by it.
// Errors: InvalidArgument, naming the key, what was expected and found.
#pragma once

#include "common/base/json.h"
#include "common/base/status.h"
#include "peft/core/options.h"
#include "peft/hub/module_paths.h"

namespace graft {

absl::StatusOr<OptionValues> ReadPeftLora(const Json& json, const PeftBase& base);
absl::StatusOr<Json> WritePeftLora(const OptionValues& options, const PeftBase& base);
absl::StatusOr<OptionValues> ReadPeftIa3(const Json& json, const PeftBase& base);
absl::StatusOr<Json> WritePeftIa3(const OptionValues& options, const PeftBase& base);
absl::StatusOr<OptionValues> ReadPeftLayerNorm(const Json& json, const PeftBase& base);
absl::StatusOr<Json> WritePeftLayerNorm(const OptionValues& options,
                                        const PeftBase& base);

}  // namespace graft

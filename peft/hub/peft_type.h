// PeftType: what HF PEFT calls a method, and how its settings and tensors are named there.
//
// Idea:    One row for each peft_type: its keys in adapter_config.json, read into our options
//          and written from them, and the names of its tensors. A setting that would change
//          what is computed and has no counterpart here is an error, never ignored.
// Errors:  InvalidArgument or Unimplemented, naming the key, what was expected and found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/json.h"
#include "common/base/status.h"
#include "common/formats/hf_config.h"
#include "common/models/head.h"
#include "peft/core/options.h"
#include "peft/hub/module_paths.h"

namespace graft {

struct PeftType {
  const char* name;        // "P_TUNING"
  const char* slug;        // of the method that it is read as: "prompt_tuning"
  const char* written_by;  // of the method that is written as it: "p_tuning"
  bool is_prompt;          // whether its tensors' names have no prefix
  bool reads_prompt;       // whether HF's head takes the first virtual token for [CLS]
  std::vector<std::string>
      keys;  // that have a meaning, or need none, beside those of all
  absl::StatusOr<OptionValues> (*read)(const Json& json, const PeftBase& base);
  absl::StatusOr<Json> (*write)(const OptionValues& options, const PeftBase& base);
};

// Unimplemented lists the types there are.
absl::StatusOr<const PeftType*> FindPeftType(std::string_view name);
// The type that a method is written as; InvalidArgument says why there is none.
absl::StatusOr<const PeftType*> PeftTypeOfMethod(const std::string& slug);

// How our head reads what HF's does; Unimplemented where ours cannot.
absl::StatusOr<Pooling> PeftPooling(const PeftType& type, const HfConfig& config);

// An error for a key that is unknown and not at rest (null, false, empty).
absl::Status CheckPeftKeys(const PeftType& type, const Json& json);

// HF's name of our tensor `name`, of the method, the head or a saved module.
absl::StatusOr<std::string> PeftTensorName(const PeftType& type,
                                           const OptionValues& options,
                                           const PeftBase& base,
                                           const std::string& name);

}  // namespace graft

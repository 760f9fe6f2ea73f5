// ModulePaths: the modules of our trunk by the paths that HF has for them.
//
// Idea:   A path is the model's root ("bert.") and our own name. What a config chooses among
//         the paths (module_rule.h) is carried back to our names, and our choice is written as
//         HF would say it.
// Errors: those of module_rule.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/models/bert/bert.h"

namespace graft {

// The model that an adapter stands on, as HF sees it.
struct PeftBase {
  const Bert& trunk;
  std::string root;  // of the trunk's names: "bert." in a BertForSequenceClassification
};

// The trunk's linear maps (2 dimensions), or its LayerNorms (1).
std::vector<std::string> ModulePaths(const PeftBase& base, int64_t dimensions);

// Our names of those paths.
std::vector<std::string> TrunkNames(std::vector<std::string> paths,
                                    const PeftBase& base);

// target_modules for our maps: our own short targets where HF means the same by them, else
// the whole names, which fit a model with and without the root.
absl::StatusOr<std::vector<std::string>> ShortTargets(
    const std::string& targets, const std::vector<std::string>& maps,
    const PeftBase& base);

}  // namespace graft

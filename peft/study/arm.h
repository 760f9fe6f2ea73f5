// Arm: one point of a comparison: a method, or several at once, with its options, and the
// learning rates it may choose from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/json.h"
#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/models/trunk.h"
#include "peft/core/method.h"

namespace graft {

struct ArmPart {
  std::string method;  // slug
  OptionValues options;
};

struct Arm {
  std::string name;            // unique in a study: "lora_ffn_r5"
  std::vector<ArmPart> parts;  // called in order
  std::vector<double> rates;   // the grid; every arm of a study has one as long
  OptionValues recipe = {};    // of a training in other steps than RunArm's
};

// The arm's graft. Errors are the methods' own, with the arm's name.
absl::StatusOr<std::unique_ptr<Method>> CreateArm(const Arm& arm,
                                                  const TrunkInfo& trunk,
                                                  const RandomStream& init);

// {"parts": [{"method": …, "options": {…}}, …]}, and "recipe" where there is one.
Json ArmConfig(const Arm& arm);

}  // namespace graft

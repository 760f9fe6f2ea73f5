// GraftFolder: a trained graft on disk, with all that is needed to ask it again.
//
// Idea:    adapter_config.json says what it is; adapter_model.safetensors holds the tensors
//          of the method and of the head. The config is written last and each file all or
//          nothing: a folder with a config is complete, whatever happened in between.
// Differs: the file names are HF PEFT's; the keys are our own, listed in cli/README.md.
// Errors:  NotFound without a graft; InvalidArgument that names the key or the tensor for
//          whatever is missing, superfluous, of another shape, or made for another model.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/base/json.h"
#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/models/head.h"
#include "common/tensor/named_tensor.h"
#include "peft/core/method.h"
#include "peft/core/options.h"

namespace graft {

struct GraftConfig {
  std::string method = {};    // slug
  OptionValues options = {};  // of the method; those left out have their defaults
  std::vector<std::string> labels = {};  // of class i
  Pooling pooling = Pooling::kMean;
  int64_t max_length = 128;       // tokens of a text, [CLS] and [SEP] included
  bool pairs = false;             // whether it was trained on pairs of texts
  std::string base_model = {};    // folder of the trunk, or a name for one
  std::string base_hash = {};     // TrunkHash
  std::string base_shape = {};    // TrunkShape
  int64_t seed = 0;               // of the training
  Json metrics = Json::object();  // what training measured
};

// "6 layers, hidden size 384, 30522 tokens".
std::string TrunkShape(const Bert& trunk);

// Tells models apart, and not the files they come from: SHA-256 of what the config computes
// with, and of each weight's name, shape and some of its elements as float32.
std::string TrunkHash(const Bert& trunk);

// How many of the trunk's positions are left for the tokens of a text.
int64_t TokenRoom(const TrunkInfo& trunk, const Graft& graft);

// Whether `folder` holds a finished graft.
bool HasGraft(const std::string& folder);

// Writes the folder, which must exist, replacing a graft that is there. `tensors`: those of
// the method and of the head.
absl::Status SaveGraft(const std::string& folder, const GraftConfig& config,
                       const std::vector<NamedTensor>& tensors);

// The config alone, which says which trunk to load.
absl::StatusOr<GraftConfig> ReadGraftConfig(const std::string& folder);

struct TrainedGraft {
  GraftConfig config;
  std::unique_ptr<Method> method;
  Head head;
};

// The graft on the trunk that it was trained on; refuses another one.
absl::StatusOr<TrainedGraft> LoadGraft(const std::string& folder, const Bert& trunk);

}  // namespace graft

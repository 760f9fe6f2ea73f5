// AdapterPlan: what a folder with an adapter says it holds, and where each tensor goes.
//
// Idea:    Every format is read in two steps. Its own reader turns the config into a plan: a
//          method and a head with their tensors under the names that the file must have. Then
//          one strict comparison fills them: each tensor of the file is used or an error names
//          it, and so for one that is missing. Nothing is half loaded: an error gives no graft.
//          A plan's tensors have shapes and no memory (common/tensor/shapes_only.h): what a
//          config asks for is allocated when the file has it.
// Errors:  InvalidArgument "<file>: tensor <name> …".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/json.h"
#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/models/head.h"
#include "common/models/weights.h"
#include "common/tensor/named_tensor.h"
#include "peft/core/method.h"
#include "peft/core/options.h"

namespace graft {

struct GraftConfig {
  std::string method = {};    // slug
  OptionValues options = {};  // of the method; those left out have their defaults
  // Modules of the trunk that are trained whole beside the method, as "pooler".
  std::vector<std::string> modules_to_save = {};
  std::vector<std::string> labels = {};  // of class i
  bool tags = false;  // labels are of words (common/train/tagging.h), not of texts
  Pooling pooling = Pooling::kMean;
  int64_t max_length = 128;  // tokens of a text, [CLS] and [SEP] included
  // Whether it was trained on pairs of texts; none where the folder does not say.
  std::optional<bool> pairs = false;
  std::string base_model = {};    // folder of the trunk, or a name for one
  std::string base_hash = {};     // TrunkHash
  std::string base_shape = {};    // TrunkShape
  int64_t seed = 0;               // of the training
  Json metrics = Json::object();  // what training measured
};

struct TrainedGraft {
  GraftConfig config;
  std::unique_ptr<Method> method;
  Head head;
};

// A file with tensors, and where each goes.
struct TensorFile {
  std::string path = {};
  std::vector<NamedTensor> tensors = {};  // by the file's names
  std::set<std::string> ignored = {};     // names that it may have and nobody needs
};

struct AdapterPlan {
  std::string format;  // as "Hugging Face PEFT"
  GraftConfig config;
  at::Device device = at::kCPU;  // the trunk's
  std::unique_ptr<Method> method;
  std::optional<Head> head;       // none where the folder has no classifier
  std::vector<TensorFile> files;  // with the tensors of both
};

// The config of a folder, whatever the format. It is written last and taken away before the
// files that it speaks of are replaced: a folder that has one is complete.
std::string AdapterConfigPath(const std::string& folder);
absl::Status RemoveAdapterConfig(const std::string& folder);

// "6 layers, hidden size 384, 30522 tokens".
std::string TrunkShape(const Bert& trunk);

// Tells models apart, and not the files they come from: SHA-256 of what the config computes
// with, and of each weight's name, shape and some of its elements as float32.
std::string TrunkHash(const Bert& trunk);

// What the head of HF's …ForSequenceClassification reads: the pooler, or a dense map of its own.
Pooling HfPooling(const HfConfig& config);

// How many of the trunk's positions are left for the tokens of a text.
int64_t TokenRoom(const TrunkInfo& trunk, const Graft& graft);

// The config's method with its initial values, and its modules_to_save.
absl::StatusOr<std::unique_ptr<Method>> BuildMethod(const GraftConfig& config,
                                                    const TrunkInfo& trunk);

// Give the plan the method of its config, and a head of its pooling, without memory.
absl::Status PlanMethod(const TrunkInfo& trunk, AdapterPlan* plan);
void PlanHead(int64_t classes, const TrunkInfo& trunk, AdapterPlan* plan);

// One name, of the file or of the plan.
struct KeyUse {
  std::string name;
  std::vector<int64_t> shape;  // in the file, or as the plan asks for it
  bool used = false;
  std::string problem;  // why it is an error, or empty
};

// Every name of the file in its order, then what is missing.
std::vector<KeyUse> CompareKeys(const TensorFile& file, const Weights& saved);

// Gives the tensors the file's values, on the device; nothing is changed on an error.
absl::Status FillTensors(const TensorFile& file, const Weights& saved,
                         at::Device device = at::kCPU);

// The graft of a plan, filled from its files.
absl::StatusOr<TrainedGraft> FillPlan(AdapterPlan plan);

}  // namespace graft

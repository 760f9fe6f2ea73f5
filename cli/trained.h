// Trained: an adapter and the model that it was trained on, ready to be asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/model.h"
#include "cli/text_lines.h"
#include "common/base/status.h"
#include "common/train/classification.h"
#include "common/train/tagging.h"
#include "peft/hub/adapter_plan.h"

namespace graft::cli {

struct Trained {
  Model model;
  TrainedGraft graft;

  Classifier classifier() const { return {model.trunk, *graft.method, graft.head}; }
  Tagger tagger() const { return {model.trunk, *graft.method, graft.head.linear()}; }
};

// What predict and eval are told of it.
struct TrainedFlags {
  std::string graft, adapter;  // a folder: of graft train, or of anybody
  std::string model;           // as LoadModel; empty: the one that the folder names
  int64_t max_length = 0;      // 0: what the folder says
  int64_t threads = 0;
  std::string device = "cpu";
};

// The flags of `own`, then those of `f`.
std::vector<Flag> WithTrainedFlags(TrainedFlags* f, std::vector<Flag> own);

absl::StatusOr<Trained> LoadTrained(const TrainedFlags& flags);

// The folder that the flags name, and the model that it stands on.
absl::StatusOr<std::string> AdapterFolder(const TrainedFlags& flags);
absl::StatusOr<Model> LoadBase(const TrainedFlags& flags);

// A usage error if `task` is given ("classify", "tag") and is not what it was trained for.
absl::Status CheckTask(const Trained& trained, const std::string& task);

// An error for a tagger, of which other libraries' folders know nothing.
absl::Status CheckClassifies(const Trained& trained, const std::string& command);

// Whether it takes pairs of texts: what it was trained on, or `given` where its folder does
// not say. An error where the model has no place for a second text.
absl::StatusOr<bool> TakesPairs(const Trained& trained, bool given);

// The text, or the pair, cut to max_length tokens.
EncodedText EncodeLine(const TextLine& line, const Tokenizer& tokenizer,
                       int64_t max_length);

}  // namespace graft::cli

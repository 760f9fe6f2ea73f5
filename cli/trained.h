// Trained: a graft folder and the model that it was trained on, ready to be asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/model.h"
#include "cli/text_lines.h"
#include "common/base/status.h"
#include "common/train/classification.h"
#include "peft/hub/graft_folder.h"

namespace graft::cli {

struct Trained {
  Model model;
  TrainedGraft graft;

  Classifier classifier() const { return {model.trunk, *graft.method, graft.head}; }
};

// `model`, `device`: as LoadModel; an empty model is the one that the graft names.
absl::StatusOr<Trained> LoadTrained(const std::string& graft, const std::string& model,
                                    const std::string& device);

// The text, or the pair, cut to max_length tokens.
EncodedText EncodeLine(const TextLine& line, const Tokenizer& tokenizer,
                       int64_t max_length);

}  // namespace graft::cli

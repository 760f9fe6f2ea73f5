// Model: the pretrained encoder that a command works with, and its tokenizer.
//
// Errors:  NotFound, InvalidArgument naming file, key or tensor; the vocabulary must fit the
//          embeddings.
#pragma once

#include <memory>
#include <string>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/models/head.h"
#include "common/text/tokenizer.h"

namespace graft::cli {

struct Model {
  std::string name;  // "minilm", or the absolute path of a folder
  Bert trunk;        // float32
  std::shared_ptr<const Tokenizer> tokenizer;  // never null
};

// Where the model of that name lies.
absl::StatusOr<std::string> ModelFolder(const std::string& name);

// `name`: "minilm", the all-MiniLM-L6-v2 that comes with the program, or a Hugging Face
// folder of a BERT or RoBERTa: config.json, model.safetensors (or shards) and the files of
// its tokenizer (hf_tokenizer.h). `device`: cpu or cuda.
absl::StatusOr<Model> LoadModel(const std::string& name,
                                const std::string& device = "cpu");

// The tokenizer alone.
absl::StatusOr<std::shared_ptr<const Tokenizer>> LoadTokenizer(const std::string& name);

// A usage error if the pooling needs a pretrained pooler and the trunk has none.
absl::Status CheckPooling(Pooling pooling, const Bert& trunk);

// The threads of one operator; 0 leaves LibTorch's choice.
absl::Status UseThreads(int64_t threads);

}  // namespace graft::cli

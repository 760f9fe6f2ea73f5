// HfConfig: the config.json of a Hugging Face encoder of the BERT family.
//
// Idea:    The keys that change what the model computes become fields, with the defaults of
//          transformers 4.57 for that model_type; every other key is kept as it stands and
//          written back. A value that this library cannot honour is an error, never ignored.
// Errors:  NotFound without a file; InvalidArgument naming file, key, expected and found.
//          model_type must be bert or roberta; sizes lie in 1 … 2^20, layers in 1 … 1024;
//          dropouts in [0, 1).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace graft {

struct HfConfig {
  std::string model_type = "bert";  // or "roberta"
  int64_t vocab_size = 30522;
  int64_t hidden_size = 768;  // a multiple of num_attention_heads
  int64_t num_hidden_layers = 12;
  int64_t num_attention_heads = 12;
  int64_t intermediate_size = 3072;
  int64_t max_position_embeddings = 512;
  int64_t type_vocab_size = 2;
  int64_t pad_token_id = 0;         // below vocab_size
  std::string hidden_act = "gelu";  // gelu (exact), gelu_new (tanh) or relu
  double layer_norm_eps = 1e-12;    // in (0, 1)
  double initializer_range = 0.02;  // standard deviation of new weights, in [0, 1]
  double hidden_dropout_prob = 0.1;
  double attention_probs_dropout_prob = 0.1;
  std::optional<double> classifier_dropout;  // none: hidden_dropout_prob
  std::vector<std::string> labels;           // label of class i; empty: none given
  std::map<std::string, std::string> other;  // the remaining keys → their JSON text

  // The row of the position table that the first token gets. RoBERTa counts from the row
  // after its padding token's, so that 512 of its 514 positions are of use.
  int64_t first_position() const {
    return model_type == "roberta" ? pad_token_id + 1 : 0;
  }
};

// Whether the values are possible; the error begins with the key.
absl::Status CheckHfConfig(const HfConfig& config);

// `text` is the content of a config.json and `what` its name in errors.
absl::StatusOr<HfConfig> ParseHfConfig(std::string_view text, std::string_view what);
// Reads <folder>/config.json.
absl::StatusOr<HfConfig> ReadHfConfig(const std::string& folder);

// As transformers writes it: keys sorted, two spaces. `config.other` must hold JSON (CHECK).
std::string HfConfigText(const HfConfig& config);
// Replaces <folder>/config.json, all or nothing.
absl::Status WriteHfConfig(const HfConfig& config, const std::string& folder);

}  // namespace graft

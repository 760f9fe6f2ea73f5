#include "common/testing/tiny_bert.h"

#include <string>
#include <utility>

#include "common/base/check.h"
#include "common/tensor/init.h"

namespace graft::testing {
namespace {

constexpr int64_t kHidden = 8, kFeedForward = 12, kVocabulary = 20, kPositions = 32;

// Fills `weights` by name, each tensor from a stream of its own name.
class Filler {
 public:
  void Table(const std::string& name, int64_t rows, int64_t columns) {
    Put(name, {rows, columns}, 0);
  }
  void Linear(const std::string& name, int64_t out, int64_t in) {
    Put(name + ".weight", {out, in}, 0);
    Put(name + ".bias", {out}, 0);
  }
  void Norm(const std::string& name) {
    Put(name + ".weight", {kHidden}, 1);
    Put(name + ".bias", {kHidden}, 0);
  }
  Weights weights;

 private:
  void Put(const std::string& name, const std::vector<int64_t>& shape, double mean) {
    weights[name] =
        Normal(shape, 0.3, at::kDouble, RandomStream(11, "tiny").Fork(name)) + mean;
  }
};

}  // namespace

Bert TinyBert(at::ScalarType dtype) {
  HfConfig config;
  config.vocab_size = kVocabulary;
  config.hidden_size = kHidden;
  config.num_hidden_layers = 2;
  config.num_attention_heads = 2;
  config.intermediate_size = kFeedForward;
  config.max_position_embeddings = kPositions;
  Filler fill;
  fill.Table("embeddings.word_embeddings.weight", kVocabulary, kHidden);
  fill.Table("embeddings.position_embeddings.weight", kPositions, kHidden);
  fill.Table("embeddings.token_type_embeddings.weight", 2, kHidden);
  fill.Norm("embeddings.LayerNorm");
  for (int i = 0; i < config.num_hidden_layers; ++i) {
    const std::string layer = "encoder.layer." + std::to_string(i);
    for (const char* map : {"query", "key", "value"})
      fill.Linear(layer + ".attention.self." + map, kHidden, kHidden);
    fill.Linear(layer + ".attention.output.dense", kHidden, kHidden);
    fill.Norm(layer + ".attention.output.LayerNorm");
    fill.Linear(layer + ".intermediate.dense", kFeedForward, kHidden);
    fill.Linear(layer + ".output.dense", kHidden, kFeedForward);
    fill.Norm(layer + ".output.LayerNorm");
  }
  fill.Linear("pooler.dense", kHidden, kHidden);
  absl::StatusOr<Bert> bert = Bert::Create(config, std::move(fill.weights), dtype);
  CHECK(bert.ok()) << bert.status();
  return *std::move(bert);
}

TokenBatch TinyBatch() {
  return MakeBatch(
      {{{2, 7, 3, 11, 19}, {0, 0, 0, 1, 1}}, {{2}, {0}}, {{2, 5, 13}, {0, 0, 0}}});
}

}  // namespace graft::testing

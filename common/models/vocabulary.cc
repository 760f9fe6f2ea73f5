#include "common/models/vocabulary.h"

namespace graft {

absl::Status CheckVocabulary(const Tokenizer& tokenizer, const HfConfig& config) {
  if (tokenizer.vocab_size() <= config.vocab_size) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("the vocabulary has ", tokenizer.vocab_size(),
             " tokens, but the model has embeddings for ", config.vocab_size,
             ": the files do not belong together"));
}

absl::Status CheckPairs(const HfConfig& config) {
  if (config.model_type == "roberta" || config.type_vocab_size >= 2)
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("the model knows single texts only (type_vocab_size ",
             config.type_vocab_size, "), expected one for pairs (2)"));
}

}  // namespace graft

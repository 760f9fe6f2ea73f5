#include "cli/trained.h"

#include <utility>

#include "common/models/vocabulary.h"

namespace graft::cli {

absl::StatusOr<Trained> LoadTrained(const std::string& graft, const std::string& model,
                                    const std::string& device) {
  ASSIGN_OR_RETURN(const GraftConfig config, ReadGraftConfig(graft));
  absl::StatusOr<Model> base =
      LoadModel(model.empty() ? config.base_model : model, device);
  if (absl::IsNotFound(base.status()) && model.empty())
    return absl::Status(
        base.status().code(),
        StrCat(base.status().message(), "\n", graft,
               " was trained on it; if it has moved, give --model=FOLDER"));
  if (!base.ok()) return base.status();
  if (config.pairs) RETURN_IF_ERROR(CheckPairs(base->trunk.config()));
  if (const int64_t least = base->tokenizer->FrameSize(config.pairs);
      config.max_length < least)
    return absl::InvalidArgumentError(
        StrCat(graft, ": max_length: expected at least ", least,
               " for the model's tokenizer, found ", config.max_length));
  ASSIGN_OR_RETURN(TrainedGraft trained, LoadGraft(graft, base->trunk));
  return Trained{*std::move(base), std::move(trained)};
}

EncodedText EncodeLine(const TextLine& line, const Tokenizer& tokenizer,
                       int64_t max_length) {
  const auto length = static_cast<int32_t>(max_length);
  Encoding encoding = line.is_pair ? tokenizer.EncodePair(line.text, line.pair, length)
                                   : tokenizer.Encode(line.text, length);
  return {{std::move(encoding.ids), std::move(encoding.types)}, 0};
}

}  // namespace graft::cli

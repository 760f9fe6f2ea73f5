// graft encode: the embedding of each line by the pretrained model.
#include <unistd.h>

#include <memory>
#include <span>

#include "cli/commands.h"
#include "cli/model.h"
#include "cli/output.h"
#include "cli/text_lines.h"
#include "cli/trained.h"
#include "common/models/vocabulary.h"
#include "common/tensor/ops.h"

namespace graft::cli {
namespace {

struct EncodeFlags {
  std::string model = "minilm";
  std::string pooling = "mean";
  bool json = false;
  int64_t max_length = 0;
  int64_t threads = 0;
  std::string device = "cpu";
};

// A head whose logits are its input, so that embeddings come as predictions do.
Head IdentityHead(int64_t hidden, Pooling pooling) {
  const at::Tensor identity = at::zeros({hidden, hidden}).fill_diagonal_(1);
  return Head({identity, at::zeros({hidden})}, pooling, 0, at::kFloat);
}

absl::Status WriteEmbeddings(const at::Tensor& embeddings) {
  std::string out;
  for (int64_t b = 0; b < embeddings.size(0); ++b) {
    const at::Tensor row = embeddings[b];
    out += "{\"embedding\":";
    AppendArray(&out, std::span(row.const_data_ptr<double>(), row.numel()));
    out += "}\n";
  }
  return WriteOut(out);
}

absl::StatusOr<int64_t> MaxLength(const EncodeFlags& flags, const Bert& trunk) {
  const int64_t most = trunk.info().positions;
  if (flags.max_length == 0) return most;
  if (flags.max_length < 2 || flags.max_length > most)
    return UsageError(StrCat("--max-length=", flags.max_length, ": expected 2 … ", most,
                             ", the model's positions"));
  return flags.max_length;
}

absl::Status Encode(const EncodeFlags& flags) {
  RETURN_IF_ERROR(UseThreads(flags.threads));
  const auto pooling = ParsePooling(flags.pooling);
  if (!pooling.ok() || *pooling == Pooling::kFirst || *pooling == Pooling::kDense)
    return UsageError(
        StrCat("--pooling=", flags.pooling, ": expected mean, cls or pooler"));
  ASSIGN_OR_RETURN(const Model model, LoadModel(flags.model, flags.device));
  RETURN_IF_ERROR(CheckPooling(*pooling, model.trunk));
  ASSIGN_OR_RETURN(const int64_t length, MaxLength(flags, model.trunk));
  const int32_t least = model.tokenizer->FrameSize(true);
  const Graft none;
  const Head head = IdentityHead(model.trunk.info().hidden, *pooling);
  TextLines input(STDIN_FILENO, flags.json);
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<TextLine> lines, input.Next());
    if (lines.empty()) return absl::OkStatus();
    std::vector<EncodedText> texts;
    for (const TextLine& line : lines) {
      if (line.is_pair && length < least)
        return UsageError(StrCat("--max-length=", length,
                                 ": a pair of texts needs at least ", least));
      if (line.is_pair) RETURN_IF_ERROR(CheckPairs(model.trunk.config()));
      texts.push_back(EncodeLine(line, *model.tokenizer, length));
    }
    RETURN_IF_ERROR(WriteEmbeddings(PredictLogits({model.trunk, none, head}, texts)));
  }
}

}  // namespace

Command EncodeCommand() {
  const auto f = std::make_shared<EncodeFlags>();
  return {
      .name = "encode",
      .summary = "embedding of each line of standard input, as JSON",
      .notes =
          "  echo 'Hello, world!' | graft encode --pooling=mean\n"
          "Embeddings are not normalised; numbers read back as the same float.",
      .flags = {{"model", "FOLDER", "model folder, or minilm", &f->model},
                {"pooling", "NAME", "mean, cls or pooler", &f->pooling},
                {"json", "", "a line is one JSON string, or [text, pair]", &f->json},
                {"max-length", "N", "cut after so many tokens; 0: the positions",
                 &f->max_length},
                {"threads", "N", "0: all cores", &f->threads},
                {"device", "NAME", "cpu or cuda", &f->device}},
      .run = [f](const auto&) { return Encode(*f); }};
}

}  // namespace graft::cli

// graft tokenize: token ids and offsets of each line.
#include <unistd.h>

#include <memory>

#include "cli/commands.h"
#include "cli/model.h"
#include "cli/output.h"
#include "cli/text_lines.h"

namespace graft::cli {
namespace {

struct TokenizeFlags {
  std::string model = "minilm";
  bool json = false;
  int64_t max_length = 0;
};

void AppendEncoding(std::string* out, const Encoding& encoding, bool pair) {
  *out += "{\"ids\":";
  AppendArray(out, encoding.ids);
  if (pair) {
    *out += ",\"types\":";
    AppendArray(out, encoding.types);
  }
  *out += ",\"offsets\":[";
  for (const auto& [begin, end] : encoding.offsets) {
    AppendArray(out, std::initializer_list<int64_t>{begin, end});
    *out += ',';
  }
  if (out->back() == ',') out->pop_back();
  *out += "]}\n";
}

absl::Status Tokenize(const TokenizeFlags& flags) {
  const int64_t limit = flags.max_length;
  if (limit != 0 && (limit < 2 || limit > Tokenizer::kNoLimit))
    return UsageError(
        StrCat("--max-length=", limit,
               ": expected at least 2, [CLS] and [SEP], or 0 for no limit"));
  const auto length = limit == 0 ? Tokenizer::kNoLimit : static_cast<int32_t>(limit);
  ASSIGN_OR_RETURN(const auto tokenizer, LoadTokenizer(flags.model));
  const int32_t least = tokenizer->FrameSize(true);
  TextLines input(STDIN_FILENO, flags.json);
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<TextLine> lines, input.Next());
    if (lines.empty()) return absl::OkStatus();
    std::string out;
    for (const auto& [text, pair, is_pair] : lines) {
      if (is_pair && length < least)
        return UsageError(StrCat("--max-length=", length,
                                 ": a pair of texts needs at least ", least));
      AppendEncoding(&out,
                     is_pair ? tokenizer->EncodePair(text, pair, length)
                             : tokenizer->Encode(text, length),
                     is_pair);
    }
    RETURN_IF_ERROR(WriteOut(out));
  }
}

}  // namespace

Command TokenizeCommand() {
  const auto f = std::make_shared<TokenizeFlags>();
  return {
      .name = "tokenize",
      .summary = "token ids and offsets of each line of standard input, as JSON",
      .notes =
          "  echo 'Hello, world!' | graft tokenize\n"
          "Offsets are [begin, end) in code points of the line.",
      .flags = {{"model", "FOLDER", "model folder, or minilm", &f->model},
                {"json", "", "a line is one JSON string, or [text, pair]", &f->json},
                {"max-length", "N", "cut after so many tokens; 0: never",
                 &f->max_length}},
      .run = [f](const auto&) { return Tokenize(*f); }};
}

}  // namespace graft::cli

// graft predict: the label of each line, or of each row of a table.
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>

#include "cli/commands.h"
#include "cli/examples.h"
#include "cli/model.h"
#include "cli/output.h"
#include "cli/text_lines.h"
#include "cli/trained.h"
#include "common/data/conll.h"
#include "common/data/csv.h"
#include "common/data/utf8.h"
#include "common/tensor/ops.h"
#include "common/train/tagging.h"

namespace graft::cli {
namespace {

struct PredictFlags {
  TrainedFlags trained;
  std::string task;
  std::string data;
  std::string text = "text";
  std::string text_pair;
  bool json = false;
  bool logits = false;
};

// The next few texts; none at the end.
using Source = std::function<absl::StatusOr<std::vector<TextLine>>()>;

absl::StatusOr<Source> RowsOf(const PredictFlags& flags) {
  constexpr size_t kRows = 256;  // at a time
  ASSIGN_OR_RETURN(const Csv csv, ReadCsv(flags.data));
  ASSIGN_OR_RETURN(const int text, csv.Column(flags.text));
  int pair = -1;
  if (!flags.text_pair.empty()) {
    ASSIGN_OR_RETURN(pair, csv.Column(flags.text_pair));
  }
  return [csv, text, pair, next = size_t{0}]() mutable {
    std::vector<TextLine> texts;
    const size_t end = std::min(next + kRows, csv.rows.size());
    for (; next < end; ++next)
      texts.push_back({csv.rows[next][text],
                       pair < 0 ? std::string() : csv.rows[next][pair], pair >= 0});
    return absl::StatusOr<std::vector<TextLine>>(std::move(texts));
  };
}

absl::StatusOr<Source> SourceOf(const PredictFlags& flags) {
  if (!flags.data.empty()) return RowsOf(flags);
  const auto lines = std::make_shared<TextLines>(STDIN_FILENO, flags.json);
  return [lines] { return lines->Next(); };
}

// One output line: {"label":…,"logits":[…]}, or text[,pair],label,probability.
std::string OutputLine(const PredictFlags& flags, const TextLine& line, bool pairs,
                       const std::string& label, const at::Tensor& logits) {
  std::string numbers;
  if (flags.logits) {
    const at::Tensor floats = logits.to(at::kFloat).contiguous();
    AppendArray(&numbers, std::span(floats.const_data_ptr<float>(), floats.numel()));
    return "{\"label\":" + DumpJson(label) + ",\"logits\":" + numbers + "}\n";
  }
  AppendNumber(&numbers, at::softmax(logits, 0).max().item<float>());
  const auto clean = [](const std::string& text) {
    return ValidUtf8(text, InvalidUtf8::kReplace).text;
  };
  std::vector<std::string> fields = {clean(line.text)};
  if (pairs) fields.push_back(clean(line.pair));
  fields.insert(fields.end(), {label, numbers});
  return CsvLine(fields);
}

// Whether the flags give pairs to a graft of pairs, and single texts to one of those; a graft
// that does not say takes either.
absl::Status CheckKind(const PredictFlags& flags, std::optional<bool> kind) {
  if (flags.data.empty() && !flags.text_pair.empty())
    return UsageError(
        "--text-pair is a column of --data; lines of standard input are pairs with "
        "--json, as [text, pair]");
  if (!kind) return absl::OkStatus();
  if (*kind && (flags.data.empty() ? !flags.json : flags.text_pair.empty()))
    return UsageError(
        "the graft was trained on pairs of texts: give --text-pair=COLUMN with --data, "
        "or --json and lines [text, pair]");
  if (!*kind && !flags.text_pair.empty())
    return UsageError("--text-pair: the graft was trained on single texts");
  return absl::OkStatus();
}

// Line `number` of standard input may still be of the other kind.
absl::Status CheckLine(const TextLine& line, int64_t number, bool pairs) {
  if (line.is_pair == pairs) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("line ", number,
             pairs ? ": a single text, but the graft takes pairs: expected [text, pair]"
                   : ": a pair of texts, but the graft takes single ones"));
}

absl::StatusOr<std::string> Predictions(const PredictFlags& flags,
                                        const Trained& trained, bool pairs,
                                        const std::vector<TextLine>& lines,
                                        int64_t lines_before) {
  const GraftConfig& config = trained.graft.config;
  std::vector<EncodedText> texts;
  for (const TextLine& line : lines) {
    const auto number = lines_before + static_cast<int64_t>(texts.size()) + 1;
    RETURN_IF_ERROR(CheckLine(line, number, pairs));
    texts.push_back(EncodeLine(line, *trained.model.tokenizer, config.max_length));
  }
  const at::Tensor logits = PredictLogits(trained.classifier(), texts);
  const at::Tensor best = logits.argmax(1);
  std::string out;
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto row = static_cast<int64_t>(i);
    const std::string& label = config.labels[best[row].item<int64_t>()];
    out += OutputLine(flags, lines[i], pairs, label, logits[row]);
  }
  return out;
}

std::string Header(const PredictFlags& flags, bool pairs) {
  if (flags.logits) return "";
  return pairs ? "text,text_pair,label,probability\n" : "text,label,probability\n";
}

// Words and their tags, one a line, and an empty line after each sentence; "_" where a word
// has no tag, for it lies behind the limit or has no token.
std::string TaggedLines(const TagDataset& sentences, const WordTags& tags,
                        const std::vector<std::string>& labels) {
  std::string out;
  for (size_t i = 0; i < sentences.examples.size(); ++i) {
    const std::vector<std::string>& words = sentences.examples[i].words;
    for (size_t w = 0; w < words.size(); ++w)
      out += words[w] + "\t" + (tags[i][w] < 0 ? "_" : labels[tags[i][w]]) + "\n";
    out += "\n";
  }
  return out;
}

// A line of standard input is a sentence, its words apart by spaces.
absl::StatusOr<TagDataset> SentencesOf(const std::vector<TextLine>& lines) {
  TagDataset data;
  data.name = "standard input";
  for (const TextLine& line : lines) {
    if (line.is_pair)
      return absl::InvalidArgumentError(
          "a pair of texts: expected one sentence a line");
    TaggedSentence sentence;
    std::istringstream words(ValidUtf8(line.text, InvalidUtf8::kReplace).text);
    for (std::string word; words >> word;) sentence.words.push_back(word);
    sentence.tags.resize(sentence.words.size());
    data.examples.push_back(std::move(sentence));
  }
  return data;
}

absl::Status PredictTags(const PredictFlags& flags, const Trained& trained) {
  const GraftConfig& config = trained.graft.config;
  if (flags.logits || !flags.text_pair.empty())
    return UsageError("--logits and --text-pair: the graft tags words");
  const auto write = [&](const TagDataset& data) {
    const auto sentences =
        EncodeSentences(data, *trained.model.tokenizer, config.max_length);
    RETURN_IF_ERROR(CheckCut(sentences, data.name, config.max_length,
                             flags.trained.max_length != 0));
    return WriteOut(TaggedLines(data, graft::PredictTags(trained.tagger(), sentences),
                                config.labels));
  };
  if (!flags.data.empty()) {
    ASSIGN_OR_RETURN(const TagDataset data, LoadConll(flags.data));
    return write(data);
  }
  TextLines lines(STDIN_FILENO, flags.json);
  for (;;) {
    ASSIGN_OR_RETURN(const std::vector<TextLine> next, lines.Next());
    if (next.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const TagDataset data, SentencesOf(next));
    RETURN_IF_ERROR(write(data));
  }
}

absl::Status Predict(const PredictFlags& flags) {
  if (!flags.data.empty() && flags.json)
    return UsageError("--json is for standard input; --data is a file");
  ASSIGN_OR_RETURN(const Trained trained, LoadTrained(flags.trained));
  RETURN_IF_ERROR(CheckTask(trained, flags.task));
  if (trained.graft.config.tags) return PredictTags(flags, trained);
  RETURN_IF_ERROR(CheckKind(flags, trained.graft.config.pairs));
  ASSIGN_OR_RETURN(const Source next, SourceOf(flags));
  ASSIGN_OR_RETURN(std::vector<TextLine> lines, next());
  const bool given = !flags.text_pair.empty() || (!lines.empty() && lines[0].is_pair);
  ASSIGN_OR_RETURN(const bool pairs, TakesPairs(trained, given));
  // The header goes out with the first predictions, so that an error leaves nothing.
  std::string out = Header(flags, pairs);
  for (int64_t done = 0; !lines.empty();) {
    ASSIGN_OR_RETURN(const std::string predictions,
                     Predictions(flags, trained, pairs, lines, done));
    RETURN_IF_ERROR(WriteOut(out + predictions));
    out.clear();
    done += static_cast<int64_t>(lines.size());
    ASSIGN_OR_RETURN(lines, next());
  }
  return WriteOut(out);
}

}  // namespace

Command PredictCommand() {
  const auto f = std::make_shared<PredictFlags>();
  return {
      .name = "predict",
      .summary = "labels of the lines of standard input, or of a CSV table's rows",
      .notes =
          "  echo 'my bag never arrived' | graft predict --graft=tone\n"
          "Writes a table of text, label and probability; --logits: JSON lines.\n"
          "A tagger writes a word and its tag a line; a line of input is a sentence.",
      .flags = WithTrainedFlags(
          &f->trained,
          {{"data", "FILE", "a CSV table, or a tagger's CoNLL file, not standard input",
            &f->data},
           {"task", "NAME", "classify or tag, to make sure", &f->task},
           {"text", "COLUMN", "column with the texts", &f->text},
           {"text-pair", "COLUMN", "column with the second texts", &f->text_pair},
           {"json", "", "a line is one JSON string, or [text, pair]", &f->json},
           {"logits", "", "write {\"label\":…,\"logits\":[…]} a line", &f->logits}}),
      .run = [f](const auto&) { return Predict(*f); }};
}

}  // namespace graft::cli

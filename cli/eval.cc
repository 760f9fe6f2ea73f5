// graft eval: how often a graft is right on a labelled table.
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/examples.h"
#include "cli/model.h"
#include "cli/output.h"
#include "cli/table_data.h"
#include "cli/trained.h"
#include "common/report/figures.h"
#include "common/report/table.h"
#include "common/train/entity_spans.h"
#include "common/train/intervals.h"
#include "common/train/tagging.h"

namespace graft::cli {
namespace {

struct EvalFlags {
  TrainedFlags trained;
  std::string task;
  std::string data;
  CsvColumns columns;
};

Table Scores(const std::string& title, const std::string& items,
             const Confusion& confusion) {
  const auto right = static_cast<int64_t>(
      std::llround(confusion.Accuracy() * static_cast<double>(confusion.total())));
  const Range range = WilsonInterval(right, confusion.total());
  Table table(title, {{items, Align::kRight},
                      {"Accuracy %", Align::kRight},
                      {"95 % interval", Align::kRight},
                      {"Macro F1 %", Align::kRight}});
  table.AddRow(
      {FormatCount(confusion.total()), FormatFixed(confusion.Accuracy(), 1, 100),
       FormatFixed(range.low, 1, 100) + " … " + FormatFixed(range.high, 1, 100),
       FormatFixed(confusion.MacroF1(), 1, 100)});
  return table;
}

Table Counts(const Confusion& confusion, const std::vector<std::string>& labels) {
  std::vector<Column> columns = {{"true \\ predicted"}};
  for (const std::string& label : labels) columns.push_back({label, Align::kRight});
  Table table("Confusion", columns);
  for (size_t t = 0; t < labels.size(); ++t) {
    std::vector<Cell> cells = {labels[t]};
    for (size_t p = 0; p < labels.size(); ++p)
      cells.push_back(FormatCount(confusion.Count(t, p)));
    table.AddRow(std::move(cells));
  }
  return table;
}

std::string Title(const EvalFlags& flags) {
  return StrCat(flags.trained.graft, flags.trained.adapter, " on ", flags.data);
}

absl::Status EvalTags(const EvalFlags& flags, const Trained& trained) {
  const GraftConfig& config = trained.graft.config;
  ASSIGN_OR_RETURN(const std::vector<EncodedSentence> sentences,
                   LoadTagged(flags.data, config.labels, *trained.model.tokenizer,
                              config.max_length, flags.trained.max_length != 0));
  const WordTags tags = PredictTags(trained.tagger(), sentences);
  const auto classes = static_cast<int64_t>(config.labels.size());
  const Confusion confusion = CompareTags(sentences, tags, classes);
  Table scores = Scores(Title(flags), "Words", confusion);
  if (IsIob(config.labels))
    scores.AddFootnote(StrCat(
        "F1 of entities: ",
        FormatFixed(CompareSpans(sentences, tags, config.labels), 1, 100), " %."));
  return WriteOut(ConsoleTable(scores, false) + "\n" +
                  ConsoleTable(Counts(confusion, config.labels), false));
}

absl::Status Eval(const EvalFlags& flags) {
  ASSIGN_OR_RETURN(const Trained trained, LoadTrained(flags.trained));
  RETURN_IF_ERROR(CheckTask(trained, flags.task));
  const GraftConfig& config = trained.graft.config;
  if (config.tags) return EvalTags(flags, trained);
  const bool given = !flags.columns.text_pair.empty();
  ASSIGN_OR_RETURN(const bool pairs, TakesPairs(trained, given));
  if (pairs != given)
    return UsageError(pairs ? "the graft was trained on pairs of texts: give "
                              "--text-pair=COLUMN"
                            : "--text-pair: the graft was trained on single texts");
  ASSIGN_OR_RETURN(const TextDataset data,
                   LoadTable(flags.data, flags.columns, config.labels));
  const auto texts =
      EncodeTexts(data, *trained.model.tokenizer, static_cast<int>(config.max_length));
  const Confusion confusion = Evaluate(trained.classifier(), texts);
  return WriteOut(ConsoleTable(Scores(Title(flags), "Rows", confusion), false) + "\n" +
                  ConsoleTable(Counts(confusion, config.labels), false));
}

}  // namespace

Command EvalCommand() {
  const auto f = std::make_shared<EvalFlags>();
  return {.name = "eval",
          .summary = "accuracy, macro F1 and confusion of a graft on a CSV table",
          .notes =
              "  graft eval --graft=tone --data=test.csv --text=text "
              "--label=sentiment",
          .flags = WithTrainedFlags(
              &f->trained,
              {{"data", "FILE", "CSV table with a header, or CoNLL file of a tagger",
                &f->data, true},
               {"task", "NAME", "classify or tag, to make sure", &f->task},
               {"text", "COLUMN", "column with the texts", &f->columns.text},
               {"label", "COLUMN", "column with the labels", &f->columns.label},
               {"text-pair", "COLUMN", "column with the second texts",
                &f->columns.text_pair}}),
          .run = [f](const auto&) { return Eval(*f); }};
}

}  // namespace graft::cli

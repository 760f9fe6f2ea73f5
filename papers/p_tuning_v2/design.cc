#include "papers/p_tuning_v2/design.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "common/base/strings.h"
#include "papers/p_tuning_v2/recipes.h"

namespace graft::papers::p_tuning_v2 {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int64_t kLength = 20;  // of prompts where their length is not the question

const std::vector<std::string> kSimple = {"bbc", "tweets"};
const std::vector<std::string> kEntities = {"ner_politics", "ner_science", "ner_music",
                                            "ner_literature", "ner_ai"};
const std::vector<std::string> kTagging = {"brown",     "ner_politics",   "ner_science",
                                           "ner_music", "ner_literature", "ner_ai"};

// The usual rate; of two, the one above it too, since tags want more than texts do; of four,
// those from a third to nine times the usual one.
std::vector<double> Rates(double usual, int count) {
  if (count == 1) return {usual};
  if (count == 2) return {usual, 3 * usual};
  return {usual / 3, usual, 3 * usual, 9 * usual};
}

ArmPart Deep(int64_t length, OptionValues more = {}) {
  more["l"] = StrCat(length);
  return {"prefix", std::move(more)};
}

// Prompts of layers [from, to) only; to = 0: to the last.
ArmPart Some(int64_t from, int64_t to) {
  return Deep(kLength, {{"from_layer", StrCat(from)}, {"to_layer", StrCat(to)}});
}

Comparison Methods(const std::string& id, const std::string& title,
                   const std::string& metric, double full, double shallow, double deep,
                   const std::vector<std::string>& tasks) {
  return {id,
          title,
          metric,
          "",
          1,
          {{"full", "full fine-tuning", full},
           {"head", "head only", kNone},
           {"prompt", "prompt tuning (Lester et al.), 20", shallow},
           {"p_tuning", "P-tuning (MLP), 20", shallow},
           {"deep", "P-Tuning v2, 20", deep},
           {"deep_mlp", "P-Tuning v2, 20, reparameterised", kNone}},
          {},
          tasks};
}

Comparison Depth() {
  return {"depth",
          "Which layers have prompts (paper: Figure 3)",
          "",
          "",
          1,
          {{"first_third", "the first third", kNone},
           {"first_two_thirds", "the first two thirds", kNone},
           {"last_third", "the last third", kNone},
           {"last_two_thirds", "the last two thirds", kNone},
           {"deep", "all", kNone}}};
}

Comparison Length() {
  return {"length",
          "Prompt length (paper: Figure 4)",
          "",
          "",
          1,
          {{"deep_1", "1", kNone},
           {"deep_5", "5", kNone},
           {"deep", "20", kNone},
           {"deep_50", "50", kNone},
           {"deep_100", "100", kNone}}};
}

Comparison Multitask() {
  return {"multitask",
          "Where the prompts start: drawn, or trained on the other four domains first "
          "(paper: Table 3)",
          "paper: CoNLL04 F1",
          "",
          1,
          {{"full", "full fine-tuning", 85.6},
           {"deep", "P-Tuning v2, 20", 84.5},
           {"deep_multitask", "P-Tuning v2, 20, multi-task", 86.6}},
          {},
          kTagging};
}

std::vector<Claim> Claims() {
  return {
      {"P-Tuning v2 is comparable to full fine-tuning (at most 2 points worse)", "deep",
       "full", Relation::kNotWorse, 0.02},
      {"P-Tuning v2 is better than shallow prompts (Lester et al.)", "deep", "prompt"},
      {"P-Tuning v2 is better than P-tuning", "deep", "p_tuning"},
      {"On sequence labelling it is better by more than 5 points", "deep", "prompt",
       Relation::kBetter, 0.05, kTagging},
      {"Prompts in deep layers do more than in shallow ones", "last_third",
       "first_third"},
      {"Prompts in the last layers do nearly as well as in all (at most 1 point worse)",
       "last_two_thirds", "deep", Relation::kNotWorse, 0.01},
      {"A simple task needs a short prompt only (5: at most 0.5 points worse than 100)",
       "deep_5", "deep_100", Relation::kNotWorse, 0.005, kSimple},
      {"A hard task prefers a long prompt (100 to 5)", "deep_100", "deep_5",
       Relation::kBetter, 0, kTagging},
      {"Training on other tasks first helps", "deep_multitask", "deep"},
      {"On entities a network makes prompts better (reparameterisation)", "deep_mlp",
       "deep", Relation::kBetter, 0, kEntities},
  };
}

}  // namespace

std::vector<Arm> Arms(const TrunkInfo& trunk, int rates) {
  const int64_t third = std::max<int64_t>(1, trunk.layers / 3);
  std::vector<Arm> arms;
  const auto add = [&](const std::string& name, double rate, ArmPart part) {
    arms.push_back({name, {std::move(part)}, Rates(rate, rates)});
  };
  const std::string length = StrCat(kLength);
  add("full", 2e-4, {"full", {}});
  add("head", 1e-2, {"head", {}});
  add("prompt", 3e-2, {"prompt_tuning", {{"l", length}}});
  add("p_tuning", 1e-3, {"p_tuning", {{"l", length}}});
  add("deep", 1e-2, Deep(kLength));
  add("deep_mlp", 3e-3, Deep(kLength, {{"mlp", "128"}}));
  add("deep_multitask", 1e-2, Deep(kLength));
  arms.back().recipe["related_steps"] = "100";
  for (const int64_t l : {1, 5, 50, 100}) add(StrCat("deep_", l), 1e-2, Deep(l));
  add("first_third", 1e-2, Some(0, third));
  add("first_two_thirds", 1e-2, Some(0, 2 * third));
  add("last_third", 1e-2, Some(trunk.layers - third, 0));
  add("last_two_thirds", 1e-2, Some(trunk.layers - 2 * third, 0));
  return arms;
}

const Design& PTuningV2Design() {
  static const auto* design = [] {
    auto* all = new Design{
        "p_tuning_v2",
        {Methods("methods", "Methods on classification (paper: Table 2, BERT-large)",
                 "paper: BoolQ acc.", 77.7, 67.2, 75.8, kSimple),
         Methods("tagging",
                 "Methods on sequence labelling (paper: Table 3, BERT-large)",
                 "paper: CoNLL03 F1", 92.8, 81.9, 90.2, kTagging),
         Depth(), Length(), Multitask()},
        Claims()};
    for (Comparison& table : ReleasedComparisons())
      all->comparisons.push_back(std::move(table));
    return all;
  }();
  return *design;
}

}  // namespace graft::papers::p_tuning_v2

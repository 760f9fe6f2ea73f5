#include "papers/diff_pruning/design.h"

#include <algorithm>
#include <cmath>

#include "common/base/strings.h"
#include "peft/core/budget.h"

namespace graft::papers::diff_pruning {
namespace {

constexpr double kMain =
    0.005;  // the paper's share, and that of the adapters beside it

// The adapters' width for a share of the trunk.
int64_t AdapterWidth(const TrunkInfo& trunk, double share) {
  const double unit =
      static_cast<double>(FeedForwardAdapterBudget(BackboneOf(trunk), 1));
  return std::max<int64_t>(
      1, std::llround(share * static_cast<double>(trunk.ParameterCount()) / unit));
}

Arm Pruned(const std::string& name, const OptionValues& options,
           const std::string& sparsity, double rate) {
  return {name,
          {{"diff_pruning", options}},
          {rate},
          {{"sparsity", sparsity}, {"fixed", "5"}}};
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

const std::vector<MetricColumn> kSizes = {
    {"bytes a task", "bytes", 0}, {"tensors all zero, %", "zero_tensors", 1, 100}};

Comparison MethodsTable() {
  return {"methods",
          "Diff pruning beside others (paper: GLUE test, BERT-large)",
          "paper: GLUE",
          "",
          1,
          {{"full", "full fine-tuning", 80.6},
           {"head", "head only", kNone},
           {"last_layer", "last layer only", 68.2},
           {"adapter", "adapter (Pfeiffer), 0.5 %", kNone},
           {"plain_0.5", "non-adaptive diff pruning, 0.5 %", 75.5},
           {"diff_0.5", "diff pruning, 0.5 %", 79.4},
           {"structured_0.5", "diff pruning, structured, 0.5 %", 80.6}},
          kSizes};
}

Comparison SparsityTable() {
  return {"sparsity",
          "How much is kept (paper: GLUE dev, structured)",
          "paper: GLUE dev",
          "",
          1,
          {{"structured_0.1", "structured, 0.1 %", 82.5},
           {"structured_0.25", "structured, 0.25 %", 84.5},
           {"structured_0.5", "structured, 0.5 %", 84.8},
           {"structured_1", "structured, 1 %", 85.1},
           {"diff_0.1", "not structured, 0.1 %", kNone},
           {"diff_0.25", "not structured, 0.25 %", kNone},
           {"diff_0.5", "not structured, 0.5 %", kNone},
           {"diff_1", "not structured, 1 %", kNone},
           {"full", "100 %: full fine-tuning", 85.0}},
          kSizes};
}

std::vector<Claim> Claims() {
  return {
      {"Structured diff pruning with 0.5 % is as good as full fine-tuning (at most 1 "
       "point worse)",
       "structured_0.5", "full", Relation::kNotWorse, 0.01},
      {"With 1 % it is as good as with all (at most 1 point worse)", "structured_1",
       "full", Relation::kNotWorse, 0.01},
      {"Structure improves diff pruning, 0.5 %", "structured_0.5", "diff_0.5"},
      {"Diff pruning beats its non-adaptive form, 0.5 %", "diff_0.5", "plain_0.5"},
      {"Diff pruning beats training the last layer only", "structured_0.5",
       "last_layer"},
      {"0.5 % is better than 0.1 %", "structured_0.5", "structured_0.1"},
      {"It is as good as adapters of its size (at most 1 point worse)",
       "structured_0.5", "adapter", Relation::kNotWorse, 0.01},
      {"With structure more tensors have no diff at all, 0.5 %",
       "structured_0.5",
       "diff_0.5",
       Relation::kBetter,
       0,
       {},
       "zero_tensors"},
  };
}

}  // namespace

std::vector<Arm> Arms(const TrunkInfo& trunk, double rate) {
  const std::string r = StrCat(AdapterWidth(trunk, kMain));
  std::vector<Arm> arms = {{"full", {{"full", {}}}, {rate}},
                           {"head", {{"head", {}}}, {1e-2}},
                           {"last_layer", {{"last_layers", {}}}, {3e-4}},
                           {"adapter", {{"pfeiffer", {{"r", r}}}}, {2e-3}}};
  arms.push_back(Pruned("plain_0.5", {{"gates", "false"}}, "0.005", rate));
  for (const auto& [percent, share] :
       {std::pair("0.1", "0.001"), std::pair("0.25", "0.0025"),
        std::pair("0.5", "0.005"), std::pair("1", "0.01")}) {
    arms.push_back(
        Pruned(StrCat("diff_", percent), {{"structured", "false"}}, share, rate));
    arms.push_back(
        Pruned(StrCat("structured_", percent), {{"l0_form", "sum"}}, share, rate));
  }
  return arms;
}

const Design& DiffPruningDesign() {
  static const auto* design =
      new Design{"diff_pruning", {MethodsTable(), SparsityTable()}, Claims()};
  return *design;
}

}  // namespace graft::papers::diff_pruning

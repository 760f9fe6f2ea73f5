#include "papers/unified_view/design.h"

#include <algorithm>
#include <cmath>

#include "common/base/strings.h"
#include "peft/core/budget.h"

namespace graft::papers::unified_view {
namespace {

constexpr double kSmall = 0.001, kMain = 0.005;  // budgets, as shares of the trunk

// Each family's usual rate, the one half a decade below it, the one above.
std::vector<double> Rates(double middle, int count) {
  if (count == 1) return {middle};
  if (count == 2) return {middle / 3, middle};
  return {middle / 3, middle, 3 * middle};
}

// Builds arms whose size is a budget divided by what one unit of r or l costs.
class Builder {
 public:
  Builder(const TrunkInfo& trunk, const ArmChoices& choices)
      : backbone_(BackboneOf(trunk)),
        parameters_(trunk.ParameterCount()),
        choices_(choices) {}

  int64_t Adapter(double budget) const {  // r, and a prefix's l, which costs the same
    return Units(budget, FeedForwardAdapterBudget(backbone_, 1));
  }
  int64_t LoraAttention(double budget) const {
    return Units(budget, AttentionLoraBudget(backbone_, 1));
  }
  int64_t LoraFfn(double budget) const {
    return Units(budget, FeedForwardLoraBudget(backbone_, 1));
  }
  int64_t Prompt(double budget) const {
    return Units(budget, PromptBudget(backbone_, 1));
  }

  double s() const { return choices_.s; }

  void Add(const std::string& name, double rate, std::vector<ArmPart> parts) {
    if (choices_.rate > 0) rate = choices_.rate;
    arms.push_back({name, std::move(parts), Rates(rate, choices_.rates)});
  }

  std::vector<Arm> arms;

 private:
  // The nearest size: the paper's shares are rounded ones, too.
  int64_t Units(double budget, int64_t cost) const {
    const double units =
        budget * static_cast<double>(parameters_) / static_cast<double>(cost);
    return std::max<int64_t>(1, std::llround(units));
  }

  Backbone backbone_;
  int64_t parameters_;
  ArmChoices choices_;
};

ArmPart Prefix(int64_t l) { return {"prefix", {{"l", StrCat(l)}}}; }
ArmPart Parallel(const std::string& at, int64_t r) {
  return {"parallel_adapter", {{"at", at}, {"r", StrCat(r)}}};
}
ArmPart Scaled(int64_t r, double s, bool learned) {
  return {
      "scaled_parallel_adapter",
      {{"r", StrCat(r)}, {"s", StrCat(s)}, {"learn_s", learned ? "true" : "false"}}};
}
ArmPart LoraFfn(int64_t r, double s) {
  return {"lora",
          {{"r", StrCat(r)},
           {"alpha", StrCat(s * static_cast<double>(r))},
           {"targets", "intermediate.dense,output.dense"}}};
}

// The methods at their own budgets, and the small ones.
void AddMethods(Builder& b) {
  const int64_t r = b.Adapter(kMain), small = b.Adapter(kSmall);
  b.Add("head", 1e-2, {{"head", {}}});
  b.Add("full", 1e-4, {{"full", {}}});
  b.Add("bitfit", 3e-3, {{"bitfit", {}}});
  b.Add("prompt", 1e-2, {{"prompt_tuning", {{"l", StrCat(b.Prompt(kSmall))}}}});
  b.Add("prefix", 5e-3, {Prefix(r)});
  b.Add("prefix_small", 5e-3, {Prefix(small)});
  b.Add("prefix_ungated_small", 5e-3,
        {{"gated_prefix", {{"l", StrCat(small)}, {"gate", "false"}}}});
  const int64_t rank = b.LoraAttention(kMain);
  b.Add("lora", 2e-3, {{"lora", {{"r", StrCat(rank)}, {"alpha", StrCat(2 * rank)}}}});
  b.Add("mh_pa_small", 2e-3, {{"multi_head_parallel_adapter", {{"r", StrCat(small)}}}});
}

// Points of the design space at the main budget, and combinations. With s = 4 a step of the
// same rate moves four times as far, so those arms' usual rate is half of the others'.
void AddDesigns(Builder& b) {
  const int64_t r = b.Adapter(kMain), small = b.Adapter(kSmall);
  const int64_t half = std::max<int64_t>(1, r / 2), rank = b.LoraFfn(kMain);
  const auto sequential = [&](const char* at) -> ArmPart {
    return {"pfeiffer", {{"at", at}, {"r", StrCat(r)}}};
  };
  b.Add("sa_attention", 2e-3, {sequential("attention")});
  b.Add("sa_ffn", 2e-3, {sequential("ffn")});
  b.Add("pa_attention", 2e-3, {Parallel("attention", r)});
  b.Add("pa_ffn", 2e-3, {Parallel("ffn", r)});
  b.Add("pa_attention_small", 2e-3, {Parallel("attention", small)});
  b.Add("pa_ffn_small", 2e-3, {Parallel("ffn", small)});
  b.Add("scaled_pa_ffn", 1e-3, {Scaled(r, b.s(), false)});
  b.Add("learned_pa_ffn", 1e-3, {Scaled(r, b.s(), true)});
  b.Add("gated_pa_ffn", 2e-3,
        {{"gated_parallel_adapter", {{"at", "ffn"}, {"r", StrCat(r)}}}});
  b.Add("lora_ffn_s1", 2e-3, {LoraFfn(rank, 1)});
  b.Add("lora_ffn_s4", 1e-3, {LoraFfn(rank, b.s())});
  b.Add("pa_both", 2e-3, {Parallel("attention", half), Parallel("ffn", half)});
  b.Add("prefix_lora_ffn", 1e-3,
        {Prefix(half), LoraFfn(std::max<int64_t>(1, rank / 2), b.s())});
  b.Add("mam", 1e-3,
        {{"mam", {{"l", StrCat(half)}, {"r", StrCat(half)}, {"s", StrCat(b.s())}}}});
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Comparison MethodsTable() {
  return {"methods",
          "Methods at their own budgets (paper: Table 2, RoBERTa-base)",
          "paper: SST-2",
          "paper: MNLI",
          1,
          {{"full", "full fine-tuning", 94.6, 87.6},
           {"head", "head only", kNone, kNone},
           {"bitfit", "BitFit", 93.7, 84.7},
           {"prompt", "prompt tuning", kNone, kNone},
           {"prefix", "prefix tuning", 94.0, 86.3},
           {"lora", "LoRA (query, value)", 94.2, 87.2},
           {"sa_ffn", "adapter (Pfeiffer)", 94.2, 87.2},
           {"mam", "MAM adapter", 94.2, 87.4}}};
}

Comparison InsertionTable() {
  return {
      "insertion",
      "Insertion form × modified representation, 0.5 % (paper: Table 3, l, r = 200)",
      "paper: XSum R-2",
      "",
      2,
      {{"prefix", "prefix tuning, attention", 20.46},
       {"sa_attention", "sequential, attention", 19.30},
       {"pa_attention", "parallel, attention", 20.31},
       {"sa_ffn", "sequential, FFN", 19.98},
       {"pa_ffn", "parallel, FFN", 20.66}}};
}

Comparison SmallBudgetTable() {
  return {"small_budget",
          "What to modify with 0.1 % (paper: Table 4)",
          "paper: en-ro BLEU",
          "",
          1,
          {{"prefix_small", "prefix tuning", 35.2},
           {"prefix_ungated_small", "prefix tuning, not gated", 34.9},
           {"mh_pa_small", "multi-head parallel adapter", 35.3},
           {"pa_attention_small", "parallel adapter, attention", 33.7},
           {"pa_ffn_small", "parallel adapter, FFN", 33.0}}};
}

Comparison CompositionTable() {
  return {"composition",
          "Composition at the FFN, 0.5 % (paper: Table 5)",
          "paper: XSum R-2",
          "",
          2,
          {{"lora_ffn_s1", "LoRA, s = 1", 20.83},
           {"lora_ffn_s4", "LoRA, s = 4", 21.31},
           {"pa_ffn", "parallel adapter, added", 20.98},
           {"scaled_pa_ffn", "parallel adapter, s = 4", 21.54},
           {"learned_pa_ffn", "parallel adapter, s learned", 21.31},
           {"gated_pa_ffn", "parallel adapter, gated", kNone}}};
}

Comparison MamTable() {
  return {"mam",
          "MAM adapter against its parts at equal budget, 0.5 % (paper: Table 6)",
          "paper: XSum R-2",
          "",
          2,
          {{"full", "full fine-tuning", 21.94},
           {"bitfit", "BitFit, 0.1 %", 17.32},
           {"prompt", "prompt tuning, 0.1 %", 15.98},
           {"prefix", "prefix tuning", 20.46},
           {"sa_ffn", "adapter (Pfeiffer)", 20.89},
           {"lora_ffn_s4", "LoRA, FFN", 21.29},
           {"scaled_pa_ffn", "scaled parallel adapter, FFN", kNone},
           {"pa_both", "parallel adapters, attention and FFN", 21.06},
           {"prefix_lora_ffn", "prefix tuning + LoRA, FFN", 21.71},
           {"mam", "MAM adapter", 21.90}}};
}

std::vector<Claim> Claims() {
  return {
      {"MAM adapter is as good as full fine-tuning (at most 1 point worse)", "mam",
       "full", Relation::kNotWorse, 0.01},
      {"Full fine-tuning beats BitFit, at 0.1 %", "full", "bitfit"},
      {"Parallel insertion beats sequential at attention", "pa_attention",
       "sa_attention"},
      {"Parallel insertion beats sequential at the FFN", "pa_ffn", "sa_ffn"},
      {"Modifying the FFN beats modifying attention", "pa_ffn", "pa_attention"},
      {"With 0.1 %, prefix tuning beats a parallel adapter at attention",
       "prefix_small", "pa_attention_small"},
      {"With 0.1 %, the multi-head parallel adapter beats the single-head one",
       "mh_pa_small", "pa_attention_small"},
      {"Gating hardly matters to prefix tuning (within 1 point)", "prefix_small",
       "prefix_ungated_small", Relation::kComparable, 0.01},
      {"Scaling (s = 4) improves the parallel adapter", "scaled_pa_ffn", "pa_ffn"},
      {"Scaling (s = 4) improves LoRA at the FFN", "lora_ffn_s4", "lora_ffn_s1"},
      {"A fixed s is as good as a learned one (at most 1 point worse)", "scaled_pa_ffn",
       "learned_pa_ffn", Relation::kNotWorse, 0.01},
      {"MAM adapter beats prefix tuning of its size", "mam", "prefix"},
      {"MAM adapter beats two parallel adapters of its size", "mam", "pa_both"},
      {"MAM adapter beats prefix tuning + LoRA of its size", "mam", "prefix_lora_ffn"},
  };
}

}  // namespace

std::vector<Arm> Arms(const TrunkInfo& trunk, const ArmChoices& choices) {
  Builder builder(trunk, choices);
  AddMethods(builder);
  AddDesigns(builder);
  return std::move(builder.arms);
}

const Design& UnifiedViewDesign() {
  static const auto* design =
      new Design{"unified_view",
                 {MethodsTable(), InsertionTable(), SmallBudgetTable(),
                  CompositionTable(), MamTable()},
                 Claims()};
  return *design;
}

}  // namespace graft::papers::unified_view

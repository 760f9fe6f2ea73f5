#include "common/models/bert/bert.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "common/base/files.h"
#include "common/tensor/device.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using testing::RelativeDistance;

at::Tensor Hidden(const Bert& bert, const TokenBatch& batch, const Graft& graft = {},
                  const Dropout& dropout = {}) {
  return bert.Forward(batch, graft, dropout).rows;
}

class BertTest : public ::testing::Test {
 protected:
  // The status of a BERT with one tensor taken away, put in, or changed.
  std::string Created(const std::function<void(Weights&)>& change) const {
    Weights weights = bert_.info().weights;
    change(weights);
    return Bert::Create(bert_.config(), weights, at::kDouble).status().ToString();
  }
  const Bert bert_ = testing::TinyBert();
  const TokenBatch batch_ = testing::TinyBatch();
};

TEST_F(BertTest, NamesTheTensorThatIsMissingMisshapenOrTooMany) {
  EXPECT_EQ(
      Created([](Weights& w) { w.erase("encoder.layer.1.output.dense.bias"); }),
      "INVALID_ARGUMENT: tensor encoder.layer.1.output.dense.bias is missing from "
      "the checkpoint");
  EXPECT_EQ(
      Created([](Weights& w) {
        w["pooler.dense.weight"] = at::zeros({8, 9});
      }),
      "INVALID_ARGUMENT: tensor pooler.dense.weight has shape [8, 9], but config.json "
      "asks for [8, 8]: the two files do not belong together");
  EXPECT_EQ(
      Created(
          [](Weights& w) { w["encoder.layer.2.output.dense.bias"] = at::zeros({8}); }),
      "INVALID_ARGUMENT: tensor encoder.layer.2.output.dense.bias is no part of a bert "
      "encoder with 2 layers: is config.json the right one?");
  EXPECT_NE(Created([](Weights& w) {
              w.erase("pooler.dense.bias");
            }).find("pooler.dense.bias is missing"),
            std::string::npos);
}

TEST_F(BertTest, RefusesAQuantisedModelAndSaysWhatToDo) {
  const auto expect = [](const std::string& error, const std::string& why) {
    EXPECT_EQ(error.find("FAILED_PRECONDITION: the model is quantised (" + why + ")"),
              0)
        << error;
    EXPECT_NE(error.find("float32, float16 or bfloat16"), std::string::npos) << error;
  };
  HfConfig config = bert_.config();
  config.other["quantization_config"] = R"({"load_in_8bit": true})";
  expect(Bert::Create(config, bert_.info().weights, at::kFloat).status().ToString(),
         "config.json has quantization_config");
  config.other["quantization_config"] = "null";
  EXPECT_TRUE(Bert::Create(config, bert_.info().weights, at::kFloat).ok());
  const std::string name = "encoder.layer.0.output.dense.weight";
  for (const auto& [type, called] : {std::pair(at::kChar, "Char"), {at::kByte, "Byte"}})
    expect(Created([&, type = type](Weights& w) { w[name] = w[name].to(type); }),
           "tensor " + name + " has elements of type " + called);
  // What bitsandbytes puts beside a weight of four bits.
  expect(Created([&](Weights& w) {
           w[name + ".quant_map"] = at::zeros({16}, at::kFloat);
           w[name] = at::zeros({48, 1}, at::kByte);
         }),
         "tensor " + name + " has elements of type Byte");
}

TEST_F(BertTest, LoadsPrefixedNamesAndIgnoresHeads) {
  Weights weights;
  for (const auto& [name, tensor] : bert_.info().weights)
    weights["bert." + name] = tensor;
  weights["classifier.weight"] = weights["cls.predictions.bias"] = at::zeros({3});
  weights["bert.embeddings.position_ids"] = at::zeros({1, 32}, at::kLong);
  const auto bert = Bert::Create(bert_.config(), weights, at::kDouble);
  ASSERT_TRUE(bert.ok()) << bert.status();
  EXPECT_EQ(bert->info().weights.size(), bert_.info().weights.size());
  EXPECT_TRUE(Hidden(*bert, batch_).equal(Hidden(bert_, batch_)));
}

TEST_F(BertTest, RobertaHasItsOwnLeadAndFirstPosition) {
  HfConfig config = bert_.config();
  config.model_type = "roberta";
  config.pad_token_id = 1;
  Weights weights = bert_.info().weights, led;
  at::Tensor& positions = weights["embeddings.position_embeddings.weight"];
  positions = positions.roll({2}, {0});  // RoBERTa's row 2 is BERT's row 0
  for (const auto& [name, tensor] : weights) led["roberta." + name] = tensor;
  led["lm_head.bias"] = led["classifier.out_proj.bias"] = at::zeros({3});
  for (const Weights& given : {weights, led}) {
    const auto roberta = Bert::Create(config, given, at::kDouble);
    ASSERT_TRUE(roberta.ok()) << roberta.status();
    EXPECT_EQ(roberta->info().positions, 30);
    EXPECT_TRUE(Hidden(*roberta, batch_).equal(Hidden(bert_, batch_)));
  }
  led["bert.pooler.dense.bias"] = at::zeros({8});
  EXPECT_EQ(Bert::Create(config, led, at::kDouble).status().message(),
            "tensor bert.pooler.dense.bias is no part of a roberta encoder with 2 "
            "layers: is config.json the right one?");
}

TEST_F(BertTest, NeedsNoPoolerUnlessItIsAskedForIt) {
  Weights weights = bert_.info().weights;
  weights.erase("pooler.dense.weight");
  weights.erase("pooler.dense.bias");
  const auto bert = Bert::Create(bert_.config(), weights, at::kDouble);
  ASSERT_TRUE(bert.ok()) << bert.status();
  EXPECT_FALSE(bert->has_pooler());
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(bert->Pooler(at::zeros({1, 8}, at::kDouble), Graft()), "has no pooler");
}

TEST_F(BertTest, LoadNamesTheFolder) {
  const std::string folder = ::testing::TempDir() + "/gpt2";
  EXPECT_EQ(Bert::Load(folder).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(MakeFolder(folder).ok());
  ASSERT_TRUE(
      WriteFileAtomically(folder + "/config.json", R"({"model_type": "gpt2"})").ok());
  const std::string error = Bert::Load(folder).status().ToString();
  EXPECT_NE(error.find("model_type"), std::string::npos) << error;
  EXPECT_NE(error.find(folder), std::string::npos) << error;
}

// 32 positions; callers cut texts, so a longer one is a bug of theirs.
TEST_F(BertTest, StopsAtASequenceLongerThanItsPositions) {
  const auto batch = [](int64_t tokens) {
    const at::Tensor ids = at::zeros({tokens}, at::kLong);
    return TokenBatch{ids, ids, {0, tokens}};
  };
  EXPECT_EQ(Hidden(bert_, batch(32)).size(0), 32);
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Hidden(bert_, batch(33)), "33 vs. 32. sequence 0 is longer");
}

TEST_F(BertTest, GivesTheStatesOfEveryLayer) {
  std::vector<at::Tensor> states;
  const Ragged x = bert_.Forward(batch_, Graft(), {}, Tokens::kAll, &states);
  ASSERT_EQ(states.size(), 3);
  EXPECT_EQ(states[0].sizes(), at::IntArrayRef({9, 8}));
  EXPECT_TRUE(states[2].equal(x.rows));
  EXPECT_EQ(x.starts, batch_.starts);
  EXPECT_EQ(x.prompt, 0);
}

// The last layer computes one row of each sequence: other sums, the same numbers.
TEST_F(BertTest, ComputesNoOtherTokensThanAreRead) {
  const Ragged all = bert_.Forward(batch_, Graft(), {});
  for (const Tokens read : {Tokens::kFirst, Tokens::kFirstReal}) {
    std::vector<at::Tensor> states;
    const Ragged one = bert_.Forward(batch_, Graft(), {}, read, &states);
    ASSERT_EQ(one.rows.sizes(), at::IntArrayRef({3, 8}));
    EXPECT_EQ(states[1].size(0), 9);
    EXPECT_LT(RelativeDistance(one.rows, Select(all, read).rows), 1e-13);
  }
}

// The same products in larger matrices: other orders of summation, the same numbers but for
// rounding.
TEST_F(BertTest, DoesNotMixTheSequencesOfABatch) {
  const at::Tensor all = Hidden(bert_, batch_);
  for (size_t b = 0; b + 1 < batch_.starts.size(); ++b) {
    const int64_t begin = batch_.starts[b], end = batch_.starts[b + 1];
    const TokenBatch alone = {batch_.ids.slice(0, begin, end),
                              batch_.types.slice(0, begin, end),
                              {0, end - begin}};
    EXPECT_LT(RelativeDistance(Hidden(bert_, alone), all.slice(0, begin, end)), 1e-13);
  }
}

TEST_F(BertTest, PaddingChangesNoBit) {
  const at::Tensor ids = at::tensor({2, 7, 3, 11, 19, 2, 0, 0, 0, 0, 2, 5, 13, 0, 0},
                                    at::kLong)
                             .view({3, 5}),
                   types = at::tensor({0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1},
                                      at::kLong)
                               .view({3, 5}),
                   mask = at::tensor({1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0},
                                     at::kLong)
                              .view({3, 5});
  EXPECT_TRUE(Hidden(bert_, FromPadded(ids, types, mask)).equal(Hidden(bert_, batch_)));
}

TEST_F(BertTest, InFloatIsCloseToDouble) {
  // Two layers of about ten roundings each, widened by LayerNorm: 100 ε.
  EXPECT_LT(RelativeDistance(Hidden(testing::TinyBert(at::kFloat), batch_),
                             Hidden(bert_, batch_)),
            100 * 1.2e-7);
}

// The same float64 numbers in other operators; a matrix product's order of sums is the GPU's.
// Without dropout anywhere a training pass is an evaluation; attention keeps its own.
TEST_F(BertTest, TakesAnotherDropoutOfItsHiddenStates) {
  const Dropout training(RandomStream(1, "dropout"));
  const auto states = [&](const Bert& bert, const Dropout& dropout) {
    return bert.Forward(testing::TinyBatch(), Graft(), dropout).rows;
  };
  const Bert bert = testing::TinyBert();
  EXPECT_TRUE(
      states(bert.WithHiddenDropout(0.1), training).equal(states(bert, training)));
  EXPECT_FALSE(
      states(bert.WithHiddenDropout(0.2), training).equal(states(bert, training)));
  EXPECT_FALSE(states(bert.WithHiddenDropout(0), training).equal(states(bert, {})));
  HfConfig config = bert.config();
  config.attention_probs_dropout_prob = 0;
  const Bert no_attention_dropout =
      Bert::Create(config, bert.info().weights, at::kDouble).value();
  EXPECT_TRUE(states(no_attention_dropout.WithHiddenDropout(0), training)
                  .equal(states(bert, {})));
  EXPECT_TRUE(states(bert.WithHiddenDropout(0.5), {}).equal(states(bert, {})));
}

TEST_F(BertTest, OnAGpuComputesWhatItDoesOnTheCpu) {
  const auto device = ParseDevice("cuda");
  if (!device.ok()) GTEST_SKIP() << device.status();
  const auto gpu = Bert::Create(bert_.config(), bert_.info().weights,
                                at::TensorOptions(at::kDouble).device(*device));
  ASSERT_TRUE(gpu.ok()) << gpu.status();
  for (const Tokens read : {Tokens::kAll, Tokens::kFirstReal}) {
    const at::Tensor there = gpu->Forward(batch_, Graft(), {}, read).rows;
    EXPECT_TRUE(there.is_cuda());
    EXPECT_LT(RelativeDistance(there.to(at::kCPU),
                               bert_.Forward(batch_, Graft(), {}, read).rows),
              1e-12);
  }
}

TEST_F(BertTest, DropsInTrainingByItsStreamAlone) {
  const auto run = [&](uint64_t seed) {
    return Hidden(bert_, batch_, {}, Dropout(RandomStream(seed, "dropout")));
  };
  EXPECT_TRUE(run(1).equal(run(1)));
  EXPECT_GT(RelativeDistance(run(1), run(2)), 1e-3);
  EXPECT_GT(RelativeDistance(run(1), Hidden(bert_, batch_)), 1e-3);
}

// Writes down what the trunk calls.
class Recorder : public Graft {
 public:
  at::Tensor Parameter(const Site& site, const at::Tensor& theta) const override {
    parameters.insert(site.name);
    return theta;
  }
  at::Tensor Linear(const Site& site, const at::Tensor& x,
                    at::Tensor y) const override {
    calls.push_back("linear " + site.name);
    EXPECT_EQ(x.size(0), y.size(0));
    return y;
  }
  std::optional<KeyValue> Prefix(const Site& site, int64_t) const override {
    calls.push_back("prefix " + site.name);
    return {};
  }
  at::Tensor AfterAttention(const Site& site, const AttentionState& state,
                            at::Tensor context) const override {
    calls.push_back("attention " + site.name);
    EXPECT_EQ(state.log_sum_exp.sizes(), at::IntArrayRef({9, 2}));
    EXPECT_EQ(state.query.sizes(), context.sizes());
    return context;
  }
  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override {
    calls.push_back((sublayer == Sublayer::kAttention ? "sublayer 0 " : "sublayer 1 ") +
                    site.name);
    layers.push_back(site.layer);
    EXPECT_EQ(x.sizes(), y.sizes());
    return y;
  }
  Ragged Embed(const Site& site, Ragged words) const override {
    calls.push_back("embed " + site.name);
    return words;
  }
  mutable std::set<std::string> parameters;
  mutable std::vector<std::string> calls;
  mutable std::vector<int> layers;
};

TEST_F(BertTest, CallsTheGraftAtEverySiteInOrder) {
  const Recorder recorder;
  EXPECT_TRUE(Hidden(bert_, batch_, recorder).equal(Hidden(bert_, batch_)));
  std::vector<std::string> want = {"embed embeddings"};
  for (const char* layer : {"encoder.layer.0", "encoder.layer.1"}) {
    const std::string name = layer, self = name + ".attention.self";
    for (const std::string& call :
         {"linear " + self + ".query", "linear " + self + ".key",
          "linear " + self + ".value", "prefix " + self, "attention " + self,
          "linear " + name + ".attention.output.dense", "sublayer 0 " + name,
          "linear " + name + ".intermediate.dense", "linear " + name + ".output.dense",
          "sublayer 1 " + name})
      want.push_back(call);
  }
  EXPECT_EQ(recorder.calls, want);
  EXPECT_EQ(recorder.layers, std::vector<int>({0, 0, 1, 1}));
  // Every tensor passes through Parameter; the pooler's two only when a head asks.
  EXPECT_EQ(recorder.parameters.size() + 2, bert_.info().weights.size());
  bert_.Pooler(at::zeros({1, 8}, at::kDouble), recorder);
  EXPECT_EQ(recorder.parameters.size(), bert_.info().weights.size());
  EXPECT_EQ(recorder.calls.back(), "linear pooler.dense");
}

}  // namespace
}  // namespace graft

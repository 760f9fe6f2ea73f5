#include "dg/networks/text_featurizer.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::RelativeDistance;
using testing::TinyBatch;
using testing::TinyBert;

// Trains a copy of the value maps, and two virtual tokens in front of every text.
class ValuesAndPrompt final : public Graft {
 public:
  explicit ValuesAndPrompt(const TrunkInfo& trunk)
      : prompt_(testing::RandomTensor({2, trunk.hidden}, 5)
                    .to(trunk.dtype)
                    .requires_grad_()) {
    for (const auto& [name, theta] : trunk.weights)
      if (name.ends_with("value.weight"))
        copies_[name] = theta.clone().requires_grad_();
  }
  at::Tensor Parameter(const Site& site, const at::Tensor& theta) const override {
    const auto copy = copies_.find(site.name);
    return copy == copies_.end() ? theta : copy->second;
  }
  Ragged Embed(const Site&, Ragged words) const override {
    std::vector<at::Tensor> rows;
    Ragged longer = {.rows = {}, .starts = {0}, .prompt = 2};
    for (int64_t b = 0; b < words.batch(); ++b) {
      rows.push_back(prompt_);
      rows.push_back(words.rows.slice(0, words.starts[b], words.starts[b + 1]));
      longer.starts.push_back(longer.starts.back() + 2 + words.length(b));
    }
    longer.rows = at::cat(rows);
    return longer;
  }
  int64_t ExtraTokens() const override { return 2; }
  std::vector<NamedTensor> Tensors() const override {
    std::vector<NamedTensor> all = {{"prompt", prompt_}};
    for (const auto& [name, copy] : copies_) all.push_back({name, copy});
    return all;
  }

 private:
  at::Tensor prompt_;
  Weights copies_;
};

TextFeaturizer Frozen(at::ScalarType dtype = at::kDouble) {
  return TextFeaturizer(TinyBert(dtype));
}
TextFeaturizer Grafted(double dropout = 0) {
  const Bert trunk = TinyBert();
  return TextFeaturizer(trunk, std::make_unique<ValuesAndPrompt>(trunk.info()),
                        dropout);
}

// Three texts of 5, 1 and 3 tokens; or words of the first and the last of them.
Inputs Texts() {
  Inputs x;
  x.tokens = TinyBatch();
  return x;
}
Inputs Words() {
  Inputs x = Texts();
  x.words = {1, 3, 7};
  return x;
}

TEST(TextFeaturizer, RejectsVectors) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(Frozen().Features(Inputs(at::ones({2, 3})), {}), "texts");
}

TEST(TextFeaturizer, ATextIsTheMeanOfItsTokens) {
  const at::Tensor h = TinyBert().Forward(TinyBatch(), Graft(), {}).rows;
  const at::Tensor f = Frozen().Features(Texts(), {});
  ASSERT_EQ(f.size(0), 3);
  ASSERT_EQ(f.size(1), Frozen().width());
  // Five products with 1/5 instead of a sum: a few ε.
  EXPECT_LT(RelativeDistance(f[0], h.slice(0, 0, 5).mean(0)), 1e-15);
  EXPECT_TRUE(f[1].equal(h[5]));
  EXPECT_LT(RelativeDistance(f[2], h.slice(0, 6, 9).mean(0)), 1e-15);
}

TEST(TextFeaturizer, AWordIsItsFirstTokensState) {
  const at::Tensor h = TinyBert().Forward(TinyBatch(), Graft(), {}).rows;
  EXPECT_TRUE(Frozen().Features(Words(), {}).equal(at::stack({h[1], h[3], h[7]})));
}

TEST(TextFeaturizer, PassesOverVirtualTokens) {
  const Bert trunk = TinyBert();
  const ValuesAndPrompt graft(trunk.info());
  const at::Tensor h = trunk.Forward(TinyBatch(), graft, {}).rows;  // 7, 3 and 5 rows
  const TextFeaturizer grafted = Grafted();
  EXPECT_TRUE(grafted.Features(Words(), {}).equal(at::stack({h[3], h[5], h[13]})));
  EXPECT_LT(
      RelativeDistance(grafted.Features(Texts(), {})[2], h.slice(0, 12, 15).mean(0)),
      1e-15);
}

TEST(TextFeaturizer, DifferentiatesTextsAndWords) {
  const TextFeaturizer grafted = Grafted();
  for (const Inputs& x : {Texts(), Words()}) {
    const auto agreement = testing::CheckGradient(
        [&] { return grafted.Features(x, {}).square().sum(); }, grafted.Tensors());
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST(TextFeaturizer, DropsOutInTrainingOnly) {
  const TextFeaturizer grafted = Grafted(0.5);
  const auto in_training = [&](uint64_t seed) {
    return grafted.Features(
        Texts(), {.training = true, .dropout = Dropout(RandomStream(seed, "d"))});
  };
  EXPECT_TRUE(in_training(1).equal(in_training(1)));
  EXPECT_FALSE(in_training(1).equal(in_training(2)));
  EXPECT_GT((in_training(1) == 0).sum().item<int64_t>(), 0);
  EXPECT_TRUE(grafted.Features(Texts(), {}).equal(Grafted().Features(Texts(), {})));
}

// bfloat16 has 8 bits; two layers of LayerNorms keep the scale: a few times 2⁻⁸.
TEST(TextFeaturizer, OfABfloat16TrunkIsNearFloat32) {
  const at::Tensor exact = Frozen(at::kFloat).Features(Texts(), {}),
                   fast = Frozen(at::kBFloat16).Features(Texts(), {});
  EXPECT_EQ(fast.scalar_type(), at::kFloat);
  EXPECT_LT(RelativeDistance(fast, exact), 0.03);
  EXPECT_FALSE(fast.equal(exact));
}

// Four texts a domain; label 1 has token 17 where label 0 has token 4.
std::vector<DomainBatch> TextBatches() {
  std::vector<DomainBatch> batches;
  for (int e = 0; e < 2; ++e) {
    std::vector<TokenSequence> texts;
    for (int i = 0; i < 4; ++i)
      texts.push_back({{2, i % 2 == 1 ? 17 : 4, 6 + i + e}, {0, 0, 0}});
    Inputs x;
    x.tokens = MakeBatch(texts);
    batches.push_back({e, std::move(x), at::tensor({0, 1, 0, 1}, at::kLong)});
  }
  return batches;
}

TEST(TextFeaturizer, LearnsWithAGraftAndWithTheClassifierAlone) {
  for (const bool grafted : {false, true}) {
    ObjectiveSetting setting = testing::TinySetting("ERM", {{"lr", 0.05}}, 2);
    setting.classes = 2;
    setting.featurizer = [&](const FeaturizerRequest&, const RandomStream&) {
      return std::make_unique<TextFeaturizer>(grafted ? Grafted() : Frozen());
    };
    const auto erm = CreateObjective("ERM", setting);
    ASSERT_TRUE(erm.ok()) << erm.status();
    for (int64_t step = 0; step < 200; ++step) (*erm)->Step(TextBatches(), step);
    const Joint all = Join(TextBatches());  // without the trunk's dropout
    EXPECT_TRUE((*erm)->Logits(all.x).argmax(1).equal(all.y)) << grafted;
    int64_t trained = 0;
    for (const NamedTensor& t : (*erm)->State())
      if (t.tensor.requires_grad()) ++trained;
    EXPECT_EQ(trained, grafted ? 2 + 3 : 2);
  }
}

}  // namespace
}  // namespace graft

// Every method of the registry keeps the promises of its traits. No method is named here.
#include <gtest/gtest.h>

#include <set>

#include "common/models/weights.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::Hidden;
using testing::MakeMethod;
using testing::RelativeDistance;
using testing::Rounding;

std::vector<std::string> Slugs() {
  std::vector<std::string> slugs;
  for (const MethodInfo* info : AllMethods()) slugs.push_back(info->slug);
  return slugs;
}

class Conformance : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Method> Make() const { return MakeOn(trunk_); }
  std::unique_ptr<Method> MakeOn(const Bert& trunk) const {
    // The tiny trunk is 8 wide, so ranks and lengths above 8 are cut down to 2.
    OptionValues small;
    for (const OptionInfo& option : info_.options)
      if (option.name == "r" || option.name == "l") small[option.name] = "2";
    return MakeMethod(GetParam(), small, trunk);
  }
  // The same values in the trunk's own type.
  std::unique_ptr<Method> MakeRandomOn(const Bert& trunk) const {
    auto method = MakeOn(trunk);
    testing::Randomise(method->Tensors(), 6, 0.3);
    return method;
  }
  const Bert trunk_ = testing::TinyBert();
  const MethodInfo& info_ = **FindMethod(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Methods, Conformance, ::testing::ValuesIn(Slugs()),
                         [](const auto& info) { return info.param; });

TEST_P(Conformance, OwnsTensorsOfDifferentNamesThatAreTrained) {
  const auto method = Make();
  std::set<std::string> names;
  for (const auto& [name, tensor] : method->Tensors()) {
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_TRUE(tensor.requires_grad() && tensor.is_leaf()) << name;
    EXPECT_TRUE(tensor.is_contiguous()) << name;
    EXPECT_EQ(tensor.scalar_type(), at::kDouble) << name;
  }
  EXPECT_EQ(names.empty(), info_.traits.trains_nothing);
}

TEST_P(Conformance, StartsFromItsSeedAlone) {
  const auto a = Make(), b = Make();
  for (size_t i = 0; i < a->Tensors().size(); ++i)
    EXPECT_TRUE(a->Tensors()[i].tensor.equal(b->Tensors()[i].tensor))
        << a->Tensors()[i].name;
  EXPECT_TRUE(Hidden(trunk_, *a).equal(Hidden(trunk_, *b)));
}

TEST_P(Conformance, IsTheIdentityAtTheStartIfItSaysSo) {
  if (!info_.traits.identity_at_start)
    GTEST_SKIP() << GetParam() << " does not say that it starts as the identity";
  EXPECT_LT(RelativeDistance(Hidden(trunk_, *Make()), Hidden(trunk_, Graft())),
            Rounding(at::kDouble));
}

// A head on one token of each sequence: the last layer computes no others, with the same
// result, and the method gets the same gradient.
TEST_P(Conformance, ComputesNoOtherTokensThanAreRead) {
  const TokenBatch batch = testing::TinyBatch();
  for (const Tokens read : {Tokens::kFirst, Tokens::kFirstReal}) {
    const auto all = MakeRandomOn(trunk_), one = MakeRandomOn(trunk_);
    const at::Tensor want = Select(trunk_.Forward(batch, *all, {}), read).rows,
                     got = trunk_.Forward(batch, *one, {}, read).rows;
    EXPECT_LT(RelativeDistance(got, want), Rounding(at::kDouble));
    if (info_.traits.trains_nothing) continue;
    want.square().sum().backward();
    got.square().sum().backward();
    double scale = 0;  // of the largest gradient: some are zero but for rounding
    for (const NamedTensor& t : all->Tensors())
      if (t.tensor.grad().defined())
        scale = std::max(scale, t.tensor.grad().abs().max().item<double>());
    for (size_t i = 0; i < all->Tensors().size(); ++i) {
      const at::Tensor a = all->Tensors()[i].tensor.grad(),
                       b = one->Tensors()[i].tensor.grad();
      ASSERT_EQ(a.defined(), b.defined()) << all->Tensors()[i].name;
      if (!a.defined()) continue;
      EXPECT_LT((a - b).abs().max().item<double>(), 4 * Rounding(at::kDouble) * scale)
          << all->Tensors()[i].name;
    }
  }
}

TEST_P(Conformance, LeavesTheTrunkAsItWas) {
  const at::Tensor before = Hidden(trunk_, Graft());
  {
    const auto method = Make();
    testing::LossAfter(trunk_, *method, method->Tensors().empty() ? 0 : 2, 0.1);
  }
  EXPECT_TRUE(Hidden(trunk_, Graft()).equal(before));
}

TEST_P(Conformance, TwoOfAKindDoNotTouch) {
  const auto a = Make(), b = Make();
  const at::Tensor before = Hidden(trunk_, *b);
  testing::Randomise(a->Tensors(), 9);
  EXPECT_TRUE(Hidden(trunk_, *b).equal(before));
}

TEST_P(Conformance, TheGradientReachesEveryTensorAndNothingOfTheTrunk) {
  const auto method = MakeRandomOn(trunk_);
  const at::Tensor hidden = Hidden(trunk_, *method);
  EXPECT_EQ(hidden.requires_grad(), !info_.traits.trains_nothing);
  if (hidden.requires_grad())
    (hidden.square() * testing::RandomTensor(hidden.sizes().vec(), 4)).sum().backward();
  for (const auto& [name, theta] : trunk_.info().weights)
    EXPECT_FALSE(theta.requires_grad() || theta.grad().defined()) << name;
  for (const auto& [name, tensor] : method->Tensors()) {
    // Only a head that reads it trains it.
    if (name.find("pooler.") != std::string::npos) continue;
    ASSERT_TRUE(tensor.grad().defined()) << name;
    // A bias b of the keys adds q·b to all scores of a query q, which softmax does not see:
    // what is not zero there is rounding.
    if (name.ends_with("key.bias") || info_.traits.shuts) continue;
    EXPECT_GT(tensor.grad().abs().max().item<double>(), 0) << name;
  }
}

TEST_P(Conformance, SavesAndLoadsToTheBit) {
  const auto method = Make();
  testing::Randomise(method->Tensors(), 5);
  const std::string path = ::testing::TempDir() + "/" + GetParam() + ".safetensors";
  ASSERT_TRUE(SaveTensors(path, method->Tensors()).ok());
  const auto loaded = LoadWeights(path);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const auto fresh = Make();
  const NoGrad no_grad;
  for (const auto& [name, tensor] : fresh->Tensors()) tensor.copy_(loaded->at(name));
  EXPECT_EQ(loaded->size(), fresh->Tensors().size());
  EXPECT_TRUE(Hidden(trunk_, *fresh).equal(Hidden(trunk_, *method)));
}

TEST_P(Conformance, RunsInEveryTypeNearDouble) {
  const at::Tensor want = Hidden(trunk_, *MakeRandomOn(trunk_));
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const Bert trunk = testing::TinyBert(type);
    EXPECT_LT(RelativeDistance(Hidden(trunk, *MakeRandomOn(trunk)), want),
              Rounding(type))
        << type;
  }
}

TEST_P(Conformance, MergedIsTheSameFunctionInEveryTypeIfItSaysSo) {
  if (!info_.traits.mergeable) GTEST_SKIP() << GetParam() << " cannot be merged";
  const at::Tensor want = Hidden(trunk_, *MakeRandomOn(trunk_));
  for (const at::ScalarType type : {at::kDouble, at::kFloat, at::kBFloat16}) {
    const Bert trunk = testing::TinyBert(type);
    const auto plain =
        Bert::Create(trunk.config(),
                     MergedWeights(*MakeRandomOn(trunk), trunk.info().weights), type);
    ASSERT_TRUE(plain.ok()) << plain.status();
    EXPECT_LT(RelativeDistance(Hidden(*plain, Graft()), want), Rounding(type)) << type;
  }
}

// To go back from a merged model is to take the trunk, which merging has left as it was.
TEST_P(Conformance, MergesTwiceToTheSameBitsAndLeavesTheTrunkAsItWas) {
  if (!info_.traits.mergeable) GTEST_SKIP() << GetParam() << " cannot be merged";
  const auto method = MakeRandomOn(trunk_);
  const at::Tensor hidden = Hidden(trunk_, Graft()).clone();
  Weights before;
  for (const auto& [name, theta] : trunk_.info().weights) before[name] = theta.clone();
  const Weights once = MergedWeights(*method, trunk_.info().weights),
                twice = MergedWeights(*method, trunk_.info().weights);
  for (const auto& [name, theta] : trunk_.info().weights) {
    EXPECT_TRUE(once.at(name).equal(twice.at(name))) << name;
    EXPECT_TRUE(theta.equal(before.at(name))) << name;
  }
  EXPECT_TRUE(Hidden(trunk_, Graft()).equal(hidden));
}

TEST_P(Conformance, MergesNothingIfItDoesNotSaySo) {
  if (info_.traits.mergeable) GTEST_SKIP() << GetParam() << " can be merged";
  const Weights merged = MergedWeights(*MakeRandomOn(trunk_), trunk_.info().weights);
  for (const auto& [name, theta] : trunk_.info().weights)
    EXPECT_TRUE(merged.at(name).is_same(theta)) << name;
}

TEST_P(Conformance, SaysHowManyTokensItAdds) {
  const auto method = Make();
  EXPECT_EQ(method->ExtraTokens() > 0, info_.traits.lengthens);
  const TokenBatch batch = testing::TinyBatch();
  const Ragged out = trunk_.Forward(batch, *method, {});
  EXPECT_EQ(out.prompt, method->ExtraTokens());
  EXPECT_EQ(out.rows.size(0), batch.ids.size(0) + out.batch() * out.prompt);
}

}  // namespace
}  // namespace graft

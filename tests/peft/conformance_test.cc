// Every method of the registry keeps the promises of its traits. No method is named here.
#include <gtest/gtest.h>

#include <cstdio>
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

std::vector<std::string> Slugs() {
  std::vector<std::string> slugs;
  for (const MethodInfo* info : AllMethods()) slugs.push_back(info->slug);
  return slugs;
}

class Conformance : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Method> Make() const {
    // The tiny trunk is 8 wide, so ranks and lengths above 8 are cut down to 2.
    OptionValues small;
    for (const OptionInfo& option : info_.options)
      if (option.name == "r" || option.name == "l") small[option.name] = "2";
    return MakeMethod(GetParam(), small, trunk_);
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
  if (!info_.traits.identity_at_start) return;
  // A prefix or prompt method cannot promise this, so lengths agree. Merging orders of
  // summation differ by rounding only.
  EXPECT_LT(RelativeDistance(Hidden(trunk_, *Make()), Hidden(trunk_, Graft())), 1e-14);
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

TEST_P(Conformance, EveryTensorIsReachedByTheGradient) {
  const auto method = Make();
  testing::Randomise(method->Tensors(), 3, 0.3);
  const at::Tensor hidden = Hidden(trunk_, *method);
  if (info_.traits.trains_nothing) {
    EXPECT_FALSE(hidden.requires_grad());
    return;
  }
  hidden.square().mul(testing::RandomTensor(hidden.sizes().vec(), 4)).sum().backward();
  for (const auto& [name, tensor] : method->Tensors()) {
    if (name.starts_with("pooler.")) continue;  // only a head that reads it trains it
    ASSERT_TRUE(tensor.grad().defined()) << name;
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

// Merged and apart are the same function; going back restores the very tensors.
TEST_P(Conformance, MergesAndUnmergesIfItSaysSo) {
  const auto method = Make();
  testing::Randomise(method->Tensors(), 6, 0.3);
  const Weights merged = MergedWeights(*method, trunk_.info().weights);
  if (!info_.traits.mergeable) {
    for (const auto& [name, theta] : trunk_.info().weights)
      EXPECT_TRUE(merged.at(name).is_same(theta)) << name;
    return;
  }
  const auto plain = Bert::Create(trunk_.config(), merged, at::kDouble);
  ASSERT_TRUE(plain.ok()) << plain.status();
  EXPECT_LT(RelativeDistance(Hidden(*plain, Graft()), Hidden(trunk_, *method)), 1e-12);
  const auto back = Bert::Create(trunk_.config(), trunk_.info().weights, at::kDouble);
  EXPECT_TRUE(Hidden(*back, Graft()).equal(Hidden(trunk_, Graft())));
}

TEST_P(Conformance, RunsInFloatAndBfloat16NearDouble) {
  const auto wide = Make();
  const at::Tensor want = Hidden(trunk_, *wide);
  for (const auto& [dtype, tolerance] :
       {std::pair(at::kFloat, 1e-5), std::pair(at::kBFloat16, 0.2)}) {
    const Bert trunk = testing::TinyBert(dtype);
    OptionValues small;
    for (const OptionInfo& option : info_.options)
      if (option.name == "r" || option.name == "l") small[option.name] = "2";
    EXPECT_LT(
        RelativeDistance(Hidden(trunk, *MakeMethod(GetParam(), small, trunk)), want),
        tolerance);
  }
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

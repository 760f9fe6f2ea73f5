#include "peft/core/composite.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::Hidden;
using testing::MakeMethod;
using testing::RandomTensor;
using testing::RelativeDistance;

using Parts = std::vector<std::unique_ptr<Method>>;
const Dropout kOff;

template <class... Method>
Composite Compose(Method... parts) {
  Parts all;
  (all.push_back(std::move(parts)), ...);
  return Composite(std::move(all));
}

// Acts at every site by `factor` and `shift`, so that order shows: y ← factor y + shift.
class Affine final : public Method {
 public:
  Affine(double factor, double shift, const std::string& name = "shared")
      : factor_(factor), shift_(shift), name_(name) {}

  at::Tensor Parameter(const Site&, const at::Tensor& theta) const override {
    return theta * factor_ + shift_;
  }
  at::Tensor Linear(const Site&, const at::Tensor&, at::Tensor y) const override {
    return y * factor_ + shift_;
  }
  std::optional<KeyValue> Prefix(const Site&, int64_t) const override {
    return KeyValue{at::full({1, 2, 1}, factor_), at::full({1, 2, 1}, shift_)};
  }
  at::Tensor AfterAttention(const Site&, const AttentionState&,
                            at::Tensor y) const override {
    return y * factor_ + shift_;
  }
  at::Tensor AfterSublayer(const Site&, Sublayer, const at::Tensor&,
                           at::Tensor y) const override {
    return y * factor_ + shift_;
  }
  int64_t ExtraTokens() const override { return static_cast<int64_t>(factor_); }
  int64_t PositionShift() const override { return static_cast<int64_t>(shift_); }
  std::vector<NamedTensor> Tensors() const override {
    return {{name_, at::zeros({2})}, {"own" + name_, at::zeros({3})}};
  }

 private:
  double factor_, shift_;
  std::string name_;
};

std::unique_ptr<Method> Step(double factor, double shift) {
  return std::make_unique<Affine>(factor, shift);
}

double Only(const at::Tensor& t) { return t.item<double>(); }

TEST(Composite, OfNothingIsTheIdentityBitForBit) {
  const Bert trunk = testing::TinyBert();
  const Composite none({});
  EXPECT_TRUE(Hidden(trunk, none).equal(Hidden(trunk, Graft())));
  EXPECT_TRUE(none.Tensors().empty());
  EXPECT_EQ(none.ExtraTokens() + none.PositionShift(), 0);
  EXPECT_FALSE(none.Prefix({"a", 0, kOff}, 1).has_value());
  EXPECT_FALSE(none.Merged("a", at::ones({1})).has_value());
}

TEST(Composite, OfOneIsThatOneBitForBit) {
  const Bert trunk = testing::TinyBert();
  auto lora = MakeMethod("lora", {{"r", "2"}}, trunk);
  testing::Randomise(lora->Tensors(), 1);
  const at::Tensor alone = Hidden(trunk, *lora);
  EXPECT_TRUE(Hidden(trunk, Compose(std::move(lora))).equal(alone));
}

TEST(Composite, CallsItsPartsInOrderAtEverySite) {
  const Composite both = Compose(Step(2, 1), Step(3, 5));  // 3 (2 y + 1) + 5
  const std::string name = "a";
  const Site site{name, 0, kOff};
  const at::Tensor y = at::full({1, 1}, 7.0), x = at::zeros({1, 1});
  EXPECT_EQ(Only(both.Parameter(site, y)), 50);
  EXPECT_EQ(Only(both.Linear(site, x, y)), 50);
  EXPECT_EQ(Only(both.AfterAttention(site, {}, y)), 50);
  EXPECT_EQ(Only(both.AfterSublayer(site, Sublayer::kFeedForward, x, y)), 50);
  const Composite reversed = Compose(Step(3, 5), Step(2, 1));
  EXPECT_EQ(Only(reversed.Linear(site, x, y)), 53);
}

TEST(Composite, PutsPrefixesOneAfterAnotherAndAddsUpTokensAndShifts) {
  const Composite both = Compose(Step(2, 1), Step(3, 5));
  const std::optional<KeyValue> prefix = both.Prefix({"a", 0, kOff}, 1);
  ASSERT_TRUE(prefix.has_value());
  EXPECT_TRUE(prefix->key.flatten().equal(at::tensor({2.0f, 2.0f, 3.0f, 3.0f})));
  EXPECT_TRUE(prefix->value.flatten().equal(at::tensor({1.0f, 1.0f, 5.0f, 5.0f})));
  EXPECT_EQ(both.ExtraTokens(), 5);
  EXPECT_EQ(both.PositionShift(), 6);
}

// With dropout a prefix is another one for each sequence; what has none goes to each.
TEST(Composite, JoinsPrefixesOfAllSequencesWithThoseOfEach) {
  const Bert trunk = testing::TinyBert();
  const Dropout on(RandomStream(1, "dropout"));
  const auto plain = [&] { return MakeMethod("prefix", {{"l", "2"}}, trunk); };
  const auto dropped = [&] {
    return MakeMethod("prefix", {{"l", "3"}, {"dropout", "0.5"}}, trunk);
  };
  const std::string name = "encoder.layer.0.attention.self";
  const Site site{name, 0, on};
  for (const Composite& both :
       {Compose(plain(), dropped()), Compose(dropped(), plain())}) {
    const at::Tensor key = both.Prefix(site, 4)->key;
    ASSERT_EQ(key.dim(), 4);
    EXPECT_EQ(key.size(0), 4);
    EXPECT_EQ(key.size(2), 5);
  }
  const at::Tensor last = Compose(dropped(), plain()).Prefix(site, 4)->value;
  EXPECT_TRUE(last[3].slice(1, 3).equal(plain()->Prefix(site, 4)->value));
}

// The part that is called last puts its tokens in front of the other's.
TEST(Composite, TwoPromptsAreOneLongPromptBitForBit) {
  const Bert trunk = testing::TinyBert();
  auto a = MakeMethod("prompt_tuning", {{"l", "2"}}, trunk);
  auto b = MakeMethod("prompt_tuning", {{"l", "3"}}, trunk);
  const auto both = MakeMethod("prompt_tuning", {{"l", "5"}}, trunk);
  testing::Randomise(a->Tensors(), 1);
  testing::Randomise(b->Tensors(), 20);
  const auto rows = [](const Method& prompt) { return prompt.Tensors()[0].tensor; };
  rows(*both).detach().copy_(at::cat({rows(*b), rows(*a)}).detach());
  const Ragged want = trunk.Forward(testing::TinyBatch(), *both, {});
  const Composite parts = Compose(std::move(a), std::move(b));
  const Ragged got = trunk.Forward(testing::TinyBatch(), parts, {});
  EXPECT_EQ(parts.ExtraTokens(), 5);
  EXPECT_EQ(got.prompt, 5);
  EXPECT_EQ(got.starts, want.starts);
  EXPECT_TRUE(got.rows.equal(want.rows));
}

TEST(Composite, PrefixesTheNamesThatCollideAndNoOthers) {
  Parts parts;
  parts.push_back(std::make_unique<Affine>(1, 0, "a"));
  parts.push_back(std::make_unique<Affine>(1, 0, "b"));
  parts.push_back(std::make_unique<Affine>(1, 0, "a"));
  std::vector<std::string> names;
  for (const NamedTensor& t : Composite(std::move(parts)).Tensors())
    names.push_back(t.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"0.a", "0.owna", "b", "ownb", "2.a", "2.owna"}));
}

TEST(Composite, TwoLorasAddUp) {
  const Bert trunk = testing::TinyBert();
  const std::string query = "encoder.layer.0.attention.self.query";
  auto a = MakeMethod("lora", {{"r", "2"}}, trunk);
  auto b = MakeMethod("lora", {{"r", "2"}}, trunk);
  testing::Randomise(a->Tensors(), 1);
  testing::Randomise(b->Tensors(), 20);
  const at::Tensor x = RandomTensor({3, 8}, 40), zero = at::zeros({3, 8}, at::kDouble);
  const Site site{query, 0, kOff};
  const at::Tensor sum = a->Linear(site, x, zero) + b->Linear(site, x, zero);
  const Composite both = Compose(std::move(a), std::move(b));
  // The same twenty terms an element in another order.
  EXPECT_LT(RelativeDistance(both.Linear(site, x, zero), sum), 16 * 0x1p-52);
}

// Whatever the order: the trunk reads a trained copy before LoRA adds to the map's output.
TEST(Composite, MergedEqualsUnmergedInEitherOrder) {
  const Bert trunk = testing::TinyBert();
  for (const bool lora_first : {true, false}) {
    Parts parts;
    for (const bool lora : {lora_first, !lora_first}) {
      parts.push_back(lora ? MakeMethod("lora", {{"r", "2"}}, trunk)
                           : MakeMethod("full", {}, trunk));
      const NoGrad no_grad;
      uint64_t seed = 7;
      for (const NamedTensor& t : parts.back()->Tensors())
        t.tensor.add_(RandomTensor(t.tensor.sizes().vec(), seed++), 0.1);
    }
    const Composite both(std::move(parts));
    const auto merged = Bert::Create(
        trunk.config(), MergedWeights(both, trunk.info().weights), at::kDouble);
    ASSERT_TRUE(merged.ok()) << merged.status();
    EXPECT_LT(RelativeDistance(Hidden(*merged, Graft()), Hidden(trunk, both)),
              testing::Rounding(at::kDouble));
  }
}

TEST(Composite, DifferentiatesInAllItsParts) {
  const Bert trunk = testing::TinyBert();
  const Composite both =
      Compose(MakeMethod("lora", {{"r", "2"}}, trunk), MakeMethod("bitfit", {}, trunk));
  const auto agreement = testing::CheckMethodGradient(trunk, both);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  for (const auto& [name, tensor] : both.Tensors())
    EXPECT_TRUE(tensor.grad().defined() || name.starts_with("pooler.")) << name;
}

TEST(Composite, LearnsATinyTask) {
  const Bert trunk = testing::TinyBert();
  const Composite both =
      Compose(MakeMethod("lora", {{"r", "2"}}, trunk), MakeMethod("bitfit", {}, trunk));
  EXPECT_LT(testing::LossAfter(trunk, both, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft

#include "peft/core/method.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct DoublerConfig {
  int64_t times = 2;
  template <class V>
  void Fields(V&& v) {
    v("times", times, "factor of the weight");
  }
};

// Multiplies the weight "w"; owns two tensors of 6 and 4 elements.
class Doubler final : public Method {
 public:
  using Config = DoublerConfig;
  explicit Doubler(int64_t times) : times_(times) {}
  static absl::StatusOr<std::unique_ptr<Doubler>> Create(const Config& config,
                                                         const TrunkInfo& trunk,
                                                         const RandomStream& init) {
    if (config.times < 1) return absl::InvalidArgumentError("times below 1");
    return std::make_unique<Doubler>(config.times);
  }
  std::optional<at::Tensor> Merged(const std::string& name,
                                   const at::Tensor& theta) const override {
    if (name != "w") return std::nullopt;
    return theta * times_;
  }
  std::vector<NamedTensor> Tensors() const override {
    return {{"a", at::zeros({2, 3})}, {"b", at::zeros({4})}};
  }

 private:
  int64_t times_;
};

REGISTER_METHOD(Doubler, "doubler", "doubles w", Traits{.mergeable = true});
REGISTER_METHOD(Doubler, "another", "triples w", Traits{}, {.times = 3});

double MergedWeight(const Method& method) {
  return MergedWeights(method, {{"w", at::ones({1})}}).at("w").item<double>();
}

std::unique_ptr<Method> Make(std::string_view slug, const OptionValues& options = {}) {
  return CreateMethod(slug, options, {}, RandomStream(1, "init")).value();
}

TEST(Registry, ListsMethodsBySlugWithTheirPromisesAndOptions) {
  std::vector<std::string> slugs;
  for (const MethodInfo* info : AllMethods()) slugs.push_back(info->slug);
  EXPECT_THAT(slugs, ElementsAre("another", "doubler"));
  const MethodInfo& info = **FindMethod("doubler");
  EXPECT_EQ(info.summary, "doubles w");
  EXPECT_TRUE(info.traits.mergeable);
  EXPECT_FALSE(info.traits.lengthens);
  ASSERT_EQ(info.options.size(), 1);
  EXPECT_EQ(info.options[0].name, "times");
  EXPECT_EQ(info.options[0].value, "2");
  EXPECT_EQ((*FindMethod("another"))->options[0].value, "3");
}

TEST(Registry, AnUnknownSlugListsTheKnownOnes) {
  EXPECT_EQ(FindMethod("tripler").status().ToString(),
            "NOT_FOUND: no method 'tripler'; there are another, doubler");
  EXPECT_EQ(FindMethod("").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(CreateMethod("tripler", {}, {}, RandomStream(1, "init")).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(Registry, CreatesFromDefaultsAndOptions) {
  EXPECT_EQ(MergedWeight(*Make("doubler")), 2);
  EXPECT_EQ(MergedWeight(*Make("another")), 3);
  EXPECT_EQ(MergedWeight(*Make("another", {{"times", "5"}})), 5);
}

TEST(Registry, AnErrorOfTheMethodNamesIt) {
  const auto error = [](const OptionValues& options) {
    return CreateMethod("doubler", options, {}, RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"times", "0"}}), "INVALID_ARGUMENT: method doubler: times below 1");
  EXPECT_THAT(error({{"times", "x"}}), HasSubstr("method doubler: option times=x"));
  EXPECT_THAT(error({{"r", "8"}}), HasSubstr("method doubler: unknown option r"));
}

TEST(RegistryDeathTest, TheSameSlugTwiceIsABug) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(internal::RegisterMethod<Doubler>("doubler", "again", {}),
               "doubler twice");
}

TEST(ParameterCount, AddsTheElementsOfAllTensors) {
  EXPECT_EQ(ParameterCount(*Make("doubler")), 10);
  EXPECT_EQ(ParameterCount(Graft()), 0);
}

TEST(MergedWeights, ReplacesWhatTheMethodMergesAndSharesTheRest) {
  const Weights weights = {{"v", at::ones({2})}, {"w", at::ones({2}).requires_grad_()}};
  const Weights merged = MergedWeights(*Make("doubler"), weights);
  EXPECT_EQ(merged.size(), 2);
  EXPECT_TRUE(merged.at("v").is_same(weights.at("v")));
  EXPECT_TRUE(merged.at("w").equal(at::full({2}, 2.f)));
  EXPECT_FALSE(merged.at("w").requires_grad());
  EXPECT_TRUE(weights.at("w").equal(at::ones({2})));
}

TEST(Method, MergesNothingUnlessItSaysHow) {
  class Plain : public Method {};
  EXPECT_FALSE(Plain().Merged("w", at::ones({1})).has_value());
  EXPECT_TRUE(Plain().Tensors().empty());
}

}  // namespace
}  // namespace graft

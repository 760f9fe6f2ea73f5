#include "peft/design/design_point.h"

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

// A method of the paper, the options that make its size that of the design point (r = 2), and
// how its tensors are called there: (ending of the method's name, name of the point's part).
struct Named {
  std::string slug;
  OptionValues options, point;
  std::vector<std::pair<std::string, std::string>> names;
};

std::vector<Named> Points() {
  const std::vector<std::pair<std::string, std::string>> adapter = {
      {"adapter_down.weight", "down"},
      {"adapter_down.bias", "down_bias"},
      {"adapter_up.weight", "up"},
      {"adapter_up.bias", "up_bias"}};
  std::vector<std::pair<std::string, std::string>> learned = adapter, gated = adapter;
  learned.emplace_back("adapter_scale", "scale");
  gated.emplace_back("adapter_gate.weight", "gate");
  gated.emplace_back("adapter_gate.bias", "gate_bias");
  return {
      {"lora",
       {{"r", "2"}, {"alpha", "3"}},
       {{"s", "1.5"}},
       {{"lora_A.weight", "down"}, {"lora_B.weight", "up"}}},
      {"pfeiffer", {{"r", "2"}}, {}, adapter},
      {"parallel_adapter", {{"r", "2"}}, {}, adapter},
      {"scaled_parallel_adapter", {{"r", "2"}, {"s", "4"}}, {{"s", "4"}}, adapter},
      {"scaled_parallel_adapter",
       {{"r", "2"}, {"learn_s", "true"}},
       {{"composition", "learned"}},
       learned},
      {"multi_head_parallel_adapter",
       {{"r", "2"}},
       {},
       {{"adapter_key", "key"}, {"adapter_value", "value"}}},
      {"gated_parallel_adapter", {{"r", "2"}}, {}, gated},
  };
}

std::string NameOf(const Named& named) {
  return named.slug + (named.options.contains("learn_s") ? "_learned" : "");
}

class NamedPoints : public ::testing::TestWithParam<Named> {
 protected:
  std::unique_ptr<Method> MakePoint(const Bert& trunk) const {
    OptionValues options = *NamedPoint(GetParam().slug);
    for (const auto& [name, value] : GetParam().point) options[name] = value;
    options["r"] = "2";
    return MakeMethod("design_point", options, trunk);
  }

  // The design point's tensor for a tensor of the method: the same site, the part's name.
  at::Tensor Partner(const Method& point, const std::string& name) const {
    for (const auto& [ending, part] : GetParam().names) {
      if (!name.ends_with("." + ending)) continue;
      const std::string layer = name.substr(0, name.size() - ending.size());
      for (const NamedTensor& t : point.Tensors())
        if (t.name.ends_with("." + part) && t.name.starts_with(LayerOf(layer)) &&
            (GetParam().slug != "lora" || t.name == layer + part))
          return t.tensor;
    }
    return {};
  }

  // "encoder.layer.1." of a longer name.
  static std::string LayerOf(const std::string& name) {
    return name.substr(0, std::string("encoder.layer.0.").size());
  }
};

INSTANTIATE_TEST_SUITE_P(Table1, NamedPoints, ::testing::ValuesIn(Points()),
                         [](const auto& info) { return NameOf(info.param); });

// Two orders of the same sums through two layers: 1e-12 is 4,500 ε.
TEST_P(NamedPoints, AgreeInValueAndGradient) {
  const Bert trunk = testing::TinyBert();
  const auto method = MakeMethod(GetParam().slug, GetParam().options, trunk);
  const auto point = MakePoint(trunk);
  testing::Randomise(method->Tensors(), 7, 0.3);
  int64_t matched = 0;
  {
    const NoGrad no_grad;
    for (const auto& [name, tensor] : method->Tensors()) {
      const at::Tensor partner = Partner(*point, name);
      ASSERT_TRUE(partner.defined()) << name;
      partner.copy_(tensor.view(partner.sizes()));
      matched += tensor.numel();
    }
  }
  EXPECT_EQ(matched, ParameterCount(*point));
  const at::Tensor a = Hidden(trunk, *method), b = Hidden(trunk, *point);
  EXPECT_LT(RelativeDistance(b, a), 1e-12);
  const at::Tensor weight = RandomTensor(a.sizes().vec(), 8);
  (a.square() * weight).sum().backward();
  (b.square() * weight).sum().backward();
  for (const auto& [name, tensor] : method->Tensors()) {
    const at::Tensor partner = Partner(*point, name);
    EXPECT_LT(RelativeDistance(partner.grad().view(tensor.sizes()), tensor.grad()),
              1e-11)
        << name;
  }
}

// Softmax heads, gated, are prefix tuning without concatenation.
TEST(DesignPoint, GatedSoftmaxHeadsArePrefixTuning) {
  const Bert trunk = testing::TinyBert();
  const auto prefix = MakeMethod("prefix", {{"l", "3"}}, trunk);
  OptionValues options = *NamedPoint("prefix");
  options["r"] = "3";
  const auto point = MakeMethod("design_point", options, trunk);
  testing::Randomise(point->Tensors(), 7, 0.5);
  ASSERT_EQ(ParameterCount(*prefix), ParameterCount(*point));
  const NoGrad no_grad;
  // [l, layers·2, H, D]: slot 2i holds the keys of layer i, 2i + 1 its values.
  const at::Tensor flat = prefix->Tensors()[0].tensor.view({3, 4, 2, 4});
  for (const auto& [name, tensor] : point->Tensors()) {
    const int64_t layer = name.find("layer.1.") != std::string::npos ? 1 : 0;
    const int64_t slot = 2 * layer + (name.ends_with(".value") ? 1 : 0);
    flat.select(1, slot).copy_(tensor.transpose(0, 1));
  }
  EXPECT_LT(RelativeDistance(Hidden(trunk, *point), Hidden(trunk, *prefix)), 1e-12);
}

TEST(DesignPoint, DifferentiatesAtEverySiteAndComposition) {
  const Bert trunk = testing::TinyBert();
  for (const char* at : {"attention", "ffn", "heads", "query_value"})
    for (const char* form : {"linear", "softmax"})
      for (const char* composition : {"add", "scaled", "learned", "gated"}) {
        const auto point = MakeMethod("design_point",
                                      {{"at", at},
                                       {"form", form},
                                       {"composition", composition},
                                       {"r", "2"},
                                       {"s", "0.5"}},
                                      trunk);
        const auto agreement = testing::CheckMethodGradient(trunk, *point);
        EXPECT_TRUE(testing::Agrees(agreement))
            << at << " " << form << " " << composition << ": " << agreement;
      }
}

TEST(DesignPoint, StartsAsTheIdentityWhereItAdds) {
  const Bert trunk = testing::TinyBert();
  for (const char* at : {"attention", "ffn", "query_value"}) {
    const auto point = MakeMethod("design_point", {{"at", at}, {"r", "2"}}, trunk);
    EXPECT_TRUE(Hidden(trunk, *point).equal(Hidden(trunk, Graft()))) << at;
  }
}

// 2rd a sub-layer, r + d with biases; 4rd for query and value; the gate's d + 1.
TEST(DesignPoint, CountsTheParametersOfItsCard) {
  const Bert trunk = testing::TinyBert();
  const auto count = [&](OptionValues options) {
    options["r"] = "2";
    return ParameterCount(*MakeMethod("design_point", options, trunk));
  };
  EXPECT_EQ(count({}), 2 * (2 * 2 * 8 + 2 + 8));
  EXPECT_EQ(count({{"bias", "false"}}), 2 * (2 * 2 * 8));
  EXPECT_EQ(count({{"at", "heads"}}), 2 * (2 * 2 * 8));
  EXPECT_EQ(count({{"at", "query_value"}}), 2 * (4 * 2 * 8));
  EXPECT_EQ(count({{"composition", "gated"}}), 2 * (2 * 2 * 8 + 2 + 8 + 8 + 1));
}

TEST(DesignPoint, RejectsWhatThePaperHasNoPointFor) {
  const Bert trunk = testing::TinyBert();
  const auto error = [&](const OptionValues& options) {
    return std::string(
        CreateMethod("design_point", options, trunk.info(), RandomStream(1, "init"))
            .status()
            .message());
  };
  EXPECT_EQ(error({{"form", "tanh"}}),
            "method design_point: form=tanh: expected one of linear, relu, softmax");
  EXPECT_NE(error({{"r", "0"}}).find("expected at least 1"), std::string::npos);
  EXPECT_NE(error({{"insertion", "sequential"}, {"at", "heads"}}).find("excludes"),
            std::string::npos);
  EXPECT_FALSE(NamedPoint("adalora").ok());
}

TEST(DesignPoint, LearnsATinyTask) {
  const Bert trunk = testing::TinyBert();
  const auto point = MakeMethod("design_point", {{"r", "4"}}, trunk);
  EXPECT_LT(testing::LossAfter(trunk, *point, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft

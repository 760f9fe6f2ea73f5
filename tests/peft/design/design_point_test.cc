#include "peft/design/design_point.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "peft/core/composite.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::Hidden;
using testing::MakeMethod;
using testing::RandomTensor;
using testing::RelativeDistance;
using testing::Rounding;

// A method of the paper and the points that it is, both of size 2. `more`: what the method's
// options ask of the points.
struct Named {
  std::string name, slug;
  OptionValues options, more;
};

std::vector<Named> Methods() {
  const std::string ffn_maps = "intermediate.dense,output.dense";
  return {
      {"prefix", "prefix", {{"l", "2"}}, {}},
      {"gated_prefix", "gated_prefix", {{"l", "2"}}, {}},
      {"ungated_prefix",
       "gated_prefix",
       {{"l", "2"}, {"gate", "false"}},
       {{"composition", "add"}}},
      {"pfeiffer", "pfeiffer", {}, {}},
      {"sequential_at_attention",
       "pfeiffer",
       {{"at", "attention"}},
       {{"at", "attention"}}},
      {"houlsby", "houlsby", {}, {}},
      {"lora", "lora", {{"alpha", "3"}}, {{"s", "1.5"}}},
      {"lora_at_ffn",
       "lora",
       {{"targets", ffn_maps}, {"alpha", "2"}},
       {{"at", ffn_maps}}},
      {"parallel", "parallel_adapter", {}, {}},
      {"parallel_at_attention",
       "parallel_adapter",
       {{"at", "attention"}},
       {{"at", "attention"}}},
      {"multi_head", "multi_head_parallel_adapter", {}, {}},
      {"scaled", "scaled_parallel_adapter", {{"s", "4"}}, {{"s", "4"}}},
      {"learned",
       "scaled_parallel_adapter",
       {{"learn_s", "true"}},
       {{"composition", "learned"}}},
      {"gated", "gated_parallel_adapter", {}, {}},
      {"mam", "mam", {{"l", "2"}}, {{"s", "4"}}},
  };
}

class NamedMethods : public ::testing::TestWithParam<Named> {
 protected:
  std::unique_ptr<Method> MakeTheMethod() const {
    OptionValues options = GetParam().options;
    if (GetParam().slug.find("prefix") == std::string::npos) options["r"] = "2";
    return MakeMethod(GetParam().slug, options, trunk_);
  }
  Composite MakeThePoints() const {
    std::vector<std::unique_ptr<Method>> parts;
    const auto points = NamedPoints(GetParam().slug);
    for (OptionValues options : *points) {
      for (const auto& [name, value] : GetParam().more) options[name] = value;
      options["r"] = "2";
      parts.push_back(MakeMethod("design_point", options, trunk_));
    }
    return Composite(std::move(parts));
  }
  const Bert trunk_ = testing::TinyBert();
};

INSTANTIATE_TEST_SUITE_P(Paper, NamedMethods, ::testing::ValuesIn(Methods()),
                         [](const auto& info) { return info.param.name; });

// What the method holds (its values, or its gradients) for a point's tensor `name`, in the
// same order of elements.
at::Tensor Counterpart(const Weights& held, const std::string& name) {
  const size_t dot = name.rfind('.');
  const std::string place = name.substr(0, dot + 1), part = name.substr(dot + 1);
  const auto table = held.find("prompt_embeddings");
  if (table != held.end() && (part == "key" || part == "value")) {
    // [l, layers·2, H, D]: slot 2i holds the keys of layer i, 2i + 1 its values.
    const int64_t layer = place.find(".1.") != std::string::npos ? 1 : 0;
    return table->second.view({2, 4, 2, 4})
        .select(1, 2 * layer + (part == "value" ? 1 : 0))
        .transpose(0, 1);
  }
  const std::pair<const char*, const char*> names[] = {
      {"down", "adapter_down.weight"},
      {"down_bias", "adapter_down.bias"},
      {"up", "adapter_up.weight"},
      {"up_bias", "adapter_up.bias"},
      {"scale", "adapter_scale"},
      {"gate", "adapter_gate.weight"},
      {"gate_bias", "adapter_gate.bias"},
      {"key", "adapter_key"},
      {"value", "adapter_value"},
      {"down", "lora_A.weight"},
      {"up", "lora_B.weight"}};
  for (const auto& [ours, theirs] : names)
    if (const auto found = held.find(place + theirs);
        part == ours && found != held.end())
      return found->second;
  return {};
}

TEST_P(NamedMethods, AreTheirPointsInValueAndGradient) {
  const auto method = MakeTheMethod();
  const Composite points = MakeThePoints();
  testing::Randomise(method->Tensors(), 7, 0.3);
  ASSERT_EQ(ParameterCount(points), ParameterCount(*method));
  Weights values, gradients;
  for (const auto& [name, tensor] : method->Tensors()) values[name] = tensor.detach();
  for (const auto& [name, tensor] : points.Tensors()) {
    const at::Tensor value = Counterpart(values, name);
    ASSERT_TRUE(value.defined()) << name;
    tensor.detach().copy_(value.reshape(tensor.sizes()));
  }
  const at::Tensor a = Hidden(trunk_, *method), b = Hidden(trunk_, points);
  EXPECT_LT(RelativeDistance(b, a), Rounding(at::kDouble));
  const at::Tensor weight = RandomTensor(a.sizes().vec(), 8);
  (a.square() * weight).sum().backward();
  (b.square() * weight).sum().backward();
  for (const auto& [name, tensor] : method->Tensors()) gradients[name] = tensor.grad();
  for (const auto& [name, tensor] : points.Tensors())
    EXPECT_LT(RelativeDistance(tensor.grad(),
                               Counterpart(gradients, name).reshape(tensor.sizes())),
              Rounding(at::kDouble))
        << name;
}

TEST(DesignPoint, DifferentiatesAtEverySiteAndComposition) {
  const Bert trunk = testing::TinyBert();
  for (const char* at : {"attention", "ffn", "heads", "query,value", "output.dense"})
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
  for (const char* at : {"attention", "ffn", "query,value", "output.dense"}) {
    const auto point = MakeMethod("design_point", {{"at", at}, {"r", "2"}}, trunk);
    EXPECT_TRUE(Hidden(trunk, *point).equal(Hidden(trunk, Graft()))) << at;
  }
}

// 2rC a sub-layer, r + C with biases; r(in+out) a map; a trained s, and the gate's in + 1.
TEST(DesignPoint, CountsTheParametersOfItsCard) {
  const Bert trunk = testing::TinyBert();
  const auto count = [&](OptionValues options) {
    options["r"] = "2";
    return ParameterCount(*MakeMethod("design_point", options, trunk));
  };
  EXPECT_EQ(count({}), 2 * (2 * 2 * 8 + 2 + 8));
  EXPECT_EQ(count({{"bias", "false"}}), 2 * (2 * 2 * 8));
  EXPECT_EQ(count({{"at", "heads"}}), 2 * (2 * 2 * 8));
  EXPECT_EQ(count({{"at", "query,value"}}), 2 * (4 * 2 * 8));
  EXPECT_EQ(count({{"at", "intermediate.dense,output.dense"}}), 2 * (2 * 2 * (8 + 12)));
  EXPECT_EQ(count({{"composition", "learned"}}), 2 * (2 * 2 * 8 + 2 + 8 + 1));
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
  for (const char* r : {"0", "1000000"})
    EXPECT_NE(error({{"r", r}}).find("expected 1 … 65536"), std::string::npos);
  for (const char* s : {"nan", "inf"})
    EXPECT_NE(error({{"s", s}}).find("expected a finite number"), std::string::npos);
  for (const char* at : {"heads", "query"})
    EXPECT_NE(error({{"insertion", "sequential"}, {"at", at}}).find("excludes"),
              std::string::npos);
  EXPECT_NE(error({{"at", "ffm"}})
                .find("at=ffm: no attention, ffn, heads or linear maps: target 'ffm' "
                      "matches no linear map"),
            std::string::npos);
  EXPECT_FALSE(NamedPoints("adalora").ok());
}

TEST(DesignPoint, LearnsATinyTask) {
  const Bert trunk = testing::TinyBert();
  const auto point = MakeMethod("design_point", {{"r", "4"}}, trunk);
  EXPECT_LT(testing::LossAfter(trunk, *point, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft

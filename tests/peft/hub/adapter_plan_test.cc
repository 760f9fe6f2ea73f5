#include "peft/hub/adapter_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using ::testing::HasSubstr;
using testing::TinyBert;

TEST(TrunkHash, IsOfTheValuesNotOfTheirType) {
  EXPECT_EQ(TrunkHash(TinyBert(at::kFloat)), TrunkHash(TinyBert(at::kDouble)));
}

TEST(TokenRoom, IsWhatVirtualTokensLeave) {
  const Bert trunk = TinyBert(at::kFloat);
  const auto room = [&](const char* slug, const OptionValues& options) {
    const auto method =
        CreateMethod(slug, options, trunk.info(), RandomStream(0, "init"));
    return TokenRoom(trunk.info(), **method);
  };
  EXPECT_EQ(room("lora", {{"r", "1"}}), 32);
  EXPECT_EQ(room("prompt_tuning", {{"l", "5"}}), 27);
  EXPECT_EQ(room("prefix", {{"l", "5"}, {"shift_positions", "true"}}), 27);
}

TEST(HfPooling, IsThePoolersOrADenseMapsByTheKindOfModel) {
  HfConfig config;
  EXPECT_EQ(HfPooling(config), Pooling::kPooler);
  config.model_type = "roberta";
  EXPECT_EQ(HfPooling(config), Pooling::kDense);
}

// A plan of one LoRA, and the file that fits it.
class AdapterPlanTest : public ::testing::Test {
 protected:
  AdapterPlanTest() {
    plan_.config = {.method = "lora", .options = {{"r", "1"}}};
    plan_.method = *BuildMethod(plan_.config, trunk_.info());
    file_ = {"file", plan_.method->Tensors(), {"spare"}};
    plan_.files = {file_};
    for (const NamedTensor& t : file_.tensors)
      saved_[t.name] = testing::RandomTensor(t.tensor.sizes().vec(), saved_.size());
  }
  std::string Error() const {
    const absl::Status status = FillTensors(file_, saved_);
    return {status.message().data(), status.message().size()};
  }
  const Bert trunk_ = TinyBert();
  AdapterPlan plan_;
  TensorFile file_;
  Weights saved_;
};

TEST_F(AdapterPlanTest, FillsItsTensorsFromTheFile) {
  saved_["spare"] = at::zeros({1});
  EXPECT_EQ(Error(), "");
  for (const NamedTensor& t : file_.tensors)
    EXPECT_TRUE(t.tensor.equal(saved_.at(t.name))) << t.name;
}

TEST_F(AdapterPlanTest, ChangesNothingOnAnError) {
  std::vector<at::Tensor> before;
  for (const NamedTensor& t : file_.tensors) before.push_back(t.tensor.clone());
  saved_["stray"] = at::zeros({1});
  EXPECT_THAT(Error(), HasSubstr("file: tensor stray belongs to no part"));
  saved_.erase(file_.tensors.back().name);
  EXPECT_THAT(Error(), HasSubstr(file_.tensors.back().name + " is missing"));
  for (size_t i = 0; i < before.size(); ++i)
    EXPECT_TRUE(file_.tensors[i].tensor.equal(before[i]));
}

TEST_F(AdapterPlanTest, SaysOfEveryNameWhatBecomesOfIt) {
  const std::string first = file_.tensors.front().name;
  saved_["spare"] = at::zeros({2, 1});
  saved_["stray"] = at::zeros({3});
  saved_.erase(first);
  std::map<std::string, KeyUse> uses;
  for (const KeyUse& use : CompareKeys(file_, saved_)) uses[use.name] = use;
  EXPECT_EQ(uses.size(), file_.tensors.size() + 2);
  EXPECT_TRUE(!uses["spare"].used && uses["spare"].problem.empty());
  EXPECT_EQ(uses["spare"].shape, (std::vector<int64_t>{2, 1}));
  EXPECT_TRUE(!uses["stray"].used && !uses["stray"].problem.empty());
  EXPECT_EQ(uses[first].problem, "is missing");
  const std::string last = file_.tensors.back().name;
  EXPECT_TRUE(uses[last].used && uses[last].problem.empty());
}

TEST_F(AdapterPlanTest, RefusesValuesThatAreNotFinite) {
  for (const float value : {NAN, INFINITY, -INFINITY}) {
    Weights spoilt = saved_;
    const std::string name = file_.tensors.back().name;
    spoilt[name] = saved_.at(name).clone();
    spoilt[name].view({-1})[0] = value;
    EXPECT_THAT(std::string(FillTensors(file_, spoilt).message()),
                HasSubstr(name + " holds a value that is not finite"));
  }
}

TEST_F(AdapterPlanTest, NeedsAHead) {
  EXPECT_THAT(FillPlan(std::move(plan_)).status().ToString(),
              HasSubstr("holds no head"));
}

TEST_F(AdapterPlanTest, BuildsAMethodWithModulesTrainedWhole) {
  GraftConfig config = {
      .method = "lora", .options = {{"r", "1"}}, .modules_to_save = {"pooler"}};
  const auto method = BuildMethod(config, trunk_.info());
  ASSERT_TRUE(method.ok()) << method.status();
  EXPECT_EQ((*method)->Tensors().size(), file_.tensors.size() + 2);
  EXPECT_EQ((*method)->Tensors().back().name, "pooler.dense.weight");
  config.modules_to_save = {"pool"};
  EXPECT_THAT(BuildMethod(config, trunk_.info()).status().ToString(),
              HasSubstr("the model has no pool"));
}

}  // namespace
}  // namespace graft

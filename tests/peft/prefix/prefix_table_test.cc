#include "peft/prefix/prefix_table.h"

#include <gtest/gtest.h>

#include <limits>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/prefix/prefix_table_ref.h"

namespace graft {
namespace {

using testing::RelativeDistance;
using testing::Values;

constexpr ref::PrefixShape kShape = {
    .tokens = 0, .length = 3, .layers = 2, .heads = 2, .size = 4};
const std::string kName = "encoder.layer.1.attention.self";
const Dropout kOff;

class PrefixTableTest : public ::testing::Test {
 protected:
  absl::StatusOr<PrefixTable> Make(const PrefixTableConfig& config) const {
    return PrefixTable::Create(config, trunk_.info(), RandomStream(1, "init"));
  }
  // Every element of layer `layer` is where the twin looks for it.
  void ExpectLayout(const KeyValue& got, const std::vector<double>& table, int layer) {
    const std::vector<double> key = Values<double>(got.key),
                              value = Values<double>(got.value);
    for (int h = 0; h < kShape.heads; ++h)
      for (int j = 0; j < kShape.length; ++j)
        for (int d = 0; d < kShape.size; ++d) {
          const int at = (h * kShape.length + j) * kShape.size + d;
          // Sums of at most 8 products, each at most 4.
          EXPECT_NEAR(key[at], ref::PrefixAt(table, kShape, 2 * layer, h, j, d),
                      32 * 0x1p-52);
          EXPECT_NEAR(value[at], ref::PrefixAt(table, kShape, 2 * layer + 1, h, j, d),
                      32 * 0x1p-52);
        }
  }
  const Bert trunk_ = testing::TinyBert();  // C = 8
};

TEST_F(PrefixTableTest, RejectsBadOptions) {
  const auto error = [&](const PrefixTableConfig& config) {
    return Make(config).status().ToString();
  };
  EXPECT_EQ(error({.l = 0}), "INVALID_ARGUMENT: l=0: expected 1 … 65536");
  EXPECT_NE(error({.l = 1'000'000}).find("expected 1 … 65536"), std::string::npos);
  EXPECT_NE(error({.mlp = -1}).find("mlp=-1: expected 0 … 65536"), std::string::npos);
  EXPECT_NE(error({.mlp = 65537}).find("expected 0 … 65536"), std::string::npos);
  for (const double sigma : {0.0, std::numeric_limits<double>::infinity()})
    EXPECT_NE(error({.init_sigma = sigma}).find("expected a finite number above 0"),
              std::string::npos);
  EXPECT_NE(error({.dropout = 1}).find("expected [0, 1)"), std::string::npos);
}

TEST_F(PrefixTableTest, CountsAsItsCardSays) {
  const auto count = [&](const PrefixTableConfig& config) {
    int64_t sum = 0;
    for (const NamedTensor& t : Make(config)->Tensors()) sum += t.tensor.numel();
    return sum;
  };
  EXPECT_EQ(count({.l = 3}), 3 * 2 * 2 * 8);
  EXPECT_EQ(count({.l = 3, .mlp = 5}), 3 * 8 + 5 * (8 + 1) + 2 * 2 * 8 * (5 + 1));
}

TEST_F(PrefixTableTest, KeepsKeysAndValuesWhereHuggingFaceKeepsThem) {
  const PrefixTable table = *Make({.l = 3});
  testing::Randomise(table.Tensors(), 1);
  for (const int layer : {0, 1}) {
    const KeyValue kv = table.At({kName, layer, kOff});
    EXPECT_EQ(kv.key.sizes(), at::IntArrayRef({2, 3, 4}));
    ExpectLayout(kv, Values<double>(table.Tensors()[0].tensor), layer);
  }
}

TEST_F(PrefixTableTest, RunsItsNetworkLikeItsTwin) {
  const PrefixTable table = *Make({.l = 3, .mlp = 5});
  testing::Randomise(table.Tensors(), 1, 0.5);
  const std::vector<NamedTensor> t = table.Tensors();
  const std::vector<double> whole =
      ref::PrefixNetwork(Values<double>(t[0].tensor), Values<double>(t[1].tensor),
                         Values<double>(t[2].tensor), Values<double>(t[3].tensor),
                         Values<double>(t[4].tensor));
  for (const int layer : {0, 1})
    ExpectLayout(table.At({kName, layer, kOff}), whole, layer);
}

TEST_F(PrefixTableTest, DropsElementsInTrainingOnly) {
  const PrefixTable table = *Make({.l = 200, .dropout = 0.25});
  const Dropout on(RandomStream(1, "dropout"));
  const at::Tensor all = table.At({kName, 0, kOff}).key,
                   some = table.At({kName, 0, on}).key;
  EXPECT_TRUE(all.equal(table.At({kName, 0, kOff}).key));
  const at::Tensor kept = some.ne(0);
  // 1,600 draws at p = 1/4: five standard deviations are 87.
  EXPECT_NEAR(kept.sum().item<double>(), 1200, 87);
  // Factors are float32 numbers: 1/0.75 is rounded by up to 6e-8.
  EXPECT_LT(RelativeDistance(some, all * kept / 0.75), 6e-8);
  EXPECT_FALSE(table.At({"encoder.layer.0.attention.self", 0, on}).key.equal(some));
}

// As the authors' code does, whose prefix is repeated for the batch before it is dropped.
TEST_F(PrefixTableTest, DropsEverySequencesPrefixApart) {
  const PrefixTable table = *Make({.l = 50, .dropout = 0.25});
  const Dropout on(RandomStream(1, "dropout"));
  const KeyValue all = table.At({kName, 0, kOff}, 0, 3),
                 own = table.At({kName, 0, on}, 0, 3);
  EXPECT_EQ(all.key.dim(), 3);  // nothing to tell apart
  for (const auto& [shared, dropped] :
       {std::pair(all.key, own.key), std::pair(all.value, own.value)}) {
    ASSERT_EQ(dropped.dim(), 4);
    EXPECT_FALSE(dropped[0].equal(dropped[1]));
    for (int64_t b = 0; b < 3; ++b)
      EXPECT_LT(RelativeDistance(dropped[b], shared * dropped[b].ne(0) / 0.75), 6e-8);
  }
}

TEST_F(PrefixTableTest, StartsWithItsSigma) {
  const at::Tensor p = Make({.l = 300, .init_sigma = 0.1})->Tensors()[0].tensor;
  // 9,600 draws: the deviation's own deviation is 0.1/√19200 = 7e-4.
  EXPECT_NEAR(p.std().item<double>(), 0.1, 5 * 7e-4);
  EXPECT_NEAR(p.mean().item<double>(), 0, 5 * 1e-3);
}

TEST(PrefixTable, ExportsTheTableWhateverMakesIt) {
  const Bert trunk = testing::TinyBert();
  const RandomStream init(1, "init");
  const auto made = PrefixTable::Create({.l = 3, .mlp = 4}, trunk.info(), init),
             flat = PrefixTable::Create({.l = 3}, trunk.info(), init);
  ASSERT_TRUE(made.ok() && flat.ok());
  const NamedTensor exported = made->Exported()[0];
  EXPECT_EQ(exported.name, flat->Tensors()[0].name);
  EXPECT_FALSE(exported.tensor.requires_grad());
  flat->Tensors()[0].tensor.detach().copy_(exported.tensor);
  EXPECT_TRUE(flat->Exported()[0].tensor.equal(exported.tensor));
  const Dropout off;
  const std::string name = "encoder.layer.1.attention.self";
  const KeyValue a = made->At({name, 1, off}), b = flat->At({name, 1, off});
  // The network's rows in one product or in several: 4 terms a sum, rounded in another order.
  EXPECT_LT(testing::RelativeDistance(a.key, b.key), 8 * 0x1p-52);
  EXPECT_LT(testing::RelativeDistance(a.value, b.value), 8 * 0x1p-52);
}

}  // namespace
}  // namespace graft

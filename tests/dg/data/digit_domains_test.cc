#include "dg/data/digit_domains.h"

#include <gtest/gtest.h>

#include <numeric>

#include "common/data/rotate.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

// Image i is filled with 1 + i mod 255 and shows the digit i mod 10.
Mnist Small(int64_t n) {
  const at::Tensor i = at::arange(n, at::kLong);
  return {(i.remainder(255) + 1)
              .to(at::kByte)
              .view({n, 1, 1})
              .expand({n, 28, 28})
              .contiguous(),
          i.remainder(10)};
}

std::vector<int64_t> Everything(const DomainData& data, int domain) {
  std::vector<int64_t> items(data.size(domain));
  std::iota(items.begin(), items.end(), 0);
  return items;
}

double Share(const at::Tensor& condition) {
  return condition.to(at::kDouble).mean().item<double>();
}

TEST(ColoredMnist, DealsAllImagesInTurn) {
  const auto data = *ColoredMnist(Small(70), {});
  EXPECT_EQ(data->size(0), 24);
  EXPECT_EQ(data->size(1), 23);
  EXPECT_EQ(data->size(2), 23);
  EXPECT_EQ(data->shape(), (std::vector<int64_t>{2, 28, 28}));
  EXPECT_EQ(data->domains()[2], "-90%");
}

TEST(ColoredMnist, PutsEachImageInOneChannelAndDividesBy255) {
  const auto data = *ColoredMnist(Small(60), {});
  const at::Tensor x = data->Get(0, Everything(*data, 0)).values;
  const at::Tensor filled = x.amax({2, 3}).gt(0);  // [n,2]
  EXPECT_TRUE(filled.sum(1).eq(1).all().item<bool>());
  EXPECT_LE(x.max().item<double>(), 1);
  EXPECT_EQ(x.min().item<double>(), 0);
}

// Shares of n draws, off by 4 standard deviations at most.
TEST(ColoredMnist, LabelsAndColoursDisagreeAsOftenAsTheySay) {
  const int64_t n = 30000;
  const Mnist mnist = Small(n);
  const auto data = *ColoredMnist(mnist, {.side = 14});
  const double near = 4 * 0.5 / std::sqrt(double(n) / 3);
  const double disagree[] = {0.1, 0.2, 0.9};
  for (int e = 0; e < 3; ++e) {
    const std::vector<int64_t> items = Everything(*data, e);
    const at::Tensor y = data->Labels(e, items);
    const at::Tensor colour =
        data->Get(e, items).values.amax({2, 3}).select(1, 1).gt(0).to(at::kLong);
    EXPECT_NEAR(Share(colour.ne(y)), disagree[e], near);
    EXPECT_NEAR(Share(y), 0.5, near);
  }
}

TEST(ColoredMnist, OneLabelInFourIsTurnedOver) {
  const int64_t n = 30000;
  Mnist mnist = Small(n);
  mnist.labels = at::zeros({n}, at::kLong);  // every digit is below five
  const auto data = *ColoredMnist(mnist, {.side = 14});
  EXPECT_NEAR(Share(data->Labels(0, Everything(*data, 0))), 0.75, 4 * 0.5 / 100);
}

TEST(ColoredMnist, AReducedSetIsAPartOfTheFullOne) {
  const auto full = *ColoredMnist(Small(60), {}),
             part = *ColoredMnist(Small(60), {.per_domain = 5});
  const std::vector<int64_t> items = {0, 1, 2, 3, 4};
  EXPECT_EQ(part->size(1), 5);
  EXPECT_TRUE(part->Get(1, items).values.equal(full->Get(1, items).values));
  EXPECT_TRUE(part->Labels(1, items).equal(full->Labels(1, items)));
}

TEST(RotatedMnist, TurnsEachDomainAsPilDoes) {
  Mnist mnist = Small(60);
  mnist.images.slice(1, 0, 10).zero_();
  const auto data = *RotatedMnist(mnist, {});
  EXPECT_EQ(data->domain_count(), 6);
  EXPECT_EQ(data->class_count(), 10);
  EXPECT_EQ(data->shape(), (std::vector<int64_t>{1, 28, 28}));
  for (int e = 0; e < 6; ++e) {
    const std::vector<int64_t> items = Everything(*data, e);
    const at::Tensor x = data->Get(e, items).values.mul(255).round().to(at::kByte);
    // Which image it was is in its centre's value, which turning leaves alone.
    for (const int64_t i : {0, 5}) {
      const int64_t original = x[i][0][18][14].item<int64_t>() - 1;
      EXPECT_TRUE(x[i].equal(Rotated(mnist.images.narrow(0, original, 1), 15 * e)));
      EXPECT_EQ(data->Labels(e, items)[i].item<int64_t>(), original % 10);
    }
  }
}

TEST(DigitDomains, RefuseSizesTheyDoNotHave) {
  EXPECT_EQ(ColoredMnist(Small(30), {.side = 20}).status().message(),
            "side=20: expected 28 or 14");
  EXPECT_EQ(RotatedMnist(Small(30), {.per_domain = 6}).status().message(),
            "per_domain=6: expected 0 … 5");
}

}  // namespace
}  // namespace graft
